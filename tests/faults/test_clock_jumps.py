"""Fault 5: the clock jumps by an hour, by ten years, backwards, in the middle of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from evenhand.casework import clockwork, keychanges, recording
from evenhand.casework.staging import Stage
from evenhand.casework.verification import verify
from evenhand.clock.tick import tick
from evenhand.outbox import queue
from evenhand.outbox.posting import Came
from evenhand.people import throttle
from evenhand.procedure.candidates import SOMEBODY, candidates
from evenhand.procedure.delays import delays
from evenhand.procedure.duties import duties
from evenhand.procedure.facts import Actor, ContactProposed
from evenhand.procedure.state import CaseState, fold
from evenhand.record import cases, logbook
from tests.cast import Walk
from tests.procedure.story import ADA, BO, CHIDI, DAY, HOUR, MOMENT, REPORTED, REPORTER, Story

YEARS = 3652 * DAY
JUMPS = (HOUR, -HOUR, 5 * HOUR, 2 * DAY, 30 * DAY, -DAY, -30 * DAY, YEARS, -YEARS, 366 * DAY, timedelta(seconds=-1))


@pytest.mark.once
@trying(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(JUMPS), st.integers(0, 10_000)), min_size=1, max_size=10))
def test_however_the_clock_jumps_nothing_is_late_early_nothing_is_passed_over(
    steps: list[tuple[timedelta, int]],
) -> None:
    case = Story().opened((ADA, BO, CHIDI))

    for jump, chosen in steps:
        case.now += jump
        acts_somehow(case, chosen)

        assert fold(case.happened) == case.state
        assert by_their_order(case) == without_times(case.state)
        nothing_is_late_before_its_time(case)
        nothing_changes_between_boundaries(case)


def acts_somehow(case: Story, chosen: int) -> None:
    """One of the acts that the manual allows to one of the readers now."""
    if not case.state.readers:
        return
    member = case.state.readers[chosen % len(case.state.readers)]
    tried = [one.fact for one in candidates(case.asked(member))]
    for number in range(len(tried)):
        fact = tried[(chosen + number) % len(tried)]
        fact = replace(fact, party=REPORTED) if isinstance(fact, ContactProposed) and fact.party == SOMEBODY else fact
        if case.asks(member, fact) is None:
            case.does(Actor.member(member), fact)
            return


def without_times(state: CaseState) -> tuple[object, ...]:
    """What people did, whenever that was."""
    positions = None if state.proposal is None else dict(state.proposal.positions)
    return (
        *(state.readers, set(state.recused), set(state.parties), set(state.contacts), set(state.questions)),
        *(len(state.determinations), len(state.proposals), positions, state.is_open, state.length),
    )


def by_their_order(case: Story) -> tuple[object, ...]:
    """The same, had every act come a minute after the one before: only the ledger's order counts."""
    start = case.happened[0].at
    steady = (replace(h, at=start + n * timedelta(minutes=1)) for n, h in enumerate(case.happened))
    return without_times(fold(steady))


def nothing_is_late_before_its_time(case: Story) -> None:
    for now in (case.now - YEARS, case.now, case.now + YEARS):
        for duty in duties(case.state, case.policy, case.team, now):
            assert duty.is_late(duty.due)
            assert not duty.is_late(duty.due - MOMENT)
        if REPORTER not in case.state.parties:
            continue  # their report has moved to another case
        reached = case.state.parties[REPORTER].reached_at
        assert reached is not None
        if now < reached + case.policy.receipt_within:
            assert not [d for d in delays(case.state, case.policy, now) if d.clause == "R1"]


def nothing_changes_between_boundaries(case: Story) -> None:
    """A clock that wakes at the boundary and nowhere else passes nothing over."""
    at = case.next_boundary
    if at is not None:
        assert owed(case, case.now) == owed(case, at - MOMENT)
    else:
        assert owed(case, case.now) == owed(case, case.now + YEARS)


def owed(case: Story, at: datetime) -> list[tuple[object, ...]]:
    found = duties(case.state, case.policy, case.team, at)
    return [(d.owed, d.party, d.member, d.number, d.due, d.owner, d.then, d.is_late(at)) for d in found]


