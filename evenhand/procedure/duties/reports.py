"""What was only asked for or told: looked at for danger, answered, ended (K3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["answered_at", "look_for_danger"]


def look_for_danger(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """What was told for the record only is looked at for danger, in the time of a triage."""
    if state.purpose is f.Purpose.RECORD and not state.looked_for_danger and state.received_at is not None:
        due = state.received_at + policy.triage_within
        yield Duty(Owed.LOOK_FOR_DANGER, Clause.ADVICE, state.received_at, due, urgent=state.said_in_danger)


def answered_at(state: CaseState) -> datetime | None:
    """Since when everybody who asked has a person's answer, as far as they can be written to."""
    times = [p.first_reply_at or p.reached_at for p in state.reporters]
    return max((at for at in times if at is not None), default=None)
