"""`evenhand play` as a program: what it says, and with which status it ends."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from evenhand.doors.cli.expectations import CHECKS
from evenhand.doors.cli.keys import EXPECTATIONS, SCENE, STEP
from evenhand.doors.cli.verbs import VERBS
from tests.doors.cli.test_scene import GOOD

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT.joinpath("docs/scenarios.md").read_text("utf-8")


def rows(heading: str) -> list[tuple[str, ...]]:
    section = DOCUMENT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    table = re.findall(r"^\| `(.*?)` \| (.*) \|$", section, re.MULTILINE)
    return [(name, *(cell.strip() for cell in rest.split(" | "))) for name, rest in table]


def play(*files: Path) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "evenhand", "play", *map(str, files)]
    return subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)


def scene(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_scenes_are_told_line_by_line_and_end_with_zero_one_or_two(tmp_path: Path) -> None:
    good = scene(tmp_path, "good.toml", GOOD + '\n[step.then]\nstatus = "open"\n')
    wrong = scene(tmp_path, "wrong.toml", GOOD + '\n[step.then]\nstatus = "closed"\n')
    broken = scene(tmp_path, "broken.toml", GOOD.replace("what", "waht"))

    played, failed, refused = play(good), play(good, wrong), play(good, broken)

    assert (0, 1, 2) == (played.returncode, failed.returncode, refused.returncode)
    assert "reporter: report · what It happened." in played.stdout
    assert "as expected, 1 steps" in failed.stdout
    assert "wrong.toml: step 1: status: the case is open." in failed.stderr
    assert "broken.toml: Step 1: 'report' has no key 'waht'" in refused.stderr
    assert "" == refused.stdout


def test_a_choice_that_the_manual_does_not_leave_is_refused_in_a_sentence(tmp_path: Path) -> None:
    unknown = scene(tmp_path, "unknown.toml", GOOD.replace("[[step]]", "[choices]\ncoffee = true\n[[step]]"))
    wrong = scene(tmp_path, "wrong.toml", GOOD.replace("[[step]]", '[choices]\nfloor = "many"\n[[step]]'))

    for path, says in ((unknown, "leaves no choice of the name 'coffee'"), (wrong, "The choices do not fit: line ")):
        played = play(path)
        assert (2, "") == (played.returncode, played.stdout)
        assert says in played.stderr


def test_every_expectation_is_checked_by_something() -> None:
    assert list(EXPECTATIONS) == list(CHECKS)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("A scene", [(name, says) for name, says in SCENE.items()]),
        ("A step", [(name, says) for name, says in STEP.items()]),
        ("What must be true", [(name, one.says) for name, one in EXPECTATIONS.items()]),
        (
            "Verbs",
            [
                (verb.name, str(verb.by), verb.says, ", ".join(f"`{key.name}`" for key in verb.keys) or "–")
                for verb in VERBS.values()
            ],
        ),
        ("Keys of verbs", sorted({(key.name, key.says) for verb in VERBS.values() for key in verb.keys})),
    ],
)
def test_the_document_names_every_key(heading: str, expected: list[tuple[str, ...]]) -> None:
    assert expected == rows(heading)
