"""Starting other programs: the only module that may (HARDENING 2). List arguments, our own interpreter, no shell.

A *limited child* is a program of ours that takes bytes in and gives bytes out over pipes. It gets an empty environment,
so that nothing the server knows travels with it, and is ended when it takes too long or says too much.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread, Timer
from typing import IO

Started = subprocess.Popen[bytes]
"""A program that was started."""

_ROOT = str(Path(__file__).parents[1])


class ChildError(Exception):
    """A limited child was ended, ended itself, or said more than it may."""


def start(command: Sequence[str]) -> Started:
    """Start a program that goes on beside this one, in a group of its own: whoever started it tells it to end, once.

    A Ctrl-C reaches the whole group of a terminal. Ended twice at the same moment, a
    program may wait for a lock that its own first answer holds.
    """
    return subprocess.Popen(command, process_group=0)  # noqa: S603 - list arguments, never a shell


def ask(module: Sequence[str], said: bytes, *, seconds: float, most: int) -> bytes:
    """Run a module of ours, with its arguments, as a limited child: bytes go in, at most so many come out."""
    command = [sys.executable, "-B", "-P", "-s", "-X", "utf8", "-m", *module]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PYTHONPATH": _ROOT},
    ) as child:
        if child.stdin is None or child.stdout is None:  # both were asked for
            raise ChildError
        timer = Timer(seconds, child.kill)
        feeder = Thread(target=_feed, args=(child.stdin, said), daemon=True)
        timer.start()
        feeder.start()
        try:
            answer = child.stdout.read(most + 1)
        finally:
            child.kill()  # it has said what it had to say; one that goes on is not waited for
            timer.cancel()
            feeder.join()
    if len(answer) > most:
        raise ChildError
    return answer


def _feed(pipe: IO[bytes], said: bytes) -> None:
    """Write until everything is said or nobody listens; an ended child has its reasons, and its answer tells."""
    with contextlib.suppress(BrokenPipeError), pipe:
        pipe.write(said)
