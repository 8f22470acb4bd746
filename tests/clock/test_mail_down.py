"""Fault 6: the mail server is down for days. Nothing is lost, nothing waits longer than an hour for its next try."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from evenhand.casework import keychanges, triage
from evenhand.casework.health import letters_wait
from evenhand.casework.staging import Stage
from evenhand.casework.talking import Letter, write
from evenhand.clock.tick import tick
from evenhand.outbox import queue
from evenhand.outbox.posting import Came
from evenhand.procedure import facts as f
from evenhand.procedure.duties import Owed, duties
from tests.cast import REPORTER, Walk

STEP = timedelta(minutes=20)


class Server:
    """A mail server that is down until somebody mends it."""

    def __init__(self, mended_at: datetime) -> None:
        self.mended_at = mended_at
        self.tried: dict[str, list[datetime]] = {}
        self.took: list[str] = []

    def __call__(self, leaving: queue.Leaving, now: datetime) -> Came:
        self.tried.setdefault(leaving.message_id, []).append(now)
        if now < self.mended_at:
            return Came.STAYED
        self.took.append(leaving.message_id)
        return Came.LEFT


@pytest.fixture
def walk(stage: Stage) -> Walk:
    queue.drain()
    walk = Walk(stage)
    tick(walk.occasion, lambda _, __: Came.LEFT)
    walk.report(who="Mo", address="me@mail.example")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    triage.triage(walk.seat("bo"), walk.occasion, severe=False)
    write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, Letter("Thank you.", via=f.Via.MAIL))
    return walk


def goes_by(walk: Walk, server: Server, until: datetime) -> None:
    while walk.now < until:
        walk.now += STEP
        tick(walk.occasion, server)


def test_what_waited_almost_five_days_leaves_whole_once_the_server_is_back(walk: Walk) -> None:
    began = walk.now
    waiting = {one.message_id for one in queue.waiting(walk.community)}
    server = Server(began + timedelta(days=4, hours=20))

    goes_by(walk, server, began + timedelta(hours=2))
    noticed = letters_wait(walk.community, walk.now)
    goes_by(walk, server, began + timedelta(days=4, hours=22))

    assert noticed
    assert waiting <= set(server.took)
    assert len(server.took) == len(set(server.took))
    assert not [one for one in queue.waiting(walk.community) if one.message_id in waiting]
    pauses = [later - earlier for times in server.tried.values() for earlier, later in pairwise(times)]
    assert max(pauses) <= queue.LONGEST_PAUSE + STEP
    assert not _owed(walk, Owed.ACKNOWLEDGE)


@pytest.mark.once
def test_after_five_days_the_letter_counts_as_come_back_and_its_duty_stands_again_with_the_alarm(walk: Walk) -> None:
    began = walk.now

    goes_by(walk, Server(began + timedelta(days=30)), began + timedelta(days=5, hours=2))

    assert _owed(walk, Owed.ACKNOWLEDGE)
    assert [f.LetterCameBack] == [type(fact) for fact in _facts(walk) if isinstance(fact, f.LetterCameBack)]
    assert [one for one in _facts(walk) if isinstance(one, f.CouncilToldOfDelay)]


def _owed(walk: Walk, what: Owed) -> bool:
    seat = walk.seat("bo")
    return what in {duty.owed for duty in duties(seat.state, seat.policy, seat.team, walk.now)}


def _facts(walk: Walk) -> list[f.Fact]:
    return [recorded.happened.fact for recorded in walk.seat("bo").file.entries]
