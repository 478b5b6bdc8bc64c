"""Cuts the orders that draw a PDF page into operators and what they are given, several times faster than pdfminer.

Only what is written in the ordinary way is cut here (ISO 32000-1, 7.2 and 7.8.2). At anything else the
lexer gives up at a place between two orders, and pdfminer's own parser goes on from there, so that both read
the same out of every file. No pattern tries a second way through the same bytes: time grows with length only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.psparser import LIT, PSLiteral, literal_name

END = rb"\#/%\[\]()<>{}\s"
"""What ends a name or an operator."""
NUMBER = rb"[-+]?+(?:\d{1,15}+(?:\.\d{0,15}+)?+|\.\d{1,15}+)(?![^\s\[\]()<>/])"
PLAIN = rb"\([^()\\]*+(?:\\[\s\S][^()\\]*+)*+\)"
"""A string without brackets in it, other than those marked by a backslash."""
HEX = rb"<[0-9A-Fa-f\s]*+>(?:(?!>)|(?=>>(?!>)))"
"""A string in figures; pdfminer takes two ">" that follow it for the end of a dictionary."""
MOST_NUMBERS = 12
OPERATION = re.compile(rb"\s*+((?:%b\s++){0,%d}+)([A-Za-z][^%b]*+)" % (NUMBER, MOST_NUMBERS, END))
"""An operator after nothing but numbers, as most are."""
TOKEN = re.compile(
    rb"\s*+(?:\[((?:\s*+(?:%b|%b|%b))*+)\s*+\]|/([^%b]*+)(?!\#)|(%b)|(%b)|(%b)|(<<)|(>>)|(\[)|(\])|(\()|(['\"])|%%[^\r\n]*+)"
    % (PLAIN, HEX, NUMBER, END, NUMBER, PLAIN, HEX)
)
ARRAY, NAME, FIGURES, STRING, HEX_STRING, OPEN_DICT, CLOSE_DICT, OPEN_ARRAY, CLOSE_ARRAY, BRACKETS, QUOTE = range(1, 12)
ITEM = re.compile(rb"%b|%b|[-+.\d]++" % (PLAIN, HEX))
SPACES = re.compile(rb"\s*+")
BRACKET = re.compile(rb"\\[\s\S]|[()]")
ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n)|([\s\S]))")
ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\"}
LEFT_TO_PDFMINER = frozenset((b"BI", b"ID", b"true", b"false"))
"""Pictures whose data stands among the orders, and what is no order."""
MOST_NESTED = 50


Order = tuple[bytes | None, list[Any], int]
"""An operator with what stands before it. An empty one ends the stream; None means that the lexer gave up at the
place that the number tells, with the operands before it."""


def orders_of(data: bytes) -> Iterator[Order]:
    """The orders of one stream, in their order; the last one tells how the stream ended."""
    place = 0
    operands: list[Any] = []
    operation, token = OPERATION.match, TOKEN.match
    while True:
        found = operation(data, place)
        if found:
            numbers, operator = found.groups()
            if operator in LEFT_TO_PDFMINER:
                yield None, operands, place
                return
            if numbers:
                operands += map(float, numbers.split())
            yield operator, operands, 0
            place, operands = found.end(), []
            continue
        found = token(data, place)
        if found is None:
            is_end = SPACES.match(data, place).end() == len(data)  # type: ignore[union-attr]
            yield b"" if is_end else None, operands, place
            return
        kind = found.lastindex
        if kind == QUOTE:
            yield found[QUOTE], operands, 0
            place, operands = found.end(), []
        elif kind is None:
            place = found.end()
        else:
            read = _value(data, found)
            if read is None:
                yield None, operands, place
                return
            operands.append(read[0])
            place = read[1]


def _value(data: bytes, found: re.Match[bytes]) -> tuple[Any, int] | None:
    """The value that begins with a token, and where it ends; None where it is written in an unusual way."""
    kind = found.lastindex
    if kind == ARRAY:
        return [_item(text) for text in ITEM.findall(found[ARRAY])], found.end()
    if kind == NAME:
        if not found[NAME] and found.end() == len(data):
            return None
        return _name(found[NAME]), found.end()
    if kind in (FIGURES, STRING, HEX_STRING):
        return _item(found[kind]), found.end()
    if kind == BRACKETS:
        return _bracketed(data, found.end())
    if kind in (OPEN_ARRAY, OPEN_DICT):
        return _nested(data, found)
    return None


def _item(text: bytes) -> Any:
    """A string or a number."""
    first = text[0]
    if first == 40:
        return _unescaped(text[1:-1]) if b"\\" in text else text[1:-1]
    if first == 60:
        figures = b"".join(text[1:-1].split())
        if len(figures) % 2:  # pdfminer reads the last figure alone as a letter
            figures = figures[:-1] + b"0" + figures[-1:]
        return bytes.fromhex(figures.decode("ascii"))
    return float(text)


def _unescaped(text: bytes) -> bytes:
    """A string with what its backslashes stand for; what means nothing is left out, as pdfminer does."""
    return ESCAPE.sub(lambda found: _escaped(found[1], found[3]), text)


def _escaped(octal: bytes | None, letter: bytes | None) -> bytes:
    if octal:
        return bytes((int(octal, 8),))
    return ESCAPED.get(letter or b"", b"")


def _name(text: bytes) -> PSLiteral:
    try:
        return LIT(text.decode("utf-8"))
    except UnicodeDecodeError:
        return LIT(text)


def _bracketed(data: bytes, start: int) -> tuple[bytes, int] | None:
    """A string with brackets in it, from after its first one."""
    depth = 1
    for found in BRACKET.finditer(data, start):
        if found[0] == b"(":
            depth += 1
        elif found[0] == b")":
            depth -= 1
        if not depth:
            return _unescaped(data[start : found.start()]), found.end()
    return None


def _nested(data: bytes, found: re.Match[bytes]) -> tuple[Any, int] | None:
    """An array or dictionary with others in it, from its first bracket on."""
    outer: list[tuple[list[Any], bool]] = []
    into: list[Any] = []
    while True:
        kind = found.lastindex
        place = found.end()
        if kind in (OPEN_ARRAY, OPEN_DICT):
            outer.append((into, kind == OPEN_DICT))
            into = []
        elif kind in (CLOSE_ARRAY, CLOSE_DICT):
            above, is_dictionary = outer.pop()
            if is_dictionary != (kind == CLOSE_DICT) or (is_dictionary and not _is_dictionary(into)):
                return None
            whole = dict(zip(map(literal_name, into[::2]), into[1::2], strict=True)) if is_dictionary else into
            if not outer:
                return whole, place
            above.append(whole)
            into = above
        elif kind is not None:
            read = _value(data, found)
            if read is None:
                return None
            into.append(read[0])
            place = read[1]
        following = TOKEN.match(data, place)
        if following is None or len(outer) > MOST_NESTED:
            return None
        found = following


def _is_dictionary(parts: list[Any]) -> bool:
    return len(parts) % 2 == 0 and all(isinstance(key, PSLiteral) for key in parts[::2])
