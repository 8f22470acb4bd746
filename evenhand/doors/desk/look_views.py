"""What a member of the council reads of a case for the time for which a look was granted (R9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from evenhand.casework import looking, seats
from evenhand.casework.seats import NoSuchCaseError, Seat
from evenhand.doors.desk import file_views
from evenhand.doors.desk.case_page import code_name
from evenhand.doors.desk.file_page import BY_LOOK, Found, file_page, find_among
from evenhand.doors.desk.story import SILENT, StoryLine, open_words, story
from evenhand.doors.desk.stretches import whole
from evenhand.procedure.clauses import Clause
from evenhand.procedure.looking import newest_of
from evenhand.procedure.state import Look
from evenhand.record.ledger import Recorded
from evenhand.shell.addresses import address
from evenhand.shell.clauses import clause_text
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


@member_required
@require_safe
def file(request: MemberAsking, number: str, file: str, part: int = 1) -> HttpResponseBase:
    """One file of the case; once the look has ended, its page says so."""
    seat, granted = _admit(request, number)
    if not looking.may_look(seat, request.moment):
        return see_other(address(request, "desk:look", number=number))
    page = file_page(request, seat, _find(request, seat, granted, file), part, way=BY_LOOK)
    return render(request, "desk/file.html", around(request, page))


@member_required
@require_safe
def copy(request: MemberAsking, number: str, file: str) -> HttpResponseBase:
    """Its cleaned copy, made now and kept nowhere (THREATS 4.11)."""
    seat, granted = _admit(request, number)
    return file_views.copy_of(seat, _find(request, seat, granted, file))


@member_required
@require_safe
def original(request: MemberAsking, number: str, file: str) -> HttpResponseBase:
    """The file as it came, to be saved."""
    seat, granted = _admit(request, number)
    return file_views.original_of(seat, _find(request, seat, granted, file))


def _find(request: MemberAsking, seat: Seat, granted: Look, number: str) -> Found:
    """A file among what the keys of the look open, for its time, and once it is on record that it was opened."""
    if not (granted.is_taken and looking.may_look(seat, request.moment)):
        raise NoSuchCaseError
    return find_among(seat, _opened(seat), number)


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
    """What the keys of the look open, without what only a member does beside it."""
    lines = story(request, seat, whole(seat), open_words(seat, _opened(seat)), BY_LOOK.file)
    return tuple(replace(line, came_back="", translate="") for line in lines)


def _opened(seat: Seat) -> list[Recorded]:
    """The entries whose words this member may read by the look; keys open no others."""
    return [r for r in seat.file.entries if seat.may_open(r) and not isinstance(r.happened.fact, SILENT)]
