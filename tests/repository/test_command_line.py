"""The one command line: commands by name, errors in two sentences, and package names that are ours alone."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from repository import command_line
from repository.command_line import LazyCommands, declared_commands, load_command, main
from repository.errors import LibraryError, WrongUsage
from repository.installation import ROOMS, library_version, other_owners, refuse_shared_names


def group_that(raises: BaseException) -> click.Group:
    group = LazyCommands("case-reviews")

    @group.command()
    def fail() -> None:
        raise raises

    return group


def test_version_and_help_name_the_program_and_its_commands() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"case-reviews {library_version()}\n"
    shown = CliRunner().invoke(main, ["--help"])
    assert shown.exit_code == 0
    assert all(name in shown.output for name in declared_commands())


@pytest.mark.parametrize(("error", "code"), [(LibraryError("It broke.", "Mend it."), 1), (WrongUsage("No."), 2)])
def test_an_error_is_what_happened_and_what_to_do_on_stderr(error: LibraryError, code: int) -> None:
    result = CliRunner().invoke(group_that(error), ["fail"])
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr == f"{error.message} {error.advice}".strip() + "\n"


def test_control_c_is_a_sentence_and_130() -> None:
    result = CliRunner().invoke(group_that(KeyboardInterrupt()), ["fail"])
    assert result.exit_code == 130
    assert result.stderr.startswith("Stopped.")


def test_an_unknown_command_is_wrong_usage() -> None:
    assert CliRunner().invoke(main, ["publish-everything"]).exit_code == 2


def test_a_command_that_cannot_be_loaded_is_said_and_help_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = EntryPoint("broken", "repository.no_such_module:broken", command_line.COMMANDS)
    no_command = EntryPoint("nothing", "repository.errors:LibraryError", command_line.COMMANDS)
    with pytest.raises(LibraryError, match="'broken' cannot be loaded"):
        load_command(broken)
    with pytest.raises(LibraryError, match="'nothing' is no command"):
        load_command(no_command)
    monkeypatch.setattr(command_line, "declared_commands", lambda: {"broken": broken})
    assert "not available" in CliRunner().invoke(main, ["--help"]).output


def test_starting_imports_no_other_room() -> None:
    code = (
        "import sys; from repository.command_line import main; main(['--version'], standalone_mode=False); "
        "print([n for n in ('ingest', 'search', 'web', 'whoosh', 'flask', 'nltk', 'sqlalchemy') if n in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == "[]"


def test_the_rooms_names_are_ours_here() -> None:
    refuse_shared_names()


def another_package(folder: Path, name: str, record: str) -> None:
    info = folder / f"{name.replace('.', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "RECORD").write_text(record, encoding="utf-8")


@pytest.mark.parametrize("record", ["web/__init__.py,,\nweb/application.py,,\n", "other.py,,\nweb.py,,\n"])
def test_another_package_with_a_rooms_name_is_refused_by_name(tmp_path: Path, record: str) -> None:
    another_package(tmp_path, "web.py", record)
    assert other_owners("web", [str(tmp_path)]) == ["web.py"]
    with pytest.raises(LibraryError, match="'web' belongs to web.py"):
        refuse_shared_names([*sys.path, str(tmp_path)])


def test_a_package_that_only_sounds_alike_is_none_of_ours(tmp_path: Path) -> None:
    another_package(tmp_path, "webbing", "webbing/__init__.py,,\nlib/web/x.py,,\n")
    assert [other_owners(name, [str(tmp_path)]) for name in ROOMS] == [[], [], [], []]


def test_a_folder_that_stands_before_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "__init__.py").touch()
    with pytest.raises(LibraryError, match="'search' should be in"):
        refuse_shared_names([str(tmp_path), *sys.path])
