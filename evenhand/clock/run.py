"""`evenhand clock`: ticks until it is told to stop. Any number of clocks may run at once."""

from __future__ import annotations

import argparse
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Protocol

from django.conf import settings
from django.db import close_old_connections

from evenhand.casework.health import MAIL
from evenhand.clock.form_probe import FormProbe
from evenhand.clock.tick import DiskBrokenError, tick
from evenhand.outbox import smtp, twin
from evenhand.outbox.posting import Came, Post
from evenhand.outbox.queue import Leaving
from evenhand.people.occasion import Occasion
from evenhand.shell.events import Event, log

PAUSE_SECONDS = 10.0
JUMP = timedelta(minutes=5)
PROBE = timedelta(minutes=10)
ALIVE = "clock.alive"
"""In the data folder: touched at every tick, so that `evenhand doctor` knows whether a clock runs here."""

JUMPED = "clock.jumped"
"""In the data folder: when the wall clock last jumped, and by how many seconds; `evenhand doctor` says it."""


def main(arguments: Sequence[str]) -> int:
    """Run the clock."""
    parser = argparse.ArgumentParser(
        prog="evenhand clock",
        description="Run the clock alone, beside evenhand web: it says what is due and sends the letters that wait. "
        "Any number of clocks may run at once.",
    )
    parser.add_argument("--once", action="store_true", help="tick once and end")
    options = parser.parse_args(arguments)
    log(Event.STARTED, part="clock")
    stop = Stop()
    if not options.once:
        _stop_on_signals(stop)
    status = ticks_until(stop, JumpWatch(time.monotonic, last_tick()), once=options.once)
    log(Event.STOPPED, part="clock")
    return status


class Waits(Protocol):
    """What the clock waits on between two ticks."""

    def wait(self, timeout: float) -> bool:
        """Wait at most so many seconds; answer whether to end."""


class Stop:
    """Whether somebody asked to end.

    A signal may come while another is answered, so this takes no lock: whoever holds that of
    an event would wait for themselves.
    """

    def __init__(self) -> None:
        self._asked = False
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)

    def ask(self, _: int, __: FrameType | None) -> None:
        """Answer a signal: end after this tick."""
        self._asked = True
        with suppress(BlockingIOError):  # it is woken already
            os.write(self._wake, b".")

    def wait(self, timeout: float) -> bool:
        """Wait at most so many seconds, or until somebody asks."""
        if not self._asked:
            select.select([self._woken], [], [], timeout)
        return self._asked


def ticks_until(stop: Waits, watch: JumpWatch, *, once: bool) -> int:
    """Tick until somebody sets `stop`, or once; answer the exit status."""
    post, asked, form = way_out(), _MailProbe(reachable()), FormProbe()
    while True:
        now = datetime.now(UTC)
        jump = watch.look(now)
        if jump is not None:
            Path(settings.EVENHAND_DATA, JUMPED).write_text(f"{now.isoformat()} {jump.total_seconds():.0f}", "ascii")
        close_old_connections()
        try:
            ticked = tick(Occasion(now, os.urandom), post)
        except DiskBrokenError:
            sys.stderr.write("evenhand clock: the disk does not do what it should. Look at it; nothing was retried.\n")
            return 1
        Path(settings.EVENHAND_DATA, ALIVE).write_text(now.isoformat(), "ascii")
        asked.look(now)
        form.look(Occasion(now, os.urandom))
        if once or stop.wait(0 if ticked.is_full else PAUSE_SECONDS):
            return 0


def last_tick() -> datetime | None:
    """When a clock last ticked on this host, as it wrote down."""
    try:
        return datetime.fromisoformat(Path(settings.EVENHAND_DATA, ALIVE).read_text("ascii").strip())
    except (FileNotFoundError, ValueError):
        return None


def way_out() -> Post:
    """By which way mail leaves here: the demo's twin, the operator's server, or none yet."""
    if settings.EVENHAND_DEMO:
        return partial(twin.post, Path(settings.EVENHAND_DATA, twin.FOLDER))
    return partial(smtp.post, _server()) if settings.EMAIL_HOST else _nowhere


def reachable() -> Callable[[], bool]:
    """How to find out whether mail could leave now, without any that waits."""
    if settings.EVENHAND_DEMO:
        return lambda: True
    return partial(smtp.answers, _server()) if settings.EMAIL_HOST else lambda: False


def _server() -> smtp.Server:
    return smtp.Server(
        settings.EMAIL_HOST,
        settings.EMAIL_PORT,
        settings.DEFAULT_FROM_EMAIL,
        settings.EMAIL_HOST_USER,
        settings.EMAIL_HOST_PASSWORD,
        starttls=settings.EMAIL_USE_TLS,
        timeout=settings.EMAIL_TIMEOUT,
    )


class _MailProbe:
    """Asks the mail server now and then whether it is there, and writes down when it last was."""

    def __init__(self, answers: Callable[[], bool]) -> None:
        self._answers = answers
        self._next: datetime | None = None

    def look(self, now: datetime) -> None:
        """Ask where the last time was long ago; a clock that jumped back asks at once."""
        if self._next is not None and self._next - PROBE <= now < self._next:
            return
        self._next = now + PROBE
        if self._answers():
            Path(settings.EVENHAND_DATA, MAIL).write_text(now.isoformat(), "ascii")


def _nowhere(_: Leaving, __: datetime) -> Came:
    """No server is named, so everything waits, and the office says that letters are late."""
    return Came.STAYED


class JumpWatch:
    """Notices that the wall clock went another way than time did. Order is the ledger's, so nothing else follows."""

    def __init__(self, monotonic: Callable[[], float], before: datetime | None = None) -> None:
        self._monotonic = monotonic
        self._before = before
        self._last: tuple[datetime, float] | None = None

    def look(self, now: datetime) -> timedelta | None:
        """Compare this tick's time with the last one's; log and answer a jump of more than five minutes."""
        jump = self._jump(now, self._monotonic())
        if abs(jump) <= JUMP:
            return None
        log(Event.CLOCK_JUMPED, seconds=round(jump.total_seconds()))
        return jump

    def _jump(self, now: datetime, ran: float) -> timedelta:
        """Of how long a clock that starts did not run nothing is known, but that it was not less than no time."""
        last, self._last = self._last, (now, ran)
        if last is None:
            return timedelta() if self._before is None else min(now - self._before, timedelta())
        return (now - last[0]) - timedelta(seconds=ran - last[1])


def _stop_on_signals(stop: Stop) -> None:
    signal.signal(signal.SIGTERM, stop.ask)
    signal.signal(signal.SIGINT, stop.ask)
