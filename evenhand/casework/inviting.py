"""Inviting somebody to join: an account without keys, and the one-time link that makes them (THREATS 4.6, 4.7)."""

from __future__ import annotations

from django.db import transaction

from evenhand.casework.signing import tell_if_here
from evenhand.outbox import queue, texts
from evenhand.people import accounts
from evenhand.people.accounts import Account, AccountRecord
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.vault.invitation import Token

ENROL = "/{slug}/desk/enrol/{token}/"


def invite_newcomer(by: SignedIn, record: AccountRecord, occasion: Occasion) -> str:
    """Invite somebody; answer the link, which is mailed too where there is an address. It lets nobody in by itself."""
    with transaction.atomic():
        account, token = accounts.invite(by.community, record, occasion)
        return _send(by.community, account, token, occasion)


def invite_again(community: Community, account: Account, occasion: Occasion, by: SignedIn | None = None) -> str:
    """A new link for one that has ended, or for somebody who lost every key of theirs: they begin anew.

    Whoever runs the server may make it too: it opens nothing and shuts nothing, and two members sign for the keys
    behind it. Until then its owner signs in as ever, reads who made it, and can throw it away.
    """
    with transaction.atomic():
        made_by = accounts.BY_SERVER if by is None else by.member
        token = accounts.renew_invitation(community, account, occasion, made_by)
        tell_if_here(community, account, occasion)
        return _send(community, account, token, occasion)


def _send(community: Community, account: Account, token: Token, occasion: Occasion) -> str:
    link = community.says("address").rstrip("/") + ENROL.format(slug=community.slug, token=token)
    if account.record.email:
        written = texts.write(texts.Text.ENROL, account.record.language, link=link)
        to = account.record.email
        mail = queue.Mail(queue.Kind.NOTICE, to, written.subject, written.body, member=account.member, to_any=True)
        queue.put(community, mail, occasion)
    return link
