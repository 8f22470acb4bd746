"""Signing in: code and passphrase, compared in this order (THREATS 4.1).

The proof is that the passphrase opens the member's sealed keys; no second hash of it exists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from evenhand.people import models, throttle
from evenhand.people.accounts import Account, lookups, of_row
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.procedure.facts import Member
from evenhand.vault.domains import Domain
from evenhand.vault.member_keys import MemberKeys, WrongPassphraseError, open_member_keys
from evenhand.vault.place import Place
from evenhand.vault.totp import WrongCodeError, check_totp

WRONG_CODES = 30
"""So many wrong codes for one login in ten minutes are answered; then only a right one is."""


class SignInRefusedError(Exception):
    """This login, passphrase and code do not belong together. Which of them is wrong is never said."""


class CodeAlreadyUsedError(SignInRefusedError):
    """This code was used already; the next one comes within half a minute."""


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
    row = models.Account.objects.filter(lookup__in=lookups(community, login), keys__isnull=False).first()
    uid = bytes(16) if row is None else bytes(row.uid)
    nobodys = _totp_of_nobody(community, uid, occasion)
    shown = _Shown(code, community.place.whole_community(uid), nobodys, occasion.now)
    old = shown.step(None if row is None else row.totp)
    new = shown.step(None if row is None else row.new_totp)
    if row is None or (old is None and new is None):
        throttle.count("code", lookups(community, login)[0], occasion.now, WRONG_CODES)
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
    return of_row(community, row), keys, sealed_step(community, uid, step, occasion)


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


def _totp_of_nobody(community: Community, uid: bytes, occasion: Occasion) -> bytes:
    """A sealed secret of codes that belongs to nobody, made for every try, so that an unknown login costs the same."""
    place = community.place.whole_community(uid)
    return clerks().seal(Domain.TOTP_SECRET, place, occasion.entropy(20), occasion.entropy)


def sealed_step(community: Community, uid: bytes, step: int, occasion: Occasion) -> bytes:
    """The step of a code that was used, sealed as it is stored."""
    place = community.place.whole_community(uid)
    return clerks().seal(Domain.TOTP_STEP, place, step.to_bytes(8), occasion.entropy, size=32)


def _step_of(community: Community, uid: bytes, sealed: bytes) -> int:
    return int.from_bytes(clerks().open(Domain.TOTP_STEP, community.place.whole_community(uid), sealed))
