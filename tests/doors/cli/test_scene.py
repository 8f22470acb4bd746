"""A scenario file is read whole, and refused in a sentence, before anything is played."""

from pathlib import Path

import pytest

from evenhand.doors.cli.keys import MalformedError
from evenhand.doors.cli.scene import read_scene
from evenhand.doors.cli.verbs import VERBS
from evenhand.procedure.candidates import Act

pytestmark = pytest.mark.once

GOOD = """
title = "Somebody reports"

[[step]]
at = "day 0 10:00"
who = "reporter"
does = "report"
what = "It happened."
"""


def read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "scene.toml"
    path.write_text(text, "utf-8")
    read_scene(path, VERBS)


def test_a_scene_that_can_be_played_is_read(tmp_path: Path) -> None:
    path = tmp_path / "scene.toml"
    path.write_text(GOOD, "utf-8")

    scene = read_scene(path, VERBS)

    assert "Somebody reports" == scene.title
    assert "day 0 10:00" == scene.calendar.write(scene.steps[0].at)


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("title", "titel", "no key 'titel'"),
        ('title = "Somebody reports"', "", "'title' is missing"),
        ('title = "Somebody reports"', "title = ", "not readable as TOML"),
        ('does = "report"', 'does = "repot"', "Nobody can 'repot'"),
        ('who = "reporter"', 'who = "Ada"', "done by a party, and 'Ada' is not one"),
        ('who = "reporter"', "", "Say who does it"),
        ('what = "It happened."', "", "'report' needs 'what'"),
        ('what = "It happened."', 'what = "x"\nwaht = "x"', "no key 'waht'"),
        ('what = "It happened."', "what = 3", "3 is not a text"),
        ('what = "It happened."', 'what = "x"\nnewcomer = "yes"', "neither true nor false"),
        ('what = "It happened."', 'what = "x"\nleaves_out = "Ada"', "not a list of texts"),
        ('at = "day 0 10:00"', 'at = "Monday"', "not a time"),
        ('at = "day 0 10:00"', 'at = "day 0 25:00"', "not a time of the day"),
        ('at = "day 0 10:00"', "at = 10", "'at' is missing"),
        ('what = "It happened."', 'what = "x"\nrefused = "Z9"', "no clause"),
        ('what = "It happened."', 'what = "x"\n[step.then]\nowes = []', "no key 'owes'"),
        ('what = "It happened."', 'what = "x"\n[step.then]\nowed = []', "could never fail"),
        ('what = "It happened."', 'what = "x"\n[step.then]\nowed = ["Bo acknowledges"]', "cannot be read"),
        ('what = "It happened."', 'what = "x"\n[step.then]\nowed = ["Bo: smile"]', "'smile' is not one of"),
        ('what = "It happened."', 'what = "x"\n[step.then]\nowed = ["Bo: triage (Z9)"]', "'Z9' is not one of"),
        ('what = "It happened."', 'what = "x"\n[step.then]\npossible = ["Bo: triage (T1)"]', "neither a time nor"),
        ('what = "It happened."', 'what = "x"\n[step.then]\nrefused = ["Bo: triage"]', "by which clause"),
        ('what = "It happened."', 'what = "x"\n[step.then]\nreads = []', "for each person which rooms"),
        ('what = "It happened."', 'what = "x"\n[step.then]\nstatus = "ended"', "open or closed"),
        ('what = "It happened."', 'what = "x"\n[step.then]\nagreed = 1', "neither true nor false"),
        ('what = "It happened."', 'what = "x"\nthen = 3', "under [step.then]"),
        ("[[step]]", "[step]", "under [[step]]"),
        ('title = "Somebody reports"', 'title = "x"\nstart = "today"', "The start is a date"),
        ('title = "Somebody reports"', 'title = "x"\n[[cast]]\nname = "Rosa"', "has roles"),
        ('title = "Somebody reports"', 'title = "x"\nchoices = "all"', "under [choices]"),
        ('title = "Somebody reports"', 'title = "x"\nchoices = { floor = 2026-03-02 }', "'floor' is a text"),
        ('title = "Somebody reports"', 'title = "x"\nchoices = { floor = { is = 3 } }', "'floor' is a text"),
    ],
)
def test_a_file_that_cannot_be_played_is_refused_in_a_sentence(
    tmp_path: Path, written: str, instead: str, said: str
) -> None:
    with pytest.raises(MalformedError) as refused:
        read(tmp_path, GOOD.replace(written, instead))

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'title = "\xff"', "not text in UTF-8"),
        (b"title = " + b"9" * 5000, "not readable as TOML"),
        (b"title = " + b"[" * 5000 + b"]" * 5000, "too deep"),
    ],
)
def test_a_file_that_is_no_scene_at_all_is_refused_in_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "scene.toml"
    path.write_bytes(content)

    with pytest.raises(MalformedError, match=said):
        read_scene(path, VERBS)


def test_a_folder_is_no_scene(tmp_path: Path) -> None:
    with pytest.raises(MalformedError, match="This file cannot be read: Is a directory"):
        read_scene(tmp_path, VERBS)


def test_a_mark_that_an_editor_puts_before_the_first_line_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "scene.toml"
    path.write_text(GOOD, "utf-8-sig")

    assert "Somebody reports" == read_scene(path, VERBS).title


def test_steps_stand_in_the_order_of_their_time(tmp_path: Path) -> None:
    earlier = '\n[[step]]\nat = "day 0 09:00"\nwho = "reporter"\ndoes = "write"\n'

    with pytest.raises(MalformedError, match="before step 1"):
        read(tmp_path, GOOD + earlier)


def test_a_step_that_neither_does_nor_expects_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MalformedError, match="does nothing and expects nothing"):
        read(tmp_path, GOOD + '\n[[step]]\nat = "day 0 11:00"\n')


def test_a_scene_without_steps_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MalformedError, match="at least one step"):
        read(tmp_path, 'title = "x"\nstep = []\n')


def test_every_act_of_the_desk_is_a_verb() -> None:
    assert set(Act) <= set(VERBS)
