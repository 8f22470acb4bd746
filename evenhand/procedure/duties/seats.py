"""Who sits at the case, before anything is done in it (C1, C2, K4)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.facts import Member
from evenhand.procedure.policy import Policy
from evenhand.procedure.seating import able, alternates, seatable
from evenhand.procedure.state import CaseState

__all__ = [
    "answer_conflict",
    "find_not_involved",
    "look_at_held_back",
    "look_whether_meant",
    "seat_alternates",
    "seat_council",
    "step_back",
    "write_names",
]


def seat_council(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Too few members left sends the case to the Steering Council, where no alternate is there to come in."""
    since = state.seats_changed_at
    if alternates(state, policy, asked.team):
        return
    if since is not None and len(able(state)) < policy.floor and seatable(state, asked.team):
        due = since + policy.conflict_answer_within
        yield Duty(Owed.SEAT_COUNCIL, Clause.RECUSAL, since, due, urgent=True)


def seat_alternates(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Where too few members are left, alternates are called in first, if the manual has them."""
    since = state.seats_changed_at
    if since is not None and alternates(state, policy, asked.team):
        due = since + policy.conflict_answer_within
        yield Duty(Owed.SEAT_ALTERNATES, Clause.RECUSAL, since, due, urgent=True)


def step_back(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Members recuse themselves when a report involves them, or with a hard conflict; else another takes them out."""
    for member in state.readers:
        if member in state.must_go:
            since = state.hard_since.get(member, state.seated_at[member])
            clause = Clause.INVOLVED_MEMBER if member in state.involved else Clause.RECUSAL
            due = since + policy.conflict_answer_within
            yield Duty(Owed.STEP_BACK, clause, since, due, member, member=member)


def write_names(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Where the reporter named nobody apart, whoever reads first writes the names, and the others answer after."""
    if state.opened_at is not None and not state.names_written and _unanswered(state):
        due = state.opened_at + policy.conflict_answer_within
        yield Duty(Owed.WRITE_NAMES, Clause.CONFLICT_TOLD, state.opened_at, due)


def answer_conflict(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Each member says whether they have a conflict of interest, before any other word."""
    for member in _unanswered(state):
        since = state.seated_at[member]
        due = since + policy.conflict_answer_within
        yield Duty(Owed.ANSWER_CONFLICT, Clause.CONFLICT_TOLD, since, due, member, personal=True)


def look_at_held_back(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Somebody who was held back waits until a member has looked."""
    if state.opened_at is None:
        return
    for member in sorted(state.held_back - state.named_elsewhere - state.involved):
        due = state.opened_at + policy.conflict_answer_within
        yield Duty(Owed.LOOK_AT_HELD_BACK, Clause.RECUSAL, state.opened_at, due, member=member)


def look_whether_meant(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Somebody of the council, or an alternate, is named: a member looks whether it is they who are meant (C2)."""
    if state.opened_at is None:
        return
    for member in sorted(state.named_elsewhere - state.involved):
        since = state.named_since.get(member, state.opened_at)
        due = since + policy.conflict_answer_within
        yield Duty(Owed.LOOK_WHETHER_MEANT, Clause.RECUSAL, since, due, member=member)


def find_not_involved(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Somebody was named by mistake, one member says: another looks for themselves, and agrees (K4)."""
    for member, (first, since) in state.found_not_involved.items():
        if member in state.involved and first in able(state):
            due = since + policy.conflict_answer_within
            yield Duty(Owed.FIND_NOT_INVOLVED, Clause.INVOLVED_MEMBER, since, due, member=member)


def _unanswered(state: CaseState) -> list[Member]:
    return [m for m in able(state) if m not in state.conflict_answers]
