"""Conflicts of interest beyond the first question: a hard one, and asking another member (C1, C2)."""

from __future__ import annotations

from evenhand.casework import calling, keychanges
from evenhand.casework.seats import Seat
from evenhand.casework.work import Work, act
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Fact, Member
from evenhand.vault.keyring import COMMITTEE

__all__ = ["declare_hard", "question"]


def declare_hard(seat: Seat, occasion: Occasion, text: str = "") -> bool:
    """Declare a conflict with which nobody stays, and step back in the same act. Answer whether one is gone (C2).

    Where nobody else could read the case one is gone once somebody was let in; until then one does nothing else.
    """
    with act(seat, occasion) as work:
        others = work.others()
        _add(work, f.ConflictAnswered(f.ConflictAnswer.HARD), text)
        calling.look_where_too_few(work)
        goes = not _is_last(work)
        if goes:
            keychanges.step_back(work)
        work.tell_members(others, at_once=True)
    return goes


def _is_last(work: Work) -> bool:
    """Whether nobody would be left, and no alternate and nobody of the council can be let in by going."""
    alone = work.state.readers == (Member(work.actor.who),)
    return alone and not (calling.alternates_to_seat(work) or calling.council_to_seat(work))


def question(seat: Seat, occasion: Occasion, member: Member, text: str = "") -> None:
    """Ask whether another member has a conflict of interest; they hear at once, without content (C1)."""
    with act(seat, occasion) as work:
        _add(work, f.ConflictQuestioned(member), text)
        work.tell_members([member], at_once=True)


def _add(work: Work, fact: Fact, text: str) -> None:
    """Words go to the committee's room, if there are any and the one who acts reads it."""
    if text.strip() and work.actor.who in work.state.readers:
        work.add(fact, COMMITTEE, {"text": text})
    else:
        work.add(fact)
