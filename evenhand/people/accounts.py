"""Accounts: enrolment, sign-in, passphrase, recovery (THREATS 4.1, 4.7).

The proof of signing in is that the passphrase opens the member's sealed keys; no second
hash of it exists. An account says nothing about roles: those are the roster's, signed.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any

from django.db import transaction
from django.db.models import F

from evenhand.people import communities, models, roster, throttle
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.people.passphrases import check_passphrase
from evenhand.people.rows import pick_all
from evenhand.procedure.facts import Member
from evenhand.vault.clerk import Sheet, new_sheet
from evenhand.vault.domains import Domain
from evenhand.vault.invitation import BadTokenError, Token, new_token, parse_token, token_keys
from evenhand.vault.member_keys import (
    Argon2Cost,
    MemberKeys,
    WrongPassphraseError,
    cost_of,
    open_member_keys,
    open_with_recovery,
    publics_of,
    seal_for_recovery,
    seal_member_keys,
)
from evenhand.vault.phrase import lookup_hash
from evenhand.vault.place import Place
from evenhand.vault.totp import WrongCodeError, check_totp

INVITATION_LIVES = timedelta(days=7)
BY_SERVER = "server"
"""Whoever runs the server, where they made a link."""
WRONG_CODES = 30
"""So many wrong codes for one login in ten minutes are answered; then only a right one is."""


class SignInRefusedError(Exception):
    """This login, passphrase and code do not belong together. Which of them is wrong is never said."""


class CodeAlreadyUsedError(SignInRefusedError):
    """This code was used already; the next one comes within half a minute."""


class LoginTakenError(Exception):
    """Somebody in this community signs in with this login already."""


class KeysChangedError(Exception):
    """The keys of this account were changed meanwhile: by another passphrase, or by new keys after a reset."""


class InvitationEndedError(Exception):
    """This link was used already, or its time is over."""


Then = Callable[[], None]
"""What belongs into the transaction of a change, such as the mail that tells of it."""


def nothing() -> None:
    """Nothing follows."""


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """What the clerk knows of an account. No passphrase, no key, no role that counts."""

    login: str
    name: str
    email: str = ""
    language: str = "en"
    zone: str = ""
    handles: tuple[str, ...] = ()
    """Names and handles by which a report may mean this person; compared, never shown (C2)."""
    invited_until: str = ""
    invited_by: str = ""
    """Who made the last link: a member, or `BY_SERVER`."""
    roles: tuple[str, ...] = ()
    """The roles for which they were invited; the roster says which they have."""
    seen_on: str = ""
    """The day of their last sign-in, so that one after a long pause can be told of; no place, no device, no hour."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account with its opened record."""

    pk: int
    member: Member
    record: AccountRecord
    is_enrolled: bool
    box: bytes = b""
    """The public keys that were made last; whether they count is the roster's to say."""
    signing: bytes = b""
    has_new_keys: bool = False
    """Whether these wait beside the ones that count, until two members have signed for them."""
    has_link: bool = False
    """Whether a link was made that nobody has used."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an enrolment made: the member's keys, and the printed key shown once."""

    account: Account
    keys: MemberKeys = field(repr=False)
    sheet: Sheet


def everyone(community: Community) -> tuple[Account, ...]:
    """All accounts of a community."""
    wanted = ("id", "uid", "record", "keys", "new_keys", "invitation")
    rows = pick_all(models.Account, wanted, by="id", community=community.pk)
    return tuple(_account(community, *row) for row in rows)


def records(community: Community) -> dict[Member, AccountRecord]:
    """What the clerk knows of everybody: every report is searched for their names (C2)."""
    rows = pick_all(models.Account, ("uid", "record"), by="id", community=community.pk)
    place = community.place
    return {Member(bytes(uid).hex()): _record(place.whole_community(bytes(uid)), bytes(record)) for uid, record in rows}


def publics(community: Community) -> dict[Member, tuple[bytes, bytes]]:
    """The public keys that everybody made last; whether they count is the roster's to say."""
    rows = pick_all(models.Account, ("uid", "keys", "new_keys"), by="id", community=community.pk)
    made = {Member(bytes(uid).hex()): keys if new is None else new for uid, keys, new in rows}
    return {member: publics_of(bytes(keys)) for member, keys in made.items() if keys is not None}


