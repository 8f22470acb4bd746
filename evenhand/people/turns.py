"""Writers take turns in front of SQLite, which has one lock and wakes nobody who waits for it.

A writer that finds SQLite's lock taken sleeps for a while and looks again, up to a tenth of a second each time;
with several at once most of that time the lock is free (ADR 9). A lock of the file system wakes the next one at
once. It is a queue and no guard: whoever does not stand in it is still kept apart by SQLite itself.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def taking_turns() -> Iterator[None]:
    """Wait for one's turn to begin a transaction; where the database lets many write, there is no waiting."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with (Path(settings.EVENHAND_DATA) / "writers.lock").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
