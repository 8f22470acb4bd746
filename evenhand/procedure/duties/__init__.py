"""What is owed: by whom, by when, under which clause.

Each rule is a generator in the manual's words, one module a chapter; ``duties`` gathers
them, gives each to one person, and puts what is dangerous and what is late first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.afterwards import checking_times
from evenhand.procedure.agreement import fallback_at, may_turn_over_at
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.delays import delays
from evenhand.procedure.duties import (
    access,
    afterwards,
    conflicts,
    council,
    deciding,
    enacting,
    handling,
    informing,
    joining,
    law,
    looking,
    reports,
    seats,
    severe,
    withdrawing,
    worry,
)
from evenhand.procedure.duties.duty import Duty, Owed, Rule
from evenhand.procedure.duties.owners import assigned
from evenhand.procedure.looking import ending_times
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.state import CaseState
from evenhand.procedure.withdrawing import waiting_times

__all__ = ["NEVER_HOLDS_UP_CLOSING", "Duty", "Owed", "delays", "duties", "next_boundary", "still_to_do"]

RULES: tuple[Rule, ...] = (
    seats.seat_alternates,
    seats.seat_council,
    seats.step_back,
    seats.write_names,
    seats.answer_conflict,
    conflicts.answer_questioned,
    seats.look_at_held_back,
    seats.look_whether_meant,
    seats.find_not_involved,
    joining.answer_on_the_names,
    joining.let_in,
    joining.take_out,
    looking.answer_look,
    looking.agree_to_look,
    looking.end_look,
    severe.triage,
    severe.write_down_by_hand,
    severe.sign_off,
    severe.reconnection,
    worry.reach_out,
    law.name_minors,
    law.agree_to_minor,
    reports.look_for_danger,
    handling.receipt,
    handling.reply,
    handling.contacts,
    handling.summaries,
    handling.support,
    withdrawing.second_erasure,
    law.second_disclosure,
    informing.give_data_notice,
    access.answer_access,
    deciding.determine,
    deciding.propose,
    deciding.positions,
    deciding.propose_anew,
    council.turn_over,
    council.answer_conflict,
    council.decide,
    handling.update,
    enacting.consult,
    enacting.feedback,
    enacting.enact,
    enacting.core_team_notice,
    enacting.council_report,
    enacting.last_letters,
)
"""All rules but the last, in the manual's order."""

STILL_OWED_WHEN_CLOSED: tuple[Rule, ...] = (
    seats.step_back,
    seats.find_not_involved,
    conflicts.answer_questioned,
    worry.reach_out,
    handling.reply,
    enacting.enact,
    enacting.last_letters,
    withdrawing.second_erasure,
    law.second_disclosure,
    informing.give_data_notice,
    access.answer_access,
    afterwards.check_retaliation,
    afterwards.answer_reviews,
    afterwards.second_reopening,
    joining.answer_on_the_names,
    joining.let_in,
    joining.take_out,
    looking.answer_look,
    looking.agree_to_look,
    looking.end_look,
)
"""Who writes after the end hears from a person too; a reprimand or last letter that came back is sent again."""

NEVER_HOLDS_UP_CLOSING = (
    Owed.WRITE_NAMES,
    Owed.ANSWER_CONFLICT,
    Owed.ANSWER_QUESTIONED,
    Owed.LET_IN,
    Owed.FIND_NOT_INVOLVED,
    Owed.GRANT_LOOK,
    Owed.AGREE_TO_LOOK,
    Owed.END_LOOK,
    Owed.SECOND_ERASURE,
    Owed.SECOND_DISCLOSURE,
    Owed.GIVE_DATA_NOTICE,
    Owed.PREPARE_ACCESS,
    Owed.CHECK_ACCESS,
    Owed.GIVE_ACCESS,
)
"""A member who never looked is asked when they do; nobody else waits for them (C1). The others outlive the end."""


def duties(state: CaseState, policy: Policy, team: Team, now: datetime) -> tuple[Duty, ...]:
    """All that is owed in this case now: danger first, then by when it is due."""
    asked = Asked(state, policy, team, now, f.CLERK)
    found = [assigned(duty, asked) for duty in (*_owed(asked), *_close(asked))]
    return tuple(sorted(found, key=lambda d: (not (d.urgent or state.in_danger), d.due, d.owed)))


def still_to_do(asked: Asked) -> tuple[Duty, ...]:
    """What has to be done before the case can close, in the manual's order (D6)."""
    return tuple(duty for duty in _owed(asked) if duty.owed not in NEVER_HOLDS_UP_CLOSING)


def _owed(asked: Asked) -> Iterator[Duty]:
    if asked.state.opened_at is not None and not asked.state.is_test:
        for rule in RULES if asked.state.is_open else STILL_OWED_WHEN_CLOSED:
            yield from rule(asked.state, asked.policy, asked)


def _close(asked: Asked) -> Iterator[Duty]:
    """When nothing else is owed the case is closed."""
    state, clause = asked.state, Clause.COUNCIL_REPORT
    at = state.enacted_at
    if not state.is_report:
        at, clause = reports.answered_at(state), Clause.ADVICE
    if at is not None and state.is_open and not still_to_do(asked):
        yield Duty(Owed.CLOSE, clause, at, at + asked.policy.closing_within)


def next_boundary(
    state: CaseState, policy: Policy, team: Team, now: datetime, owed: tuple[Duty, ...]
) -> datetime | None:
    """The next moment at which what is owed, or what is allowed, changes by itself. ``owed`` is what is owed now."""
    if state.opened_at is None:
        return None
    times = {*waiting_times(state, policy), *checking_times(state, policy), *ending_times(state)}
    if state.is_open or owed:
        times |= {*_duty_times(owed, policy, now), *_gate_times(state, policy), *team.away.values()}
    return min((t for t in times if t > now), default=None)


def _duty_times(owed: tuple[Duty, ...], policy: Policy, now: datetime) -> Iterator[datetime]:
    """When a duty is due, or passes on."""
    for duty in owed:
        yield duty.due
        if duty.then:
            turns = max((now - duty.since) // policy.passes_on_after, 0)
            yield duty.since + (turns + 1) * policy.passes_on_after


def _gate_times(state: CaseState, policy: Policy) -> Iterator[datetime]:
    """Dates that parties and members were given."""
    for reporter in state.reporters:
        since = state.clock_of(reporter)
        if since is not None:
            yield since + policy.resolution_within
    if state.rests_until is not None:
        yield state.rests_until
    for contact in state.contacts.values():
        yield from contact.told.values()
    for question in state.questions.values():
        yield question.until
    for party in state.parties.values():
        yield from (t for t in (party.invited_until, party.told_until, party.promised_until) if t)
        if party.tried_at is not None and not party.has_line:
            yield party.tried_at + policy.answers_within
    if state.proposal is not None:
        yield state.proposal.positions_until
    yield from (t for t in (may_turn_over_at(state, policy), fallback_at(state, policy)) if t is not None)
