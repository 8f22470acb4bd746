"""When a case may rest, what wakes it, and what of its duties stays in sight meanwhile (R12).

Resting stops no clock, neither the manual's nor one that a party was promised. It folds a case
away from list, digest and calendar where nothing falls due before its date; what comes to be
owed sooner stays in sight. It ends by itself on the date, by a word of anybody in the case,
by any word of a party, by another report that joins it, and where somebody may be in danger.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from evenhand.procedure.duties.duty import Duty

__all__ = ["in_sight", "rests"]


def rests(rests_until: datetime | None, now: datetime) -> bool:
    """Whether the case rests at this time."""
    return rests_until is not None and now < rests_until


def in_sight(duties: Iterable[Duty], rests_until: datetime | None, now: datetime) -> tuple[Duty, ...]:
    """What list, digest, calendar and case page show as owed: of a case that rests, what is due before its date."""
    if rests_until is None or now >= rests_until:
        return tuple(duties)
    return tuple(duty for duty in duties if duty.urgent or duty.due < rests_until)
