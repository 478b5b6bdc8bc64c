"""Settings: environment, then file, then defaults; what is wrong is said in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from repository.errors import WrongUsage
from repository.settings import read_settings


def test_without_anything_set_the_defaults_hold(tmp_path: Path) -> None:
    settings = read_settings({"CASE_REVIEWS_HOME": str(tmp_path)})
    assert (settings.home, settings.host, settings.port) == (tmp_path, "127.0.0.1", 8000)
    assert settings.database == f"sqlite:///{tmp_path / 'catalogue.sqlite'}"
    assert read_settings({}).home == Path("instance").absolute()


def test_the_file_in_the_home_folder_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "case-reviews.toml").write_text('port = 9000\ncontact = "desk@example.test"\n', encoding="utf-8")
    home = {"CASE_REVIEWS_HOME": str(tmp_path)}
    assert (read_settings(home).port, read_settings(home).contact) == (9000, "desk@example.test")
    assert read_settings(home | {"PORT": "7000"}).port == 7000


def test_another_file_can_be_named(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('database_url = "postgresql://db.test/reviews"\n', encoding="utf-8")
    settings = read_settings({"CASE_REVIEWS_HOME": str(tmp_path), "CASE_REVIEWS_SETTINGS": str(other)})
    assert settings.database == "postgresql://db.test/reviews"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("colour = 1\n", "unknown setting 'colour'"),
        ("port = 'high'\n", "'high'"),
        ("port = 0\n", "not a number from 1 to 65535"),
        ("port = true\n", "not a number from 1 to 65535"),
        ("contact = 5\n", "'contact' must be text"),
        ("port\n", "is not valid TOML"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, content: str, named: str) -> None:
    (tmp_path / "case-reviews.toml").write_text(content, encoding="utf-8")
    with pytest.raises(WrongUsage) as refused:
        read_settings({"CASE_REVIEWS_HOME": str(tmp_path)})
    assert named in refused.value.message


def test_a_home_that_is_a_file_and_a_settings_file_that_is_none_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(WrongUsage, match="not a folder"):
        read_settings({"CASE_REVIEWS_HOME": str(file)})
    with pytest.raises(WrongUsage, match="CASE_REVIEWS_SETTINGS"):
        read_settings({"CASE_REVIEWS_HOME": str(tmp_path), "CASE_REVIEWS_SETTINGS": str(tmp_path / "none.toml")})
