"""Who is named in a report: members whose name, handle or address occurs in it, as whole words (C2, THREATS 4.4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from evenhand.people import accounts
from evenhand.people.communities import Community
from evenhand.people.roster import Roster
from evenhand.procedure.facts import Member

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_LEAST_NAME_PART = 3


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it is looked for: whole, and by its parts where it is not an address."""

    folded: str
    whole: re.Pattern[str]
    parts: frozenset[str]

    def occurs(self, text: str, tokens: set[str]) -> bool:
        """Whether it stands in a folded text of these words."""
        if self.folded in text and self.whole.search(text):
            return True
        return not self.parts.isdisjoint(tokens)


def members_named(community: Community, present: Roster, told: Iterable[str]) -> set[Member]:
    """Members whose name, handle or address, or a part of their name, is a word of these texts.

    A nickname that no account knows slips through; the form says so (C2).
    """
    text = _folded("\n".join(told))
    tokens = {*_WORD.findall(text), *_PART.findall(text)}
    records = accounts.records(community)
    found: set[Member] = set()
    for person in present.present:
        record = records.get(person.member)
        names = [person.name, *((record.login, record.email, *record.handles) if record is not None else ())]
        if any(_name(name).occurs(text, tokens) for name in names if name):
            found.add(person.member)
    return found


@lru_cache(maxsize=4096)
def _name(name: str) -> _Name:
    folded = _folded(name)
    parts = () if "@" in folded else (part for part in _PART.findall(folded) if len(part) >= _LEAST_NAME_PART)
    return _Name(folded, re.compile(rf"(?<![\w@.]){re.escape(folded)}(?!\w)"), frozenset(parts))


def _folded(text: str) -> str:
    """Case, width and accents folded away, so that Ádám is found as adam."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
