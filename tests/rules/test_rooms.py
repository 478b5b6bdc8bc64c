"""The rooms of the house: which may import which, who owns which package, and how large a module may grow.

The rules are functions over a tree of sources, so that each is also shown to fail on a planted wrong.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {
    "repository": frozenset[str](),
    "ingest": frozenset({"repository"}),
    "search": frozenset({"repository"}),
    "web": frozenset({"search", "repository"}),
}
"""Each room, and the rooms that it may import."""
OWNERS = {
    "whoosh": {"search"},
    "numpy": {"search"},
    "pdfminer": {"ingest"},
    "bs4": {"ingest"},
    "lxml": {"ingest"},
    "pypdfium2": {"ingest"},
    "flask": {"web"},
    "werkzeug": {"web"},
    "jinja2": {"web"},
    "markupsafe": {"web"},
    "waitress": {"web"},
    "sqlalchemy": {"repository"},
    "alembic": {"repository"},
    "rdflib": {"repository"},
    "requests": {"ingest"},
    "protego": {"ingest"},
    "pymarc": {"ingest"},
    "nltk": {"ingest", "search"},
}
"""Packages that only some rooms may import, so that one can be changed without touching the rest."""
LOADERS = {"ingest/answers.py", "ingest/parsing_child.py"}
"""Modules that import by a name they are handed: the two ends of the pipe to a process that reads a file.
One lets only records through; the other is told the name by the program that started it."""
LONGEST = 350
"""Lines of a module: one that needs more is two modules."""


def modules(root: Path, rooms: frozenset[str] = frozenset(ROOMS)) -> Iterator[Path]:
    """The modules of the rooms; migrations are written by a program and are as long as they are."""
    for room in sorted(rooms):
        yield from (p for p in sorted((root / room).rglob("*.py")) if "versions" not in p.parts)


def imported_names(tree: ast.AST) -> Iterator[tuple[int, str, int]]:
    """Line, dotted name and level (0: absolute) of everything imported, wherever it stands.

    A call that imports by text counts too; its name is empty where it is made while running.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or "", node.level
        elif isinstance(node, ast.Call) and _called(node.func) in ("import_module", "__import__"):
            if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                yield node.lineno, node.args[0].value, 0
            else:
                yield node.lineno, "", 0


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def wrong_imports(root: Path) -> list[str]:
    """Each import against the arrows or the ownership of packages, as `file:line: what`."""
    wrong = []
    for path in modules(root):
        room = path.relative_to(root).parts[0]
        for line, name, level in imported_names(ast.parse(path.read_text(encoding="utf-8"))):
            top = name.partition(".")[0]
            where = f"{path.relative_to(root)}:{line}"
            if level:
                wrong.append(f"{where}: a relative import")
            elif not name:
                wrong.append(f"{where}: imports a name made while running")
            elif (top in ROOMS and top not in (room, *ROOMS[room])) or top in ("tests", "benchmarks", "corpus"):
                wrong.append(f"{where}: {room} imports {top}")
            elif top in OWNERS and room not in OWNERS[top]:
                wrong.append(f"{where}: only {' and '.join(sorted(OWNERS[top]))} may import {top}")
    return wrong


def without_docstring(root: Path) -> list[str]:
    """Modules that do not say what they are for."""
    return [
        str(path.relative_to(root))
        for path in modules(root)
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]


def too_long(root: Path) -> list[str]:
    """Modules above LONGEST lines, with their length."""
    lengths = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in modules(root))
    return [f"{path.relative_to(root)}: {length} lines" for path, length in lengths if length > LONGEST]


def import_cycles(root: Path) -> list[str]:
    """Modules that import one another in a circle; imports within functions count too."""
    names = {".".join(p.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): p for p in modules(root)}
    ways: dict[str, set[str]] = {}
    for name, path in names.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        ways[name] = {target for target in _targets(tree) if target in names and target != name}
    found = []
    for name in sorted(ways):
        reached: set[str] = set()
        waiting = list(ways[name])
        while waiting:
            step = waiting.pop()
            if step not in reached:
                reached.add(step)
                waiting.extend(ways[step])
        if name in reached:
            found.append(name)
    return found


def _targets(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
            yield node.module


def test_every_import_follows_the_arrows_and_every_package_has_its_owner() -> None:
    found = wrong_imports(ROOT)
    made = {each.partition(":")[0] for each in found if each.endswith("made while running")}
    assert made == LOADERS
    assert [each for each in found if not each.endswith("made while running")] == []


def test_every_module_says_what_it_is_for() -> None:
    assert without_docstring(ROOT) == []


def test_no_module_is_longer_than_it_may_be() -> None:
    assert too_long(ROOT) == []


def test_no_modules_import_one_another_in_a_circle() -> None:
    assert import_cycles(ROOT) == []


def test_the_corpus_is_data_without_python() -> None:
    assert [p for p in (ROOT / "corpus").rglob("*.py*") if p.suffix != ".pyc"] == []


def test_there_are_modules_to_look_at() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in modules(ROOT)} == set(ROOMS)
    assert len(list(modules(ROOT))) > 40


def plant(root: Path, room: str, source: str) -> None:
    for each in ROOMS:
        (root / each).mkdir(exist_ok=True)
    (root / room / "planted.py").write_text(source, encoding="utf-8")


@pytest.mark.parametrize(
    ("room", "source", "said"),
    [
        ("repository", "import search.index", "repository imports search"),
        ("repository", "from ingest.measuring.gold import Gold", "repository imports ingest"),
        ("ingest", "def f():\n    import search", "ingest imports search"),
        ("ingest", "from web import app", "ingest imports web"),
        ("search", "from ingest import pipeline", "search imports ingest"),
        ("search", "import web.app as app", "search imports web"),
        ("web", "if True:\n    from ingest.pipeline import run", "web imports ingest"),
        ("web", "from importlib import import_module\nimport_module('ingest.pipeline')", "web imports ingest"),
        ("web", "from importlib import import_module\nimport_module('in' + 'gest')", "made while running"),
        ("web", "import whoosh.index", "only search may import whoosh"),
        ("search", "import sqlalchemy as sa", "only repository may import sqlalchemy"),
        ("repository", "from flask import request", "only web may import flask"),
        ("web", "import nltk", "only ingest and search may import nltk"),
        ("search", "from pdfminer.high_level import extract_text", "only ingest may import pdfminer"),
        ("ingest", "from . import dates", "a relative import"),
        ("ingest", "from tests.samples import build", "ingest imports tests"),
    ],
)
def test_a_planted_wrong_import_is_found(tmp_path: Path, room: str, source: str, said: str) -> None:
    plant(tmp_path, room, source)
    (found,) = wrong_imports(tmp_path)
    assert found.startswith(f"{room}/planted.py:")
    assert said in found


def test_right_imports_are_let_through(tmp_path: Path) -> None:
    plant(tmp_path, "web", "import flask\nimport click\nfrom search import view\nfrom repository.errors import X\n")
    assert wrong_imports(tmp_path) == []


def test_a_planted_module_without_a_sentence_or_too_long_or_in_a_circle_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "search", "import search.other\n" + "x = 1\n" * LONGEST)
    (tmp_path / "search" / "other.py").write_text('"""Words."""\nfrom search import planted\n', encoding="utf-8")
    assert without_docstring(tmp_path) == ["search/planted.py"]
    assert too_long(tmp_path) == ["search/planted.py: 351 lines"]
    assert import_cycles(tmp_path) == ["search.other", "search.planted"]
