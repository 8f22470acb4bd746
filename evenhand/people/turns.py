"""Writers take turns in front of SQLite, which has one lock and wakes nobody who waits for it.

A writer that finds SQLite's lock taken sleeps for a while and looks again, up to a tenth of a second each time;
with several at once most of that time the lock is free (ADR 9). A lock of the file system wakes the next one at
once. It is a queue and no guard: whoever does not stand in it is still kept apart by SQLite itself.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

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
    turn = os.open(f"{settings.EVENHAND_DATA}/writers.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        with transaction.atomic():
            transaction.on_commit(partial(fcntl.flock, turn, fcntl.LOCK_UN))
            yield
    finally:
        os.close(turn)