def by_member(community: Community, member: Member) -> Account:
    """The account of a member."""
    row = models.Account.objects.get(community_id=community.pk, uid=bytes.fromhex(member))
    return _value(community, row)


def invite(community: Community, record: AccountRecord, occasion: Occasion) -> tuple[Account, Token]:
    """Make an account without keys, and the one-time token of the link that enrols it."""
    lookups = _lookups(community, record.login)
    if models.Account.objects.filter(lookup__in=lookups).exists():
        message = "Somebody signs in with this login already. Choose another one."
        raise LoginTakenError(message)
    uid, token = occasion.new_id(), new_token(occasion.entropy)
    record = replace(record, invited_until=(occasion.now + INVITATION_LIVES).isoformat())
    row = models.Account.objects.create(
        uid=uid,
        community_id=community.pk,
        lookup=lookups[0],
        record=_sealed(community, uid, record, occasion),
        invitation=_token_hash(community, token),
    )
    return _value(community, row), token


def invited(community: Community, token: str, now: datetime) -> Account:
    """The account that this link enrols."""
    try:
        wanted = _token_hash(community, parse_token(token))
    except BadTokenError:
        raise InvitationEndedError from None  # a malformed link is answered like an unknown one
    row = models.Account.objects.filter(community_id=community.pk, invitation=wanted).first()
    if row is None:
        raise InvitationEndedError
    account = _value(community, row)
    if now >= datetime.fromisoformat(account.record.invited_until):
        raise InvitationEndedError
    return account


def renew_invitation(community: Community, account: Account, occasion: Occasion, by: str = BY_SERVER) -> Token:
    """A new link for somebody whose link has ended, or who lost their keys. By itself it changes nothing else."""
    token = new_token(occasion.entropy)
    record = replace(account.record, invited_until=(occasion.now + INVITATION_LIVES).isoformat(), invited_by=by)
    models.Account.objects.filter(pk=account.pk).update(
        record=_sealed(community, bytes.fromhex(account.member), record, occasion),
        invitation=_token_hash(community, token),
    )
    return token


def take_back(community: Community, account: Account) -> bool:
    """Forget an invitation, with its link and what keys were made with it; False where they belong here meanwhile."""
    with transaction.atomic():
        communities.lock(community)
        if account.member in roster.load(community).people:
            return False
        models.Account.objects.filter(pk=account.pk).delete()
    return True


def is_somebodys_name(community: Community, name: str) -> bool:
    """Whether somebody who is here or invited is called exactly that already."""
    people = roster.load(community).people
    here = [p.name for p in people.values() if not p.has_left]
    invited_too = [one.record.name for one in everyone(community) if one.member not in people]
    return _spoken(name) in {_spoken(one) for one in (*here, *invited_too)}


