"""Fault 1: a process dies at any moment of any act of N1, and nothing acknowledged is lost, nothing is half-done."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from evenhand.casework import portal
from evenhand.casework.staging import Stage
from evenhand.vault.phrase import phrase_keys
from tests.cast import Walk, dice
from tests.faults import deaths, picture
from tests.faults.arena import Arena
from tests.faults.later import ALTERNATES, LATER, LOOKS
from tests.faults.n1 import N1, Act
from tests.faults.picture import Picture
from tests.faults.trial import Struck, Trial


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


def trials(stage: Stage, folder: Path, chosen: Collection[Act] = N1, acts: Collection[Act] = N1) -> Iterator[Trial]:
    """A trial for every chosen act, each from the state that the acts before it have made."""
    arena, walk = Arena(folder), Walk(stage)
    for act in acts:
        walk.wait(hours=act.hours)
        if act in chosen:
            state = arena.keep()
            yield Trial(arena, state, struck(walk, act))
            arena.forget(state)
        act.do(walk)


def struck(walk: Walk, act: Act) -> Struck:
    """An act of a walk, whose case its reporter writes to once more after it was done."""
    boxes = {name: phrase_keys(p, walk.community.place).box for name, p in walk.phrases.items()}

    def do() -> None:
        act.do(walk)  # and answer nothing: a phrase is a secret, which no child can hand to its parent

    def look() -> Picture:
        return picture.taken(walk.stage, boxes)

    def restarts() -> None:
        walk.draw = dice("after the restart")

    def hinders(after: Picture) -> str:
        if act is N1[0]:
            act.do(walk)  # the same form again is the same report
            return "" if look() == after else "the form made a second report"
        restarts()
        portal.write(walk.party(), walk.occasion, "One thing more.")
        return "" if look().acts == after.acts + 1 else "nothing can be done"

    return Struck(act.name, do, look, hinders, restarts)
