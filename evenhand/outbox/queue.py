"""The outbox: what waits to leave was committed with the act that caused it, and leaves at least once (decision 6)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from django.db import transaction
from django.db.models import F, Q

from evenhand.outbox import models
from evenhand.people.communities import Community, by_pk
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError

KEPT_FOR = timedelta(days=5)
"""A letter that could not leave in this time counts as come back: its duty stands again."""
FEWEST_TRIES = 10
"""None is given up before: a worker that stood still for days, or a clock that jumped ahead, has not tried yet."""
LEASE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)


class Kind(StrEnum):
    """What waits: a constant sentence, an automatic receipt, or a letter whose writer chose mail for it."""

    NOTICE = "notice"
    RECEIPT = "receipt"
    LETTER = "letter"
    COPY = "copy"
    CHECKPOINT = "checkpoint"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one address. ``case`` and ``entry`` say which entry's outcome it decides, if any."""

    kind: Kind
    to: str
    subject: str
    body: str
    case: str = ""
    entry: str = ""
    party: str = ""
    """Whom of this case it goes to, so that it does not leave once their identity was erased (K1)."""
    member: str = ""
    """Whose address it is, of those who belong here or are invited to: their mail may be refused."""
    to_any: bool = False
    """Whether it would have gone to them whatever cases there are: only of such may the office hear (THREATS 6)."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A mail that was claimed by one worker, for the length of a lease."""

    uid: bytes
    community: Community
    mail: Mail
    tries: int
    until: datetime
    lease: datetime | None = None
    """Until when it is this worker's; who comes back after that changes nothing."""

    @property
    def message_id(self) -> str:
        """The same for every try, so that a mail sent twice is known to be one."""
        return f"<{self.uid.hex()}@evenhand.invalid>"


def put(community: Community, mail: Mail, occasion: Occasion) -> bytes:
    """Queue a mail inside the caller's transaction; answer its id."""
    return put_all(community, (mail,), occasion)[0]


def put_all(community: Community, mails: Iterable[Mail], occasion: Occasion) -> tuple[bytes, ...]:
    """Queue mails inside the caller's transaction, in one statement; rows show the act's hour, not its minute."""
    rows = [_row(community, mail, occasion) for mail in mails]
    models.Waiting.objects.bulk_create(rows)
    return tuple(bytes(row.uid) for row in rows)


def _row(community: Community, mail: Mail, occasion: Occasion) -> models.Waiting:
    uid = occasion.new_id()
    raw = json.dumps(asdict(mail), ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    return models.Waiting(
        uid=uid,
        community_id=community.pk,
        blob=clerks().seal(Domain.LETTER, community.place.whole_community(uid), raw, occasion.entropy),
        after=occasion.hour,
        until=occasion.hour + KEPT_FOR,
    )


def claim(now: datetime, limit: int = 20) -> tuple[Leaving, ...]:
    """Take mails that are due, each by a conditional UPDATE: no two workers hold the same one at a time.

    A lease or a pause that is longer than any was written while the clock was ahead, and counts as over.
    """
    free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_until__gt=now + LEASE)
    due = free & (Q(after__lte=now) | Q(after__gt=now + LONGEST_PAUSE))
    claimed: list[Leaving] = []
    community_of = cache(by_pk)
    for row in models.Waiting.objects.filter(due).order_by("after")[:limit]:
        taken = models.Waiting.objects.filter(due, pk=row.pk).update(claimed_until=now + LEASE, tries=F("tries") + 1)
        if taken:
            with suppress(VaultError):  # a damaged row keeps no other from leaving; it stays, and shows as late
                claimed.append(replace(_leaving(row, community_of(row.community_id)), lease=now + LEASE))
    return tuple(claimed)


def left(leaving: Leaving) -> None:
    """It left: nothing of it is kept."""
    models.Waiting.objects.filter(pk=leaving.uid).delete()


def stayed(leaving: Leaving, now: datetime) -> None:
    """It could not leave now: try again later, after a pause that grows to an hour."""
    pause = min(timedelta(minutes=2) * 2 ** min(leaving.tries, 10), LONGEST_PAUSE)
    own = models.Waiting.objects.filter(pk=leaving.uid, claimed_until=leaving.lease)
    own.update(claimed_until=None, after=now + pause)


def has_ended(leaving: Leaving, now: datetime) -> bool:
    """Whether its five days are over, and it was tried in them."""
    return now >= leaving.until and leaving.tries >= FEWEST_TRIES


def oldest_waiting(community: Community) -> datetime | None:
    """Since when the longest-waiting mail is due: health shows it as fine or late, never as a time."""
    tried = models.Waiting.objects.filter(community_id=community.pk, tries__gt=0).order_by("until")
    until = tried.values_list("until", flat=True).first()
    return None if until is None else until - KEPT_FOR


def waiting(community: Community, but: Collection[bytes] = ()) -> tuple[Leaving, ...]:
    """Everything that waits in a community, but what is known; the demo's page of letters and tests read it."""
    rows = models.Waiting.objects.filter(community_id=community.pk).order_by("after")
    return tuple(_leaving(row, community) for row in rows if bytes(row.uid) not in but)


def which_wait(community: Community) -> frozenset[bytes]:
    """Which mails wait in a community, without opening them."""
    uids = models.Waiting.objects.filter(community_id=community.pk).values_list("uid", flat=True)
    return frozenset(map(bytes, uids))


def drop_for(community: Community, case: str, party: str) -> None:
    """Drop what waits for a party of a case: their address goes with it (K1)."""
    for leaving in waiting(community):
        if (leaving.mail.case, leaving.mail.party) == (case, party):
            models.Waiting.objects.filter(pk=leaving.uid).delete()


def drain() -> int:
    """Drop everything that waits, for tests of what remains; answer how much it was."""
    with transaction.atomic():
        deleted, _ = models.Waiting.objects.all().delete()
    return deleted


def _leaving(row: models.Waiting, community: Community) -> Leaving:
    uid = bytes(row.uid)
    raw = clerks().open(Domain.LETTER, community.place.whole_community(uid), bytes(row.blob))
    body = json.loads(raw)
    mail = replace(Mail(**body), kind=Kind(body["kind"]))
    return Leaving(uid, community, mail, row.tries, row.until)
