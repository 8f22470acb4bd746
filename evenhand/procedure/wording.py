"""Wordings that are pointed at before a letter goes: which words, why, and what could stand there (V2).

They are data of the manual, as the sections of the code of conduct are. What reads them from a
file is ``manual_file_wording``; what looks for them in a text is ``outbox.wording``. A word of a
file is compared as a word, without case and accents; no pattern of a file is ever run (HARDENING 7).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

GAP = "…"
"""Stands in a phrase for up to two words between."""


class WordKind(StrEnum):
    """What is the matter with a wording."""

    LABEL = "label"
    IMPERSONAL = "impersonal"
    ABSOLUTE = "absolute"


class SaidOf(StrEnum):
    """Where a word is pointed at: anywhere, said of a person ("a racist"), or where somebody is said to be it."""

    ANYTHING = "anything"
    PERSON = "a person"
    SUBJECT = "a subject"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a phrase: words that will do there, and endings of words; a gap has neither."""

    words: frozenset[str]
    endings: tuple[str, ...] = ()

    @property
    def is_gap(self) -> bool:
        """Whether up to two words of any kind may stand here."""
        return not self.words and not self.endings

    def takes(self, word: str) -> bool:
        """Whether this word may stand here."""
        return word in self.words or (bool(self.endings) and word.endswith(self.endings) and word not in self.endings)


Phrase = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Words that are pointed at together, why, and what could stand there."""

    id: str
    language: str
    kind: WordKind
    words: tuple[Phrase, ...]
    said_of: SaidOf
    unless: tuple[Phrase, ...]
    says: str
    instead: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words of a language by which it is told what a word is said of."""

    adjective_first: bool
    words: Mapping[str, frozenset[str]]
    contractions: Mapping[str, str] = field(default_factory=dict)

    def has(self, word: str, *lists: str) -> bool:
        """Whether a word stands in one of these lists."""
        return any(word in self.words.get(name, frozenset()) for name in lists)


@dataclass(frozen=True, slots=True)
class WordFile:
    """The words of one language, as they come with Evenhand."""

    language: str
    grammar: Grammar
    entries: tuple[Entry, ...]


def fold(text: str) -> str:
    """Words are compared without case and without accents."""
    plain = unicodedata.normalize("NFD", text.replace("’", "'").casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
