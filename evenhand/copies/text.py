"""Long texts in parts that a page can show: cut between lines, each letter whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evenhand.copies.kinds import encoding_of

PART_BYTES: Final = 100_000
_LONGEST_LINE: Final = 8192
_CONTINUATION: Final = 0b10


@dataclass(frozen=True, slots=True)
class TextPart:
    """One part of a text, its number from one, and how many there are."""

    text: str
    number: int
    parts: int


def part_of(content: bytes, number: int) -> TextPart | None:
    """One part of a text; nothing where it has no such part."""
    encoding = encoding_of(content[:PART_BYTES], is_whole=len(content) <= PART_BYTES) or "cp1252"
    parts = max(1, -(-len(content) // PART_BYTES))
    if not 1 <= number <= parts:
        return None
    cut = content[_cut(content, number - 1, encoding) : _cut(content, number, encoding)]
    return TextPart(cut.decode(encoding, "replace").removeprefix("\ufeff"), number, parts)


def _cut(content: bytes, number: int, encoding: str) -> int:
    """Where a part ends: behind the next line end, or, in a very long line, behind the next whole letter."""
    at = number * PART_BYTES
    if at == 0 or at >= len(content):
        return min(at, len(content))
    if encoding.startswith("utf-16"):
        return at
    line_end = content.find(b"\n", at, at + _LONGEST_LINE)
    if line_end >= 0:
        return line_end + 1
    while encoding == "utf-8" and at < len(content) and content[at] >> 6 == _CONTINUATION:
        at += 1
    return at
