"""Determination, proposal, positions (R4 to R7, D1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evenhand.procedure.agreement import agreement, deadlocked_since, voters
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.council import is_to_turn_over
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.facts import Member
from evenhand.procedure.policy import Policy
from evenhand.procedure.projecting import resolution_due
from evenhand.procedure.state import CaseState, Proposal

__all__ = ["determine", "positions", "propose", "propose_anew"]


def determine(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Determine in writing what happened, whether it breaks the code, who is responsible, whether it goes on."""
    if state.triaged_at is not None and state.received_at is not None and state.determination is None:
        due = resolution_due(state, policy, state.received_at)
        since = max(state.triaged_at, state.reopened_at or state.triaged_at)
        yield Duty(Owed.DETERMINE, Clause.WHAT_HAPPENED, since, due)


def propose(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """A determination without a proposal that cites it needs one; so does a deadlock decided in the council's place."""
    if state.council_decides:
        return
    if state.received_at is not None and state.determination is not None and not state.cites_newest:
        due = resolution_due(state, policy, state.received_at)
        determined_at = state.determinations[-1][1]
        yield Duty(Owed.PROPOSE, Clause.CONSENSUS, max(determined_at, state.turned_over_at or determined_at), due)


def positions(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Every member states consent, stand aside or an objection with a reason."""
    proposal = state.proposal
    if proposal is None or not state.cites_newest or proposal.consulted_at is not None or proposal.enacted:
        return
    for member in voters(state):
        if member not in proposal.positions:
            since, until = _time_for_position(state, policy, proposal, member)
            yield Duty(
                Owed.TAKE_POSITION,
                Clause.CONSENSUS,
                since,
                until,
                member,
                number=proposal.version,
                personal=True,
            )


def _time_for_position(
    state: CaseState, policy: Policy, proposal: Proposal, member: Member
) -> tuple[datetime, datetime]:
    """Whoever came after the proposal has the manual's whole time from then; for the others it ends as it did (D1)."""
    since, until = proposal.proposed_at, proposal.positions_until
    came = state.seated_at.get(member, since)
    return (since, until) if came <= since else (came, max(until, came + policy.positions_within))


def propose_anew(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """All have answered, or the date has passed, and there is no consensus: another proposal is needed."""
    proposal = state.proposal
    if proposal is None or not state.cites_newest or agreement(state, policy, asked.now) is not None:
        return
    if state.council_decides or is_to_turn_over(asked):
        return
    all_answered = set(voters(state)) <= set(proposal.positions)
    if all_answered or asked.now >= proposal.positions_until:
        stuck = (proposal.last_position_at or proposal.proposed_at) if all_answered else proposal.positions_until
        since = deadlocked_since(state) or stuck
        yield Duty(Owed.PROPOSE, Clause.CONSENSUS, since, since + policy.deadlock_after)
