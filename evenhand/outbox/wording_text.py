"""A letter as the wording check reads it: sentences of words, without what somebody else said (V2)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evenhand.procedure.wording import Grammar, fold

CLOSES = {'"': '"', "“": "”", "«": "»", "„": "“”", "‹": "›", "‚": "‘’", "‘": "’", "`": "`", "'": "'"}
"""What closes each kind of quotation mark."""

_CLOSING = frozenset("".join(CLOSES.values()))
_APOSTROPHES = "'’‘‚"

QUOTED = "⁋"
"""Stands for a quotation, so that the words around it do not move together."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[.!?;:…,\n⁋]|\d+")
_ENDS = frozenset(".!?;:…\n")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a comma or a quotation, and where it stands in the text."""

    word: str
    begin: int
    end: int
    is_capital: bool = False
    is_name: bool = False
    """A capital that is not owed to the beginning of a sentence."""


def sentences(text: str, grammar: Grammar) -> Iterator[list[Token]]:
    """The sentences of a text; what stands in quotation marks or behind ">" is not said by its writer."""
    sentence: list[Token] = []
    for found in _TOKEN.finditer(without_quotations(text)):
        if found[0] in _ENDS:
            if sentence:
                yield sentence
            sentence = []
        else:
            sentence += _tokens(found, grammar, is_first=not sentence)
    if sentence:
        yield sentence


def without_quotations(text: str) -> str:
    """The text at its length, each quotation made into signs that are no words.

    A line break stays only where it ends a paragraph, so that a sentence may be wrapped.
    """
    signs = list(text)
    for begin, end in _quotations(text):
        signs[begin:end] = QUOTED + " " * (end - begin - 1)
    return "".join(_paragraphs("".join(signs)))


def _paragraphs(text: str) -> Iterator[str]:
    """A line that is merely wrapped goes on; an empty line, or a line of a list, begins a new sentence."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        yield line
        if index + 1 < len(lines):
            following = lines[index + 1].lstrip()
            yield "\n" if not line.strip() or not following or following[0] in "-*•⁋" else " "


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Where each quotation begins and ends, those that are closed in their own paragraph."""
    places = _Places.of(text)
    at = 0
    while at < len(text):
        end = _quoted_line(text, at) or places.closed_at(text, at)
        if end:
            yield at, end
        at = end or at + 1


def _quoted_line(text: str, at: int) -> int:
    """Where a line behind ">" ends; 0 where none begins here."""
    if text[at] != ">" or text[text.rfind("\n", 0, at) + 1 : at].strip():
        return 0
    end = text.find("\n", at)
    return len(text) if end < 0 else end


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each closing mark stands, and where paragraphs end: found once, so that a long text takes no longer."""

    marks: Mapping[str, Sequence[int]]
    paragraphs: Sequence[int]

    @classmethod
    def of(cls, text: str) -> _Places:
        """Go through the text once."""
        marks: dict[str, list[int]] = {}
        for at, sign in enumerate(text):
            if sign in _CLOSING and (sign not in _APOSTROPHES or _may_close(text, at)):
                marks.setdefault(sign, []).append(at)
        return cls(marks, [found.start() for found in re.finditer(r"\n\n", text)])

    def closed_at(self, text: str, at: int) -> int:
        """Where a quotation ends that is opened here; 0 where none is."""
        closes = CLOSES.get(text[at])
        if closes is None or (text[at] in _APOSTROPHES and not _may_open(text, at)):
            return 0
        ends = [_next(self.marks.get(mark, ()), at) for mark in closes]
        end = min((one for one in ends if one is not None), default=None)
        paragraph = _next(self.paragraphs, at)
        return 0 if end is None or (paragraph is not None and paragraph < end) else end + 1


def _next(places: Sequence[int], at: int) -> int | None:
    """The first place behind this one."""
    index = bisect_right(places, at)
    return places[index] if index < len(places) else None


def _may_open(text: str, at: int) -> bool:
    """An apostrophe stands in or after a word; a quotation mark before one."""
    return (at == 0 or not text[at - 1].isalnum()) and text[at + 1 : at + 2].isalnum()


def _may_close(text: str, at: int) -> bool:
    return at > 0 and not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()


def _tokens(found: re.Match[str], grammar: Grammar, *, is_first: bool) -> Iterator[Token]:
    """A word, or the two that it is short for: "isn't", "you're"."""
    begin, end = found.span()
    capital = found[0][0].isupper() and not (len(found[0]) > 1 and found[0].isupper())
    word, second = _two_words(fold(found[0]), grammar)
    yield Token(word, begin, end, capital, is_name=capital and not is_first)
    if second:
        yield Token(second, begin, end)


def _two_words(word: str, grammar: Grammar) -> tuple[str, str]:
    """Take "isn't" for two words, and "he's"; "Sam's" is one, as what belongs to Sam."""
    stem = word.removesuffix("'s")
    if stem != word:
        return stem, "is" if grammar.has(stem, "with_is") else ""
    for short, means in grammar.contractions.items():
        if word.endswith(short) and len(word) > len(short):
            return word.removesuffix(short), means
    return word, ""
