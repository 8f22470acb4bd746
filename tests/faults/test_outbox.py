"""Fault 16: a worker dies or hangs with mail in its hands, and no letter is lost or sent as two."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from evenhand.casework.staging import Stage
from evenhand.clock.tick import tick
from evenhand.outbox import queue
from evenhand.outbox.posting import Came
from evenhand.outbox.queue import Leaving
from tests.cast import Walk
from tests.faults import deaths
from tests.faults.arena import Arena, begun, done


@dataclass
class Postman:
    """Writes down what it delivered, where other processes read it, and may have an accident with a certain mail."""

    book: Path
    accident: Callable[[int, bool], object] = lambda _, __: None
    """Called with the number of the mail, before and after it is delivered."""
    carried: int = field(default=0)

    def __call__(self, leaving: Leaving, _: datetime) -> Came:
        self.accident(self.carried, False)
        with self.book.open("a") as book:
            book.write(f"{leaving.message_id} {leaving.mail.to} {hash(leaving.mail)}\n")
        self.accident(self.carried, True)
        self.carried += 1
        return Came.LEFT

    @property
    def delivered(self) -> Counter[str]:
        """What arrived, and how often. The same line twice is the same Message-ID with the same content."""
        return Counter(self.book.read_text().splitlines()) if self.book.exists() else Counter()


def waiting(stage: Stage) -> Walk:
    """A report whose receipt and notices wait to leave, and nothing else."""
    queue.drain()
    return Walk(stage).report(address="nia@lattice.example")


def letters(walk: Walk) -> set[str]:
    """What waits, by Message-ID."""
    return {one.message_id for one in queue.waiting(walk.community)}


def works(walk: Walk, postman: Postman) -> None:
    """One tick of a worker."""
    tick(walk.occasion, postman)


def ids(delivered: Counter[str]) -> list[str]:
    """The Message-IDs of what arrived, each line once."""
    return sorted(line.split()[0] for line in delivered)


def test_a_worker_that_dies_in_its_tick_loses_no_letter(committed_stage: Stage, tmp_path: Path) -> None:
    dies_at_every(5, committed_stage, tmp_path)


@pytest.mark.faults
def test_a_worker_that_dies_anywhere_in_its_tick_loses_no_letter(committed_stage: Stage, tmp_path: Path) -> None:
    dies_at_every(1, committed_stage, tmp_path)


def dies_at_every(nth: int, committed_stage: Stage, tmp_path: Path) -> None:
    """Kill a worker at every n-th point of its tick and after each letter; after the lease another one goes on."""
    walk, arena = waiting(committed_stage), Arena(tmp_path)
    expected = sorted(letters(walk))
    state = arena.keep()
    with arena.trial(state):
        points = deaths.points_of(partial(works, walk, Postman(tmp_path / "counting")))
    sent_twice = 0
    # Whoever delivers opens the book; what comes next finds the letter out of the house and its row as it was.
    after_a_letter = {number + 1 for number, name in enumerate(points) if name == "before open"}

    for point in sorted({*range(0, len(points), nth), *after_a_letter}):
        book = tmp_path / f"book {point}"
        with arena.trial(state):
            ended = deaths.killed_at(point, partial(works, walk, Postman(book)))
            done(partial(_later_worker_does_the_rest, walk, book))
        assert ended.was_killed
        delivered = Postman(book).delivered
        assert expected == ids(delivered), f"{points[point]}"
        assert max(delivered.values()) <= 2
        sent_twice += 2 in delivered.values()

    assert len(expected) > 2
    assert sent_twice


def _later_worker_does_the_rest(walk: Walk, book: Path) -> None:
    """After the lease, without a hand of anybody's."""
    works(walk.wait(seconds=queue.LEASE.total_seconds()), Postman(book))
    assert letters(walk) == set()


def test_nobody_else_sends_what_a_dead_worker_holds_before_its_lease_is_over(
    committed_stage: Stage, tmp_path: Path
) -> None:
    walk = waiting(committed_stage)
    expected = sorted(letters(walk))
    dying = Postman(tmp_path / "first", lambda _, is_after: None if is_after else os.kill(os.getpid(), signal.SIGKILL))
    assert begun(partial(works, walk, dying)).wait().was_killed

    early, late = Postman(tmp_path / "early"), Postman(tmp_path / "late")
    works(walk.wait(seconds=queue.LEASE.total_seconds() - 1), early)
    works(walk.wait(seconds=1), late)

    assert Counter() == early.delivered
    assert expected == ids(late.delivered)


def test_a_worker_that_hangs_and_comes_back_neither_loses_nor_changes_anything(
    committed_stage: Stage, tmp_path: Path
) -> None:
    walk = waiting(committed_stage)
    expected = sorted(letters(walk))

    def hangs(number: int, is_after: bool) -> None:
        if number == 1 and not is_after:
            os.kill(os.getpid(), signal.SIGSTOP)

    child = begun(partial(works, walk, Postman(tmp_path / "book", hangs)))
    _, status = os.waitpid(child.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    second = Postman(tmp_path / "second")
    works(walk.wait(seconds=queue.LEASE.total_seconds()), second)
    os.kill(child.pid, signal.SIGCONT)
    ended = child.wait()

    assert ended.acknowledged, ended.story
    delivered = Postman(tmp_path / "book").delivered
    assert expected == ids(delivered)
    assert len(expected) - 1 == second.delivered.total()
    assert set(second.delivered) < set(delivered)
    assert set() == letters(walk)


def test_a_worker_that_comes_back_too_late_frees_nothing_of_another_worker(committed_stage: Stage) -> None:
    walk = waiting(committed_stage)
    slow = queue.claim(walk.now)
    walk.wait(seconds=queue.LEASE.total_seconds())
    queue.claim(walk.now)

    for leaving in slow:
        queue.stayed(leaving, walk.now)

    assert () == queue.claim(walk.now + timedelta(minutes=4))


def test_two_workers_at_once_send_each_letter_once(committed_stage: Stage, tmp_path: Path) -> None:
    walk = waiting(committed_stage)
    for number in range(6):
        walk.report(f"Another report, number {number}.", address=f"nia-{number}@lattice.example")
    expected = sorted(letters(walk))

    children = [begun(partial(works, walk, Postman(tmp_path / "book"))) for _ in range(2)]
    for child in children:
        assert child.wait().acknowledged

    delivered = Postman(tmp_path / "book").delivered
    assert expected == ids(delivered)
    assert {1} == set(delivered.values())
    assert set() == letters(walk)
