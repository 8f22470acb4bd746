"""A look at one case for a member of the council: asked for, granted by two for a time, ended by a change of keys (R9).

What is granted are the keys of single rooms (THREATS 4.2): what the committee wrote, the names, every party's line. Who
reported is not among them. At its time the door shuts by itself; a member changes the keys, for the clock has none.
"""

from __future__ import annotations

from datetime import datetime

from evenhand.casework import keychanges, words
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import Seat
from evenhand.casework.work import Work, act
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.looking import lookers
from evenhand.record import rooms
from evenhand.vault.keyring import COMMITTEE, COUNCIL

__all__ = ["agree", "ask", "decline", "end", "grant", "may_look", "take", "why_asked"]


def ask(seat: Seat, occasion: Occasion, text: str) -> int:
    """Ask to look at this case, with a justification that the members of the case read; answer its number."""
    if not text.strip():
        raise RefusedError(Refused(say("Say for what you need to read this case."), Clause.ARCHIVE))
    with act(seat, occasion) as work:
        number = len(work.state.looks) + 1
        work.add(f.LookAsked(number), COUNCIL, {"text": text})
        work.tell_members(work.state.readers)
    return number


def grant(seat: Seat, occasion: Occasion, number: int, until: datetime, seen: int | None = None) -> None:
    """Say, as the first, that it is granted until a date: nothing opens before another agrees."""
    with act(seat, occasion, seen) as work:
        work.add(f.LookGranted(number, until))
        work.tell_members(work.others())


def agree(seat: Seat, occasion: Occasion, number: int, seen: int | None = None) -> None:
    """Agree as the second: the keys of the case's rooms go to the one who asked, but for who reported."""
    with act(seat, occasion, seen) as work:
        work.add(f.LookAgreed(number))
        member = work.state.looks[number].member
        keychanges.open_rooms_to(work, member, _rooms(work))
        work.tell_members([member])


def decline(seat: Seat, occasion: Occasion, number: int, text: str, seen: int | None = None) -> None:
    """Decline it, with a reason that the one who asked reads."""
    with act(seat, occasion, seen) as work:
        work.add(f.LookDeclined(number), COUNCIL, {"text": text})
        work.tell_members([work.state.looks[number].member])


def take(seat: Seat, occasion: Occasion, number: int) -> None:
    """Open the case by a look for the first time; it is recorded, later reading is not (THREATS 4.2)."""
    with act(seat, occasion) as work:
        work.add(f.LookTaken(number))


def end(seat: Seat, occasion: Occasion, number: int) -> None:
    """End a look, at its time or before: its keys are gone, and what is written from now on has others."""
    with act(seat, occasion) as work:
        work.add(f.LookEnded(number))
        keychanges.close_rooms_to(work, work.state.looks[number].member)
        work.tell_members(work.others())


def may_look(seat: Seat, now: datetime) -> bool:
    """Whether the door is open to this member now: the keys alone do not say that a look has ended."""
    return seat.member in lookers(seat.state, now)


def why_asked(seat: Seat, number: int) -> str:
    """The justification of a look, as this member's keys open it (R9)."""
    asked = [one for one in seat.file.of(f.LookAsked) if one.happened.fact == f.LookAsked(number)]
    opened = rooms.read(seat.file, seat.keys, asked)
    return next((str(words.decode(raw).get("text", "")) for raw in opened.values()), "")


def _rooms(work: Work) -> list[str]:
    return [COMMITTEE, rooms.NAMES, *(rooms.line(party) for party in keychanges.lines_of(work))]
