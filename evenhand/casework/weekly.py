"""A test report takes the form's own road every week by itself: that reports arrive is known before somebody needs it.

Its words are constant, it is closed as it opens, and nobody is asked anything (``rehearsing.try_form``). What is
kept is when it last went through, per community, in a file of this host: what the office shows of it is fine or late.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from evenhand.casework import rehearsing
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion

EVERY = timedelta(days=7)


def is_due(community: Community, now: datetime) -> bool:
    """Whether a community whose form is open has had no test report for a week; a clock that jumped back tries anew."""
    seen = last_success(community)
    return community.is_published and (seen is None or not seen <= now < seen + EVERY)


def try_form(community: Community, occasion: Occasion) -> None:
    """Send a test report as the form would take it, and note that it went through."""
    rehearsing.try_form(community, occasion)
    _file(community).write_text(occasion.now.isoformat(), "ascii")


def last_success(community: Community) -> datetime | None:
    """When a test report last went through on this host."""
    try:
        return datetime.fromisoformat(_file(community).read_text("ascii").strip())
    except (FileNotFoundError, ValueError):
        return None


def _file(community: Community) -> Path:
    return Path(settings.EVENHAND_DATA, f"form.{community.slug}.alive")
