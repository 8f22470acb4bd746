"""Running: the web server alone, or with the clock beside it in one process tree.

gunicorn's own log stays quiet: its lines carry addresses.
"""

import argparse
import io
import ipaddress
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from evenhand import starting
from evenhand.config.environment import Environment, SettingError
from evenhand.shell.events import Event, log

_RECYCLE_AFTER = 1000  # requests: a worker's memory may hold opened words, so no worker grows old (THREATS 7.9)
_PATIENCE = 30  # seconds for a slow upload's worker, and for children to end


def web(arguments: Sequence[str]) -> int:
    """Become the web server."""
    command = _web_command(arguments, "evenhand web")
    _refuse_what_does_not_hold()
    log(Event.STARTED, part="web")
    os.execv(command[0], command)  # noqa: S606 - our own interpreter, list arguments


def serve(arguments: Sequence[str]) -> int:
    """Run the web server and the clock until one of them ends or somebody stops both."""
    command = _web_command(arguments, "evenhand serve")
    _refuse_what_does_not_hold()
    log(Event.STARTED, part="serve")
    parts = [
        starting.start(command),
        starting.start([sys.executable, "-m", "evenhand", "clock"]),
    ]
    status = _until_one_ends(parts)
    log(Event.STOPPED, part="serve")
    return status


def _web_command(arguments: Sequence[str], name: str) -> list[str]:
    env = Environment(os.environ)
    parser = argparse.ArgumentParser(prog=name)
    parser.add_argument("--bind", default=env.text("EVENHAND_BIND"), help="address:port, instead of EVENHAND_BIND")
    bind = str(parser.parse_args(arguments).bind)
    if settings.EVENHAND_DEMO and not is_loopback(bind):
        raise SettingError(f"The demo speaks plain http and listens on this machine's own address only, not on {bind}.")
    return [
        *(sys.executable, "-m", "gunicorn", "evenhand.config.wsgi:application"),
        # Loaded once and then forked: the workers share what the program itself takes.
        *("--bind", bind, "--worker-class", "gthread", "--preload"),
        *("--workers", str(env.number("EVENHAND_WORKERS")), "--threads", str(env.number("EVENHAND_THREADS"))),
        *("--max-requests", str(_RECYCLE_AFTER), "--max-requests-jitter", str(_RECYCLE_AFTER // 10)),
        *("--timeout", str(_PATIENCE), "--graceful-timeout", str(_PATIENCE)),
        *("--log-level", "error", "--forwarded-allow-ips", "", "--no-control-socket"),
    ]


def is_loopback(bind: str) -> bool:
    """Say whether an address with a port can be reached from this machine only."""
    host = bind.rpartition(":")[0].strip("[]")
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_what_does_not_hold() -> None:
    try:
        call_command("check", databases=["default"], fail_level="WARNING", stdout=io.StringIO())
    except SystemCheckError as err:
        raise SettingError(str(err)) from err
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise SettingError(
            "The database has no tables yet, or those of an older Evenhand. Nothing was changed."
            " Run `evenhand init` for a new one, or `evenhand manage migrate` after an update."
        )


def _until_one_ends(parts: Sequence[starting.Started]) -> int:
    """Wait for the first part to end, then end the others: half a server would keep half its promises.

    Whoever stops it gets 0, however the parts end. They are in groups of their own, so that a terminal which is
    closed, or Ctrl-C there, reaches this program alone.
    """
    asked: list[int] = []

    def stop(name: int, _frame: FrameType | None) -> None:
        asked.append(name)
        _end(parts)

    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, stop)
    ended, status = os.wait()
    _end(parts)
    for part in parts:
        if part.pid != ended:
            part.wait(timeout=2 * _PATIENCE)
    return 0 if asked else os.waitstatus_to_exitcode(status) and 1


def _end(parts: Sequence[starting.Started]) -> None:
    for part in parts:
        part.terminate()
