"""Sessions of parties: a phrase, opened for a while under a cookie of its own (THREATS 4.8, 4.9).

A row looks like a member's and opens for no member: what it belongs to is sealed for another purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from evenhand.people import models
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import IDLE, LONGEST, OWNER_KEPT, OWNER_SIZE, WRITTEN_EVERY, read_cookie, written_cookie
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.phrase import Phrase, PhraseKeys, parse_phrase, phrase_keys
from evenhand.vault.session import cookie_hash, new_cookie, open_session, seal_session


@dataclass(frozen=True, slots=True)
class OpenLine:
    """Somebody who has typed their phrase, for one request."""

    phrase: PhraseKeys = field(repr=False)
    cookie: bytes = field(repr=False)


def begin(community: Community, phrase: Phrase, occasion: Occasion) -> str:
    """Begin a session for a phrase that leads somewhere; answer the cookie."""
    cookie = new_cookie(occasion.entropy)
    hashed, keys = cookie_hash(cookie), phrase_keys(phrase, community.place)
    place = community.place.whole_community(hashed)
    models.Session.objects.create(
        cookie=hashed,
        community_id=community.pk,
        member=clerks().mac(Domain.LOOKUP_PARTY, b"session", keys.lookup),
        owner=clerks().seal(Domain.PARTY_RECORD, place, keys.box.public, occasion.entropy, size=OWNER_SIZE),
        keys=seal_session(phrase.encode(), cookie, settings.EVENHAND_SECRET, community.place, occasion.entropy),
        began_at=occasion.now,
        seen_at=occasion.now,
        proved_at=occasion.now,
    )
    return written_cookie(cookie)


def resume(community: Community, cookie: str, now: datetime) -> OpenLine | None:
    """Whose cookie this is, if the session lives."""
    row = _row(community, cookie)
    raw = read_cookie(cookie)
    if row is None or raw is None or row.keys is None or _owner(community, row) is None:
        return None
    if now - row.seen_at >= IDLE or now - row.began_at >= LONGEST or now < row.began_at - IDLE:
        return None
    try:
        opened = open_session(bytes(row.keys), raw, settings.EVENHAND_SECRET, community.place)
    except VaultError:
        return None
    if now - row.seen_at >= WRITTEN_EVERY:
        models.Session.objects.filter(pk=row.pk).update(seen_at=now)
    return OpenLine(phrase_keys(parse_phrase(opened.decode()), community.place), raw)


def box_of_expired(community: Community, cookie: str, now: datetime) -> bytes | None:
    """The public key of whoever had this session, for a day after it ended: what they typed is sealed to them."""
    row = _row(community, cookie)
    if row is None or now - row.seen_at >= OWNER_KEPT:
        return None
    return _owner(community, row)


def end(line: OpenLine) -> None:
    """End a session, at once and without a trace."""
    models.Session.objects.filter(cookie=cookie_hash(line.cookie)).delete()


def _row(community: Community, cookie: str) -> models.Session | None:
    raw = read_cookie(cookie)
    if raw is None:
        return None
    return models.Session.objects.filter(cookie=cookie_hash(raw), community_id=community.pk).first()


def _owner(community: Community, row: models.Session) -> bytes | None:
    try:
        return clerks().open(Domain.PARTY_RECORD, community.place.whole_community(bytes(row.cookie)), bytes(row.owner))
    except VaultError:
        return None
