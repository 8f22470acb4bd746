"""What is left of `evenhand serve` when everything has started: a small program that waits.

It knows no Django and holds nothing: a whole Evenhand that only waits for two others would take a third of the memory.
"""

import logging
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from evenhand import starting
from evenhand.shell.events import Event, Line, log

PATIENCE = 30  # seconds for a slow upload's worker, and for children to end


def command(web: Sequence[str]) -> list[str]:
    """What to run so that this web server and the clock run beside each other."""
    return [sys.executable, "-m", __name__, *web]


def main(web: Sequence[str]) -> int:
    """Run the web server and the clock until one of them ends or somebody stops both."""
    told = logging.StreamHandler()
    told.setFormatter(Line())
    logging.basicConfig(handlers=[told], level=logging.INFO)
    status = _both(web)
    log(Event.STOPPED, part="serve")
    return status


def _both(web: Sequence[str]) -> int:
    """Wait for the first part to end, then end the other: half a server would keep half its promises.

    Whoever stops it gets 0, however the parts end. They are in groups of their own, so that a terminal which is
    closed, or Ctrl-C there, reaches this program alone.
    """
    asked: list[int] = []
    parts: list[starting.Started] = []

    def stop(name: int, _frame: FrameType | None) -> None:
        asked.append(name)
        _end(parts)

    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, stop)
    parts.append(starting.start(web))
    parts.append(starting.start([sys.executable, "-m", "evenhand", "clock"]))
    if asked:  # while they were started: who was not there yet has heard nothing
        _end(parts)
    ended, status = os.wait()
    _end(parts)
    for part in parts:
        if part.pid != ended:
            part.wait(timeout=2 * PATIENCE)
    return 0 if asked else os.waitstatus_to_exitcode(status) and 1


def _end(parts: Sequence[starting.Started]) -> None:
    for part in parts:
        part.terminate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
