"""Builds the invented sample reports from their sources: `python -m tests.samples.build [NAME…]`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.samples.printing import print_report
from tests.samples.scanning import scan
from tests.samples.settings import FENCE, SourceError
from tests.samples.source import Source, read_source
from tests.samples.traps import check_traps
from tests.samples.web_page import print_web_page
from tests.samples.word_file import print_word_file

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "corpus" / "samples"
HELD_BACK = FOLDER / "held_back"
"""Samples whose labels nobody looks at while tuning."""
FURTHER = tuple(ROOT / "corpus" / "further" / part for part in ("one", "two", "three"))
"""Samples that measure extraction only and are no part of the demonstration library."""
FOLDERS = (FOLDER, HELD_BACK, *FURTHER)


def sources() -> list[Source]:
    """Every source of all folders, by name. Raises SourceError for one that cannot be read."""
    return [read_source(path) for path in source_paths()]


def source_paths() -> Iterator[Path]:
    """The files of all folders that are sources, and not a README."""
    for folder in FOLDERS:
        yield from (p for p in sorted(folder.glob("*.md")) if p.read_text(encoding="utf-8").startswith(FENCE))


def build(source: Source) -> tuple[Path, bytes]:
    """Where the built file of a source belongs, and its bytes. Raises SourceError."""
    check_traps(source)
    if source.format == "html":
        content = print_web_page(source)
    elif source.format == "docx":
        content = print_word_file(source)
    elif source.format == "scan":
        content = scan(print_report(source), source.name, source.footer)
    else:
        content = print_report(source)
    return source.built_path, content


def main(names: Iterable[str]) -> int:
    """Build the named sources, or all; 1 if one cannot be built, after all others were."""
    wanted = {Path(name).stem for name in names}
    paths = list(source_paths())
    failed = wanted - {path.stem for path in paths}
    for name in failed:
        print(f"{name}: no such source in {', '.join(map(str, FOLDERS))}", file=sys.stderr)
    for path in (path for path in paths if not wanted or path.stem in wanted):
        try:
            target, content = build(read_source(path))
        except (SourceError, ValueError) as error:
            print(error, file=sys.stderr)
            failed.add(path.stem)
            continue
        target.write_bytes(content)
        print(f"{target.name}: {len(content):,} bytes")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
