"""What is owed to a person about whom something is kept (R3)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.informing import uninformed
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["give_data_notice"]


def give_data_notice(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Within the time of the law from when they are named, or by the date to which it was put off."""
    for party, since in uninformed(state):
        due = state.informed_later.get(party, since + policy.data_notice_within)
        yield Duty(Owed.GIVE_DATA_NOTICE, Clause.CONTACTING_ANYONE, since, due, party=party)
