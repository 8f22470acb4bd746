"""Tries are counted by a MAC of what is tried, never by an address of anybody (HARDENING 14)."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from evenhand.people import models
from evenhand.people.keys import clerks
from evenhand.vault.domains import Domain

WINDOW = timedelta(minutes=10)
TRIES = 10
LONGEST = timedelta(days=1, minutes=5)
"""Nothing is remembered for longer than a day; two hosts may differ by minutes."""
_WAIT_SECONDS = 15.0
_PAUSE_SECONDS = 0.05


class TooManyTriesError(Exception):
    """This was tried too often lately."""


class UsedAlreadyError(Exception):
    """This was done already: a double click, or a page that was sent again."""


class BusyError(Exception):
    """The machine is opening somebody else's keys; try again in a moment."""


def count(purpose: str, what: bytes, now: datetime, tries: int = TRIES) -> None:
    """Count one try, and raise where there were too many in the last ten minutes."""
    lookup = clerks().mac(Domain.THROTTLE, purpose.encode(), what)
    with transaction.atomic():
        models.Throttle.objects.filter(until__lte=now).delete()
        counted = models.Throttle.objects.filter(lookup=lookup)
        # Two first tries at once are both counted: whoever comes second finds the other's row.
        models.Throttle.objects.bulk_create([models.Throttle(lookup=lookup, until=now + WINDOW)], ignore_conflicts=True)
        counted.update(tries=F("tries") + 1)
        too_many = counted.filter(tries__gt=tries).exists()
    if too_many:
        raise TooManyTriesError


def forgive(purpose: str, what: bytes) -> None:
    """Forget the tries after one that was right."""
    models.Throttle.objects.filter(lookup=clerks().mac(Domain.THROTTLE, purpose.encode(), what)).delete()


def use_once(purpose: str, what: bytes, now: datetime, within: timedelta) -> None:
    """Take this for done, inside the caller's transaction; raise where it was done within this time already."""
    lookup = clerks().mac(Domain.THROTTLE, purpose.encode(), what)
    models.Throttle.objects.filter(lookup=lookup, until__lte=now).delete()
    try:
        with transaction.atomic():
            models.Throttle.objects.create(lookup=lookup, tries=1, until=now + within)
    except IntegrityError:
        raise UsedAlreadyError from None


def was_used(purpose: str, what: bytes, now: datetime) -> bool:
    """Whether this was done already, for those who only look."""
    lookup = clerks().mac(Domain.THROTTLE, purpose.encode(), what)
    return models.Throttle.objects.filter(lookup=lookup, until__gt=now).exists()


def sweep(now: datetime) -> None:
    """Forget what is over, and what a clock wrote that was ahead: it would hold for as long as that clock was wrong."""
    models.Throttle.objects.filter(Q(until__lte=now) | Q(until__gt=now + LONGEST)).delete()


@contextmanager
def one_argon2() -> Iterator[None]:
    """Let one process of this host at a time spend Argon2's memory; two may wait, the next is told to try again."""
    folder = Path(settings.EVENHAND_DATA)
    with _place_in_the_queue(folder), (folder / "argon2.lock").open("a") as lock:
        deadline = time.monotonic() + _WAIT_SECONDS
        while not _taken(lock.fileno()):
            if time.monotonic() > deadline:
                raise BusyError
            time.sleep(_PAUSE_SECONDS)
        yield


@contextmanager
def one_export() -> Iterator[None]:
    """Let one process of this host at a time gather what a member takes out: it holds all of it in memory."""
    with (Path(settings.EVENHAND_DATA) / "export.lock").open("a") as lock:
        if not _taken(lock.fileno()):
            raise BusyError
        yield


@contextmanager
def _place_in_the_queue(folder: Path) -> Iterator[None]:
    for number in range(3):  # one at work and two waiting
        place = (folder / f"argon2.{number}").open("a")
        if _taken(place.fileno()):
            try:
                yield
            finally:
                place.close()
            return
        place.close()
    raise BusyError


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
