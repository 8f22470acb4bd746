"""A scene being played: who is there, which cases, whose phrases; and what a verb is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from evenhand.casework import joining, seats
from evenhand.casework.seats import NoSuchCaseError, PartySeat, Seat
from evenhand.casework.staging import Player, Stage
from evenhand.doors.cli.keys import Key, MalformedError, is_party, party_of
from evenhand.doors.cli.scene import Calendar, Step
from evenhand.people import roster
from evenhand.people.communities import Community
from evenhand.people.occasion import Entropy, Occasion
from evenhand.people.roster import Roster
from evenhand.people.sessions import SignedIn
from evenhand.procedure.facts import Member, Party
from evenhand.record import cases, ledger
from evenhand.vault.invitation import Token
from evenhand.vault.phrase import Phrase, phrase_keys


class Keeper(Protocol):
    """Copies the database as a backup would, and puts an older copy back as a restore would."""

    def back_up(self) -> object:
        """Take a copy."""

    def restore(self, copy: Any) -> None:  # noqa: ANN401 - what back_up gave
        """Put a copy in the place of what is there."""


@dataclass(slots=True)
class Performance:
    """One scene under way."""

    stage: Stage
    calendar: Calendar
    now: datetime
    entropy: Entropy
    keeper: Keeper | None = None
    cases: dict[str, str] = field(default_factory=dict)
    phrases: dict[tuple[str, Party], Phrase] = field(default_factory=dict)
    tokens: dict[tuple[str, Party], Token] = field(default_factory=dict)
    copies: list[object] = field(default_factory=list)

    @property
    def community(self) -> Community:
        """The community, as it stands now."""
        return self.stage.community

    @property
    def occasion(self) -> Occasion:
        """Now, with this performance's randomness."""
        return Occasion(self.now, self.entropy)

    @property
    def roster(self) -> Roster:
        """Who is there now."""
        return roster.load(self.community)

    def member(self, name: str) -> Member:
        """The id of a member."""
        return self._player(name).member

    def name_of(self, member: str | None) -> str:
        """By which name a scene knows a member."""
        for player in self.stage.players.values():
            if player.member == member:
                return _short(player.name)
        return "nobody"

    def signed_in(self, name: str) -> SignedIn:
        """A member, signed in."""
        return self._player(name).signed_in(self.community, self.occasion)

    def number(self, case: str) -> str:
        """The number of the case that a step is about."""
        if case not in self.cases:
            raise MalformedError("No case was reported yet." if not case else f"No case {case!r} was reported yet.")
        return self.cases[case]

    def seat(self, name: str, case: str) -> Seat:
        """A member's seat; a newcomer's is on the names alone."""
        try:
            return seats.admit(self.signed_in(name), self.number(case))
        except NoSuchCaseError:
            return joining.admit_newcomer(self.signed_in(name), self.number(case))

    def line(self, who: str, case: str) -> PartySeat:
        """A party in their own line."""
        phrase = self.phrases.get((case, party_of(who)))
        if phrase is None:
            raise NoSuchCaseError
        return seats.admit_party(self.community, phrase_keys(phrase, self.community.place), self.occasion)

    def file(self, case: str) -> ledger.CaseFile:
        """The case as the ledger has it."""
        return ledger.load(self.community, bytes.fromhex(self.number(case)))

    def opened_since(self, before: frozenset[bytes]) -> str | None:
        """The number of the case that was opened since."""
        new = set(cases.everything(self.community)) - before
        return new.pop().hex() if new else None

    def _player(self, name: str) -> Player:
        try:
            return self.stage.player(name)
        except KeyError:
            raise MalformedError(f"{name!r} is nobody of this cast.") from None


def _short(name: str) -> str:
    return name.split(maxsplit=1)[0]


class Standing(StrEnum):
    """As whom a verb is done."""

    MEMBER = "a member"
    PARTY = "a party"
    CLOCK = "the clock"
    OPERATOR = "the operator"


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that somebody can do in a scene: an act of the manual, with the fields of its form."""

    name: str
    says: str
    act: Callable[[Performance, str, Step], None]
    keys: tuple[Key[Any], ...] = ()
    by: Standing = Standing.MEMBER

    def require_standing(self, who: tuple[str, ...]) -> None:
        """Raise where one of these people could never do it."""
        for name in who:
            if standing_of(name) is not self.by:
                raise MalformedError(f"{self.name!r} is done by {self.by}, and {name!r} is not one.")


def standing_of(name: str) -> Standing:
    """As whom somebody of this name acts."""
    match name:
        case "clock":
            return Standing.CLOCK
        case "operator":
            return Standing.OPERATOR
        case _:
            return Standing.PARTY if is_party(name) else Standing.MEMBER
