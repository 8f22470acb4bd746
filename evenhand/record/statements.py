"""What was said in public, as everybody may read it: rows that stay, each of a day and nothing finer (D7)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.record import models
from evenhand.vault.domains import Domain

MOST_SHOWN = 100
"""So many statements stand on the page and in the feed; older ones keep their own address."""

LONGEST_TITLE = 200


class Voice(StrEnum):
    """For whom something is said. Which person spoke stands in the record, not in public (N4)."""

    COMMITTEE = "committee"
    COUNCIL = "council"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement. ``earlier`` is the one that it corrects, or takes back."""

    uid: bytes
    day: date
    voice: Voice
    language: str
    title: str = ""
    text: str = ""
    earlier: bytes | None = None
    withdraws: bool = False


def publish(community: Community, statement: Statement) -> None:
    """Put a statement where everybody can read it; it is never changed, only followed by another."""
    models.Statement.objects.create(
        uid=statement.uid,
        community_id=community.pk,
        day=statement.day,
        voice=statement.voice.value,
        language=statement.language,
        title=statement.title[:LONGEST_TITLE],
        text=statement.text,
        earlier=statement.earlier,
        withdraws=statement.withdraws,
    )


def today(community: Community, occasion: Occasion) -> date:
    """The day of a statement, in the community's own zone."""
    return occasion.now.astimezone(ZoneInfo(community.zone)).date()


def newest(community: Community) -> tuple[Statement, ...]:
    """The newest statements of a community, newest first."""
    rows = models.Statement.objects.filter(community_id=community.pk).order_by("-number")[:MOST_SHOWN]
    return tuple(_value(row) for row in rows)


def find(community: Community, uid: bytes) -> Statement | None:
    """One statement, by its random id."""
    row = models.Statement.objects.filter(community_id=community.pk, uid=uid).first()
    return None if row is None else _value(row)


def followers(community: Community, uid: bytes) -> tuple[Statement, ...]:
    """What corrects a statement, or takes it back."""
    rows = models.Statement.objects.filter(community_id=community.pk, earlier=uid).order_by("number")
    return tuple(_value(row) for row in rows)


def _value(row: models.Statement) -> Statement:
    return Statement(
        uid=bytes(row.uid),
        day=row.day,
        voice=Voice(row.voice),
        language=row.language,
        title=row.title,
        text=row.text,
        earlier=None if row.earlier is None else bytes(row.earlier),
        withdraws=row.withdraws,
    )


# --- statements that belong to no case -------------------------------------------------------------


def keep_announcement(community: Community, uid: bytes, record: Mapping[str, Any], occasion: Occasion) -> None:
    """Keep what is known of a statement of no case, in place of what was known before."""
    # It is a letter to everybody that waits to leave: sealed like one, at a place of its own.
    place = community.place.at(entry=uid)
    sealed = clerks().seal(Domain.LETTER, place, json.dumps(record).encode(), occasion.entropy)
    models.Announcement.objects.update_or_create(uid=uid, defaults={"community_id": community.pk, "record": sealed})


def announcement(community: Community, uid: bytes) -> dict[str, Any] | None:
    """What is known of a statement of no case, held until the transaction ends."""
    row = models.Announcement.objects.select_for_update().filter(community_id=community.pk, uid=uid).first()
    return None if row is None else _opened(community, row)


def announcements(community: Community) -> dict[bytes, dict[str, Any]]:
    """All statements of no case, said or waiting: a few a year, so that no column in clear has to tell them apart."""
    rows = models.Announcement.objects.filter(community_id=community.pk)
    return {bytes(row.uid): _opened(community, row) for row in rows}


def drop_announcement(community: Community, uid: bytes) -> None:
    """Forget a text that nobody said."""
    models.Announcement.objects.filter(community_id=community.pk, uid=uid).delete()


def _opened(community: Community, row: models.Announcement) -> dict[str, Any]:
    raw = clerks().open(Domain.LETTER, community.place.at(entry=bytes(row.uid)), bytes(row.record))
    found: dict[str, Any] = json.loads(raw)
    return found
