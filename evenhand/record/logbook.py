"""The community's log: one leaf for each day, and a signed checkpoint over all of them (THREATS 5).

Neither the size of a row nor the rhythm of the rows tells of a case: a day without one has a leaf and a blob of the
same kind. What a leaf is made of is sealed by the clerk: those seated can later be shown that their case is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.record import models
from evenhand.vault import log
from evenhand.vault.domains import Domain
from evenhand.vault.errors import SealBrokenError
from evenhand.vault.padding import KEYRING_BUCKETS

SLOTS = 64
_SALT_BYTES = 32
_HEAD_BYTES = 32


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the log."""

    number: int
    day: date
    leaf: bytes
    sealed: bytes
    checkpoint: str


def origin(community: Community) -> str:
    """By which name the log signs: that of the community, by its random id."""
    return f"evenhand/{community.uid.hex()}"


def newest(community: Community) -> Day | None:
    """The last day that is in the log."""
    row = models.LogDay.objects.filter(community_id=community.pk).order_by("-number").first()
    return None if row is None else _day(row)


def days(community: Community) -> tuple[Day, ...]:
    """All days of the log, oldest first."""
    rows = models.LogDay.objects.filter(community_id=community.pk).order_by("number")
    return tuple(_day(row) for row in rows)


def append(community: Community, day: date, heads: Sequence[bytes], occasion: Occasion) -> Day:
    """Add a day's leaf over these heads and sign a checkpoint, inside the caller's transaction."""
    before = _leaves(community)
    salt = occasion.entropy(_SALT_BYTES)
    leaf = log.day_leaf(heads, salt, SLOTS)
    number = len(before) + 1
    note = log.sign_checkpoint(log.Checkpoint(origin(community), number, log.root((*before, leaf))), clerks().signing)
    place = community.place.whole_community(_entry(number))
    made_of = salt + b"".join(heads)
    sealed = clerks().seal(Domain.LOG_DAY, place, made_of, occasion.entropy, buckets=KEYRING_BUCKETS)
    row = models.LogDay.objects.create(
        community_id=community.pk, number=number, day=day, leaf=leaf, sealed=sealed, checkpoint=note.encode()
    )
    return _day(row)


def made_of(community: Community, day: Day) -> tuple[bytes, tuple[bytes, ...]]:
    """The salt of a day and the heads of the cases that were touched on it, as the clerk opens them."""
    raw = clerks().open(Domain.LOG_DAY, community.place.whole_community(_entry(day.number)), day.sealed)
    salt, heads = raw[:_SALT_BYTES], raw[_SALT_BYTES:]
    if len(salt) != _SALT_BYTES or len(heads) % _HEAD_BYTES:
        raise SealBrokenError("a day of the log has another length")
    return salt, tuple(heads[at : at + _HEAD_BYTES] for at in range(0, len(heads), _HEAD_BYTES))


def _leaves(community: Community) -> tuple[bytes, ...]:
    rows = models.LogDay.objects.filter(community_id=community.pk).order_by("number")
    return tuple(bytes(leaf) for leaf in rows.values_list("leaf", flat=True))


def _entry(number: int) -> bytes:
    return number.to_bytes(16)


def _day(row: models.LogDay) -> Day:
    return Day(row.number, row.day, bytes(row.leaf), bytes(row.sealed), bytes(row.checkpoint).decode())
