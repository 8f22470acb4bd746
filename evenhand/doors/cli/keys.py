"""The words of a scenario file: every key, what it says, and how it is read. `docs/scenarios.md` shows them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from evenhand.procedure.access import ASKING
from evenhand.procedure.candidates import Act
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Owed
from evenhand.procedure.facts import Party

T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=StrEnum)


class MalformedError(Exception):
    """The file cannot be played as it stands. The message is a sentence for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Key(Generic[T_co]):
    """One key of a step: its name, what it says, how it is read, and what holds where it is not written."""

    name: str
    says: str
    read: Callable[[object], T_co]
    default: T_co
    needed: bool = False
    is_time: bool = False


def allow(raw: Mapping[str, object], known: Collection[str], what: str) -> None:
    """Refuse a key that nobody knows: it would be passed over in silence."""
    for name in raw:
        if name not in known:
            raise MalformedError(f"{what} has no key {name!r}. It can have: {', '.join(sorted(known))}.")


def require(raw: Mapping[str, object], name: str) -> str:
    """The text under a key that has to be there."""
    value = raw.get(name)
    if not isinstance(value, str) or not value.strip():
        raise MalformedError(f"{name!r} is missing, or is not a text.")
    return value


# --- how values are read --------------------------------------------------------------------------


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise MalformedError(f"{value!r} is not a text.")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise MalformedError(f"{value!r} is neither true nor false.")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise MalformedError(f"{value!r} is not a number.")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise MalformedError(f"{value!r} is not a list of texts.")
    return tuple(value)


_ROLES = ("reporter", "reported", "affected", "witness")


def party_of(value: object) -> Party:
    """A party's handle: "reporter" stands for the first one, "reported-2" for the second reported person.

    "asking-1" is the first of those who asked for the data kept about them and are no party (K1).
    """
    text = _text(value)
    if text in _ROLES:
        return Party(f"{text}-1")
    if re.fullmatch(rf"({'|'.join((*_ROLES, ASKING))})-[1-9]\d*", text):
        return Party(text)
    raise MalformedError(f"{text!r} is nobody in a case. Write reporter, reported, affected or witness.")


def is_party(who: str) -> bool:
    """Whether this name is a party's and not a member's."""
    return who.rpartition("-")[0] in _ROLES or who in _ROLES


def _parties(value: object) -> tuple[Party, ...]:
    return tuple(party_of(one) for one in _texts(value))


def _one_of(kind: type[E]) -> Callable[[object], E]:
    def read(value: object) -> E:
        try:
            return kind(_text(value))
        except ValueError:
            raise MalformedError(f"{value!r} is not one of: {', '.join(kind)}.") from None

    return read


def text(name: str, says: str, default: str = "…", *, needed: bool = False) -> Key[str]:
    """A key with words."""
    return Key(name, says, _text, default, needed)


def flag(name: str, says: str) -> Key[bool]:
    """A key that is true or false."""
    return Key(name, says, _flag, default=False)


def number(name: str, says: str, default: int = 1) -> Key[int]:
    """A key with a whole number."""
    return Key(name, says, _number, default)


def people(name: str, says: str) -> Key[tuple[str, ...]]:
    """A key with a list of names."""
    return Key(name, says, _texts, ())


def party(name: str, says: str, default: str = "reporter-1", *, needed: bool = False) -> Key[Party]:
    """A key with one party of the case."""
    return Key(name, says, party_of, Party(default), needed)


def parties(name: str, says: str) -> Key[tuple[Party, ...]]:
    """A key with several parties of the case."""
    return Key(name, says, _parties, ())


def choice(name: str, says: str, kind: type[E], default: E, *, needed: bool = False) -> Key[E]:
    """A key with a value of a closed list."""
    return Key(name, f"{says}: {', '.join(kind)}", _one_of(kind), default, needed)


def moment(name: str, says: str) -> Key[str]:
    """A key with a time, written "day 8 09:30"."""
    return Key(name, says, _text, "", is_time=True)


# --- what a scene and a step can have -------------------------------------------------------------

