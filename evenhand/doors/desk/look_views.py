"""What a member of the council reads of a case for the time for which a look was granted (R9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evenhand.casework import looking, seats
from evenhand.casework.seats import NoSuchCaseError, Seat
from evenhand.doors.desk.case_page import code_name
from evenhand.doors.desk.story import SILENT, StoryLine, open_words, story
from evenhand.doors.desk.stretches import whole
from evenhand.doors.desk.wording import clause_text
from evenhand.procedure.clauses import Clause
from evenhand.procedure.looking import newest_of
from evenhand.procedure.state import Look
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import Page, render
from evenhand.shell.parts import ClauseText
from evenhand.shell.sessions import MemberAsking, hidden, member_required, see_other


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage(Page):
    """A case, to be read until a date."""

    code_name: str
    clause: ClauseText
    until: datetime | None
    is_open: bool
    is_taken: bool
    action: str
    hidden: dict[str, str]
    story: tuple[StoryLine, ...] = ()


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: MemberAsking, number: str) -> HttpResponseBase:
    """The case for whom it was granted to: opened by a button, which is recorded; then read; then shut."""
    seat, granted = _admit(request, number)
    if request.method == "POST":
        if looking.may_look(seat, request.moment) and not granted.is_taken:
            looking.take(seat, occasion(request), granted.number)
        return see_other(request.path)
    return render(request, "desk/look.html", around(request, _page(request, seat, granted)))


def _admit(request: HttpRequest, number: str) -> tuple[Seat, Look]:
    """The seat of somebody to whom a look at this case was granted, now or once; nobody else learns of it."""
    seat = seats.admit(cast("MemberAsking", request).signed_in, number)
    granted = newest_of(seat.state, seat.member) if seat.is_council_reader else None
    if granted is None or granted.agreed_by is None:
        raise NoSuchCaseError
    return seat, granted


def _page(request: MemberAsking, seat: Seat, granted: Look) -> LookPage:
    is_open = looking.may_look(seat, request.moment)
    return LookPage(
        title=_("A case that you may look at"),
        code_name=code_name(seat),
        clause=clause_text(Clause.ARCHIVE),
        until=granted.until,
        is_open=is_open,
        is_taken=granted.is_taken,
        action=request.path,
        hidden=hidden(request, request.path),
        story=_story(request, seat) if is_open and granted.is_taken else (),
    )


def _story(request: MemberAsking, seat: Seat) -> tuple[StoryLine, ...]:
    """What the keys of the look open, without what only a member does beside it, and without files."""
    entries = [r for r in seat.file.entries if seat.may_open(r) and not isinstance(r.happened.fact, SILENT)]
    lines = story(request, seat, whole(seat), open_words(seat, entries))
    return tuple(replace(line, files=(), came_back="", translate="") for line in lines)
