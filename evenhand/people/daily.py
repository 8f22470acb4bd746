"""What a person hears at most once a day: the digest's one sentence (DESIGN, "What people see")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from evenhand.people import models
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.rows import pick_all
from evenhand.procedure.facts import Member
from evenhand.vault.clerk import Clerks
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
    """Those of these members who have had today's sentence already; at most one read, and no write.

    Nothing undoes that a sentence was said, so who is known to have had it is not asked about again that day: of ten
    reports in a day the last nine find all of it here. Outside of any transaction, so that only what stays is known.
    """
    wanted, day = frozenset(members), _day_of(community, now)
    known = _heard_on(community, day)
    if not wanted <= known:
        lookups = _lookups(community, wanted, now)
        known = frozenset(lookups[lookup] for lookup in _known(lookups)) | known
        if not connection.in_atomic_block:
            _heard[community.uid] = _Heard(clerks(), day, known)
    return wanted & known


@dataclass(frozen=True, slots=True)
class _Heard:
    """Who is known to have had the sentence of one day, in the database of one clerk."""

    clerks: Clerks = field(repr=False)
    day: date
    members: frozenset[Member]


_heard: dict[bytes, _Heard] = {}
"""By community: the last day of each."""


def forget() -> None:
    """Drop what is known, so that it is asked again: in another database."""
    _heard.clear()


def _heard_on(community: Community, day: date) -> frozenset[Member]:
    last = _heard.get(community.uid)
    return last.members if last is not None and (last.clerks, last.day) == (clerks(), day) else frozenset()


def _lookups(community: Community, members: Iterable[Member], now: datetime) -> dict[bytes, Member]:
    """Under what it is kept that a member was told today: it names neither them nor the day."""
    day = _day_of(community, now).isoformat().encode()
    return {clerks().mac(Domain.THROTTLE, b"digest", bytes.fromhex(member), day): member for member in members}


def _day_of(community: Community, now: datetime) -> date:
    return now.astimezone(ZoneInfo(community.zone)).date()


def _known(lookups: Iterable[bytes]) -> set[bytes]:
    rows = pick_all(models.Throttle, ("lookup",), by="lookup", lookup=tuple(lookups))
    return {bytes(lookup) for (lookup,) in rows}
