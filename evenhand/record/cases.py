"""Which cases there are: for lists, for the clock, for the log. Bytes out, nothing opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from evenhand.people.communities import Community, by_pk
from evenhand.record import models
from evenhand.vault.place import Place

LONGEST_SLEEP = timedelta(hours=24)
"""After so long the clock looks at every open case again, whatever is due there."""


@dataclass(frozen=True, slots=True)
class SealedSummary:
    """A case's summary as it is stored."""

    uid: bytes
    place: Place
    blob: bytes


def open_summaries(community: Community) -> tuple[SealedSummary, ...]:
    """The sealed summaries of a community's open cases, in one query."""
    rows = models.Case.objects.filter(community_id=community.pk, wake_on__isnull=False).values_list("uid", "summary")
    return tuple(_sealed(community, bytes(uid), bytes(blob)) for uid, blob in rows)


def closed_summaries(community: Community, before: bytes | None, limit: int) -> tuple[SealedSummary, ...]:
    """Sealed summaries of closed cases, a page at a time, in the order of their random numbers."""
    rows = models.Case.objects.filter(community_id=community.pk, wake_on__isnull=True).order_by("uid")
    if before is not None:
        rows = rows.filter(uid__gt=before)
    return tuple(_sealed(community, bytes(uid), bytes(b)) for uid, b in rows.values_list("uid", "summary")[:limit])


def sealed_summary(community: Community, uid: bytes) -> SealedSummary | None:
    """The sealed summary of one case, if there is such a case."""
    row = models.Case.objects.filter(community_id=community.pk, uid=uid).values_list("summary", flat=True).first()
    return None if row is None else _sealed(community, uid, bytes(row))


def waking(now: datetime, limit: int) -> tuple[tuple[Community, bytes], ...]:
    """Cases whose hour has come, of all communities; one that sleeps longer than any was touched by a clock ahead."""
    has_come = Q(wake_on__lte=now) | Q(wake_on__gt=now + LONGEST_SLEEP)
    rows = models.Case.objects.filter(has_come).order_by("wake_on").values_list("community_id", "uid")[:limit]
    found = {pk: by_pk(pk) for pk in {pk for pk, _ in rows}}
    return tuple((found[pk], bytes(uid)) for pk, uid in rows)


def wake_all(community: Community, hour: datetime) -> None:
    """Let the clock look at every open case again: who is there has changed, so somebody else may owe something."""
    models.Case.objects.filter(community_id=community.pk, wake_on__gt=hour).update(wake_on=hour)


def everything(community: Community) -> tuple[bytes, ...]:
    """The numbers of all cases of a community: for key changes of the whole roster, and for verifying."""
    return tuple(bytes(u) for u in models.Case.objects.filter(community_id=community.pk).values_list("uid", flat=True))


def heads_touched_on(community: Community, day: date) -> tuple[bytes, ...]:
    """The heads of the cases that were last touched on a day: what the log's leaf of that day is over."""
    return _heads(models.Case.objects.filter(community_id=community.pk, touched_on=day))


def heads_touched_since(community: Community, day: date) -> tuple[bytes, ...]:
    """The same of a day and all later ones, those to come included: a clock that was ahead gave such dates."""
    return _heads(models.Case.objects.filter(community_id=community.pk, touched_on__gte=day))


def _heads(rows: QuerySet[models.Case]) -> tuple[bytes, ...]:
    return tuple(bytes(head) for head in rows.order_by("uid").values_list("head", flat=True))


def _sealed(community: Community, uid: bytes, blob: bytes) -> SealedSummary:
    return SealedSummary(uid, Place(community.place.instance, community.uid, uid), blob)
