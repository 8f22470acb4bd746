"""Who is named in a text: members in a report, as whole words (C2, THREATS 4.4); anybody in what is said in public."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from evenhand.people import accounts
from evenhand.people.communities import Community
from evenhand.people.roster import Roster
from evenhand.procedure.facts import Member
from evenhand.procedure.manual_file_wording import shipped, shipped_languages

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_LEAST_NAME_PART = 3


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for: names as they stand, and the parts of those that are no address."""

    wholes: tuple[tuple[str, re.Pattern[str], Member], ...]
    parts: Mapping[str, frozenset[Member]]

    def found_in(self, text: str) -> set[Member]:
        """Whose name stands in a folded text."""
        tokens = {*_WORD.findall(text), *_PART.findall(text)}
        found = {member for token in tokens & self.parts.keys() for member in self.parts[token]}
        for folded, whole, member in self.wholes:
            if member not in found and folded in text and whole.search(text):
                found.add(member)
        return found


def members_named(community: Community, present: Roster, told: Iterable[str]) -> set[Member]:
    """Members whose name, handle or address, or a part of their name, is a word of these texts.

    A nickname that no account knows slips through; the form says so (C2).
    """
    records = accounts.records(community)
    names: list[tuple[Member, str]] = []
    for person in present.present:
        record = records.get(person.member)
        called = (person.name,) if record is None else (person.name, record.login, record.email, *record.handles)
        names += [(person.member, name) for name in called if name]
    return _sought(tuple(names)).found_in(_folded("\n".join(told)))


@lru_cache(maxsize=16)
def _sought(names: tuple[tuple[Member, str], ...]) -> _Sought:
    """The names of a community, made ready once for as long as nobody joins, leaves or is called otherwise."""
    wholes: list[tuple[str, re.Pattern[str], Member]] = []
    parts: defaultdict[str, set[Member]] = defaultdict(set)
    for member, name in names:
        folded = _folded(name)
        wholes.append((folded, re.compile(rf"(?<![\w@.]){re.escape(folded)}(?!\w)"), member))
        for part in () if "@" in folded else _PART.findall(folded):
            if len(part) >= _LEAST_NAME_PART:
                parts[part].add(member)
    return _Sought(tuple(wholes), {part: frozenset(members) for part, members in parts.items()})


def standing_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Words of a text that stand among names that were written down, as the text has them (D3e, D7).

    Names are told from the words around them by their capital, where a script has any: "Mo, in the docs channel" is
    sought as Mo. A name that was written without one is sought all the same, unless it is one of a language's small
    words; in the text it has to have its capital, or stand behind an @. What stands behind an @ among the names is
    found however the text has it. Signs that nobody sees hide nothing.
    """
    written, seen = [_seen(one) for one in names], _seen(text)
    sought = {_folded(word) for one in written for word in _could_be_names(one)}
    handles = {_folded(handle) for one in written for handle in _HANDLE.findall(one)}
    found: dict[str, str] = {}
    for word in _AS_HANDLE.finditer(seen):
        if _folded(word[0]) in handles:
            found.setdefault(_folded(word[0]), word[0])
    for word in _PART.finditer(seen):
        if _folded(word[0]) in sought and (not word[0][0].islower() or seen[: word.start()].endswith("@")):
            found.setdefault(_folded(word[0]), word[0])
    return tuple(found.values())


_AS_HANDLE = re.compile(r"\w+(?:[-.]\w+)*")
_HANDLE = re.compile(rf"@({_AS_HANDLE.pattern})")


def _seen(text: str) -> str:
    """A text without the signs that nobody sees, such as a soft hyphen within a name."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def _could_be_names(names: str) -> list[str]:
    words = [word for word in _PART.findall(names) if len(word) > 1 and not word.isdigit() and not _is_small(word)]
    return [word for word in words if not word[0].islower()] or words


def _is_small(word: str) -> bool:
    """Whether it is one of the words that every text of a language has."""
    return any(shipped(language).grammar.has(word.casefold(), "common") for language in shipped_languages())


def _folded(text: str) -> str:
    """Case, width and accents folded away, so that Ádám is found as adam."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
