"""One tick: everything whose time has come, each in a transaction of its own. A thing that fails stops no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import OperationalError, transaction

from evenhand.casework import clockwork, reaching, uploads
from evenhand.outbox import queue
from evenhand.outbox.posting import Came, Post
from evenhand.people import communities, sessions, throttle
from evenhand.people.occasion import Occasion
from evenhand.record import cases
from evenhand.record.ledger import RecessError
from evenhand.shell.events import Event, log

AT_ONCE = 50
"""So many cases, and so many mails, are taken in one tick; the next one follows at once."""


class DiskBrokenError(Exception):
    """The disk did not take or give what it should: nothing is tried again, the process ends (HARDENING 4)."""


@dataclass(slots=True)
class Ticked:
    """What a tick came to."""

    refreshed: int = 0
    days: int = 0
    left: int = 0
    stayed: int = 0
    came_back: int = 0
    failed: int = 0

    @property
    def is_full(self) -> bool:
        """Whether there was as much as one tick takes, so that more may be waiting."""
        return max(self.refreshed, self.left) >= AT_ONCE


def tick(occasion: Occasion, post: Post) -> Ticked:
    """Do everything whose time has come."""
    ticked = Ticked()
    for community, uid in cases.waking(occasion.now, AT_ONCE):
        ticked.refreshed += _each(ticked, "case", partial(clockwork.refresh, community, uid, occasion))
    for community in communities.everyone():
        if clockwork.days_to_close(community, occasion.now):
            ticked.days += _each(ticked, "day", partial(clockwork.begin_day, community, occasion))
    for leaving in queue.claim(occasion.now, AT_ONCE):
        _each(ticked, "mail", partial(_send, ticked, leaving, occasion, post))
    _each(ticked, "sweep", partial(_sweep, occasion.now))
    return ticked


def _each(ticked: Ticked, part: str, work: Callable[[], object]) -> int:
    """Do one thing. In a recess nothing is written, which is no failure; what else breaks is logged by its class."""
    try:
        work()
    except RecessError:
        return 0
    except OperationalError as err:
        if "disk I/O error" in str(err):
            raise DiskBrokenError from err
        _failed(ticked, part, err)
    except Exception as err:  # noqa: BLE001 - one broken case must not stop the clocks of all others
        _failed(ticked, part, err)
    else:
        return 1
    return 0


def _failed(ticked: Ticked, part: str, err: Exception) -> None:
    ticked.failed += 1
    log(Event.CLOCK_TICK_FAILED, part=part, kind=type(err).__name__)


def _send(ticked: Ticked, leaving: queue.Leaving, occasion: Occasion, post: Post) -> None:
    """Try one mail. It is dropped only once it left, or in the transaction that records that it came back."""
    came = Came.REFUSED if queue.has_ended(leaving, occasion.now) else post(leaving, occasion.now)
    match came:
        case Came.LEFT:
            queue.left(leaving)
            reaching.arrived(leaving.community, leaving.mail, occasion)
            ticked.left += 1
        case Came.STAYED:
            queue.stayed(leaving, occasion.now)
            ticked.stayed += 1
            log(Event.LETTER_DELAYED, tries=leaving.tries)
        case Came.REFUSED:
            with transaction.atomic():
                clockwork.letter_came_back(leaving.community, leaving.mail, occasion)
                queue.left(leaving)
            ticked.came_back += 1


def _sweep(now: datetime) -> None:
    """Drop what has ended: sessions, files that no act claimed, counted tries."""
    sessions.sweep(now)
    throttle.sweep(now)
    uploads.sweep(now.timestamp())
