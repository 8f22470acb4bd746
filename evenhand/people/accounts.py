"""Accounts: who has one, what the clerk knows of them, the links that enrol them (THREATS 4.1).

An account says nothing about roles: those are the roster's, signed. How its keys are made and sealed stands in
`own_keys`, how somebody proves to be its owner in `signing_in`.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import transaction

from evenhand.people import communities, models, roster
from evenhand.people.communities import Community
from evenhand.people.keys import clerks
from evenhand.people.occasion import Occasion
from evenhand.people.rows import pick_all
from evenhand.procedure.facts import Member
from evenhand.vault.domains import Domain
from evenhand.vault.invitation import BadTokenError, Token, new_token, parse_token, token_keys
from evenhand.vault.member_keys import (
    publics_of,
)
from evenhand.vault.phrase import lookup_hash
from evenhand.vault.place import Place

INVITATION_LIVES = timedelta(days=7)
BY_SERVER = "server"
"""Whoever runs the server, where they made a link."""


class LoginTakenError(Exception):
    """Somebody in this community signs in with this login already."""


class InvitationEndedError(Exception):
    """This link was used already, or its time is over."""


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
    refused: tuple[str, ...] = ()
    """What is known of mail that a server refused for good at this address; nothing where mail arrives."""


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
    return of_row(community, row)


def invite(community: Community, record: AccountRecord, occasion: Occasion) -> tuple[Account, Token]:
    """Make an account without keys, and the one-time token of the link that enrols it."""
    found = lookups(community, record.login)
    if models.Account.objects.filter(lookup__in=found).exists():
        message = "Somebody signs in with this login already. Choose another one."
        raise LoginTakenError(message)
    uid, token = occasion.new_id(), new_token(occasion.entropy)
    record = replace(record, invited_until=(occasion.now + INVITATION_LIVES).isoformat())
    row = models.Account.objects.create(
        uid=uid,
        community_id=community.pk,
        lookup=found[0],
        record=_sealed(community, uid, record, occasion),
        invitation=_token_hash(community, token),
    )
    return of_row(community, row), token


def invited(community: Community, token: str, now: datetime) -> Account:
    """The account that this link enrols."""
    try:
        wanted = _token_hash(community, parse_token(token))
    except BadTokenError:
        raise InvitationEndedError from None  # a malformed link is answered like an unknown one
    row = models.Account.objects.filter(community_id=community.pk, invitation=wanted).first()
    if row is None:
        raise InvitationEndedError
    account = of_row(community, row)
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


def keep_record(community: Community, account: Account, record: AccountRecord, occasion: Occasion) -> Account:
    """Store a changed record; the login stays."""
    uid = bytes.fromhex(account.member)
    models.Account.objects.filter(pk=account.pk).update(
        record=_sealed(community, uid, replace(record, login=account.record.login), occasion)
    )
    return by_member(community, account.member)


def of_row(community: Community, row: models.Account) -> Account:
    """The account of a row, with its record opened."""
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


def lookups(community: Community, login: str) -> tuple[bytes, ...]:
    """By what a login's row is found: the newest generation's MAC, then those of older ones."""
    return clerks().macs(Domain.LOOKUP_LOGIN, community.uid, login.strip().casefold().encode())


def _token_hash(community: Community, token: Token) -> bytes:
    return lookup_hash(token_keys(token, community.place).lookup)
