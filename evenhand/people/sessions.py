"""Sessions: a cookie that is stored nowhere, and a row that opens only with it and the server secret (THREATS 4.9)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from django.conf import settings
from django.db import transaction

from evenhand.people import accounts, models, own_keys, roster, signing_in, throttle
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.procedure.facts import Member
from evenhand.vault.clerk import Sheet
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.member_keys import Argon2Cost, MemberKeys, WrongPassphraseError
from evenhand.vault.session import cookie_hash, new_cookie, open_session, seal_session

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
WRITTEN_EVERY = timedelta(minutes=5)
PROVED_FOR = timedelta(minutes=10)
OWNER_KEPT = timedelta(hours=24)
OWNER_SIZE = 48
"""Of one size for members and for parties (`lines`), so that a row does not tell whose session it is."""


class NotOnRosterError(Exception):
    """The keys open, but nobody has admitted them to the roster yet, or they have left."""


class HasLeftError(NotOnRosterError):
    """The keys open and are those of somebody who has left; only who holds them is told."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A member with their opened keys, for one request."""

    community: Community
    member: Member
    person: roster.Person
    keys: MemberKeys = field(repr=False)
    cookie: bytes = field(repr=False)
    began_at: datetime
    proved_at: datetime

    def is_proved(self, now: datetime) -> bool:
        """Whether the passphrase was typed a short while ago (step-up)."""
        return now - self.proved_at < PROVED_FOR


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as its own member sees it in the list of sessions."""

    handle: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


class Began(Protocol):
    """What belongs into the transaction in which a session begins, such as the mail that tells of it."""

    def __call__(self, account: accounts.Account, *, beside: bool) -> None:
        """Whose it is, and whether another session of theirs lives."""


def _nobody_told(account: accounts.Account, *, beside: bool) -> None:
    del account, beside


def sign_in(
    community: Community,
    login: str,
    passphrase: str,
    code: str,
    cost: Argon2Cost,
    occasion: Occasion,
    began: Began = _nobody_told,
) -> str:
    """Open a member's keys and begin a session; answer the cookie.

    The code is checked first, then Argon2 is spent outside any transaction, then the
    code is claimed in the transaction that makes the session. Raises `SignInRefusedError` for every wrong combination.
    """
    account, keys, step = signing_in.prove(community, login, passphrase, code, occasion)
    _require_here(community, account.member, keys)
    with transaction.atomic():
        signing_in.claim_step(community, account, step)
        began(accounts.by_member(community, account.member), beside=_lives(account.member, occasion.now))
        cookie = _begin(community, account.member, keys, occasion)
    own_keys.raise_cost(community, account, keys, passphrase, cost, occasion)
    return cookie


def prove_here(
    community: Community,
    login: str,
    passphrase: str,
    code: str,
    occasion: Occasion,
    then: Callable[[accounts.Account], None],
) -> SignedIn:
    """Open a member's keys for one act at a terminal: no session begins, and the code is used up all the same."""
    account, keys, step = signing_in.prove(community, login, passphrase, code, occasion)
    person = _require_here(community, account.member, keys)
    with transaction.atomic():
        signing_in.claim_step(community, account, step)
        then(accounts.by_member(community, account.member))
    return SignedIn(community, account.member, person, keys, b"", occasion.now, occasion.now)


def begin(community: Community, member: Member, keys: MemberKeys, occasion: Occasion) -> str:
    """Begin a session for somebody who has just made their keys."""
    with transaction.atomic():
        return _begin(community, member, keys, occasion)


def resume(community: Community, cookie: str, now: datetime) -> SignedIn | None:
    """The member whose cookie this is, if the session lives and the roster still has them."""
    raw = read_cookie(cookie)
    row = None if raw is None else models.Session.objects.filter(cookie=cookie_hash(raw)).first()
    if raw is None or row is None or row.community_id != community.pk or row.keys is None:
        return None
    if now - row.seen_at >= IDLE or now - row.began_at >= LONGEST or now < row.began_at - IDLE:
        return None
    try:
        opened = open_session(bytes(row.keys), raw, settings.EVENHAND_SECRET, community.place)
        owner = clerks().open(
            Domain.SESSION_OWNER, community.place.whole_community(bytes(row.cookie)), bytes(row.owner)
        )
    except VaultError:
        return None
    member, keys = Member(owner.hex()), MemberKeys.from_bytes(opened)
    person = _person(community, member, keys)
    if person is None:
        return None
    if now - row.seen_at >= WRITTEN_EVERY:
        models.Session.objects.filter(pk=row.pk).update(seen_at=now)
    return SignedIn(community, member, person, keys, raw, row.began_at, row.proved_at)


def owner_of_expired(community: Community, cookie: str, now: datetime) -> Member | None:
    """Whose session this was, for a day after it ended: so that what they typed can be sealed to them."""
    raw = read_cookie(cookie)
    row = None if raw is None else models.Session.objects.filter(cookie=cookie_hash(raw)).first()
    if row is None or row.community_id != community.pk or now - row.seen_at >= OWNER_KEPT:
        return None
    place = community.place.whole_community(bytes(row.cookie))
    try:
        return Member(clerks().open(Domain.SESSION_OWNER, place, bytes(row.owner)).hex())
    except VaultError:
        return None  # a party's session: it belongs to no member


