"""Triage, and the severe path as far as it is done by hand (T1, S2 to S7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.policy import Policy
from evenhand.procedure.reviewing import in_force, sign_off_outcome, signers, untold_of_reconnection
from evenhand.procedure.state import CaseState

__all__ = ["reconnection", "sign_off", "triage", "write_down_by_hand"]


def triage(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """First decide whether it is a clear and severe breach."""
    if state.triage is None and state.received_at is not None and state.is_report:
        due = state.received_at + policy.triage_within
        yield Duty(Owed.TRIAGE, Clause.TRIAGE_FIRST, state.received_at, due, urgent=state.said_in_danger)


def write_down_by_hand(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """What was done by hand is written down, space by space."""
    severe = state.severe
    if severe is not None and severe.handled is None:
        due = severe.since + policy.write_down_within
        yield Duty(Owed.WRITE_DOWN_BY_HAND, Clause.DISCONNECT, severe.since, due, severe.decided_by, urgent=True)


def sign_off(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """The others review every use of the severe path and sign; where there are none yet, somebody must come."""
    severe = state.severe
    if severe is None or severe.handled_at is None or sign_off_outcome(state, policy) is not None:
        return
    due = severe.handled_at + policy.sign_off_within
    for member in signers(state) or (None,):
        if member not in severe.signatures:
            yield Duty(Owed.SIGN_OFF, Clause.SIGN_OFF, severe.handled_at, due, member, personal=True)


def reconnection(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """A refused sign-off leads to reconnection, of which the reporter is told before; so does the case's end."""
    since = _to_be_lifted_since(state, policy)
    if since is None:
        return
    due = since + policy.write_down_within
    untold = untold_of_reconnection(state)
    for party in untold:
        yield Duty(Owed.TELL_OF_RECONNECTION, Clause.SIGN_OFF, since, due, party=party, urgent=True)
    if not untold:
        yield Duty(Owed.RECONNECT, Clause.SIGN_OFF, since, due, urgent=True)


def _to_be_lifted_since(state: CaseState, policy: Policy) -> datetime | None:
    """Since when a disconnection has to end: refused, or not made a measure by the resolution (S7)."""
    outcome = sign_off_outcome(state, policy)
    if state.severe is None or outcome is None or not in_force(state):
        return None
    return state.severe.signed_at if outcome is f.SignOff.REFUSED else state.enacted_at
