"""What is said to a member for whom somebody made a new link, while their own keys count (THREATS 4.6, 4.7)."""

from __future__ import annotations

from datetime import datetime

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evenhand.casework import signing
from evenhand.people import accounts, roster
from evenhand.people.accounts import Account
from evenhand.shell.addresses import address
from evenhand.shell.forms import Form
from evenhand.shell.sessions import MemberAsking, hidden, member_required, see_other
from evenhand.vault.keys import fingerprint_words


class SecondWanted(Form):
    """What is missing for somebody who was let in by one member only; nothing to fill in."""

    let_in_by: str
    words: tuple[str, ...]


class ThrowAwayForm(Form):
    """The link and the keys that wait behind it, told to whoever holds those that count, and a button."""

    made_at: datetime
    made_by: str
    is_used: bool
    is_made_twice: bool
    """Whether keys wait that were made with an earlier link than the last."""
    signed_by: str
    action: str


def second_wanted(request: MemberAsking) -> dict[str, Form]:
    """The notice for whoever still waits for a second signature; nothing for all others."""
    person = request.signed_in.person
    if person.is_seconded:
        return {}
    form = SecondWanted()
    form.let_in_by = _who(request, person.admitted_by or "")
    form.words = fingerprint_words(person.fingerprint)
    return {"second": form}


def told(request: MemberAsking) -> dict[str, Form]:
    """The notice, for a page; nothing where no link was made and no keys wait."""
    account = request.account
    if not account.has_new_keys and not _leads_somewhere(account, request.moment):
        return {}
    form = ThrowAwayForm(hidden=hidden(request, address(request, "desk:throw-away")))
    form.action = address(request, "desk:throw-away")
    form.made_at = datetime.fromisoformat(account.record.invited_until) - accounts.INVITATION_LIVES
    form.made_by = _who(request, account.record.invited_by)
    form.is_used = account.has_new_keys
    form.is_made_twice = account.has_new_keys and account.has_link
    pending = request.signed_in.person.pending
    has_signature = pending is not None and pending[:2] == (account.box, account.signing)
    form.signed_by = _who(request, pending[2]) if pending is not None and has_signature else ""
    return {"anew": form}


@member_required
@require_POST
def throw_away(request: MemberAsking) -> HttpResponseBase:
    """Throw the link and what waits behind it away; twice is as good as once."""
    signing.throw_new_away(request.signed_in)
    return see_other(address(request, "desk:account"))


def _leads_somewhere(account: Account, now: datetime) -> bool:
    return account.has_link and now < datetime.fromisoformat(account.record.invited_until)


def _who(request: MemberAsking, by: str) -> str:
    if by == accounts.BY_SERVER:
        return _("whoever runs the server")
    return roster.load(request.community).name_of(by) or _("somebody who holds the office")
