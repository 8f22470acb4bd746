"""Broken promises of time of which the council is told, without content (R1, R12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import agreement
from evenhand.procedure.clauses import Clause
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["delays"]


def delays(state: CaseState, policy: Policy, now: datetime) -> tuple[f.CouncilToldOfDelay, ...]:
    """What the council is to be told now, once each: no reply at 72 hours; a second date that passed.

    A date that was renewed before it passed is a promise kept to and counts for nothing (R12).
    """
    return tuple(
        told
        for told in _broken(state, policy, now)
        if (told.clause, told.party, state.parties[told.party].promises) not in state.delays_told
    )


def _broken(state: CaseState, policy: Policy, now: datetime) -> Iterator[f.CouncilToldOfDelay]:
    if not state.is_open:
        return
    agreed = agreement(state, policy, now) is not None
    for party in state.reporters:
        unanswered = party.first_reply_at is None and party.may_be_written_to
        if unanswered and party.reached_at is not None and now >= party.reached_at + policy.receipt_within:
            yield f.CouncilToldOfDelay(Clause.RECEIPT, party.handle)
        passed = party.promised_until is not None and now >= party.promised_until
        if party.dates_passed > 0 and passed and not agreed:
            yield f.CouncilToldOfDelay(Clause.UPDATE, party.handle)
