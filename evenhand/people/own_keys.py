"""A member's own keys: made behind a link, sealed under a passphrase, opened with a printed key (THREATS 4.1, 4.7)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.db.models import F

from evenhand.people import communities, models, roster, throttle
from evenhand.people.accounts import Account, InvitationEndedError, by_member, lookups, of_row
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.people.passphrases import check_passphrase
from evenhand.people.signing_in import SignInRefusedError, sealed_step
from evenhand.procedure.facts import Member
from evenhand.vault.clerk import Sheet, new_sheet
from evenhand.vault.domains import Domain
from evenhand.vault.member_keys import (
    Argon2Cost,
    MemberKeys,
    WrongPassphraseError,
    cost_of,
    open_with_recovery,
    publics_of,
    seal_for_recovery,
    seal_member_keys,
)
from evenhand.vault.totp import check_totp

_MADE = ("keys", "recovery", "totp", "totp_used")
_NOTHING_NEW: dict[str, None] = {f"new_{name}": None for name in _MADE}


class KeysChangedError(Exception):
    """The keys of this account were changed meanwhile: by another passphrase, or by new keys after a reset."""


Then = Callable[[], None]
"""What belongs into the transaction of a change, such as the mail that tells of it."""


def nothing() -> None:
    """Nothing follows."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an enrolment made: the member's keys, and the printed key shown once."""

    account: Account
    keys: MemberKeys = field(repr=False)
    sheet: Sheet


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
        "totp_used": sealed_step(community, uid, step, occasion),
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
    row = models.Account.objects.filter(lookup__in=lookups(community, login), recovery__isnull=False).first()
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
    account = of_row(community, row)
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
