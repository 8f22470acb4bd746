"""A deadlock: turning it over, and what the council owes then (D2, C1)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure.agreement import agreement, may_turn_over_at, voters
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.policy import Policy
from evenhand.procedure.seating import council_for, nobody_decides
from evenhand.procedure.state import CaseState

__all__ = ["answer_conflict", "decide", "is_to_turn_over", "turn_over"]


def is_to_turn_over(asked: Asked) -> bool:
    """Whether an objection has stood for the whole week, nothing passes without it, and a council is there (D2).

    Where nobody of it may decide, that is written down once: from then on the committee decides in its place.
    """
    at = may_turn_over_at(asked.state, asked.policy)
    if at is None or asked.now < at or agreement(asked.state, asked.policy, asked.now) is not None:
        return False
    if council_for(asked.state, asked.team):
        return True
    return asked.state.turned_over_at is None and nobody_decides(asked.state, asked.team)


def turn_over(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """No consensus for more than a week: turn over to the council what you prepared for it.

    Where nobody of it may decide, it is conflicts of interest that say so (C2).
    """
    at = may_turn_over_at(state, policy)
    if at is not None and is_to_turn_over(asked):
        clause = Clause.DEADLOCK if council_for(state, asked.team) else Clause.RECUSAL
        yield Duty(Owed.TURN_OVER, clause, at, at + policy.council_report_within)


def answer_conflict(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Members of the council say whether they have a conflict of interest before they read what was prepared."""
    since = state.turned_over_at
    if since is None or state.is_enacted:
        return
    for member in state.turned_over_to:
        if member not in state.conflict_answers:
            due = since + policy.conflict_answer_within
            yield Duty(Owed.ANSWER_CONFLICT, Clause.CONFLICT_TOLD, since, due, member, personal=True)


def decide(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """One of the council writes the decision; another where it found too few."""
    since = state.turned_over_at
    if since is None or not state.council_decides or agreement(state, policy, asked.now) is not None:
        return
    if state.cites_newest and not _is_over(state, asked):
        return
    # Whoever of the council sits at the case proposes there; the others have a page of their own.
    owed = Owed.PROPOSE if set(state.turned_over_to) <= set(state.readers) else Owed.DECIDE
    yield Duty(owed, Clause.DEADLOCK, since, since + policy.council_decides_within)


def _is_over(state: CaseState, asked: Asked) -> bool:
    """Whether everybody of the council has answered, or the date for it has passed."""
    proposal = state.proposal
    if proposal is None:
        return True
    return set(voters(state)) <= set(proposal.positions) or asked.now >= proposal.positions_until
