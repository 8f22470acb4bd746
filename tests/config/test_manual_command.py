"""`evenhand manual` says what it finds and answers with its exit status."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evenhand.config.command import main as evenhand
from evenhand.config.manual_command import main
from evenhand.procedure.explore import Aspect, World, worlds
from evenhand.procedure.gates import seats
from evenhand.procedure.manual_file import builtin
from evenhand.procedure.policy import Policy

pytestmark = pytest.mark.once

Said = Callable[[], str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return lambda: capsys.readouterr().out


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    file = tmp_path / "ours.toml"
    text = builtin("numpy").decode().replace('"to be filled in"', '"A sponsor of ours"')
    file.write_text(text.replace('is = "to be chosen"', 'is = "3 years"'), encoding="utf-8")
    return file


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two worlds instead of all."""

    def two(policy: Policy, deeper: int = 0) -> tuple[World, ...]:
        return tuple(w for w in worlds(policy, deeper) if w.aspects in ({Aspect.LEFT_OUT}, {Aspect.NO_ADDRESS}))

    monkeypatch.setattr("evenhand.config.manual_command.worlds", two)


def test_show_prints_a_manual_by_its_name(said: Said) -> None:
    assert 0 == evenhand(["manual", "show", "numpy"])

    assert "What this community chose" in said()


def test_check_names_the_line_of_what_is_to_be_filled_in(said: Said) -> None:
    assert 1 == main(["check", "numpy"])

    assert all(line.startswith("numpy:") for line in said().splitlines())


def test_check_is_content_with_a_file_that_is_filled_in(filled: Path, said: Said) -> None:
    assert 0 == main(["check", str(filled)])

    assert f"{filled}: nothing to mend.\n" == said()


def test_check_names_file_and_line_of_a_mistake(filled: Path, said: Said) -> None:
    filled.write_text("# ours\n[manual\n", encoding="utf-8")

    assert 1 == main(["check", str(filled)])
    assert said().startswith(f"{filled}:2: This is not readable as TOML")


@pytest.mark.parametrize("do", ["show", "explore"])
def test_a_file_with_mistakes_is_not_shown_and_not_explored(do: str, filled: Path, said: Said) -> None:
    filled.write_text("", encoding="utf-8")

    assert 1 == main([do, str(filled)])
    assert f"{filled}:1:" in said()


def test_a_name_that_is_no_manual_is_said_to_be_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["show", "nowhere"])

    assert "Built in: django, numpy." in capsys.readouterr().err


@pytest.mark.usefixtures("small")
def test_explore_prints_what_was_walked(said: Said) -> None:
    assert 0 == main(["explore", "numpy"])

    printed = said()
    assert "Transitions per act" in printed
    assert "BROKEN" not in printed


@pytest.mark.usefixtures("small")
def test_explore_fails_with_the_shortest_story_where_a_rule_is_broken(
    said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seats, "admit", lambda *_: None)

    assert 1 == main(["explore", "numpy", "--processes", "1"])
    assert "Shortest counter-example: nobody barred reads" in said()


def test_a_folder_and_nothing_are_no_manuals_either(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert [2, 2] == [main(["show", str(tmp_path)]), main(["check", ""])]

    said = capsys.readouterr().err.splitlines()
    assert f"evenhand manual: Is a directory: {tmp_path}. Built in: django, numpy." == said[0]
    assert said[1].startswith("evenhand manual: there is no file")


@pytest.mark.parametrize(
    ("option", "text"),
    [("--states", "0"), ("--states", "-5"), ("--deeper", "-1"), ("--processes", "0"), ("--processes", "abc")],
)
def test_a_walk_of_no_states_or_by_nobody_is_refused(
    option: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["explore", "numpy", f"{option}={text}"])

    assert f"{text!r} is no whole number from" in capsys.readouterr().err
