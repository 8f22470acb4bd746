"""Fault 1: a process dies at any moment of any act of N1, and nothing acknowledged is lost, nothing is half-done."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from evenhand.casework import portal
from evenhand.casework.staging import Stage
from evenhand.vault.phrase import phrase_keys
from tests.cast import Walk, dice
from tests.faults import deaths, picture
from tests.faults.arena import Arena, Ended, State, done
from tests.faults.later import ALTERNATES, LATER, LOOKS
from tests.faults.n1 import N1, Act
from tests.faults.picture import Picture


def test_an_act_that_dies_at_a_statement_or_commit_is_done_or_not_done(committed_stage: Stage, tmp_path: Path) -> None:
    """The two databases share the acts of N1 between them; `make faults` strikes each act on both."""
    found: Counter[str] = Counter()
    mine = set(N1[connection.vendor == "sqlite" :: 2])

    for trial in trials(committed_stage, tmp_path, mine):
        names = trial.points()
        for point in sample(names):
            found[trial.killed(names[point], partial(deaths.killed_at, point))] += 1
        trial.killed("just after its acknowledgement", deaths.killed_after)

    assert found["before"] >= 2 * len(mine)
    assert found["after"] >= len(mine)


def test_keys_reach_who_is_let_in_whole_or_not_at_all(committed_stage: Stage, tmp_path: Path) -> None:
    """An act on each database that opens a case to somebody more; the rest of its chapter dies in `make faults`."""
    on_sqlite = connection.vendor == "sqlite"
    chapter, name = (LOOKS, "look agreed") if on_sqlite else (ALTERNATES, "stepping back calls an alternate in")
    found: Counter[str] = Counter()
    chosen = [act for act in chapter.acts if act.name == name]

    for trial in trials(committed_stage, tmp_path, chosen, chapter.whole):
        names = trial.points()
        for point in sample(names):
            found[trial.killed(names[point], partial(deaths.killed_at, point))] += 1

    assert set(found) == {"before", "after"}


@pytest.mark.faults
@pytest.mark.parametrize("chapter", LATER)
def test_an_act_of_a_later_chapter_is_done_whole_or_not_at_all(
    committed_stage: Stage, tmp_path: Path, chapter: str
) -> None:
    found: Counter[str] = Counter()
    acts = LATER[chapter].acts

    for trial in trials(committed_stage, tmp_path, acts, LATER[chapter].whole):
        names = trial.points()
        for point in thinned(names):
            found[trial.killed(names[point], partial(deaths.killed_at, point))] += 1
        trial.killed("just after its acknowledgement", deaths.killed_after)

    assert found["before"] >= 2 * len(acts)
    assert found["after"] >= len(acts)


@pytest.mark.faults
@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL every change strikes the commits")
def test_an_act_that_dies_at_any_statement_or_file_is_done_or_not_done(
    committed_stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fired = 0

    for trial in trials(committed_stage, tmp_path):
        names = trial.points()
        for point, name in enumerate(names):
            trial.killed(name, partial(deaths.killed_at, point))
        fired += len(names)

    with capsys.disabled():
        sys.stdout.write(f"\n{fired} deaths at statements, commits and files of {len(N1)} acts ({connection.vendor})\n")
    assert fired >= 1000


@pytest.mark.faults
@pytest.mark.skipif(not deaths.can_trace(), reason="strace is not here or may not trace; on Debian: apt install strace")
def test_an_act_that_dies_at_any_system_call_is_done_or_not_done(
    committed_stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fired: Counter[str] = Counter()

    for trial in trials(committed_stage, tmp_path):
        calls = trial.calls(tmp_path / "calls")
        for call, times in calls.items():
            for number in range(first_strike(call, times), times + 1):
                fired[trial.struck(call, number, tmp_path / "strike")] += 1

    deaths_at_calls = fired.total() - fired["lived"]
    with capsys.disabled():
        sys.stdout.write(f"\n{deaths_at_calls} deaths at system calls of {len(N1)} acts: {dict(fired)}\n")
    assert deaths_at_calls >= (2000 if connection.vendor == "sqlite" else 5 * len(N1))


def first_strike(call: str, times: int) -> int:
    """SQLite's calls are its journal, and all are struck; PostgreSQL's are messages, and the last bring the commit."""
    return 1 if connection.vendor == "sqlite" or call != "sendto" else max(1, times - ABOUT_A_COMMIT)


ABOUT_A_COMMIT = 4


def sample(names: list[str]) -> list[int]:
    """Around every commit, and in the middle of the statements; `make faults` takes them all."""
    return sorted({*(i for i, name in enumerate(names) if "COMMIT" in name), len(names) // 2})


def thinned(names: list[str]) -> list[int]:
    """Every commit and every file, and of the statements, which are undone alike, each fifth."""
    return [i for i, name in enumerate(names) if i % 5 == 0 or "COMMIT" in name or name.startswith(FILES)]


FILES = ("before os.", "before open", "before fcntl.", "before its acknowledgement")


class Trial:
    """One act of N1, tried again and again from the state before it."""

    def __init__(self, arena: Arena, walk: Walk, act: Act, state: State) -> None:
        self._arena, self._walk, self._act, self._state = arena, walk, act, state
        self._boxes = {name: phrase_keys(p, walk.community.place).box for name, p in walk.phrases.items()}
        with arena.trial(state):
            pictures = done(self._pictures)
        assert isinstance(pictures, tuple)
        self._before, self._after = pictures
        assert self._before != self._after

    def points(self) -> list[str]:
        """Let the act live, and name the points at which it could die."""
        with self._arena.trial(self._state):
            return deaths.points_of(self._do)

    def calls(self, log: Path) -> Counter[str]:
        """Let the act live, and count its system calls."""
        with self._arena.trial(self._state):
            return deaths.calls_of(self._do, log)

    def killed(self, where: str, kill: Callable[[Callable[[], object]], Ended]) -> str:
        """Kill the act, restart, and look: it is not done and can be done, or it is done and work goes on."""
        ended, found = self._tried(where, kill)
        assert ended.was_killed, f"{self._act.name} lived past {where}: {ended}"
        return found

    def struck(self, call: str, number: int, log: Path) -> str:
        """Kill the act at this system call, and say "lived" where it made fewer of them than it was seen to make.

        Only to PostgreSQL: two messages may leave in one call. Such an act is done.
        """
        where = f"{call} {number}"
        ended, found = self._tried(where, lambda do: deaths.killed_by_call(call, number, do, log))
        if ended.was_killed:
            return call
        made = deaths.calls_in(log)[call]
        assert (call, made < number) == ("sendto", True), f"{self._act.name} lived past {where} after {made}: {ended}"
        assert (ended.acknowledged, found) == (True, "after"), f"{self._act.name} lived past {where}: {found}, {ended}"
        return "lived"

    def _tried(self, where: str, kill: Callable[[Callable[[], object]], Ended]) -> tuple[Ended, str]:
        with self._arena.trial(self._state):
            ended = kill(self._do)
            found = done(self._go_on)
        assert isinstance(found, str)
        assert found in {"before", "after"}, f"{self._act.name}, killed at {where}: {found}"
        assert not (ended.acknowledged and found == "before"), f"{self._act.name}, acknowledged at {where}, is lost"
        return ended, found

    def _do(self) -> None:
        self._act.do(self._walk)

    def _picture(self) -> Picture:
        return picture.taken(self._walk.stage, self._boxes)

    def _pictures(self) -> tuple[Picture, Picture]:
        before = self._picture()
        self._do()
        return before, self._picture()

    def _go_on(self) -> str:
        """What a restarted server finds, after it has also been worked with."""
        found = self._picture()
        if found == self._before:
            self._do()
            return "before" if self._picture() == self._after else "before, but the act is done another way now"
        if found != self._after:
            return f"something between:\n{found}\nis neither\n{self._before}\nnor\n{self._after}"
        if self._act is N1[0]:
            self._do()  # the same form again is the same report
            return "after" if self._picture() == self._after else "after, but the form made a second report"
        self._walk.draw = dice("after the restart")
        portal.write(self._walk.party(), self._walk.occasion, "One thing more.")
        return "after" if self._picture().acts == self._after.acts + 1 else "after, but nothing can be done"


def trials(stage: Stage, folder: Path, chosen: Collection[Act] = N1, acts: Collection[Act] = N1) -> Iterator[Trial]:
    """A trial for every chosen act, each from the state that the acts before it have made."""
    arena, walk = Arena(folder), Walk(stage)
    for act in acts:
        walk.wait(hours=act.hours)
        if act in chosen:
            state = arena.keep()
            yield Trial(arena, walk, act, state)
            arena.forget(state)
        act.do(walk)
