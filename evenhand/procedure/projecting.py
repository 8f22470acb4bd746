"""By when a resolution is expected: the manual's two weeks, or the date that a reporter was given since (R11, R12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["promised_to_reporters", "resolution_due"]


def promised_to_reporters(state: CaseState, policy: Policy) -> Iterator[datetime]:
    """For each reporter who can be written to, by when they are to hear of a resolution or of a new date."""
    if state.received_at is None:
        return
    for party in state.reporters:
        if party.may_be_written_to:
            yield party.promised_until or (state.clock_of(party) or state.received_at) + policy.resolution_within


def resolution_due(state: CaseState, policy: Policy, received_at: datetime) -> datetime:
    """The date that is the clock now: the next that a reporter was given, or two weeks from the report (R12)."""
    return min(promised_to_reporters(state, policy), default=received_at + policy.resolution_within)
