"""The tests that wait for a member's own word: did the letter reach them, does the report open to them?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evenhand.casework import rehearsing
from evenhand.casework.errors import RefusedError
from evenhand.people import roster
from evenhand.shell.addresses import address
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import Page, render
from evenhand.shell.sessions import MemberAsking, hidden, member_required, see_other


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRow:
    """One test: what it was, what to look at, and the button that says that it came."""

    heading: str
    says: str
    sent_at: datetime
    words: str
    is_shut: bool
    action: str
    button: str
    hidden: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestsPage(Page):
    """Everything that waits for this member's word; and why a word was not taken."""

    tests: tuple[TestRow, ...]
    refused: str = ""


@member_required
@require_safe
def tests(request: MemberAsking) -> HttpResponseBase:
    """The tests that wait for one's own word."""
    return _show(request)


@member_required
@require_POST
def confirm(request: MemberAsking, what: str) -> HttpResponseBase:
    """Say that a test has reached oneself."""
    if what not in {rehearsing.LETTER, rehearsing.REPORT}:
        raise Http404
    try:
        rehearsing.confirm(request.signed_in, what, occasion(request))
    except RefusedError as problem:
        return _show(request, refused=_(problem.reason))
    return see_other(address(request, "desk:tests"))


def _show(request: MemberAsking, refused: str = "") -> HttpResponseBase:
    present, member = roster.load(request.community), request.signed_in.member
    rows = tuple(_row(request, what, present) for what in rehearsing.asked_of(present, member))
    page = TestsPage(title=_("Does everything reach you?"), tests=rows, refused=refused)
    return render(request, "desk/tests.html", around(request, page), status=409 if refused else 200)


def _row(request: MemberAsking, what: str, present: roster.Roster) -> TestRow:
    action = address(request, "desk:confirm-test", what=what)
    sent_at = present.rehearsals[what, request.signed_in.member].sent_at
    if what == rehearsing.LETTER:
        return TestRow(
            heading=_("A test letter"),
            says=_("It was mailed to the address on your account page. Look for “A test letter”, in the spam too."),
            sent_at=sent_at,
            words="",
            is_shut=False,
            action=action,
            button=_("The test letter has reached me"),
            hidden=hidden(request, action),
        )
    opened = rehearsing.read_report(request.signed_in)
    return TestRow(
        heading=_("A test report"),
        says=_("It came through the form, and your own keys opened it just now.")
        if opened is not None
        else _("It does not open with your keys, so a real report would not either. Tell whoever holds the office."),
        sent_at=sent_at,
        words=opened or "",
        is_shut=opened is None,
        action=action,
        button=_("I can read the test report"),
        hidden=hidden(request, action),
    )
