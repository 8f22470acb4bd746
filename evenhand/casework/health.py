"""Whether everything runs, as fine or late: never a number, a time or a name of any case (THREATS 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from evenhand.outbox import queue
from evenhand.people.communities import Community
from evenhand.record import ledger, logbook
from evenhand.record.ledger import RecessError

MAIL_WAITS_AT_MOST = timedelta(hours=1)
CLOCK_SILENT_AT_MOST = timedelta(minutes=10)
LOG_BEHIND_AT_MOST = timedelta(days=2)
CLOCK = "clock.alive"
"""The file that every tick of a clock on this host touches."""


@dataclass(frozen=True, slots=True)
class Health:
    """Each is fine, or late."""

    mail: bool
    clock: bool
    log: bool
    database: bool


def health(community: Community, now: datetime) -> Health:
    """How it stands now."""
    waiting = queue.oldest_waiting(community)
    return Health(
        mail=waiting is None or now - waiting < MAIL_WAITS_AT_MOST,
        clock=_clock_ticks(now),
        log=_log_is_current(community, now),
        database=_is_current(community),
    )


def _clock_ticks(now: datetime) -> bool:
    try:
        seen = datetime.fromisoformat(Path(settings.EVENHAND_DATA, CLOCK).read_text("ascii").strip())
    except (FileNotFoundError, ValueError):
        return False
    return now - seen < CLOCK_SILENT_AT_MOST


def _log_is_current(community: Community, now: datetime) -> bool:
    newest = logbook.newest(community)
    return newest is not None and now.date() - newest.day <= LOG_BEHIND_AT_MOST


def _is_current(community: Community) -> bool:
    try:
        ledger.require_no_recess(community)
    except RecessError:
        return False
    return True
