"""A newcomer before cases that exist: the names alone, the conflict question, then all or nothing (R9, THREATS 4.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evenhand.casework import keychanges, summaries
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import NoSuchCaseError, Seat, admit, require_mentioned, seated, uid_of
from evenhand.casework.work import act
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused
from evenhand.procedure.facts import Actor, Member
from evenhand.procedure.gates import gate
from evenhand.record import ledger, rooms

__all__ = ["Offer", "admit_newcomer", "let_in", "offers", "show_names", "show_names_of"]

MOST_AT_ONCE = 50
"""So many cases are opened by one form."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A case whose names can be shown to a newcomer."""

    number: str
    code_name: str
    is_open: bool


def show_names(seat: Seat, occasion: Occasion, member: Member) -> None:
    """Open the names alone to a newcomer, so that they can answer the conflict question first (R9)."""
    with act(seat, occasion) as work:
        work.add(f.NamesShown(member))
        keychanges.wrap_single(work, rooms.NAMES, member)
        work.tell_members([member])


def let_in(seat: Seat, occasion: Occasion, member: Member) -> None:
    """Let a newcomer in who has answered: they get every epoch, and need the names' own key no more."""
    keychanges.admit_held_back(seat, occasion, member)


def admit_newcomer(signed_in: SignedIn, number: str) -> Seat:
    """The seat of a newcomer who holds the names alone; everybody else hears that there is no such case."""
    community, uid = signed_in.community, uid_of(number)
    require_mentioned(community, uid, lambda summary: signed_in.member in summary.shown_names)
    file = ledger.load(community, uid)
    seat = seated(community, signed_in.member, signed_in.keys.box, signed_in.keys.signing, file)
    if not seat.is_newcomer:
        raise NoSuchCaseError
    return seat


def offers(signed_in: SignedIn, member: Member, occasion: Occasion, listed: Iterable[str]) -> tuple[Offer, ...]:
    """Of these cases those whose names this member could show to a newcomer now; the others are not mentioned."""
    found: list[Offer] = []
    for number in listed:
        seat = admit(signed_in, number)
        if _refusal(seat, occasion, member) is None:
            found.append(Offer(number, summaries.name_of(seat.file.uid), seat.state.is_open))
        if len(found) == MOST_AT_ONCE:
            break
    return tuple(found)


def show_names_of(signed_in: SignedIn, member: Member, numbers: Iterable[str], occasion: Occasion) -> int:
    """Open the names of several cases to a newcomer, one act a case; answer of how many.

    What somebody else has done meanwhile is left as it is.
    """
    count = 0
    for number in tuple(dict.fromkeys(numbers))[:MOST_AT_ONCE]:
        try:
            show_names(admit(signed_in, number), occasion, member)
        except (RefusedError, NoSuchCaseError):
            continue
        count += 1
    return count


def _refusal(seat: Seat, occasion: Occasion, member: Member) -> Refused | None:
    answer = gate(seat.state, seat.policy, seat.team, occasion.now, Actor.member(seat.member), f.NamesShown(member))
    return answer if isinstance(answer, Refused) else None
