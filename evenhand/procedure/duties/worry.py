"""What somebody owes who may be thinking of harming themselves (R7)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["reach_out"]


def reach_out(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """The same day one named member writes to them, or does what helps another way."""
    for party in state.parties.values():
        since = party.worried_since
        if since is not None and not party.erased:
            due = since + policy.reach_out_within
            yield Duty(Owed.REACH_OUT, Clause.ONGOING_OR_DANGER, since, due, party=party.handle, urgent=True)
