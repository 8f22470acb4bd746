"""What a withdrawal makes somebody owe (K1)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["second_erasure"]


def second_erasure(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """A wish to be erased that one member wrote down is confirmed by another, or waits for ever."""
    for party in state.parties.values():
        erasure = party.erasure
        if erasure is not None and not erasure.stands:
            due = erasure.asked_at + policy.messages_answered_within
            yield Duty(
                Owed.SECOND_ERASURE,
                Clause.IDENTITY,
                erasure.asked_at,
                due,
                party=party.handle,
                member=erasure.asked_by,
            )
