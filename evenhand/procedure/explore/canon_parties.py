"""When two parties are the same for the rules: what they were told, asked and promised, and which dates still count.

A date that was met decides nothing more, so two states that differ in nothing else are one. It can still lie before or
after another date, which only matters where a chapter lets a promise fall away again; there it is kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from evenhand.procedure.consulting import is_consulted
from evenhand.procedure.explore.world import Aspect, World
from evenhand.procedure.facts import Role, Way
from evenhand.procedure.state import CaseState, PartyState, Question

__all__ = ["canonical_party", "canonical_question", "passed"]

TAKEN_BACK = frozenset({Aspect.INVITED, Aspect.RETURNED, Aspect.RESTING, Aspect.WITHDRAWN, Aspect.REPRIMANDED_REPORTER})
"""Aspects in which what was met can be open again, or a case looks at its next date: every date is kept."""


def passed(at: datetime | None, now: datetime) -> int:
    """Not set, not yet, or passed."""
    return 0 if at is None else 2 if at <= now else 1


def keeps_dates(world: World) -> bool:
    """Whether dates that were met are kept apart: where they may count again, and where no orders are saved."""
    return world.every_date or not world.settled or bool(TAKEN_BACK & world.aspects)


def canonical_party(world: World, state: CaseState, party: PartyState, now: datetime) -> tuple[object, ...]:
    """How far a party has come, and what waits for them."""
    version = state.proposal.version if state.proposal is not None else 0
    told = version > 0 and party.told_of == version
    late = party.first_reply_at is None and _is_past(party.reached_at, world.policy.receipt_within, now)
    return (
        party.handle,
        party.role,
        party.reach,
        party.purpose,
        party.way is Way.WEB,
        party.joined_at is not None,
        passed(party.invited_until, now) if not party.has_line or keeps_dates(world) else 0,
        "" if party.has_line else party.invitation != "",
        passed(party.anew_until, now),
        passed(_answer_time(world, party), now),
        party.came_back,
        party.role is Role.REPORTED and party.wrote_at is not None and party.wrote_at != party.joined_at,
        party.newcomer and not party.support_settled,
        party.says_minor,
        party.worried_since is not None,
        party.first_reply_at is not None,
        late,
        party.waiting_since is not None,
        party.not_reached,
        passed(party.promised_until, now),
        party.promises,
        party.dates_passed > 0 and party.promised_until is not None,
        _waits_for_promise(world, party) and _is_past(party.reached_at, world.policy.resolution_within, now),
        party.closing_sent,
        told,
        passed(party.told_until, now) if told and _waits_for_feedback(world, party) else 0,
        party.feedback if told else None,
        _withdrawal(world, party, now),
        party.counts,
        (party.checked, party.review_asked_at is not None, party.review_answered, party.fairness),
    )


def _waits_for_feedback(world: World, party: PartyState) -> bool:
    """Whether the date of the feedback says anything: nobody answered yet, or an answer may become another."""
    waits = is_consulted(party) and (party.feedback is None or Aspect.FEEDBACK in world)
    return waits or keeps_dates(world)


def _waits_for_promise(world: World, party: PartyState) -> bool:
    """Whether the two weeks say anything: a dated promise has taken their place (R12)."""
    return party.promised_until is None or keeps_dates(world)


def _is_past(since: datetime | None, span: timedelta, now: datetime) -> bool:
    return since is not None and now >= since + span


def _withdrawal(world: World, party: PartyState, now: datetime) -> tuple[object, ...]:
    """In what ways they withdrew, and how near an erasure is: members' halves of it are among their deeds."""
    erasure = party.erasure
    if erasure is None:
        return party.withdrawn, party.erased
    is_time = now >= erasure.asked_at + world.policy.erasure_after
    return party.withdrawn, erasure.stands, is_time, passed(erasure.held_until, now)


def _answer_time(world: World, party: PartyState) -> datetime | None:
    """Until when somebody without a line has to answer what was sent to them (R4)."""
    if party.tried_at is None or party.joined_at is not None:
        return None
    return party.tried_at + world.policy.answers_within


def canonical_question(world: World, question: Question, now: datetime) -> tuple[object, ...]:
    """Once it was answered, its date says nothing more."""
    waits = question.answered_at is None
    date = passed(question.until, now) if waits or keeps_dates(world) else 0
    return question.party, waits, question.came_back, date
