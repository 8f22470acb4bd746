"""Two cases that concern the same thing, as a report and a counter-report do: linked, and each goes its own way (V4).

A link is known only to whoever sits in both: everybody else's pages are as if there were none.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

from evenhand.casework import seats, summaries
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import NoSuchCaseError, Seat
from evenhand.casework.work import act
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member
from evenhand.record import cases, ledger
from evenhand.record.ledger import Recorded
from evenhand.vault.errors import VaultError
from evenhand.vault.place import Place


@dataclass(frozen=True, slots=True)
class OtherCase:
    """Another case at which this member sits."""

    number: str
    code_name: str


def link(seat: Seat, occasion: Occasion, number: str) -> None:
    """Link this case with another; both say so, to whoever sits in both."""
    other = other_seat(seat, number)
    with ExitStack() as stack:
        for one, there in sorted(((seat, other), (other, seat)), key=lambda pair: pair[0].file.uid):
            stack.enter_context(act(one, occasion)).add(f.CasesLinked(there.file.number))


def other_seat(seat: Seat, number: str) -> Seat:
    """This member's seat at another case, where they have answered the conflict question too; else there is none."""
    uid = seats.uid_of(number)
    if uid == seat.file.uid:
        raise RefusedError(Refused(say("Choose another case than this one."), Clause.TRIAGE_FIRST))
    if not sits_at(seat.community, seat.member, number):
        raise NoSuchCaseError
    other = seats.seat(seat.community, seat.member, seat.box, seat.signing, ledger.load(seat.community, uid))
    if not (seat.has_answered and other.has_answered):
        raise RefusedError(
            Refused(say("First answer whether you have a conflict of interest in this case."), Clause.CONFLICT_TOLD)
        )
    return other


def sits_at(community: Community, member: Member, number: str) -> bool:
    """Whether this member reads a case: by its summary alone, and alike where there is no such case."""
    try:
        uid = seats.uid_of(number)
        stored = cases.sealed_summary(community, uid)
        place = Place(community.place.instance, community.uid, uid)
        summary = summaries.unseal(summaries.of_no_case(place) if stored is None else stored.blob, place)
    except (NoSuchCaseError, VaultError):
        return False
    return member in summary.readers


def others_of(seat: Seat) -> tuple[OtherCase, ...]:
    """The open cases at which this member sits beside this one, by their code names."""
    found = []
    for sealed in cases.open_summaries(seat.community):
        summary = summaries.unseal(sealed.blob, sealed.place)
        if sealed.uid != seat.file.uid and summary.is_open and seat.member in summary.readers:
            found.append(OtherCase(sealed.uid.hex(), summaries.name_of(sealed.uid)))
    return tuple(sorted(found, key=lambda one: one.code_name))


def linked_with(seat: Seat) -> tuple[OtherCase, ...]:
    """The cases with which this one is linked, as far as this member sits in both."""
    known = (number for number in sorted(seat.state.linked) if sits_at(seat.community, seat.member, number))
    return tuple(OtherCase(number, summaries.name_of(bytes.fromhex(number))) for number in known)


def is_known_to(seat: Seat, recorded: Recorded) -> bool:
    """Whether this member may know that this entry is there: a link only to who sits in both cases."""
    fact = recorded.happened.fact
    return not isinstance(fact, f.CasesLinked) or sits_at(seat.community, seat.member, fact.other)


__all__ = ["OtherCase", "is_known_to", "link", "linked_with", "other_seat", "others_of", "sits_at"]
