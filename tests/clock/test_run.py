"""The clock's own loop: jumps of the wall clock, and two clocks at once."""

import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis.strategies as st
import pytest
from django.db import connection
from hypothesis import given
from pytest_django.fixtures import Settings

from evenhand.casework.health import MAIL
from evenhand.casework.staging import Stage
from evenhand.clock import run
from evenhand.clock.run import JumpWatch
from evenhand.clock.tick import tick
from evenhand.outbox import queue
from evenhand.outbox.posting import Came
from evenhand.record import logbook
from tests.cast import START, Walk


class Machine:
    """A machine with a wall clock that somebody can set, and time that only goes on."""

    def __init__(self) -> None:
        self.wall, self.ran = datetime(2026, 3, 29, 1, tzinfo=UTC), 0.0

    def passes(self, seconds: float, wall: timedelta | None = None) -> datetime:
        self.ran += seconds
        self.wall += timedelta(seconds=seconds) if wall is None else wall
        return self.wall

    def time(self) -> float:
        return self.ran


@pytest.mark.once
@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=3650), timedelta(days=-3650)])
def test_a_jump_of_the_wall_clock_is_noticed(jump: timedelta) -> None:
    machine = Machine()
    watch = JumpWatch(machine.time)
    watch.look(machine.passes(10))

    assert jump == watch.look(machine.passes(10, jump + timedelta(seconds=10)))


@pytest.mark.once
@pytest.mark.parametrize(
    ("hours", "seen"),
    [(-24, timedelta(hours=-24)), (24, None), (-0.05, None), (0, None)],
    ids=["back", "on", "a bit", "same"],
)
def test_a_clock_that_starts_before_it_last_ticked_has_jumped_meanwhile(hours: float, seen: timedelta | None) -> None:
    machine = Machine()

    watch = JumpWatch(machine.time, machine.wall)

    assert seen == watch.look(machine.wall + timedelta(hours=hours))


def test_a_signal_that_comes_while_another_is_answered_ends_it_all_the_same() -> None:
    stop = run.Stop()
    before = signal.signal(signal.SIGUSR1, stop.ask)
    try:
        for _ in range(70_000):  # more than a pipe holds
            signal.raise_signal(signal.SIGUSR1)
    finally:
        signal.signal(signal.SIGUSR1, before)

    assert stop.wait(60)


class TwoTicks(threading.Event):
    """Lets the loop go round once more, without waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.left = [False, True]

    def wait(self, timeout: float | None = None) -> bool:
        del timeout
        return self.left.pop(0)


def test_a_jump_is_written_down_where_the_doctor_finds_it(committed_stage: Stage, settings: Settings) -> None:
    an_hour_that_no_wall_clock_saw = iter([0.0, 3600.0])

    assert 0 == run.ticks_until(TwoTicks(), JumpWatch(lambda: next(an_hour_that_no_wall_clock_saw)), once=False)

    _, seconds = _data(settings).joinpath(run.JUMPED).read_text("ascii").split()
    assert -3600 == pytest.approx(int(seconds), abs=60)


@pytest.mark.once
@given(st.lists(st.floats(0.1, 3600), max_size=20))
def test_time_that_only_passes_is_no_jump(pauses: list[float]) -> None:
    machine = Machine()
    watch = JumpWatch(machine.time)

    assert {None} >= {watch.look(machine.passes(pause)) for pause in pauses}


def test_the_loop_ticks_once_and_says_that_it_lives(committed_stage: Stage, settings: Settings) -> None:
    assert 0 == run.main(["--once"])

    alive = _data(settings).joinpath(run.ALIVE).read_text("ascii")
    assert datetime.fromisoformat(alive) > START


def test_two_clocks_at_once_do_each_thing_once(committed_stage: Stage) -> None:
    walk = Walk(committed_stage)
    queue.drain()
    walk.report(address="me@mail.example", in_danger=True)
    walk.wait(hours=73)
    took: list[bytes] = []
    lock = threading.Lock()

    def post(leaving: queue.Leaving, _: datetime) -> Came:
        with lock:
            took.append(leaving.uid)
        return Came.LEFT

    _both(lambda: _tick(walk, post))
    _both(lambda: _tick(walk, post))

    assert len(took) == len(set(took)) > 6
    assert 1 == len(logbook.days(walk.community))
    told = [r for r in walk.seat("bo").file.entries if type(r.happened.fact).__name__ == "CouncilToldOfDelay"]
    assert 1 == len(told)


def _tick(walk: Walk, post: Callable[[queue.Leaving, datetime], Came]) -> None:
    tick(walk.occasion, post)
    connection.close()


def _both(work: Callable[[], None]) -> None:
    start = threading.Barrier(2)

    def together() -> None:
        start.wait()
        work()

    clocks = [threading.Thread(target=together) for _ in range(2)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join()


def _data(settings: Settings) -> Path:
    return Path(settings.EVENHAND_DATA)


def test_the_mail_server_is_asked_now_and_then_whether_or_not_mail_waits(stage: Stage, settings: Settings) -> None:
    asked: list[datetime] = []
    now = START

    def answers() -> bool:
        asked.append(now)
        return len(asked) < 3

    probe = run._MailProbe(answers)
    for minutes in (0, 5, 10, 19, 20, -60):
        now = START + timedelta(minutes=minutes)
        probe.look(now)

    assert [START + timedelta(minutes=m) for m in (0, 10, 20, -60)] == asked
    assert (START + timedelta(minutes=10)).isoformat() == _data(settings).joinpath(MAIL).read_text("ascii")
