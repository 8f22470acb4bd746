"""Whoever asks for help is told what a command is for and what each option does, before anything is set."""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from evenhand.config import command
from evenhand.config.command import COMMANDS, Command, load

HOUSE = Path(__file__).parents[2]
OURS = tuple(one for one in COMMANDS if one.name != "manage")
"""Django's own tools explain themselves."""


class ParserFound(Exception):  # noqa: N818 - it is what was looked for
    """The parser of a command, caught when it is asked."""


def parser_of(one: Command, monkeypatch: pytest.MonkeyPatch) -> argparse.ArgumentParser:
    def caught(self: argparse.ArgumentParser, _arguments: Sequence[str] = ()) -> NoReturn:
        raise ParserFound(self)

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", caught)
    with pytest.raises(ParserFound) as found:
        load(one)([])
    parser = found.value.args[0]
    assert isinstance(parser, argparse.ArgumentParser)
    return parser


def all_parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from all_parsers(below)


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.name)
def test_every_command_and_every_option_of_it_says_what_it_is_for(
    one: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for parser in all_parsers(parser_of(one, monkeypatch)):
        assert parser.prog.startswith(f"evenhand {one.name}")
        assert parser.description, parser.prog
        for action in parser._actions:
            if not isinstance(action, argparse._SubParsersAction):  # those are parsers of their own
                assert action.help, f"{parser.prog}: {action.option_strings or action.dest}"


@pytest.mark.parametrize("one", COMMANDS, ids=lambda one: one.name)
def test_help_needs_no_setting_and_makes_nothing(one: Command, tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "evenhand", one.name, "--help"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(HOUSE), "EVENHAND_WORKERS": "none of these matters"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (told.returncode, told.stderr)
    assert told.stdout
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("asked", [[], ["help"], ["help", "migrate"], ["migrate", "--help"]])
def test_djangos_own_tools_are_listed_before_anything_is_set(asked: list[str]) -> None:
    (manage,) = (one for one in COMMANDS if one.name == "manage")

    assert command._asks_for_help(manage, asked)
