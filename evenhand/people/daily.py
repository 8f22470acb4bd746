"""What a person hears at most once a day: the digest's one sentence (DESIGN, "What people see")."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from evenhand.people import models
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.rows import pick_all
from evenhand.procedure.facts import Member
from evenhand.vault.domains import Domain


def not_told_today(community: Community, members: Iterable[Member], now: datetime) -> tuple[Member, ...]:
    """Those of these members who have not had today's sentence yet; they count as told from now.

    The day is the community's. Inside the caller's transaction, so that a sentence that
    is not queued in the end does not count.
    """
    lookups = _lookups(community, members, now)
    told = _known(lookups)
    fresh = [lookup for lookup in lookups if lookup not in told]
    if fresh:
        rows = (models.Throttle(lookup=lookup, tries=1, until=now + timedelta(days=1)) for lookup in fresh)
        models.Throttle.objects.bulk_create(rows, ignore_conflicts=True)
    return tuple(lookups[lookup] for lookup in fresh)


def told_today(community: Community, members: Iterable[Member], now: datetime) -> frozenset[Member]:
    """Those of these members who have had today's sentence already, which nothing undoes; one read, no write."""
    lookups = _lookups(community, members, now)
    return frozenset(lookups[lookup] for lookup in _known(lookups))


def _lookups(community: Community, members: Iterable[Member], now: datetime) -> dict[bytes, Member]:
    """Under what it is kept that a member was told today: it names neither them nor the day."""
    day = now.astimezone(ZoneInfo(community.zone)).date().isoformat().encode()
    return {clerks().mac(Domain.THROTTLE, b"digest", bytes.fromhex(member), day): member for member in members}


def _known(lookups: Iterable[bytes]) -> set[bytes]:
    rows = pick_all(models.Throttle, ("lookup",), by="lookup", lookup=tuple(lookups))
    return {bytes(lookup) for (lookup,) in rows}
