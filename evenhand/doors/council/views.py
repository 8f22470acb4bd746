"""What the council reads: the committee's reports, each after the conflict question on the names (D6, C1)."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evenhand.casework import keychanges, listing, seats
from evenhand.casework.errors import RefusedError
from evenhand.casework.once import UsedAlreadyError, once
from evenhand.casework.seats import NoSuchCaseError, Seat
from evenhand.doors.council.forms import ConflictForm
from evenhand.doors.council.pages import ReportRow, ReportsPage, report_page
from evenhand.record import rooms
from evenhand.shell import errors
from evenhand.shell.addresses import address
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import render
from evenhand.shell.sessions import MemberAsking, hidden, member_required, see_other
from evenhand.vault.keyring import COUNCIL


def admit(request: HttpRequest, number: str) -> Seat:
    """The seat of a council member who may read the committee's report about this case."""
    seat = seats.admit(cast("MemberAsking", request).signed_in, number)
    if not seat.is_council_reader:
        raise NoSuchCaseError
    return seat


@member_required
@require_safe
def reports(request: MemberAsking) -> HttpResponseBase:
    """The reports that this member may read."""
    if not request.signed_in.person.on_council:
        return errors.forbidden(request)
    rows = tuple(
        ReportRow(case=row.code_name, address=address(request, "council:report", number=row.number))
        for row in listing.reports_to_council(request.signed_in)
    )
    return render(request, "council/list.html", around(request, ReportsPage(title=_("Council"), reports=rows)))


@member_required
@require_safe
def report(request: MemberAsking, number: str) -> HttpResponseBase:
    """One report: the names, the question, then the report itself."""
    return _show(request, admit(request, number))


@member_required
@require_POST
def open_names(request: MemberAsking, number: str) -> HttpResponseBase:
    """Open the names; it is recorded."""
    keychanges.open_room(admit(request, number), occasion(request), rooms.NAMES)
    return see_other(address(request, "council:report", number=number))


@member_required
@require_POST
def answer(request: MemberAsking, number: str) -> HttpResponseBase:
    """Answer the conflict question; whoever steps back reads nothing of it from then on."""
    seat, where = admit(request, number), address(request, "council:report", number=number)
    form = ConflictForm(request.POST, hidden=hidden(request, request.path))
    if not form.is_valid():
        return _show(request, seat, form)
    try:
        with once(request.signed_in, request.POST.get("once", ""), occasion(request)):
            if form.cleaned_data["answer"] == "leaves":
                keychanges.recuse(seat, occasion(request))
                return see_other(address(request, "council:list"))
            keychanges.answer_conflict(seat, occasion(request), stays=form.cleaned_data["answer"] == "stays")
            keychanges.open_room(admit(request, number), occasion(request), COUNCIL)
    except RefusedError as refused:
        return _show(request, seat, form, refused)
    except UsedAlreadyError:
        pass
    return see_other(where)


def _show(
    request: MemberAsking, seat: Seat, form: ConflictForm | None = None, refused: RefusedError | None = None
) -> HttpResponseBase:
    action = address(request, "council:answer", number=seat.file.number)
    shown = form or ConflictForm(hidden=hidden(request, action))
    page = around(request, report_page(request, seat, action, refused))
    status = 409 if refused else 422 if shown.errors else 200
    return render(request, "council/report.html", page, status=status, form=shown)
