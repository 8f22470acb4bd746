"""What somebody who takes a case over has to know beside its duties: what was promised, and what is in force (R9, R12).

Dates and kinds only: no word of a room goes into a handover.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from evenhand.procedure.afterwards import needs_core_team, review_until, to_check
from evenhand.procedure.agreement import agreement
from evenhand.procedure.facts import MeasureKind, Party
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState
from evenhand.procedure.withdrawing import erasure_at

__all__ = ["Force", "InForce", "Promise", "Promised", "in_force", "promises"]


class Promised(StrEnum):
    """What a party was given a date for."""

    NEXT_WORD = "next-word"
    OBJECTION = "objection"
    ANSWER = "answer"
    FEEDBACK = "feedback"
    INVITATION = "invitation"
    ERASURE = "erasure"
    DATA_NOTICE = "data-notice"
    AFTERCARE = "aftercare"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Promise:
    """A date that one party was given, or that the manual gives them."""

    kind: Promised
    at: datetime
    party: Party


class Force(StrEnum):
    """In what way something holds that was decided."""

    DISCONNECTED = "disconnected"
    TO_CARRY_OUT = "to-carry-out"
    CARRIED_OUT = "carried-out"
    UPHELD = "upheld"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class InForce:
    """Something that holds since a time: a measure with its kind and whom it concerns, spaces, or a statement.

    ``number`` is how many spaces, or which statement.
    """

    kind: Force
    since: datetime
    measure: MeasureKind | None = None
    party: Party | None = None
    number: int | None = None


def promises(state: CaseState, policy: Policy, now: datetime) -> tuple[Promise, ...]:
    """The dates that are still to come, soonest first; what has passed is a duty, or is over."""
    found = (p for p in _promises(state, policy, now) if p.at > now and not state.parties[p.party].erased)
    return tuple(sorted(found, key=lambda p: (p.at, p.party, p.kind)))


def _promises(state: CaseState, policy: Policy, now: datetime) -> Iterator[Promise]:
    if state.is_open:
        yield from _while_open(state, policy, now)
    else:
        yield from _after_the_end(state, policy)
    for party in state.parties.values():
        if party.erasure is not None:
            yield Promise(Promised.ERASURE, erasure_at(party.erasure, policy), party.handle)
    for handle, until in state.informed_later.items():
        if handle in state.parties and handle not in state.informed:
            yield Promise(Promised.DATA_NOTICE, until, handle)


def _while_open(state: CaseState, policy: Policy, now: datetime) -> Iterator[Promise]:
    if state.is_report and agreement(state, policy, now) is None:
        yield from _next_words(state, policy)
    for contact in state.contacts.values():
        if contact.taken_back:
            continue
        waiting = {p: at for p, at in contact.told.items() if p not in contact.answers}
        yield from (Promise(Promised.OBJECTION, at, p) for p, at in waiting.items())
    for question in state.questions.values():
        if question.answered_at is None and not question.came_back:
            yield Promise(Promised.ANSWER, question.until, question.party)
    for party in state.parties.values():
        if party.told_until is not None and party.feedback is None:
            yield Promise(Promised.FEEDBACK, party.told_until, party.handle)
        if party.invited_until is not None and not party.has_line:
            yield Promise(Promised.INVITATION, party.invited_until, party.handle)


def _next_words(state: CaseState, policy: Policy) -> Iterator[Promise]:
    """The date that a reporter was given, or the two weeks after which they get one (R11, R12)."""
    for reporter in state.reporters:
        since = state.clock_of(reporter)
        if since is not None and reporter.may_be_written_to:
            at = reporter.promised_until or since + policy.resolution_within
            yield Promise(Promised.NEXT_WORD, at, reporter.handle)


def _after_the_end(state: CaseState, policy: Policy) -> Iterator[Promise]:
    closed = state.closed_at
    if closed is None:
        return
    for reporter in to_check(state):
        yield Promise(Promised.AFTERCARE, closed + policy.aftercare_after, reporter.handle)
    until = review_until(state, policy)
    if until is not None:
        unasked = (p.handle for p in state.parties.values() if p.has_line and p.review_asked_at is None)
        yield from (Promise(Promised.REVIEW, until, handle) for handle in unasked)


def in_force(state: CaseState, policy: Policy, now: datetime) -> tuple[InForce, ...]:
    """What holds now, the oldest first."""
    return tuple(sorted(_in_force(state, policy, now), key=lambda one: one.since))


def _in_force(state: CaseState, policy: Policy, now: datetime) -> Iterator[InForce]:
    severe = state.severe
    if severe is not None and severe.handled is not None and severe.reconnected_at is None:
        since, spaces = severe.handled_at or severe.since, len(severe.handled.disconnected)
        if spaces:
            yield InForce(Force.DISCONNECTED, since, number=spaces)
    yield from _measures(state, policy, now)
    for statement in state.statements.values():
        if statement.made_at is not None and statement.withdrawn_at is None:
            yield InForce(Force.SAID, statement.made_at, number=statement.number)


def _measures(state: CaseState, policy: Policy, now: datetime) -> Iterator[InForce]:
    """Of an agreed resolution: what is to be carried out, and what lasts once it was."""
    agreed = agreement(state, policy, now)
    if state.core_team_upholds is not None and state.core_team_told_at is None:
        yield InForce(Force.UPHELD, state.core_team_upholds)  # decided before the case was taken up again
    if agreed is None:
        return
    for index, measure in enumerate(agreed.proposal.measures):
        at = agreed.proposal.enacted.get(index)
        if at is None:
            yield InForce(Force.TO_CARRY_OUT, agreed.since, measure.kind, measure.to)
        elif needs_core_team(measure):
            yield InForce(Force.CARRIED_OUT, at, measure.kind, measure.to)
