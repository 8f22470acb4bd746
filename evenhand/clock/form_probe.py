"""Sends each community's weekly test report; one that fails is tried again an hour later, and the log says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from evenhand.casework import weekly
from evenhand.people import communities
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.record.ledger import RecessError
from evenhand.shell.events import Event, log

AGAIN = timedelta(hours=1)


class FormProbe:
    """Looks now and then whether a week is over somewhere."""

    def __init__(self) -> None:
        self._next: datetime | None = None

    def look(self, occasion: Occasion) -> None:
        """Try what is due where the last look was an hour ago; a clock that jumped back looks at once."""
        now = occasion.now
        if self._next is not None and self._next - AGAIN <= now < self._next:
            return
        self._next = now + AGAIN
        for community in communities.everyone():
            if weekly.is_due(community, now):
                _try(community, occasion)


def _try(community: Community, occasion: Occasion) -> None:
    try:
        weekly.try_form(community, occasion)
    except RecessError:
        return  # nothing is written in a recess, and everybody is told of it anyway
    except Exception as err:  # noqa: BLE001 - one community's broken form must not stop the clock of the others
        log(Event.CLOCK_TICK_FAILED, part="form", kind=type(err).__name__)
