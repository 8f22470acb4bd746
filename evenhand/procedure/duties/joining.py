"""A newcomer who was shown the names (R9)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["answer_on_the_names", "let_in", "take_out"]


def answer_on_the_names(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """A newcomer says whether they have a conflict of interest, on the names alone."""
    for member, since in state.shown_names.items():
        if member not in state.conflict_answers and member not in state.must_go:
            due = since + policy.conflict_answer_within
            yield Duty(Owed.ANSWER_CONFLICT, Clause.CONFLICT_TOLD, since, due, member, member=member, personal=True)


def let_in(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Whoever has answered is let in by a member of the case: they get all of it, or none."""
    for member, since in state.shown_names.items():
        if member in state.conflict_answers and member not in state.must_go:
            due = since + policy.conflict_answer_within
            yield Duty(Owed.LET_IN, Clause.ARCHIVE, since, due, member=member)


def take_out(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Whoever turns out to be involved while they hold the names loses them; a member of the case sees to it."""
    for member, since in state.shown_names.items():
        if member in state.must_go:
            due = since + policy.conflict_answer_within
            yield Duty(Owed.STEP_BACK, Clause.INVOLVED_MEMBER, since, due, member=member)
