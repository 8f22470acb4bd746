"""After the end: who is asked how they are, what a review needs, who has to know of a measure (D6, V4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from evenhand.procedure import facts as f
from evenhand.procedure.policy import Policy
from evenhand.procedure.seating import able
from evenhand.procedure.state import CaseState, PartyState

__all__ = [
    "checking_times",
    "concerns_core_team",
    "core_team_owed_since",
    "decides_what_lasts",
    "fairness_given",
    "needs_core_team",
    "one_reopens",
    "review_until",
    "to_check",
]

TWO = 2


def needs_core_team(measure: f.Measure) -> bool:
    """Whether the core team has to know of a measure in order to uphold it (D6).

    Bans, hiatuses and cooling off always last; whoever adds one decides it here. Of another response
    whoever proposes it says so.
    """
    match measure.kind:
        case (
            f.MeasureKind.NO_ACTION
            | f.MeasureKind.PRIVATE_REPRIMAND
            | f.MeasureKind.PUBLIC_REMINDER
            | f.MeasureKind.PUBLIC_REPRIMAND
        ):
            return False
        case f.MeasureKind.OTHER:
            return measure.lasts
        case unknown:
            assert_never(unknown)


def concerns_core_team(state: CaseState) -> bool:
    """Whether something is, was, or is to be theirs to uphold (D6)."""
    return state.core_team_upholds is not None or decides_what_lasts(state)


def decides_what_lasts(state: CaseState) -> bool:
    """Whether the newest proposal has something that lasts, so that the core team is not told that all has ended."""
    return state.proposal is not None and any(needs_core_team(measure) for measure in state.proposal.measures)


def core_team_owed_since(state: CaseState) -> datetime | None:
    """Since when the core team has to be told: once all that lasts was carried out, or what it upholds was replaced.

    ``None`` where it need not be told, or was (D6).
    """
    proposal = state.proposal
    if proposal is None or state.core_team_told_at is not None:
        return None
    lasting = [index for index, measure in enumerate(proposal.measures) if needs_core_team(measure)]
    if not lasting:
        return None if state.core_team_upholds is None else state.enacted_at
    if not all(index in proposal.enacted for index in lasting):
        return None
    return max(proposal.enacted[index] for index in lasting)


def to_check(state: CaseState) -> Iterator[PartyState]:
    """Reporters who are asked after the end whether anybody made them pay for it: not who wants no contact (D6).

    Who only asked for advice accused nobody, so nobody asks them (K3).
    """
    if state.closed_at is not None and state.is_report and not state.is_test:
        yield from (p for p in state.reporters if p.is_reachable and p.may_be_written_to and not p.checked)


def checking_times(state: CaseState, policy: Policy) -> Iterator[datetime]:
    """When the check is owed, and until when a review can be asked for."""
    if state.closed_at is not None and any(True for _ in to_check(state)):
        yield state.closed_at + policy.aftercare_after
    until = review_until(state, policy)
    if until is not None:
        yield until


def review_until(state: CaseState, policy: Policy) -> datetime | None:
    """Until when a review can be asked for, where the community allows one and a resolution has ended it (V4)."""
    if state.closed_at is None or policy.review_within is None or not state.is_enacted:
        return None
    return state.closed_at + policy.review_within


def one_reopens(state: CaseState, policy: Policy) -> bool:
    """Whether one member takes a case up again: the community lets them, or nobody else is left to agree (D6)."""
    return policy.reopening_members < TWO or len(able(state)) < TWO


def fairness_given(state: CaseState) -> tuple[tuple[datetime, f.Fairness], ...]:
    """What was answered and when, without by whom: a member sees sums over cases, in steps of five answers (V4)."""
    return tuple((p.fairness_at, p.fairness) for p in state.parties.values() if p.fairness_at and p.fairness)
