"""What is owed to somebody who asked for the data kept about them (K1)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure.access import due_at, has_fault, is_checked, is_prepared, waiting
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["answer_access"]


def answer_access(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Within the time of the law: files are put together, read by a second member, and given, or refused with a reason.

    The second member has a few days of that time, so that some is left to mend what they find.
    """
    for party, one in waiting(state):
        since, due = one.asked_at, due_at(one, policy)
        if not is_prepared(state, one) or has_fault(state, one):
            yield Duty(Owed.PREPARE_ACCESS, Clause.IDENTITY, since, due, party=party)
        elif is_checked(state, one):
            yield Duty(Owed.GIVE_ACCESS, Clause.IDENTITY, since, due, party=party)
        else:
            since = one.prepared_at or since
            due = min(due, since + policy.messages_answered_within)
            yield Duty(Owed.CHECK_ACCESS, Clause.IDENTITY, since, due, party=party, member=one.prepared_by)
