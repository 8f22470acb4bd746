"""Running: the web server alone, or with the clock beside it in one process tree (`beside.py`).

gunicorn's own log stays quiet: its lines carry addresses.
"""

import argparse
import ipaddress
import os
import sys
from collections.abc import Sequence

from django.conf import settings

from evenhand.config import beside, listening, ready
from evenhand.config.environment import Environment, SettingError, address
from evenhand.shell.events import Event, log

_RECYCLE_AFTER = 1000  # requests: a worker's memory may hold opened words, so no worker grows old (THREATS 7.9)


def web(arguments: Sequence[str]) -> int:
    """Become the web server."""
    command = _web_command(arguments, "evenhand web", "Run the web server alone; the clock runs elsewhere.")
    ready.require_all_to_serve()
    log(Event.STARTED, part="web")
    os.execv(command[0], command)  # noqa: S606 - our own interpreter, list arguments


def serve(arguments: Sequence[str]) -> int:
    """Become what runs the web server and the clock until one of them ends or somebody stops both."""
    says = "Run the web server and the clock until one of them ends or somebody stops both."
    command = beside.command(_web_command(arguments, "evenhand serve", says))
    ready.require_all_to_serve()
    log(Event.STARTED, part="serve")
    os.execv(command[0], command)  # noqa: S606 - our own interpreter, list arguments


def _web_command(arguments: Sequence[str], name: str, says: str) -> list[str]:
    env = Environment(os.environ)
    parser = argparse.ArgumentParser(prog=name, description=says)
    parser.add_argument(
        "--bind", metavar="ADDRESS:PORT", help="where to listen, such as 127.0.0.1:8000; instead of EVENHAND_BIND"
    )
    given: str | None = parser.parse_args(arguments).bind
    bind = env.bind("EVENHAND_BIND") if given is None else given
    where = address(bind, "EVENHAND_BIND" if given is None else "--bind")
    if settings.EVENHAND_DEMO and not is_loopback(bind):
        raise SettingError(f"The demo speaks plain http and listens on this machine's own address only, not on {bind}.")
    if where is not None:
        host, port = where
        listening.require_free(host, port, f"--bind {bind.removesuffix(str(port))}{{}}")
    workers, threads = env.number("EVENHAND_WORKERS"), env.number("EVENHAND_THREADS")
    return gunicorn("evenhand.config.wsgi:application", bind, workers=workers, threads=threads)


def gunicorn(application: str, bind: str, *, workers: int, threads: int) -> list[str]:
    """The web server's command."""
    return [
        *(sys.executable, "-m", "gunicorn", application),
        # Loaded once and then forked: the workers share what the program itself takes.
        *("--bind", bind, "--worker-class", "gthread", "--preload"),
        *("--workers", str(workers), "--threads", str(threads)),
        *("--max-requests", str(_RECYCLE_AFTER), "--max-requests-jitter", str(_RECYCLE_AFTER // 10)),
        *("--timeout", str(beside.PATIENCE), "--graceful-timeout", str(beside.PATIENCE)),
        *("--log-level", "error", "--forwarded-allow-ips", "", "--no-control-socket"),
    ]


def is_loopback(bind: str) -> bool:
    """Say whether an address with a port can be reached from this machine only."""
    host = bind.rpartition(":")[0].strip("[]")
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
