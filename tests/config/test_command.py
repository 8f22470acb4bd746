import signal
import subprocess
import sys
from pathlib import Path

import pytest

from evenhand.config import command
from evenhand.config.command import COMMANDS, STOPPED, Command, load, main, usage


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


@pytest.mark.once
def test_whoever_stops_reading_is_told_nothing_of_our_insides() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "evenhand", "manual", "show", "numpy"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={},
    ) as shown:
        assert shown.stdout is not None
        assert shown.stderr is not None
        shown.stdout.close()

        assert "" == shown.stderr.read()


@pytest.mark.once
def test_whoever_stops_a_command_is_told_nothing_of_our_insides(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "evenhand", "init"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1"},
    ) as asking:
        assert asking.stdout is not None
        assert "In which file" in asking.stdout.read(len("In which file"))
        asking.send_signal(signal.SIGINT)
        _, said = asking.communicate(timeout=30)

    assert (STOPPED, "") == (asking.returncode, said.strip())


@pytest.mark.once
def test_a_terminal_of_an_older_alphabet_gets_the_words_all_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evenhand", "export", "--help"],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONIOENCODING": "ascii"},
    )

    assert "a public key of age (age1?)" in done.stdout
