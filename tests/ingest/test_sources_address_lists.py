"""A file of web addresses: each is fetched and has its outcome, and a second run fetches only what changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.outcome import FileOutcome
from ingest.sources.address_lists import is_address_list, read_address_list
from ingest.sources.asked_for import find_sources
from repository.errors import WrongUsage
from repository.records.items import Collection
from repository.settings import Settings
from repository.store.library import Library, open_library
from tests.ingest.local_site import LocalSite, local_site
from tests.ingest.printing import draw, text_page

COMMAND = [sys.executable, "-u", "-c", "from repository.command_line import main; main()"]


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with local_site() as site:
        for child in "QR":
            site.pages[f"/{child}.pdf"] = draw(text_page(f"Review of Child {child}", "The partnership met in May."))
        yield site


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(home=tmp_path / "home")) as library:
        yield library


def listed(site: LocalSite, tmp_path: Path, *more: str) -> Path:
    path = tmp_path / "reports to read"
    lines = ("# reports of this year", f"{site.address}/Q.pdf", "", f"  {site.address}/R.pdf  ", *more)
    path.write_text("\n".join(lines))
    return path


def run(library: Library, site: LocalSite, path: Path) -> list[FileOutcome]:
    site.asked.clear()
    sources = find_sources([], listing=False, follow=True, networks=("127.0.0.0/8",), urls=[path])
    return list(sources.take_in(library, Collection.CATALOGUE, 1))


def test_every_line_has_its_outcome(library: Library, site: LocalSite, tmp_path: Path) -> None:
    path = listed(
        site,
        tmp_path,
        f"{site.address}/Q.pdf",
        f"{site.address}/gone.pdf",
        "www.board.invalid",
        "http://10.0.0.1/x.pdf",
    )
    outcomes = {o.file: o for o in run(library, site, path)}
    assert {file: o.status for file, o in outcomes.items()} == {
        f"{path}, line 7": "refused",
        f"{site.address}/Q.pdf": "ok",
        f"{site.address}/R.pdf": "ok",
        f"{site.address}/gone.pdf": "quarantined",
        "http://10.0.0.1/x.pdf": "quarantined",
    }
    assert outcomes[f"{path}, line 7"].reason == "'www.board.invalid' is no web address"
    assert outcomes[f"{site.address}/gone.pdf"].reason == "the site answers 404"
    assert site.asked_paths().count("/Q.pdf") == 1, "named twice, asked once"
    assert len(library.catalogue.ids(Collection.CATALOGUE)) == 2


def test_a_run_that_was_stopped_goes_on_and_nothing_is_sent_twice(
    library: Library, site: LocalSite, tmp_path: Path
) -> None:
    path = listed(site, tmp_path)
    sources = find_sources([], listing=False, follow=True, networks=("127.0.0.0/8",), urls=[path])
    first = next(iter(sources.take_in(library, Collection.CATALOGUE, 1)))
    assert (first.file, first.status) == (f"{site.address}/Q.pdf", "ok")
    again = run(library, site, path)
    assert [o.status for o in again] == ["unchanged", "ok"]
    assert site.asked_paths(200) == ["/R.pdf"]
    assert [o.status for o in run(library, site, path)] == ["unchanged", "unchanged"]
    assert site.asked_paths(200) == []
    site.pages["/R.pdf"] = draw(text_page("Review of Child R", "The partnership met again in June."))
    assert [o.status for o in run(library, site, path)] == ["unchanged", "new_version"]


def test_robots_are_obeyed(library: Library, site: LocalSite, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /R.pdf\n"
    outcomes = {o.file: o.reason for o in run(library, site, listed(site, tmp_path))}
    assert outcomes[f"{site.address}/R.pdf"] == "the site's robots.txt asks not to fetch it"
    assert "/R.pdf" not in site.asked_paths()


@pytest.mark.parametrize(
    ("content", "is_list"),
    [
        (b"https://a.invalid/x.pdf\r\nHTTP://b.invalid/y.pdf\r\n", True),
        (b"\xef\xbb\xbfhttps://a.invalid/x.pdf", True),
        (b"# to read\n\nhttps://a.invalid/x.pdf\n", True),
        (b"https://a.invalid/x.pdf and some words\n", False),
        (b"See https://a.invalid/x.pdf\n", False),
        (b"https://a.invalid/x.pdf\nftp://b.invalid/y\n", False),
        (b"# only a remark\n", False),
        (b"", False),
        (b"https://a.invalid/\x00", False),
        (b"%PDF-1.7\nhttps://a.invalid/x.pdf\n", False),
        (b"https://a.invalid/x.pdf\n" * 10_000, True),
    ],
)
def test_a_list_is_known_by_what_stands_in_it(tmp_path: Path, content: bytes, is_list: bool) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    assert is_address_list(path) is is_list
    found = find_sources([str(path)], listing=False, follow=True, networks=())
    assert bool(found.addresses) is is_list
    assert len(found.files.files) == (not is_list)
    assert replace(found, addresses=()).number == (not is_list)


@pytest.mark.parametrize("content", [b"", b"# nothing yet\n", b"no address\n"])
def test_a_list_without_an_address_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(content)
    with pytest.raises(WrongUsage, match="names no web address"):
        read_address_list(path)
    with pytest.raises(WrongUsage, match="is no file"):
        read_address_list(tmp_path)


def test_the_command(site: LocalSite, tmp_path: Path) -> None:
    path = listed(site, tmp_path)
    environment = os.environ | {"CASE_REVIEWS_HOME": str(tmp_path / "home"), "PYTHONPATH": str(Path.cwd())}
    command = [*COMMAND, "ingest", "--urls", str(path), "--allow-network", "127.0.0.0/8"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [["1/2", "ok"], ["2/2", "ok"], ["2", "ok."]]
