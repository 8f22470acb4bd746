"""What members do for each other's keys, without an administrator (THREATS 4.6, 4.7).

The office lets somebody in; that their six words are theirs, any second member may say. New
keys after everything was lost are signed for by any two: a committee of three has no two
others who hold the office. Whoever reads a case opens it again; nobody else can.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from evenhand.casework import founding
from evenhand.casework.errors import RefusedError
from evenhand.people import accounts
from evenhand.people.occasion import Occasion
from evenhand.people.roster import Person, Roster
from evenhand.people.sessions import SignedIn
from evenhand.procedure.answers import Refused
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member
from evenhand.vault.keys import fingerprint

REMINDED = timedelta(days=14)
"""So long after somebody got new keys the others' desks say that cases can be opened to them again."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody whose keys wait for a signature."""

    person: Person
    fingerprint: bytes
    is_reset: bool
    """Whether they are here already, and made new keys because theirs were lost."""
    signed_by: Member | None
    may_sign: bool
    """Whether the reader can: not for keys for which they signed already, nor before somebody signed for them."""


def waiting(by: SignedIn, present: Roster) -> tuple[Waiting, ...]:
    """Everybody else whose keys wait for a signature, by name."""
    publics = accounts.publics(by.community)
    there = sorted(present.present, key=lambda person: person.name)
    return tuple(
        one
        for person in there
        if person.member != by.member
        and (one := _of(present.people[by.member], person, publics.get(person.member))) is not None
    )


def _of(reader: Person, person: Person, made: tuple[bytes, bytes] | None) -> Waiting | None:
    """What waits of one person; whoever has new keys needs no other signature."""
    if made is not None and made != (person.box, person.signing):
        signed = person.pending[2] if person.pending is not None and person.pending[:2] == made else None
        return Waiting(person, fingerprint(*made), True, signed, reader.is_seconded and signed != reader.member)
    if person.is_seconded:
        return None
    may = reader.is_seconded and person.admitted_by != reader.member
    return Waiting(person, person.fingerprint, False, person.admitted_by, may)


def sign_for(by: SignedIn, one: Waiting, occasion: Occasion) -> None:
    """Sign for exactly these keys, whose six words were read out by voice."""
    if not one.is_reset:
        founding.second_newcomer(by, one.person.member, occasion)
        return
    account = accounts.by_member(by.community, one.person.member)
    if fingerprint(account.box, account.signing) != one.fingerprint:
        raise RefusedError(Refused(founding.MADE_ANEW, Clause.ARCHIVE))
    founding.admit_new_keys(by, account, occasion)


def lately_with_new_keys(by: SignedIn, present: Roster, now: datetime) -> tuple[Person, ...]:
    """Those of whom the others still have to be reminded."""
    return tuple(p for p in with_new_keys(by, present) if p.rekeyed_at is not None and now - p.rekeyed_at < REMINDED)


def with_new_keys(by: SignedIn, present: Roster) -> tuple[Person, ...]:
    """Whoever got new keys one day: what is still shut for them is opened by those who can read it."""
    there = sorted(present.present, key=lambda person: person.name)
    return tuple(person for person in there if person.past_signing and person.member != by.member)
