"""The test letter and the test report: sent from here, confirmed by each person on their own desk."""

from __future__ import annotations

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evenhand.casework import rehearsing
from evenhand.casework.errors import RefusedError
from evenhand.casework.reported import NobodyCanReadError
from evenhand.doors.office.access import office_required
from evenhand.doors.office.forms import RehearsalForm
from evenhand.doors.office.rehearsal_pages import rehearsals_page
from evenhand.people import accounts, roster
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.shell.addresses import address
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import render
from evenhand.shell.sessions import MemberAsking, see_other


@office_required
@require_safe
def tests(request: MemberAsking) -> HttpResponseBase:
    """Who has confirmed the test letter and the test report."""
    return _show(request)


@office_required
@require_POST
def test_letter(request: MemberAsking) -> HttpResponseBase:
    """Send the test letter to whoever has not confirmed one."""
    return _send(request, "letter", rehearsing.send_letters)


@office_required
@require_POST
def test_report(request: MemberAsking) -> HttpResponseBase:
    """Send a test report through the form's own act."""
    return _send(request, "report", rehearsing.send_report)


def _send(request: MemberAsking, name: str, act: Callable[[SignedIn, Occasion], object]) -> HttpResponseBase:
    form = RehearsalForm(request, request.path, request.POST, auto_id=f"id-{name}-%s")
    if not form.is_valid():
        return _show(request, sent=(name, form))
    try:
        act(request.signed_in, occasion(request))
    except RefusedError as problem:
        return _show(request, refused=_(problem.reason))
    except NobodyCanReadError:
        return _show(request, refused=_("Nobody is there yet who could read a report."))
    return see_other(address(request, "office:tests"))


def _show(
    request: MemberAsking, *, sent: tuple[str, RehearsalForm] | None = None, refused: str = ""
) -> HttpResponseBase:
    silent = frozenset(one.member for one in accounts.everyone(request.community) if not one.record.email)
    page = rehearsals_page(roster.load(request.community), silent, refused)
    returned = {} if sent is None else {sent[0]: sent[1]}
    letter, report = (
        returned.get(name) or RehearsalForm(request, address(request, f"office:test-{name}"), auto_id=f"id-{name}-%s")
        for name in ("letter", "report")
    )
    status = 409 if refused else 422 if sent is not None else 200
    return render(request, "office/tests.html", around(request, page), status=status, letter=letter, report=report)
