"""A look that was asked for, granted by one, or is past its time (R9)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.looking import is_granted, is_past, waits
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["agree_to_look", "answer_look", "end_look"]


def answer_look(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Whoever asks, with a justification, is answered."""
    for look in state.looks.values():
        if waits(look, asked.now):
            due = look.asked_at + policy.answers_within
            yield Duty(Owed.GRANT_LOOK, Clause.ARCHIVE, look.asked_at, due, number=look.number)


def agree_to_look(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Another member says whether what one would grant is granted."""
    for look in state.looks.values():
        if is_granted(look, asked.now) and look.granted_at is not None:
            due = look.granted_at + policy.positions_within
            number, granter = look.number, look.granted_by
            yield Duty(Owed.AGREE_TO_LOOK, Clause.ARCHIVE, look.granted_at, due, member=granter, number=number)


def end_look(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """The door shuts by itself at its time; the keys are changed by a member, because the clock has none."""
    for look in state.looks.values():
        if is_past(look, asked.now) and look.until is not None:
            due = look.until + policy.conflict_answer_within
            yield Duty(Owed.END_LOOK, Clause.ARCHIVE, look.until, due, number=look.number)
