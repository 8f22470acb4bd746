"""Where things stand for one party, from what was said to them and by them, and from nothing else.

Pure: no step moves because of something that happened in another line or in the committee's room, so that the page
tells nobody more than the letters have told them (V3, K1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from evenhand.procedure import facts as f
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState, PartyState
from evenhand.shell.parts import Progress


class What(StrEnum):
    """The steps that a party can see."""

    RECEIVED = "received"
    ANSWERED = "answered"
    CONTACTED = "contacted"
    YOUR_SIDE = "your-side"
    FOUND_OUT = "found-out"
    HEARD = "heard"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: done at a time, or expected by one, as far as a time was promised."""

    what: What
    progress: Progress
    at: datetime | None = None


class Broken(StrEnum):
    """Which promise of time was not kept (R1, R12)."""

    RECEIPT = "receipt"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class _Step:
    what: What
    is_done: bool
    done_at: datetime | None = None
    due: datetime | None = None


def way(state: CaseState, policy: Policy, party: PartyState, now: datetime) -> tuple[Stage, ...]:
    """The steps of a party in their order: what is done, the one thing now, what comes after."""
    stages: list[Stage] = []
    for step in _steps(state, policy, party, now):
        is_first_open = not any(stage.progress is Progress.NOW for stage in stages)
        if not is_first_open:
            stages.append(Stage(step.what, Progress.NEXT))
        elif step.is_done:
            stages.append(Stage(step.what, Progress.DONE, step.done_at))
        else:
            stages.append(Stage(step.what, Progress.NOW, step.due))
    return tuple(stages)


def broken_promise(state: CaseState, policy: Policy, party: PartyState, now: datetime) -> Broken | None:
    """The promise of time to this party that was not kept; then the page shows the contact outside (K2)."""
    if party.role is not f.Role.REPORTER or party.reached_at is None or state.closed_at is not None:
        return None
    if party.first_reply_at is None:
        return Broken.RECEIPT if now >= party.reached_at + policy.receipt_within else None
    if party.purpose is not f.Purpose.REPORT:
        return None
    if party.told_of or _letter(state, party, f.LetterKind.CLOSING) is not None:
        return None
    since = state.clock_of(party) or party.reached_at
    return Broken.UPDATE if now >= resolution_by(policy, party, since) else None


def resolution_by(policy: Policy, party: PartyState, reached_at: datetime) -> datetime:
    """By when a resolution was promised: the manual's two weeks, or the newest date that an update gave (R11, R12)."""
    return party.promised_until or reached_at + policy.resolution_within


def is_again(party: PartyState) -> bool:
    """Whether this party has heard of an end already; who came in since hears of none (V3)."""
    since = party.begun_anew_at
    return since is not None and party.joined_at is not None and party.joined_at < since


def _steps(state: CaseState, policy: Policy, party: PartyState, now: datetime) -> Iterator[_Step]:
    proposed = _letter(state, party, f.LetterKind.CONSULTATION)
    last = _letter(state, party, f.LetterKind.CLOSING) or state.closed_at
    begun_to_end = last is not None or _letter(state, party, f.LetterKind.REPRIMAND) is not None
    match party.role:
        case f.Role.REPORTER:
            reached = party.reached_at
            yield _Step(What.RECEIVED, is_done=True, done_at=reached)
            due = None if reached is None else reached + policy.receipt_within
            yield _Step(What.ANSWERED, party.first_reply_at is not None, party.first_reply_at, due)
            if party.purpose is not f.Purpose.REPORT:
                yield _Step(What.ENDED, state.closed_at is not None, state.closed_at)
                return
            since = state.clock_of(party)
            until = None if since is None else resolution_by(policy, party, since)
        case f.Role.REPORTED | f.Role.AFFECTED | f.Role.WITNESS:
            yield _Step(What.CONTACTED, is_done=True, done_at=party.invited_at)
            wrote = _last_own(state, party)
            asked = [q.until for q in state.questions.values() if q.party == party.handle and q.answered_at is None]
            heard = wrote is not None and not asked
            yield _Step(What.YOUR_SIDE, heard or proposed is not None or begun_to_end, wrote, max(asked, default=None))
            until = None
        case unknown:
            assert_never(unknown)
    yield _Step(What.FOUND_OUT, proposed is not None or begun_to_end, proposed, until)
    if party.role is not f.Role.WITNESS:
        over = (party.told_until is not None and now >= party.told_until) or _is_carried_out(state, party)
        answered = party.feedback is not None or over
        yield _Step(What.HEARD, answered or begun_to_end, None, party.told_until)
    yield _Step(What.ENDED, last is not None, last)


def _is_carried_out(state: CaseState, party: PartyState) -> bool:
    """Whether what they were told of is being carried out: nobody asks them any more how they see it."""
    proposal = state.proposal
    return proposal is not None and bool(proposal.enacted) and party.told_of == proposal.version


def _letter(state: CaseState, party: PartyState, kind: f.LetterKind) -> datetime | None:
    """When the newest letter of a kind went to this party, since the case was taken up again where it was (D6)."""
    sent = [ref.at for ref in state.letters if ref.sent.to == party.handle and ref.sent.kind is kind]
    return max((at for at in sent if state.reopened_at is None or at >= state.reopened_at), default=None)


def _last_own(state: CaseState, party: PartyState) -> datetime | None:
    """When this party answered something, or wrote; taking the invitation is not writing."""
    answered = [q.answered_at for q in state.questions.values() if q.party == party.handle]
    given = [at for at in answered if at is not None]
    if given:
        return max(given)
    return party.wrote_at if party.wrote_at != party.joined_at else None
