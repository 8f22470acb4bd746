"""Fault 1 for every act that there is: each verb of the scenario files dies once where its scene does it first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from evenhand.casework import uploads
from evenhand.casework.staging import Stage
from evenhand.doors.cli.performing import Performance, Standing
from evenhand.doors.cli.playing import _try
from evenhand.doors.cli.scene import Scene, Step, read_scene
from evenhand.doors.cli.staged import cast_of
from evenhand.doors.cli.verbs import VERBS
from evenhand.vault.phrase import phrase_keys
from tests.cast import START, dice
from tests.faults import deaths, picture
from tests.faults.arena import Arena
from tests.faults.test_killed import sample
from tests.faults.trial import Struck, Trial

HERE = Path(__file__).parents[2]
FILES = sorted(HERE.glob("tests/manual/*.toml"))
MANY = ("join", "tick")
"""Not one act but many: a newcomer's with those of who signs for them; the clock's (`test_outbox` strikes its tick)."""
OPERATORS = ("back-up", "restore", "sign-loss")
"""Of scenes in which another database is put in the place of this one."""
UNDONE = ("seat-alternates", "seat-council")
"""What happens in the act that leaves too few; no scene had to do it by hand."""
Done = tuple[str, int]
"""A scene's file and a step of it."""


@dataclass(frozen=True, slots=True)
class _First:
    """Where each verb is done first, whichever scene that is."""

    scenes: dict[str, Scene] = field(default_factory=dict)
    verbs: dict[str, Done] = field(default_factory=dict)


def _first() -> _First:
    found = _First()
    for path in FILES:
        scene = read_scene(path, VERBS)
        if any(step.does and VERBS[step.does].by is Standing.OPERATOR for step in scene.steps):
            continue  # its operator puts another database in the place of this one
        found.scenes[path.stem] = scene
        for step in scene.steps:
            if step.does and not step.refused and step.does not in MANY:  # else it only looks
                found.verbs.setdefault(step.does, (path.stem, step.number))
    return found


FIRST = _first()


def test_no_verb_is_forgotten() -> None:
    assert {*MANY, *OPERATORS, *UNDONE} == VERBS.keys() - FIRST.verbs.keys()


@pytest.mark.faults
@pytest.mark.parametrize("scene", sorted({stem for stem, _ in FIRST.verbs.values()}))
def test_every_act_of_a_scene_is_done_whole_or_not_at_all(committed_stage: Stage, tmp_path: Path, scene: str) -> None:
    found: Counter[str] = Counter()
    struck = 0

    for trial in trials(committed_stage, tmp_path, scene):
        names = trial.points()
        for point in sample(names):
            found[trial.killed(names[point], partial(deaths.killed_at, point))] += 1
        trial.killed("just after its acknowledgement", deaths.killed_after)
        struck += 1

    assert found["before"] >= struck
    assert found["after"] >= struck


def trials(stage: Stage, folder: Path, stem: str) -> Iterator[Trial]:
    """A trial for each verb that this scene does first, from the state that the steps before it have made."""
    scene, arena = FIRST.scenes[stem], Arena(folder)
    own = cast_of(scene, stage, START - timedelta(days=30), dice("cast"))
    play = Performance(own, scene.calendar, scene.steps[0].at, dice(stem))
    for step in scene.steps:
        play.now = step.at
        for number, who in enumerate(step.who):
            if number == 0 and FIRST.verbs.get(step.does) == (stem, step.number):
                state = arena.keep()
                yield Trial(arena, state, struck_of(play, who, step))
                arena.forget(state)
            if step.does:
                does(play, who, step)


def does(play: Performance, who: str, step: Step) -> None:
    """Do a step; what a process that died has begun in the spool lies there until it is swept."""
    for left in uploads.spool().iterdir():
        left.unlink()
    _try(play, who, step)


def struck_of(play: Performance, who: str, step: Step) -> Struck:
    """A step of a scene, as something that is to die."""
    place = play.community.place
    boxes = {f"{case}/{party}": phrase_keys(phrase, place).box for (case, party), phrase in play.phrases.items()}

    def restarts() -> None:
        play.entropy = dice("after the restart")

    return Struck(
        step.does, partial(does, play, who, step), lambda: picture.taken(play.stage, boxes), restarts=restarts
    )