def _spoken(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def enrol(  # noqa: PLR0913, PLR0917 - what the page behind the link asks
    community: Community,
    account: Account,
    passphrase: str,
    totp: bytes,
    code: str,
    cost: Argon2Cost,
    occasion: Occasion,
    then: Then = nothing,
) -> Enrolment:
    """Make a member's keys under their passphrase, and their printed key; the link is used up.

    Whoever is on the roster keeps what they sign in with: the link shows nobody who they are. What is made here waits
    beside it until two members have signed (`take_new_keys`).
    """
    record = account.record
    check_passphrase(passphrase, (record.login, record.name, record.email, community.name, community.slug))
    step = check_totp(totp, code, occasion.now)
    uid = bytes.fromhex(account.member)
    place = community.place
    keys, sheet = MemberKeys.generate(occasion.entropy), new_sheet(occasion.entropy)
    with throttle.one_argon2():
        sealed = seal_member_keys(keys, passphrase, place, uid, cost, occasion.entropy)
    made = {
        "keys": sealed,
        "recovery": seal_for_recovery(keys, sheet, place, uid, occasion.entropy),
        "totp": clerks().seal(Domain.TOTP_SECRET, place.whole_community(uid), totp, occasion.entropy),
        "totp_used": _step(community, uid, step, occasion),
    }
    with transaction.atomic():
        communities.lock(community)  # else they could be let in with the keys that are made anew here
        person = roster.load(community).people.get(account.member)
        if person is not None and not person.has_left:
            made = {f"new_{name}": value for name, value in made.items()}
        unused = models.Account.objects.filter(pk=account.pk, invitation__isnull=False)
        claimed = unused.update(**made, invitation=None)
        if not claimed:
            raise InvitationEndedError
        then()
    return Enrolment(by_member(community, account.member), keys, sheet)


def prove(
    community: Community, login: str, passphrase: str, code: str, occasion: Occasion
) -> tuple[Account, MemberKeys, bytes]:
    """Check code and passphrase, in this order, writing nothing; answer the keys and the step to claim.

    Unknown login and wrong code take the same path: the code is compared with one of a
    secret that nobody has, drawn for this try, and no Argon2 is spent on either (THREATS 4.1). Wrong codes are
    counted by login, wrong passphrases only behind a right code, and a code that comes after the last try is let
    through once: so a stranger is slowed down and can neither spend Argon2 nor lock a member out.

    Where new keys wait beside those that count, the code says which of them it is for.
    """
    row = models.Account.objects.filter(lookup__in=_lookups(community, login), keys__isnull=False).first()
    uid = bytes(16) if row is None else bytes(row.uid)
    nobodys = _totp_of_nobody(community, uid, occasion)
    shown = _Shown(code, community.place.whole_community(uid), nobodys, occasion.now)
    old = shown.step(None if row is None else row.totp)
    new = shown.step(None if row is None else row.new_totp)
    if row is None or (old is None and new is None):
        throttle.count("code", _lookups(community, login)[0], occasion.now, WRONG_CODES)
        raise SignInRefusedError
    if old is not None:
        step, used, stored, tried = old, row.totp_used, row.keys, uid
    else:
        # Counted apart: whoever opened a link that was not meant for them has codes, and could use up the tries.
        step, used, stored, tried = new or 0, row.new_totp_used, row.new_keys, uid + b"new"
    if used is not None and step <= _step_of(community, uid, bytes(used)):
        raise CodeAlreadyUsedError
    _count_passphrase(tried, step, occasion.now)
    try:
        with throttle.one_argon2():
            keys = open_member_keys(bytes(stored or b""), passphrase, community.place, uid)
    except WrongPassphraseError:
        raise SignInRefusedError from None
    throttle.forgive("passphrase", tried)
    return _value(community, row), keys, _step(community, uid, step, occasion)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A code that was shown, to be compared with more than one secret."""

    code: str = field(repr=False)
    place: Place
    nobodys: bytes
    now: datetime

    def step(self, sealed: bytes | memoryview | None) -> int | None:
        """The step of which it is the code; where there is no secret none, after the same work."""
        secret = clerks().open(Domain.TOTP_SECRET, self.place, bytes(sealed or self.nobodys))
        try:
            step = check_totp(secret, self.code, self.now)
        except WrongCodeError:
            return None
        return step if sealed else None


def _count_passphrase(uid: bytes, step: int, now: datetime) -> None:
    """Count a try at a member's passphrase; raise where there were too many, but once for each code that comes later.

    Three codes in a million are right at any moment: who tries a hundred a second has one within the hour, and could
    use up the tries of somebody who knows both. Their next code, half a minute later, lets them in.
    """
    try:
        throttle.count("passphrase", uid, now)
    except throttle.TooManyTriesError:
        try:
            with transaction.atomic():
                throttle.use_once("passphrase-with-code", uid + step.to_bytes(8), now, throttle.WINDOW)
        except throttle.UsedAlreadyError:
            raise throttle.TooManyTriesError from None


def claim_step(community: Community, account: Account, step: bytes) -> None:
    """Use a code up, in the transaction that makes the session; raise where it was used meanwhile."""
    row = models.Account.objects.get(pk=account.pk)
    uid = bytes.fromhex(account.member)
    used = None if row.totp_used is None else bytes(row.totp_used)
    if used and _step_of(community, uid, step) <= _step_of(community, uid, used):
        raise CodeAlreadyUsedError
    if not models.Account.objects.filter(pk=account.pk, totp_used=used).update(totp_used=step):
        raise CodeAlreadyUsedError


def open_keys(community: Community, member: Member, passphrase: str) -> MemberKeys:
    """Open a member's keys for a step-up; raise `WrongPassphraseError`."""
    row = models.Account.objects.get(community_id=community.pk, uid=bytes.fromhex(member))
    with throttle.one_argon2():
        return open_member_keys(bytes(row.keys or b""), passphrase, community.place, bytes(row.uid))


def change_passphrase(
    community: Community,
    account: Account,
    keys: MemberKeys,
    passphrase: str,
    cost: Argon2Cost,
    occasion: Occasion,
    then: Then = nothing,
) -> None:
    """Seal the same keys under another passphrase; one UPDATE, so that the old or the new one opens, never neither."""
    record = account.record
    check_passphrase(passphrase, (record.login, record.name, record.email, community.name, community.slug))
    if not _seal_again(community, account, keys, passphrase, cost, occasion, then=then):
        raise KeysChangedError


def raise_cost(
    community: Community, account: Account, keys: MemberKeys, passphrase: str, cost: Argon2Cost, occasion: Occasion
) -> None:
    """Seal again where the stored cost is below today's; where the machine is busy, the next sign-in does it."""
    stored = models.Account.objects.values_list("keys", flat=True).get(pk=account.pk)
    if stored is None or cost_of(bytes(stored)).memory_kib >= cost.memory_kib:
        return
    with suppress(throttle.BusyError):
        _seal_again(community, account, keys, passphrase, cost, occasion, bytes(stored))


def recover(
    community: Community,
    login: str,
    sheet: Sheet,
    passphrase: str,
    cost: Argon2Cost,
    occasion: Occasion,
    then: Callable[[Account], None] | None = None,
) -> Account:
    """Open the keys with the printed key and seal them under a new passphrase; the codes stay what they were.

    An unknown login and another's printed key are answered alike, after the same work.
    """
    row = models.Account.objects.filter(lookup__in=_lookups(community, login), recovery__isnull=False).first()
    uid = bytes(16) if row is None else bytes(row.uid)
    nobodys = seal_for_recovery(
        MemberKeys.generate(occasion.entropy), new_sheet(occasion.entropy), community.place, uid, occasion.entropy
    )
    sealed = nobodys if row is None else bytes(row.recovery or b"")
    try:
        keys = open_with_recovery(sealed, sheet, community.place, uid)
    except WrongPassphraseError:
        raise SignInRefusedError from None
    if row is None:
        raise SignInRefusedError
    account = _value(community, row)
    told = nothing if then is None else partial(then, account)
    change_passphrase(community, account, keys, passphrase, cost, occasion, told)
    return account


def _seal_again(  # noqa: PLR0913 - as above
    community: Community,
    account: Account,
    keys: MemberKeys,
    passphrase: str,
    cost: Argon2Cost,
    occasion: Occasion,
    stored: bytes | None = None,
    *,
    then: Then = nothing,
) -> bool:
    """Seal the same keys anew in place of what is stored; answer False where that is another's work meanwhile.

    Between opening and sealing somebody may have chosen another passphrase, or made new
    keys after a reset. Neither may be undone by a slower writer.
    """
    if stored is None:
        found = models.Account.objects.values_list("keys", flat=True).get(pk=account.pk)
        stored = b"" if found is None else bytes(found)
    if not stored or publics_of(stored) != (keys.box.public, keys.signing.public):
        return False
    uid = bytes.fromhex(account.member)
    with throttle.one_argon2():
        sealed = seal_member_keys(keys, passphrase, community.place, uid, cost, occasion.entropy)
    with transaction.atomic():
        is_sealed = bool(models.Account.objects.filter(pk=account.pk, keys=stored).update(keys=sealed))
        if is_sealed:
            then()
    return is_sealed


def take_new_keys(community: Community, member: Member, made: tuple[bytes, bytes]) -> bool:
    """Put the keys that wait in the place of those that counted, in the transaction of the signature that admits them.

    Answer False where others wait, or none: they were made once more or thrown away meanwhile.
    """
    row = models.Account.objects.get(community_id=community.pk, uid=bytes.fromhex(member))
    if row.new_keys is None:  # made before they waited: they took the old ones' place at once
        return publics_of(bytes(row.keys or b"")) == made
    if publics_of(bytes(row.new_keys)) != made:
        return False
    waiting = models.Account.objects.filter(pk=row.pk, new_keys=bytes(row.new_keys))
    return bool(waiting.update(**{name: F(f"new_{name}") for name in _MADE}, **_NOTHING_NEW))


def throw_new_away(community: Community, member: Member) -> None:
    """Drop what waits behind a new link, and the link: what counts now goes on counting."""
    found = models.Account.objects.filter(community_id=community.pk, uid=bytes.fromhex(member))
    found.update(invitation=None, **_NOTHING_NEW)


_MADE = ("keys", "recovery", "totp", "totp_used")
_NOTHING_NEW: dict[str, None] = {f"new_{name}": None for name in _MADE}


def keep_record(community: Community, account: Account, record: AccountRecord, occasion: Occasion) -> Account:
    """Store a changed record; the login stays."""
    uid = bytes.fromhex(account.member)
    models.Account.objects.filter(pk=account.pk).update(
        record=_sealed(community, uid, replace(record, login=account.record.login), occasion)
    )
    return by_member(community, account.member)


def _value(community: Community, row: models.Account) -> Account:
    return _account(community, row.pk, row.uid, row.record, row.keys, row.new_keys, row.invitation)


def _account(community: Community, pk: int, *columns: Any) -> Account:  # noqa: ANN401 - what a database gives for bytes
    uid, record = bytes(columns[0]), bytes(columns[1])
    keys, new_keys, invitation = (None if value is None else bytes(value) for value in columns[2:])
    opened = _record(community.place.whole_community(uid), record)
    made = keys if new_keys is None else new_keys
    box, signing = (b"", b"") if made is None else publics_of(made)
    is_new, has_link = new_keys is not None, invitation is not None
    return Account(pk, Member(uid.hex()), opened, keys is not None, box, signing, is_new, has_link)


@lru_cache(maxsize=1024)
def _record(place: Place, sealed: bytes) -> AccountRecord:
    """Open a record once: the same sealed bytes are the same record."""
    body: dict[str, Any] = json.loads(clerks().open(Domain.MEMBER_RECORD, place, sealed))  # Any: fields, as JSON
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in body.items()}
    return AccountRecord(**values)


