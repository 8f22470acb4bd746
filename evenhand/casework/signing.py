"""Signing in, and what changes how: its owner hears of it by one constant sentence (HARDENING 34, THREATS 4.1, 4.7).

Where from somebody signs in is stored nowhere, so a new place cannot be told from an old
one. What can be told without watching anybody: that a session begins beside another one
that lives, and that one begins after a month without any. Both are told; the ordinary
sign-in is not, because a mail for each would soon be read by nobody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction

from evenhand.casework.work import link, tell_members
from evenhand.outbox import queue, texts
from evenhand.people import accounts, communities, own_keys, roster, sessions
from evenhand.people.accounts import Account, AccountRecord
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.people.own_keys import Enrolment
from evenhand.people.sessions import SignedIn
from evenhand.vault.member_keys import Argon2Cost
from evenhand.vault.sheet import Sheet

PAUSE = timedelta(days=30)
"""After so long without a session, the next one is told of."""


def sign_in(community: Community, login: str, passphrase: str, code: str, cost: Argon2Cost, occasion: Occasion) -> str:
    """Begin a session, answer its cookie; who had one that lives, or none for a month, is told."""

    def began(account: Account, *, beside: bool) -> None:
        record, today = account.record, occasion.now.date()
        if beside or (record.seen_on and today - date.fromisoformat(record.seen_on) >= PAUSE):
            _tell(community, account, occasion)
        if record.seen_on != today.isoformat():
            communities.lock(community)  # their passphrase took a while: what was changed meanwhile is not undone
            newest = accounts.by_member(community, account.member)
            accounts.keep_record(community, newest, replace(newest.record, seen_on=today.isoformat()), occasion)

    return sessions.sign_in(community, login, passphrase, code, cost, occasion, began)


def prove_to_export(community: Community, login: str, passphrase: str, code: str, occasion: Occasion) -> SignedIn:
    """Open a member's keys at a terminal, to take out what they may read; they always hear of it."""

    def told(account: Account) -> None:
        _tell(community, account, occasion)

    return sessions.prove_here(community, login, passphrase, code, occasion, told)


def change_passphrase(by: SignedIn, passphrase: str, cost: Argon2Cost, occasion: Occasion) -> None:
    """Choose another passphrase, after a step-up: every other session ends, and its owner hears of it."""
    account = accounts.by_member(by.community, by.member)
    sessions.change_passphrase(by, passphrase, cost, occasion, lambda: _tell(by.community, account, occasion))


def recover(
    community: Community, login: str, sheet: Sheet, passphrase: str, cost: Argon2Cost, occasion: Occasion
) -> None:
    """Choose another passphrase with the printed key: every session ends, and their owner hears of it."""
    sessions.recover(
        community, login, sheet, passphrase, cost, occasion, lambda account: _tell(community, account, occasion)
    )


def enrol(
    community: Community,
    account: Account,
    passphrase: str,
    totp: bytes,
    code: str,
    cost: Argon2Cost,
    occasion: Occasion,
) -> Enrolment:
    """Make somebody's keys behind their link; who is here already hears of it, and keeps theirs until two sign."""
    return own_keys.enrol(
        community, account, passphrase, totp, code, cost, occasion, lambda: tell_if_here(community, account, occasion)
    )


def throw_new_away(by: SignedIn) -> None:
    """Throw away the keys that wait behind a new link, and the link; nobody signs for them any more."""
    own_keys.throw_new_away(by.community, by.member)


def keep_account(by: SignedIn, record: AccountRecord, occasion: Occasion) -> None:
    """Keep what somebody says of themselves; where their mail goes to another address, the old one hears of it too."""
    with transaction.atomic():
        communities.lock(by.community)  # what is noted of mail to them meanwhile is not undone
        account = accounts.by_member(by.community, by.member)
        kept = account.record.refused if record.email == account.record.email else ()
        record = replace(record, seen_on=account.record.seen_on, refused=kept)
        accounts.keep_record(by.community, account, record, occasion)
        if record.email != account.record.email:
            _tell(by.community, account, occasion)
            tell_members(by.community, [by.member], texts.Text.ACCOUNT, occasion)


def tell_if_here(community: Community, account: Account, occasion: Occasion) -> None:
    """Tell somebody who belongs here already that their keys are being made anew."""
    person = roster.load(community).people.get(account.member)
    if person is not None and not person.has_left:
        _tell(community, account, occasion)


def _tell(community: Community, account: Account, occasion: Occasion) -> None:
    """The constant sentence, to the address that the account had."""
    if account.record.email:
        written = texts.write(texts.Text.ACCOUNT, account.record.language, link=link(community))
        to = account.record.email
        mail = queue.Mail(queue.Kind.NOTICE, to, written.subject, written.body, member=account.member, to_any=True)
        queue.put(community, mail, occasion)
