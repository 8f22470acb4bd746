"""Due dates for a calendar program: the page where its address is made, and what the address gives (THREATS 2)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Calendar, Event

from evenhand.casework import calendar as acts
from evenhand.casework.calendar import DueDate
from evenhand.casework.once import UsedAlreadyError, once
from evenhand.shell import errors
from evenhand.shell.addresses import address
from evenhand.shell.asking import Asking
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import Page, render
from evenhand.shell.sessions import MemberAsking, hidden, member_required, see_other

MEDIA_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage(Page):
    """What goes into the calendar, who learns it, and the address, once."""

    account: str
    action: str
    hidden: dict[str, str]
    has_address: bool
    link: str = ""


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: MemberAsking) -> HttpResponseBase:
    """Make, renew or end the address of one's own due dates."""
    if request.method != "POST":
        return _show(request)
    where = address(request, "desk:calendar")
    if "end" in request.POST:
        acts.end_address(request.signed_in)
        return see_other(where)
    now = occasion(request)
    try:
        with once(request.signed_in, request.POST.get("once", ""), now):
            secret = acts.give_address(request.signed_in, now)
    except UsedAlreadyError:
        return see_other(where)
    path = address(request, "desk:calendar-feed", secret=secret)
    return _show(request, request.community.says("address").rstrip("/") + path)


def _show(request: MemberAsking, link: str = "") -> HttpResponseBase:
    where = address(request, "desk:calendar")
    page = CalendarPage(
        title=_("Due dates in your calendar"),
        account=address(request, "desk:account"),
        action=where,
        hidden=hidden(request, where),
        has_address=acts.has_address(request.signed_in),
        link=link,
    )
    return render(request, "desk/calendar.html", around(request, page))


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The dates behind a secret address; whoever has none gets what every unknown address gives."""
    asking = cast("Asking", request)
    dates = acts.due_dates(asking.community, secret, asking.moment)
    if dates is None:
        return errors.not_found(request)
    body = _written(dates)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=tag) or HttpResponse(body, content_type=MEDIA_TYPE)
    response["ETag"] = tag
    return response


def _written(dates: tuple[DueDate, ...]) -> bytes:
    """The same bytes for the same dates: nothing in it says when it was asked for, or by whom."""
    found = Calendar()
    found.add("prodid", "-//Evenhand//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Evenhand")
    for date in dates:
        at = date.at.astimezone(UTC).replace(microsecond=0)
        event = Event()
        event.add("uid", date.uid)
        event.add("dtstamp", at)
        event.add("dtstart", at)
        event.add("summary", date.code_name)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    return bytes(found.to_ical())