def test_a_case_that_was_touched_while_the_clock_was_ahead_wakes_as_soon_as_it_is_right_again(stage: Stage) -> None:
    walk = Walk(stage).report()
    right = walk.now
    walk.wait(days=3652)
    clockwork.refresh(walk.community, bytes.fromhex(walk.number), walk.occasion)

    walk.now = right + timedelta(minutes=5)

    assert bytes.fromhex(walk.number) in {uid for _, uid in cases.waking(walk.now, 10)}


def test_mail_that_was_queued_or_claimed_while_the_clock_was_ahead_leaves_when_it_is_right_again(stage: Stage) -> None:
    walk = Walk(stage).wait(days=3652).report(address="nia@lattice.example")
    queued = {one.uid for one in queue.waiting(walk.community)}
    walk.wait(days=-3652)

    claimed = {one.uid for one in queue.claim(walk.now, 100)}
    walk.wait(days=3652)
    ahead = {one.uid for one in queue.claim(walk.now, 100)}
    walk.wait(days=-3652, minutes=6)

    assert queued <= claimed
    assert claimed == ahead == {one.uid for one in queue.claim(walk.now, 100)}


def test_a_clock_that_is_ahead_gives_no_letter_up_that_was_hardly_tried(stage: Stage) -> None:
    walk = Walk(stage).report(address="nia@lattice.example")

    walk.wait(days=3652)
    claimed = queue.claim(walk.now, 100)

    assert claimed
    assert [] == [one for one in claimed if queue.has_ended(one, walk.now)]


@pytest.fixture
def morning(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """Ten in the morning at Lattice, which has had its digest; in one case somebody owes something."""
    monkeypatch.setattr(clockwork, "MOST_MISSED_DAYS", 20)
    queue.drain()
    walk = Walk(stage).report()
    walk.now = walk.now.replace(hour=10) + DAY
    ticks(walk)
    return walk


def ticks(walk: Walk) -> list[str]:
    """Tick, and name those who got a mail."""
    told: list[str] = []

    def takes(leaving: queue.Leaving, _: datetime) -> Came:
        told.append(leaving.mail.to)
        return Came.LEFT

    while tick(walk.occasion, takes).is_full:
        pass
    return told


@pytest.mark.parametrize("jump", [3650 * DAY, DAY])
def test_after_a_clock_was_ahead_each_morning_has_its_leaf_and_its_digest_again(morning: Walk, jump: timedelta) -> None:
    walk = morning
    ticks(walk.wait(days=jump.days))
    recording.write_note(_answered(walk).seat("bo"), walk.occasion, "Written while the clock was ahead.")
    ticks(walk.wait(days=-jump.days))
    written = len(logbook.days(walk.community))

    mornings = [ticks(walk.wait(days=1)) for _ in range(3)]

    assert all("ada@lattice.example" in told for told in mornings), mornings
    assert written + 3 == len(logbook.days(walk.community))
    assert [] == [str(one) for one in verify(walk.community)]


@pytest.mark.parametrize("jump", [3650 * DAY, DAY])
def test_what_was_touched_while_the_clock_was_ahead_is_in_the_next_leaf(morning: Walk, jump: timedelta) -> None:
    walk = morning.wait(days=jump.days)
    recording.write_note(_answered(walk).seat("bo"), walk.occasion, "Written while the clock was ahead.")
    head = walk.seat("bo").file.head

    ticks(walk.wait(days=1 - jump.days))

    assert head in logbook.made_of(walk.community, logbook.days(walk.community)[-1])[1]


def test_a_clock_that_is_ahead_for_a_moment_adds_no_more_days_than_a_morning_may(morning: Walk) -> None:
    before = len(logbook.days(morning.community))
    morning.wait(days=3650)

    for _ in range(3):
        ticks(morning.wait(seconds=10))

    assert before + clockwork.MOST_MISSED_DAYS == len(logbook.days(morning.community))


def test_nobody_is_shut_out_for_longer_because_a_clock_was_ahead(morning: Walk) -> None:
    ahead = morning.now + 3650 * DAY
    throttle.count("login", b"bo", ahead, tries=1)
    with pytest.raises(throttle.TooManyTriesError):
        throttle.count("login", b"bo", ahead, tries=1)

    ticks(morning)

    throttle.count("login", b"bo", morning.now, tries=1)


def _answered(walk: Walk) -> Walk:
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    return walk
