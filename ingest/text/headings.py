"""Decides which paragraphs are headings, of which level, and which words are the title on the cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.text.paragraphs import TERMINATED, Draft, Setting
from repository.records.items import Block, BlockRole

LONGEST = 200
LETTERED = re.compile(r"\(?[a-z]{1,4}\)")
LARGER = 1.08
TITLE = 1.2
"""How much larger than the text the title of a cover is set, at least."""
FURTHER = 0.55
"""The size of a title's further lines, as a share of the largest words, at least."""
NEAR = 2.6
"""Ems between the baselines of two lines of one title, at most."""
Style = tuple[float, bool]


def heading_style(draft: Draft, setting: Setting) -> Style | None:
    """Size (in half points) and boldness of a heading; None where a draft is no heading."""
    first = draft.lines[0]
    text = " ".join(draft.texts).strip()
    is_item = draft.bullet or LETTERED.fullmatch(draft.number)
    if is_item or first.rows or not any(c.isalpha() for c in text) or len(text) > LONGEST or len(draft.lines) > 5:
        return None
    size = round(first.size * 2) / 2
    larger = first.size >= LARGER * setting.size
    bold = all(line.bold for line in draft.lines)
    if not larger and TERMINATED.search(text) and text[-1] not in "?:":
        return None
    if larger or (bold and first.size > 0.9 * setting.size):
        return size, bold
    if text.isupper() and len(text) >= 4 and " " in text and len(text) <= 90 and first.size > 0.9 * setting.size:
        return size, bold
    return None


def levels_of(styles: Iterable[Style | None]) -> dict[Style, int]:
    """Levels 1 to 3 of the styles of a document's headings: larger before smaller, bold before plain."""
    ordered = sorted({style for style in styles if style}, key=lambda s: (-s[0], not s[1]))
    return {style: min(rank, 3) for rank, style in enumerate(ordered, start=1)}


def mark_title(blocks: Sequence[Block], drafts: Sequence[Draft | None], setting: Setting) -> list[Block]:
    """The blocks of the cover with its largest words as the title, which are one block where no wide gap parts them.

    Large words right above or below it, though smaller, are its further lines: titles of level 2.
    """
    sizes = [d.lines[0].size if d and b.role == BlockRole.HEADING else 0.0 for b, d in zip(blocks, drafts, strict=True)]
    largest = max(sizes, default=0.0)
    if largest < TITLE * setting.size:
        return list(blocks)
    place = next(n for n, size in enumerate(sizes) if size >= 0.98 * largest)
    parts: list[list[int]] = []
    while place < len(blocks) and sizes[place] >= 0.98 * largest:
        if parts and _is_near(drafts[place - 1], drafts[place]):
            parts[-1].append(place)
        else:
            parts.append([place])
        place += 1
    first, last = parts[0][0], parts[-1][-1]
    titles = [_joined([blocks[n] for n in part]) for part in parts]
    sizes = [0.0 if block.number else size for block, size in zip(blocks, sizes, strict=True)]
    least = max(TITLE * setting.size, FURTHER * largest)
    above, below = first, last
    while above and sizes[above - 1] >= least and _is_near(drafts[above - 1], drafts[above]):
        above -= 1
    while below + 1 < len(blocks) and sizes[below + 1] >= least and _is_near(drafts[below], drafts[below + 1]):
        below += 1
    further = [replace(b, role=BlockRole.TITLE, level=2) for b in blocks]
    return [*blocks[:above], *further[above:first], *titles, *further[last + 1 : below + 1], *blocks[below + 1 :]]


def _joined(blocks: Sequence[Block]) -> Block:
    text = " ".join(f"{b.number} {b.text}".strip() for b in blocks)
    return replace(blocks[0], role=BlockRole.TITLE, text=text, level=1, number="")


def _is_near(upper: Draft | None, lower: Draft | None) -> bool:
    """True where no wider gap parts two drafts of a cover than a title of several lines has."""
    if not upper or not lower:
        return False
    return 0 < upper.lines[-1].y - lower.lines[0].y <= NEAR * max(upper.lines[-1].size, lower.lines[0].size)
