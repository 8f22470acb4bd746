"""Views of one file: its page, its cleaned copy, its original. Who may read it is decided by keys alone."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from evenhand.casework import recording, showing, uploads
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import Seat
from evenhand.casework.showing import NotCopiedError
from evenhand.doors.desk.case_views import admit
from evenhand.doors.desk.file_page import Found, file_page, find, words_form
from evenhand.shell import downloads
from evenhand.shell.addresses import address
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import render
from evenhand.shell.sessions import MemberAsking, member_required, see_other


@member_required
@require_safe
def file(request: MemberAsking, number: str, file: str, part: int = 1) -> HttpResponseBase:
    """What a file is, and what can be shown of it."""
    seat = admit(request, number)
    found = find(request, seat, file)
    page = around(request, file_page(request, seat, found, part))
    return render(request, "desk/file.html", page, form=words_form(request, seat, found))


@member_required
@require_POST
def words(request: MemberAsking, number: str, file: str) -> HttpResponseBase:
    """Say in words what a file shows; kept in the file's own room."""
    seat = admit(request, number)
    found = find(request, seat, file)
    form = words_form(request, seat, found, is_sent=True)
    problem = None
    if form.is_valid():
        try:
            recording.describe_file(seat, occasion(request), found.recorded.room, file, form.cleaned_data["text"])
            return see_other(address(request, "desk:file", number=number, file=file))
        except RefusedError as refused:
            problem = refused
    page = around(request, file_page(request, seat, found, problem=problem))
    return render(request, "desk/file.html", page, status=409 if problem else 422, form=form)


@member_required
@require_safe
def copy(request: MemberAsking, number: str, file: str) -> HttpResponseBase:
    """The cleaned copy, made now and kept nowhere (THREATS 4.11)."""
    seat = admit(request, number)
    return copy_of(seat, find(request, seat, file))


def copy_of(seat: Seat, found: Found) -> HttpResponseBase:
    """The cleaned copy of a file that was found."""
    try:
        return downloads.cleaned(showing.copy_of(seat.community, found.file), found.file.name)
    except NotCopiedError:
        raise Http404 from None  # the page has said why there is none


@member_required
@require_safe
def original(request: MemberAsking, number: str, file: str) -> HttpResponseBase:
    """The file as it came, to be saved. Nothing of it is ever rendered (traps 22)."""
    seat = admit(request, number)
    return original_of(seat, find(request, seat, file))


def original_of(seat: Seat, found: Found) -> HttpResponseBase:
    """A file that was found, as it came."""
    file = found.file
    return downloads.attachment(uploads.read(seat.community, file), file.name, file.size)
