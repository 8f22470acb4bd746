"""Whether mail to those who belong here arrives: what their own page says, and what the office may say (THREATS 6).

A constant sentence that a server refuses for good reaches nobody. Whose address it is reads so on their own pages.
The office reads it only of mails that go to everybody, whatever cases there are: an invitation, a test letter, a
change of the roster. Of others it would learn that there is something of which it must not know.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from evenhand.outbox.queue import Mail
from evenhand.people import accounts, communities
from evenhand.people.accounts import Account
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion

OWN, OPEN = "own", "open"
"""What is kept of a refusal: that there was one; that the office may know of it as well."""


def refused(community: Community, mail: Mail, occasion: Occasion) -> None:
    """Keep that a mail to somebody was refused, as long as this is their address."""
    _keep(community, mail, occasion, refused=True)


def arrived(community: Community, mail: Mail, occasion: Occasion) -> None:
    """Forget an earlier refusal, once a mail was taken. The office learns of it by the same kind of mail only."""
    if mail.member:
        _keep(community, mail, occasion, refused=False)


def _keep(community: Community, mail: Mail, occasion: Occasion, *, refused: bool) -> None:
    about = {OWN, *((OPEN,) if mail.to_any else ())}
    if _marked(community, mail, about, refused=refused) is None:
        return
    with transaction.atomic():
        communities.lock(community)  # looked at once more: what its owner changes meanwhile is not undone
        found = _marked(community, mail, about, refused=refused)
        if found is not None:
            account, marks = found
            record = replace(account.record, refused=tuple(sorted(marks)))
            accounts.keep_record(community, account, record, occasion)


def _marked(community: Community, mail: Mail, about: set[str], *, refused: bool) -> tuple[Account, set[str]] | None:
    """Whose address it is with what is to be kept of it; nothing where nothing changes, or it is no longer theirs."""
    account = next((one for one in accounts.everyone(community) if one.member == mail.member), None)
    if account is None or account.record.email != mail.to:
        return None
    before = set(account.record.refused)
    marks = before | about if refused else before - about
    return None if marks == before else (account, marks)


def is_refused(account: Account) -> bool:
    """Whether their mail was refused, for themselves to read."""
    return OWN in account.record.refused or OPEN in account.record.refused


def is_refused_openly(account: Account) -> bool:
    """The same, for the office."""
    return OPEN in account.record.refused