SCENE: Mapping[str, str] = {
    "title": "what happens, in a line",
    "scenario": "the number of the scenario that it plays, such as N1",
    "about": "what to look for, for whoever reads the file",
    "manual": "the manual by which the committee works; numpy where nothing is said",
    "choices": "what the community has chosen instead of what the file has, under [choices]: floor = 3",
    "start": "the date of day 0; 2026-03-02 where nothing is said",
    "cast": "the members, where they are not Lattice's: each under [[cast]] with name, roles and handles",
    "step": "what happens, each under [[step]], in the order of time",
}
STEP: Mapping[str, str] = {
    "at": 'when: "day 8 09:30", in the community\'s own time',
    "who": "who does it: a member, a party, the clock or the operator; or a list, one after the other",
    "does": "what they do: one of the verbs below",
    "case": "which case, where the scene has several: any name, given to it by its report",
    "refused": (
        "it must be refused, with this clause; or with one of: no such case, read only, nobody can read, link ended"
    ),
    "then": "what must be true after it",
}
NO_SUCH_CASE, READ_ONLY, NOBODY, LINK_ENDED = "no such case", "read only", "nobody can read", "link ended"
OTHER_REFUSALS = (NO_SUCH_CASE, READ_ONLY, NOBODY, LINK_ENDED)


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of `owed`, `possible` or `refused`: whose, what, and as far as it is said by when and which clause."""

    who: str
    what: str
    by: str = ""
    clause: str = ""


_LINE = re.compile(r"(?P<who>[^:]+): (?P<what>[a-z-]+)(?: by (?P<by>day \d+ \d+:\d+))?(?: \((?P<clause>\w+)\))?")


def expected(line: str, what: type[StrEnum]) -> Expected:
    """Read "Bo: acknowledge by day 3 10:02 (R1)"; the time and the clause may be left out."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise MalformedError(f'{line!r} cannot be read. Write "Bo: acknowledge by day 3 10:02 (R1)".')
    parts = {name: value or "" for name, value in found.groupdict().items()}
    if parts["what"] not in set(what):
        raise MalformedError(f"{parts['what']!r} is not one of: {', '.join(what)}.")
    if parts["clause"]:
        _one_of(Clause)(parts["clause"])
    return Expected(**parts)


Times = Callable[[str], datetime]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One key of [step.then]: what it says, and how its value is read before anything is played."""

    says: str
    check: Callable[[str, object, Times], None]


def _something(name: str, value: object) -> tuple[str, ...]:
    found = _texts(value)
    if not found:
        raise MalformedError(f"{name} = [] could never fail. Leave it out.")
    return found


def _owed_lines(name: str, value: object, times: Times) -> None:
    for line in _something(name, value):
        one = expected(line, Owed)
        if one.by:
            times(one.by)


def _late_lines(_: str, value: object, __: Times) -> None:
    for line in _texts(value):
        expected(line, Owed)


def _not_owed(name: str, value: object, _: Times) -> None:
    for one in _something(name, value):
        _one_of(Owed)(one)


def _possible(name: str, value: object, _: Times) -> None:
    for line in _something(name, value):
        one = expected(line, Act)
        if one.by or one.clause:
            raise MalformedError(f"{line!r}: what is possible has neither a time nor a clause.")


def _refused(name: str, value: object, _: Times) -> None:
    for line in _something(name, value):
        if not expected(line, Act).clause:
            raise MalformedError(f'{line!r} does not say by which clause. Write "Bo: propose (T1)".')


def _some_people(name: str, value: object, _: Times) -> None:
    _something(name, value)


def _people(_: str, value: object, __: Times) -> None:
    _texts(value)


def _rooms(name: str, value: object, _: Times) -> None:
    if not isinstance(value, dict) or not value:
        raise MalformedError(f'{name} says for each person which rooms: {name} = {{ Bo = ["names"] }}.')
    for rooms in value.values():
        _texts(rooms)


def _name(_: str, value: object, __: Times) -> None:
    _text(value)


def _status(_: str, value: object, __: Times) -> None:
    if value not in {"open", "closed"}:
        raise MalformedError("status is open or closed.")


def _yes_or_no(_: str, value: object, __: Times) -> None:
    _flag(value)


EXPECTATIONS: Mapping[str, Expectation] = {
    "owed": Expectation(
        'these are owed: "Bo: acknowledge by day 3 10:02 (R1)"; time and clause may be left out', _owed_lines
    ),
    "not_owed": Expectation("none of these is owed by anybody", _not_owed),
    "late": Expectation("exactly these are late; late = [] says that nothing is", _late_lines),
    "possible": Expectation('these can be done now: "Bo: triage"', _possible),
    "refused": Expectation('these cannot be done now, by this clause: "Bo: propose (R4)"', _refused),
    "reads": Expectation("the pages show each of these people words of exactly these rooms", _rooms),
    "holds": Expectation("the keys of each of these people open words of exactly these rooms", _rooms),
    "seated": Expectation("exactly these members are in the case", _some_people),
    "hidden_from": Expectation("for these members there is no such case, no key and no mail about it", _some_people),
    "told": Expectation('exactly this was mailed in this step: "Bo: digest"; told = [] says nothing was', _people),
    "chair": Expectation("this member is chair for this case", _name),
    "agreed": Expectation("whether the newest proposal stands agreed", _yes_or_no),
    "status": Expectation("open or closed", _status),
    "public": Expectation('exactly these titles stand on the public page, newest first; "withdrawn" too', _people),
    "verifies": Expectation("whether `evenhand verify` finds everything as it was written", _yes_or_no),
    "read_only": Expectation("whether the database was found behind and nothing is written", _yes_or_no),
}
