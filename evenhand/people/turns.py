"""Writers take turns in front of SQLite, which has one lock and wakes nobody who waits for it; readers stand aside.

Whoever finds SQLite's lock taken sleeps for a while and looks again, up to a tenth of a second each time; with
several at once most of that time the lock is free (ADR 9). A lock of the file system wakes the next one at once.
So a writer waits for its turn at one file, and at its commit for those who are reading at another. Both are queues
and no guards: whoever does not stand in them is still kept apart by SQLite itself.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.db import connection, transaction


@contextmanager
def taking_turns() -> Iterator[None]:
    """A transaction that writes, begun when it is one's turn; where the database lets many write, at once.

    The turn ends with the commit, so that what follows a commit holds nobody up.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    turn, door = _Lock("writers"), _door()
    try:
        turn.take(fcntl.LOCK_EX)
        with transaction.atomic():
            transaction.on_commit(door.release)
            transaction.on_commit(turn.release)
            yield
            door.take(fcntl.LOCK_EX)
    finally:
        door.release()
        turn.close()


@contextmanager
def reading() -> Iterator[None]:
    """A short read outside any transaction: no commit begins meanwhile, and one that is under way is waited for.

    Never inside a read that has not ended: a commit would wait for that one while this waits for the commit.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    door = _door()
    door.take(fcntl.LOCK_SH)
    try:
        yield
    finally:
        door.release()


class _Lock:
    """One of the empty files in the data folder at which people wait; where it cannot be made, nobody waits."""

    def __init__(self, name: str) -> None:
        self.of = _here()
        self._file: int | None = None
        with suppress(OSError):  # a full disk stops no reader, and a writer hears of it from what it writes
            self._file = os.open(f"{self.of[0]}/{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)

    def __del__(self) -> None:
        self.close()

    def take(self, how: int) -> None:
        """Wait for it, alone (`LOCK_EX`) or with others (`LOCK_SH`)."""
        if self._file is not None:
            fcntl.flock(self._file, how)

    def release(self) -> None:
        """Let the next one in; nothing where it was not taken."""
        self.take(fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of it, and of the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


_MINE = threading.local()


def _door() -> _Lock:
    """This thread's hand on the door to commits: opened once, because every page reads."""
    known: _Lock | None = getattr(_MINE, "door", None)
    if known is None or known.of != _here():
        known = _MINE.door = _Lock("commits")
    return known


def _here() -> tuple[str, int]:
    """A forked process has to open its own: what it inherits is the lock of its parent."""
    return str(settings.EVENHAND_DATA), os.getpid()
