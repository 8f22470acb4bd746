import subprocess
import sys

import pytest

from evenhand.config import command
from evenhand.config.command import COMMANDS, Command, load, main, usage


@pytest.mark.parametrize("asked", [[], ["--help"], ["-h"], ["help"]])
def test_the_command_alone_lists_what_it_can(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(asked)

    told = capsys.readouterr().out
    for one in COMMANDS:
        assert f"  {one.name} " in told
        assert one.says in told


def test_an_unknown_name_is_refused_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["dance"])

    told = capsys.readouterr().err
    assert "dance" in told
    assert usage() in told


def test_every_name_leads_to_a_function() -> None:
    for one in COMMANDS:
        assert callable(load(one)), one.name


def test_a_name_gets_the_arguments_after_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "COMMANDS", (Command("echo", "builtins:print", "say it", needs_settings=False),))

    main(["echo", "one", "--two"])

    assert "['one', '--two']" in capsys.readouterr().out


@pytest.mark.once
def test_what_needs_no_settings_runs_without_any() -> None:
    done = subprocess.run([sys.executable, "-m", "evenhand"], check=True, capture_output=True, text=True, env={})

    assert "usage: evenhand COMMAND" in done.stdout


@pytest.mark.once
def test_without_a_secret_it_says_so_in_one_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evenhand", "manage", "check"], check=False, capture_output=True, text=True, env={}
    )

    assert 2 == done.returncode
    assert "EVENHAND_SECRET is not set" in done.stderr
    assert "Traceback" not in done.stderr
