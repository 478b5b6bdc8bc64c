"""Finds the parts of a Word file: the text, its styles and lists, notes, comments, headers and what is embedded."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from ingest.documents import Unreadable
from ingest.text.xml_parts import parse_part
from ingest.text.zipped import OFFICE, Zipped

KIND = "a Word file"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True)
class Relations:
    """What a part refers to inside the package: kind (the last word of its type) and name of the part."""

    parts: tuple[tuple[str, str], ...]

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The names of the parts of a kind."""
        return tuple(name for its_kind, name in self.parts if its_kind == kind)


class WordPackage:
    """The parts of one Word file. Nothing outside of the file is ever fetched or opened (ECMA-376, part 2)."""

    def __init__(self, content: bytes) -> None:
        """Raises Unreadable where the package is no Word file, or refers to what lies outside of it."""
        self._zip = Zipped(content, OFFICE, KIND)
        found = self._relations("").of_kind("officeDocument")
        if not found or found[0] not in self._zip.names:
            raise Unreadable("a Word file without its main part")
        self.main = found[0]
        self.document = parse_part(self._zip.read(self.main))
        self._related = self._relations(self.main)

    def related(self, kind: str) -> tuple[etree._Element, ...]:
        """The parsed parts of a kind that the text refers to ("styles", "footnotes", "header" …)."""
        names = [name for name in self._related.of_kind(kind) if name in self._zip.names]
        return tuple(parse_part(self._zip.read(name)) for name in dict.fromkeys(names))

    @property
    def embedded(self) -> tuple[str, ...]:
        """The names of embedded files (workbooks, other documents) and of foreign text taken in whole."""
        found = [name for name in self._zip.names if "/embeddings/" in name and not name.endswith("/")]
        return (*found, *self._related.of_kind("aFChunk"))

    @property
    def has_macros(self) -> bool:
        """True where the file carries a program."""
        return any(name.endswith(("vbaProject.bin", ".activeX.xml")) for name in self._zip.names)

    @property
    def description(self) -> tuple[tuple[str, str], ...]:
        """What the file says of itself (title, creator, dates …), without control characters."""
        names = [n for n in self._relations("").of_kind("core-properties") if n in self._zip.names]
        said = {}
        for child in parse_part(self._zip.read(names[0])) if names else ():
            text = "".join(c for c in child.text or "" if c.isprintable())[:500]
            if text:
                name = etree.QName(child).localname.lower()
                said["author" if name == "creator" else name] = text
        return tuple(sorted(said.items()))

    def _relations(self, part: str) -> Relations:
        folder, file = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self._zip.names:
            return Relations(())
        found = []
        for relation in parse_part(self._zip.read(listed)).iter(RELATION):
            if relation.get("TargetMode") != "External":
                kind = str(relation.get("Type", "")).rpartition("/")[2]
                found.append((kind, _inside(folder, str(relation.get("Target", "")))))
        return Relations(tuple(found))


def _inside(folder: str, target: str) -> str:
    """The name of a part as seen from a folder. Raises Unreadable where it lies outside of the package."""
    target = unquote(target).partition("#")[0]
    if not target:
        return folder
    name = target[1:] if target.startswith("/") else posixpath.join(folder, target)
    name = posixpath.normpath(name)
    if name.startswith(("..", "/")) or "\\" in name or ":" in name or "\x00" in name:
        raise Unreadable("a Word file that refers to what lies outside of it")
    return name