def _sealed(community: Community, uid: bytes, record: AccountRecord, occasion: Occasion) -> bytes:
    raw = json.dumps(asdict(record), sort_keys=True, ensure_ascii=False).encode()
    return clerks().seal(Domain.MEMBER_RECORD, community.place.whole_community(uid), raw, occasion.entropy)


def _lookups(community: Community, login: str) -> tuple[bytes, ...]:
    """By what a login's row is found: the newest generation's MAC, then those of older ones."""
    return clerks().macs(Domain.LOOKUP_LOGIN, community.uid, login.strip().casefold().encode())


def _totp_of_nobody(community: Community, uid: bytes, occasion: Occasion) -> bytes:
    """A sealed secret of codes that belongs to nobody, made for every try, so that an unknown login costs the same."""
    place = community.place.whole_community(uid)
    return clerks().seal(Domain.TOTP_SECRET, place, occasion.entropy(20), occasion.entropy)


def _token_hash(community: Community, token: Token) -> bytes:
    return lookup_hash(token_keys(token, community.place).lookup)


def _step(community: Community, uid: bytes, step: int, occasion: Occasion) -> bytes:
    place = community.place.whole_community(uid)
    return clerks().seal(Domain.TOTP_STEP, place, step.to_bytes(8), occasion.entropy, size=32)


def _step_of(community: Community, uid: bytes, sealed: bytes) -> int:
    return int.from_bytes(clerks().open(Domain.TOTP_STEP, community.place.whole_community(uid), sealed))
