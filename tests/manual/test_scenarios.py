"""Every scenario file of this folder, played through the acts on whichever database the tests run on."""

import os
from pathlib import Path

import pytest
from django.db import connection

from evenhand.casework.staging import Stage
from evenhand.doors.cli.playing import perform
from evenhand.doors.cli.scene import read_scene
from evenhand.doors.cli.staged import cast_of
from evenhand.doors.cli.throwaway import SqliteKeeper
from evenhand.doors.cli.verbs import VERBS
from tests.cast import START

FILES = sorted(Path(__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_goes_as_its_file_says(path: Path, committed_stage: Stage, tmp_path: Path) -> None:
    scene = read_scene(path, VERBS)
    if any(step.does == "back-up" for step in scene.steps) and connection.vendor != "sqlite":
        pytest.skip("the scene copies the database as SQLite's operator would")
    stage = cast_of(scene, committed_stage, START, os.urandom)
    told: list[str] = []

    failures = perform(scene, stage, os.urandom, told.append, SqliteKeeper(tmp_path))

    assert [] == failures
    assert len(told) > len(scene.steps)


@pytest.mark.once
def test_the_scenarios_of_the_practice_that_can_be_played_are_here() -> None:
    assert {"N1", "N3", "N4", "N6", "N7"} <= {read_scene(path, VERBS).scenario for path in FILES}
