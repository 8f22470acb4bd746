"""The `evenhand` command: one table of subcommands, each loaded only when it is called.

A subcommand is a function of the arguments after its name; it answers the exit status.
"""

import importlib
import io
import os
import secrets
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evenhand.config.environment import OURS, SettingError

STOPPED = 130
"""As a shell counts what was ended by Ctrl-C."""


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand: its name, the function behind it, what it is for, and whether it needs the settings."""

    name: str
    target: str  # "module:function", imported when called
    says: str
    needs_settings: bool = True
    needs_database: bool = False
    """One that answers, is of this version and belongs to this secret. Who examines or serves it asks more, itself."""


COMMANDS = (
    Command(
        "init", "evenhand.doors.cli.init:main", "make the secret, the sheet and the database", needs_settings=False
    ),
    Command("doctor", "evenhand.doors.cli.doctor:main", "say what is wrong or risky with this installation"),
    Command("serve", "evenhand.config.serving:serve", "run the web server and the clock, in one process tree"),
    Command("web", "evenhand.config.serving:web", "run the web server alone"),
    Command("clock", "evenhand.clock.run:main", "run the clock alone", needs_database=True),
    Command(
        "verify",
        "evenhand.doors.cli.verify:main",
        "check every entry, signature and day of the record",
        needs_database=True,
    ),
    Command(
        "export",
        "evenhand.doors.desk.taking_out.command:main",
        "take out what a member may read, sealed with age",
        needs_database=True,
    ),
    Command(
        "invite-again",
        "evenhand.doors.cli.invite_again:main",
        "a new link for somebody who lost every key of theirs",
        needs_database=True,
    ),
    Command("demo", "evenhand.config.demo:main", "serve a fictional community on this machine", needs_settings=False),
    Command("play", "evenhand.doors.cli.play:main", "play scenario files, thrown away after", needs_settings=False),
    Command(
        "manual",
        "evenhand.config.manual_command:main",
        "show a manual, check a file, or walk all orders of acts",
        needs_settings=False,
    ),
    Command("manage", "evenhand.config.manage:main", "Django's own tools: migrate, check, makemigrations"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Call the subcommand that the first argument names; who stops it, or stops reading, is not told of our insides."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal of an older alphabet gets a ? and not a trace
    try:
        status = _main(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would try once more at its end
        return STOPPED
    return status


def _main(arguments: Sequence[str] | None) -> int:
    match list(sys.argv[1:] if arguments is None else arguments):
        case [] | ["-h" | "--help" | "help", *_]:
            print(usage())
            return 0
        case [name, *rest]:
            return _call(name, rest)
        case _:
            return 2


def usage() -> str:
    """Answer the list of subcommands."""
    width = max(len(command.name) for command in COMMANDS)
    lines = [f"  {command.name:<{width}}  {command.says}" for command in COMMANDS]
    return "\n".join(["usage: evenhand COMMAND …", "", *lines, "", "evenhand COMMAND --help says more."])


def load(command: Command) -> Callable[[Sequence[str]], int]:
    """Import the function behind a subcommand."""
    module, _, function = command.target.partition(":")
    found: Callable[[Sequence[str]], int] = getattr(importlib.import_module(module), function)
    return found


def _call(name: str, rest: Sequence[str]) -> int:
    command = next((command for command in COMMANDS if command.name == name), None)
    if command is None:
        print(f"evenhand: there is no command {name!r}.\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        if command.needs_settings:
            if _asks_for_help(command, rest):
                _set_up_for_help()
            else:
                _set_up()
                if command.needs_database:
                    importlib.import_module("evenhand.config.ready").require_database()
        return load(command)(rest)
    except SettingError as err:
        for sentence in str(err).splitlines():
            print(f"evenhand: {sentence}", file=sys.stderr)
        return 2


def _asks_for_help(command: Command, rest: Sequence[str]) -> bool:
    """Whether nothing but help is wanted; Django's own tools have it under a name too, and alone."""
    is_djangos = command.name == "manage" and rest[:1] in ([], ["help"])
    return is_djangos or not {"-h", "--help"}.isdisjoint(rest)


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand.config.settings")
    importlib.import_module("django").setup()
    settings = importlib.import_module("django.conf").settings
    for name in ("EVENHAND_DATA", "EVENHAND_WATCH"):
        _require_folder(name, getattr(settings, name))


def _require_folder(name: str, folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as err:
        raise SettingError(f"{name} names {folder}, which cannot be its folder: {err.strerror}.") from None
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise SettingError(f"{name} names {folder}, which this user may not read and write.")


def _set_up_for_help() -> None:
    """Load what the help needs, whatever the environment says: it is read before anything is set, and opens nothing."""
    for name in [name for name in os.environ if name.startswith(OURS)]:
        del os.environ[name]
    os.environ |= {"EVENHAND_SECRET": secrets.token_hex(32), "EVENHAND_DATA": str(Path(os.devnull, "nothing"))}
    os.environ["DJANGO_SETTINGS_MODULE"] = "evenhand.config.settings"
    importlib.import_module("django").setup()