def prove_again(signed_in: SignedIn, passphrase: str, now: datetime) -> None:
    """The step-up before export, roster and erasure; raises `WrongPassphraseError` or `TooManyTriesError`.

    Counted apart from signing in: who guesses there cannot keep a member from what they do here.
    """
    throttled = bytes.fromhex(signed_in.member)
    throttle.count("step-up", throttled, now)
    keys = signing_in.open_keys(signed_in.community, signed_in.member, passphrase)
    if keys.box.public != signed_in.keys.box.public:
        message = "these are other keys"
        raise WrongPassphraseError(message)
    throttle.forgive("step-up", throttled)
    models.Session.objects.filter(cookie=cookie_hash(signed_in.cookie)).update(proved_at=now)


def change_passphrase(
    signed_in: SignedIn,
    passphrase: str,
    cost: Argon2Cost,
    occasion: Occasion,
    then: own_keys.Then = own_keys.nothing,
) -> None:
    """Choose another passphrase, after a step-up: every other session of this member ends."""
    account = accounts.by_member(signed_in.community, signed_in.member)
    own_keys.change_passphrase(signed_in.community, account, signed_in.keys, passphrase, cost, occasion, then)
    end_all_of(signed_in.member, but=signed_in.cookie)


def recover(
    community: Community,
    login: str,
    sheet: Sheet,
    passphrase: str,
    cost: Argon2Cost,
    occasion: Occasion,
    then: Callable[[accounts.Account], None] | None = None,
) -> None:
    """Choose another passphrase with the printed key: every session of this member ends, and signing in is next."""
    account = own_keys.recover(community, login, sheet, passphrase, cost, occasion, then)
    end_all_of(account.member)


def own(signed_in: SignedIn) -> tuple[SessionLine, ...]:
    """A member's living sessions."""
    rows = models.Session.objects.filter(member__in=_lookups(signed_in.member), keys__isnull=False).order_by("-seen_at")
    this = cookie_hash(signed_in.cookie)
    return tuple(SessionLine(bytes(r.cookie).hex(), r.began_at, r.seen_at, bytes(r.cookie) == this) for r in rows)


def end(signed_in: SignedIn, handle: str | None = None) -> None:
    """End one of one's own sessions: this one, or that with this handle. Nothing of it is kept."""
    wanted = cookie_hash(signed_in.cookie) if handle is None else _hex(handle)
    models.Session.objects.filter(cookie=wanted, member__in=_lookups(signed_in.member)).delete()


def end_all_of(member: Member, but: bytes | None = None) -> None:
    """End every session of a member, at once: they left, were given new keys, or ask for it."""
    found = models.Session.objects.filter(member__in=_lookups(member))
    (found if but is None else found.exclude(cookie=cookie_hash(but))).delete()


def sweep(now: datetime) -> None:
    """Drop the keys of sessions that ended, and the rows a day later."""
    models.Session.objects.filter(seen_at__lte=now - OWNER_KEPT).delete()
    models.Session.objects.filter(seen_at__lte=now - IDLE, keys__isnull=False).update(keys=None)
    models.Session.objects.filter(began_at__lte=now - LONGEST, keys__isnull=False).update(keys=None)


def _lives(member: Member, now: datetime) -> bool:
    living = models.Session.objects.filter(member__in=_lookups(member), keys__isnull=False)
    return living.filter(seen_at__gt=now - IDLE, began_at__gt=now - LONGEST).exists()


def _begin(community: Community, member: Member, keys: MemberKeys, occasion: Occasion) -> str:
    cookie = new_cookie(occasion.entropy)
    hashed = cookie_hash(cookie)
    place = community.place
    models.Session.objects.create(
        cookie=hashed,
        community_id=community.pk,
        member=_lookups(member)[0],
        owner=clerks().seal(
            Domain.SESSION_OWNER,
            place.whole_community(hashed),
            bytes.fromhex(member),
            occasion.entropy,
            size=OWNER_SIZE,
        ),
        keys=seal_session(keys.to_bytes(), cookie, settings.EVENHAND_SECRET, place, occasion.entropy),
        began_at=occasion.now,
        seen_at=occasion.now,
        proved_at=occasion.now,
    )
    return written_cookie(cookie)


def _person(community: Community, member: Member, keys: MemberKeys) -> roster.Person | None:
    """Who they are on the roster, with these very keys; nobody where they were not let in, or have left."""
    person = roster.load(community).people.get(member)
    if person is None or person.has_left or (person.box, person.signing) != (keys.box.public, keys.signing.public):
        return None
    return person


def _require_here(community: Community, member: Member, keys: MemberKeys) -> roster.Person:
    """Who they are on the roster; raise where they were not let in with these keys, or have left."""
    person = _person(community, member, keys)
    if person is not None:
        return person
    known = roster.load(community).people.get(member)
    if known is not None and known.has_left and known.box == keys.box.public:
        raise HasLeftError
    raise NotOnRosterError


def _lookups(member: Member) -> tuple[bytes, ...]:
    return clerks().macs(Domain.LOOKUP_MEMBER, b"session", bytes.fromhex(member))


def written_cookie(cookie: bytes) -> str:
    """A cookie as the browser gets it."""
    return base64.urlsafe_b64encode(cookie).decode().rstrip("=")


def read_cookie(cookie: str) -> bytes | None:
    """The bytes of a cookie, if it is written like one."""
    try:
        raw = base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == 32 else None  # noqa: PLR2004 - the size of a cookie


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
