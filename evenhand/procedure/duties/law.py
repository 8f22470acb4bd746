"""What the law makes somebody owe (K1)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["second_disclosure"]


def second_disclosure(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Where the community wants it, a second member looks at what one told outside."""
    for one in state.disclosures.values():
        if policy.disclosure_second and one.seconded_by is None:
            due = one.written_at + policy.messages_answered_within
            yield Duty(
                Owed.SECOND_DISCLOSURE,
                Clause.IDENTITY,
                one.written_at,
                due,
                member=one.decided_by,
                number=one.number,
            )
