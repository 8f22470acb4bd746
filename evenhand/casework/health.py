"""Whether everything runs, as fine or late: never a number, a time or a name of any case (THREATS 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from evenhand.casework import weekly
from evenhand.outbox import queue
from evenhand.people import roster
from evenhand.people.communities import Community
from evenhand.record import ledger, logbook

MAIL_WAITS_AT_MOST = timedelta(hours=1)
CLOCK_SILENT_AT_MOST = timedelta(minutes=10)
LOG_BEHIND_AT_MOST = timedelta(days=2)
MAIL_SILENT_AT_MOST = timedelta(hours=1)
FORM_SILENT_AT_MOST = weekly.EVERY + timedelta(days=1)
FORM_TRIED_WITHIN = timedelta(days=1)
"""After the form was opened; the clock tries it within minutes."""
CLOCK = "clock.alive"
"""The file that every tick of a clock on this host touches."""
MAIL = "mail.alive"
"""The file that a clock touches when the mail server answered it. It asks by itself, whether or not mail waits:
what the office shows may not differ by what waits for a case that its reader must not know of (THREATS 6)."""


@dataclass(frozen=True, slots=True)
class Health:
    """Each is fine, or late."""

    mail: bool
    clock: bool
    log: bool
    database: bool
    form: bool


def health(community: Community, now: datetime) -> Health:
    """How it stands now."""
    return Health(
        mail=_seen_lately(MAIL, MAIL_SILENT_AT_MOST, now),
        clock=_seen_lately(CLOCK, CLOCK_SILENT_AT_MOST, now),
        log=_log_is_current(community, now),
        database=not ledger.is_behind(community),
        form=_form_was_tried(community, now),
    )


def letters_wait(community: Community, now: datetime) -> bool:
    """Whether a mail has waited for more than an hour: for the operator's own eyes, who knows every fact anyway."""
    waiting = queue.oldest_waiting(community)
    return waiting is not None and now - waiting >= MAIL_WAITS_AT_MOST


def _seen_lately(name: str, at_most: timedelta, now: datetime) -> bool:
    try:
        seen = datetime.fromisoformat(Path(settings.EVENHAND_DATA, name).read_text("ascii").strip())
    except (FileNotFoundError, ValueError):
        return False
    return now - seen < at_most


def _log_is_current(community: Community, now: datetime) -> bool:
    newest = logbook.newest(community)
    return newest is not None and now.date() - newest.day <= LOG_BEHIND_AT_MOST


def _form_was_tried(community: Community, now: datetime) -> bool:
    """The week's test report went through; a form that is not open is not late, nor one that was opened today."""
    if not community.is_published:
        return True
    seen = weekly.last_success(community)
    if seen is not None:
        return now - seen < FORM_SILENT_AT_MOST
    opened_at = roster.load(community).opened_at
    return opened_at is not None and now - opened_at < FORM_TRIED_WITHIN
