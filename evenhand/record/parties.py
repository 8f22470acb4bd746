"""Where a phrase or an invitation leads: found by a hash, opened by the clerk (THREATS 4.8)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.people.rows import insert, pick
from evenhand.procedure.facts import Party
from evenhand.record import models
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.keys import fingerprint
from evenhand.vault.phrase import PhraseKeys, lookup_hash


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """What stands behind a phrase, or behind an invitation that was not used yet."""

    case: bytes
    party: Party
    box: bytes
    signing: bytes
    invitation_until: datetime | None = None
    """Until when an invitation lives; a phrase has no such time. Sealed, so that the rows look alike."""

    @property
    def is_invitation(self) -> bool:
        """Whether this is an invitation that was not used yet."""
        return self.invitation_until is not None

    @property
    def fingerprint(self) -> bytes:
        """The fingerprint that the case's facts name."""
        return fingerprint(self.box, self.signing)


def find(community: Community, keys: PhraseKeys, occasion: Occasion) -> PartyRecord | None:
    """What these keys lead to. Wrong, unknown and expired are the same answer after the same work."""
    hashed = lookup_hash(keys.lookup)
    row = models.PartyKey.objects.filter(lookup=hashed, community_id=community.pk).first()
    place = community.place.whole_community(hashed)
    nowhere = _leads_nowhere(community, hashed, occasion)  # made for known ones too: the same work for everybody
    blob = nowhere if row is None else bytes(row.record)
    raw = clerks().open(Domain.PARTY_RECORD, place, blob)
    record = _record(json.loads(raw))
    has_ended = record.invitation_until is not None and occasion.now >= record.invitation_until
    if row is None or has_ended or (record.box, record.signing) != (keys.box.public, keys.signing.public):
        return None
    return record


def everything(community: Community) -> Iterator[PartyRecord | None]:
    """What stands behind every phrase and invitation, for verifying; nothing for a row that does not open."""
    for row in models.PartyKey.objects.filter(community_id=community.pk):
        place = community.place.whole_community(bytes(row.lookup))
        try:
            yield _record(json.loads(clerks().open(Domain.PARTY_RECORD, place, bytes(row.record))))
        except VaultError:
            yield None


def exists(community: Community, keys: PhraseKeys) -> bool:
    """Whether this phrase leads somewhere already: the same form was sent before."""
    return pick(models.PartyKey, ("lookup",), lookup=lookup_hash(keys.lookup), community=community.pk) is not None


@dataclass(frozen=True, slots=True)
class Ready:
    """A phrase or an invitation with its record sealed: it leads there once it is written."""

    community: int
    lookup: bytes
    sealed: bytes = field(repr=False)


def ready(
    community: Community,
    keys: PhraseKeys,
    case: bytes,
    party: Party,
    occasion: Occasion,
    *,
    invitation_until: datetime | None = None,
) -> Ready:
    """Seal where a phrase, or for a time an invitation, leads; nothing is written yet."""
    record = PartyRecord(case, party, keys.box.public, keys.signing.public, invitation_until)
    hashed = lookup_hash(keys.lookup)
    place = community.place.whole_community(hashed)
    sealed = clerks().seal(Domain.PARTY_RECORD, place, _body(record), occasion.entropy, size=_SIZE)
    return Ready(community.pk, hashed, sealed)


def write(done: Ready) -> None:
    """Let it lead there, inside the caller's transaction; `IntegrityError` where it leads somewhere already."""
    insert(models.PartyKey, {"lookup": done.lookup, "community": done.community, "record": done.sealed})


def keep(
    community: Community,
    keys: PhraseKeys,
    case: bytes,
    party: Party,
    occasion: Occasion,
    *,
    invitation_until: datetime | None = None,
) -> None:
    """Let a phrase, or for a time an invitation, lead to a party's line."""
    write(ready(community, keys, case, party, occasion, invitation_until=invitation_until))


def drop(community: Community, keys: PhraseKeys) -> bool:
    """Use an invitation up; answer whether it was still there."""
    deleted, _ = models.PartyKey.objects.filter(lookup=lookup_hash(keys.lookup), community_id=community.pk).delete()
    return bool(deleted)


def drop_invitations(community: Community, case: bytes, party: Party) -> tuple[bytes, ...]:
    """Let no invitation of this line lead there any more; answer the keys to which they had it wrapped."""
    return tuple(_drop(community, lambda one: one.is_invitation and (one.case, one.party) == (case, party)))


def forget(community: Community, case: bytes, party: Party) -> tuple[bytes, ...]:
    """Let nothing lead to a party's line any more: their phrase, and what invited them; answer their keys (K1).

    Rows do not show to which case they belong, so each is opened, once in a case's life.
    """
    return tuple(_drop(community, lambda one: (one.case, one.party) == (case, party)))


def _drop(community: Community, is_meant: Callable[[PartyRecord], bool]) -> list[bytes]:
    dropped = []
    for row in models.PartyKey.objects.filter(community_id=community.pk):
        place = community.place.whole_community(bytes(row.lookup))
        try:
            record = _record(json.loads(clerks().open(Domain.PARTY_RECORD, place, bytes(row.record))))
        except VaultError:
            continue  # a damaged row leads nowhere, and verifying names it
        if is_meant(record):
            row.delete()
            dropped.append(record.box)
    return dropped


def lead_to(
    community: Community, there: tuple[bytes, Party], here: tuple[bytes, Party], occasion: Occasion
) -> tuple[PartyRecord, ...]:
    """Let every phrase and invitation of one line lead to another line; answer what they are now."""
    moved = []
    for row in models.PartyKey.objects.select_for_update().filter(community_id=community.pk):
        hashed = bytes(row.lookup)
        place = community.place.whole_community(hashed)
        try:
            record = _record(json.loads(clerks().open(Domain.PARTY_RECORD, place, bytes(row.record))))
        except VaultError:
            continue  # a damaged row leads nowhere, and verifying names it
        if (record.case, record.party) == there:
            record = replace(record, case=here[0], party=here[1])
            sealed = clerks().seal(Domain.PARTY_RECORD, place, _body(record), occasion.entropy, size=_SIZE)
            models.PartyKey.objects.filter(lookup=hashed).update(record=sealed)
            moved.append(record)
    return tuple(moved)


_SIZE = 512


def _body(record: PartyRecord) -> bytes:
    return json.dumps(
        {
            "case": record.case.hex(),
            "party": record.party,
            "box": record.box.hex(),
            "signing": record.signing.hex(),
            "until": "" if record.invitation_until is None else record.invitation_until.isoformat(),
        }
    ).encode()


def _record(body: dict[str, str]) -> PartyRecord:
    return PartyRecord(
        case=bytes.fromhex(body["case"]),
        party=Party(body["party"]),
        box=bytes.fromhex(body["box"]),
        signing=bytes.fromhex(body["signing"]),
        invitation_until=datetime.fromisoformat(body["until"]) if body["until"] else None,
    )


def _leads_nowhere(community: Community, hashed: bytes, occasion: Occasion) -> bytes:
    """A record that an unknown phrase opens, so that it costs what a known one does."""
    nowhere = PartyRecord(bytes(16), Party("nobody"), bytes(32), bytes(32))
    place = community.place.whole_community(hashed)
    return clerks().seal(Domain.PARTY_RECORD, place, _body(nowhere), occasion.entropy, size=_SIZE)
