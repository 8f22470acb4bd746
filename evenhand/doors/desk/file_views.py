"""Views of one file: its page, its cleaned copy, its original. Who may read it is decided by keys alone."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from evenhand.casework import showing, uploads
from evenhand.casework.showing import NotCopiedError
from evenhand.doors.desk.case_views import admit
from evenhand.doors.desk.file_page import file_page, find
from evenhand.shell import downloads
from evenhand.shell.members import around
from evenhand.shell.pages import render
from evenhand.shell.sessions import MemberAsking, member_required


@member_required
@require_safe
def file(request: MemberAsking, number: str, file: str, part: int = 1) -> HttpResponseBase:
    """What a file is, and what can be shown of it."""
    seat = admit(request, number)
    page = file_page(request, seat, find(request, seat, file), part)
    return render(request, "desk/file.html", around(request, page))


@member_required
@require_safe
def copy(request: MemberAsking, number: str, file: str) -> HttpResponseBase:
    """The cleaned copy, made now and kept nowhere (THREATS 4.11)."""
    seat = admit(request, number)
    found = find(request, seat, file).file
    try:
        return downloads.cleaned(showing.copy_of(seat.community, found), found.name)
    except NotCopiedError:
        raise Http404 from None  # the page has said why there is none


@member_required
@require_safe
def original(request: MemberAsking, number: str, file: str) -> HttpResponseBase:
    """The file as it came, to be saved. Nothing of it is ever rendered (traps 22)."""
    seat = admit(request, number)
    found = find(request, seat, file).file
    return downloads.attachment(uploads.read(seat.community, found), found.name, found.size)
