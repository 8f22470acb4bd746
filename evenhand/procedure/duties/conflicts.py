"""What is owed to a question about a conflict of interest (C1)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.policy import Policy
from evenhand.procedure.questioning import answer_due
from evenhand.procedure.seating import able
from evenhand.procedure.state import CaseState

__all__ = ["answer_questioned"]


def answer_questioned(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Whom another member asked says whether they have a conflict of interest; nothing waits for it."""
    for member, one in state.questioned.items():
        if member in able(state):
            due = answer_due(one, policy)
            yield Duty(
                Owed.ANSWER_QUESTIONED,
                Clause.CONFLICT_TOLD,
                one.asked_at,
                due,
                member,
                member=member,
                personal=True,
            )
