"""Views of one case: its page, its acts, its rooms and files. Each begins with the seat."""

from __future__ import annotations

from contextlib import suppress
from typing import cast

from django.core.files.uploadhandler import FileUploadHandler
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenhand.casework import drafts, joining, keychanges, seats, talking, uploads
from evenhand.casework.errors import ChangedError, RefusedError
from evenhand.casework.once import SentOtherwiseError, UsedAlreadyError, once, was_done
from evenhand.casework.receiving import Skipped
from evenhand.casework.seats import NoSuchCaseError, Seat
from evenhand.casework.uploads import StoredFile
from evenhand.doors.desk.act_page import LinkPage, Problem, act_page, is_refused, letter_page, may_be_seen
from evenhand.doors.desk.acts.base import ActForm, Done, Filled, Sitting, Subject
from evenhand.doors.desk.acts.known import is_known
from evenhand.doors.desk.acts.recording import EvidenceForm
from evenhand.doors.desk.acts.table import ENTRIES
from evenhand.doors.desk.case_page import case_page, code_name, first_page
from evenhand.doors.desk.earlier_page import earlier_page
from evenhand.doors.desk.files import arrived, sealing
from evenhand.doors.desk.filling import act_address, blank, filled, said_in, typed
from evenhand.doors.desk.forms import CameBackForm, IdentityForm
from evenhand.doors.desk.names import party_name
from evenhand.doors.desk.room_pages import came_back_page, identity_page
from evenhand.doors.desk.story import StoryLine, beside, open_words, story
from evenhand.doors.desk.stretches import stretch
from evenhand.doors.desk.what_now import draft_name
from evenhand.procedure.next_steps import ON_THE_NAMES, Act
from evenhand.record import rooms
from evenhand.shell.addresses import address
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import render
from evenhand.shell.sessions import MemberAsking, hidden, member_required, member_required_with_files, see_other
from evenhand.shell.uploads import NoFiles
from evenhand.vault.keyring import COMMITTEE


def admit(request: HttpRequest, number: str) -> Seat:
    """The seat of a member who handles this case; who only reads the council's report has another page for it."""
    seat = seats.admit(cast("MemberAsking", request).signed_in, number)
    if seat.is_council_reader:
        raise NoSuchCaseError
    return seat


def admit_also_newcomers(request: HttpRequest, number: str) -> Seat:
    """The same; or the seat of a newcomer who holds the names alone, for their answer (R9)."""
    try:
        return admit(request, number)
    except NoSuchCaseError:
        return joining.admit_newcomer(cast("MemberAsking", request).signed_in, number)


def _takes_files(request: HttpRequest) -> FileUploadHandler:
    """Only a form that has a place for files gets them; elsewhere they are dropped unread."""
    act = "" if request.resolver_match is None else request.resolver_match.kwargs.get("act", "")
    takes = act in set(Act) and ENTRIES[Act(act)].takes_files
    return sealing(request) if takes else NoFiles(request)


@member_required
@require_safe
def case(request: MemberAsking, number: str) -> HttpResponseBase:
    """A case: the names and the conflict question first, then everything."""
    seat = admit_also_newcomers(request, number)
    if not seat.has_answered:
        first = around(request, first_page(request, seat))
        return render(request, "desk/first.html", first)
    return render(request, "desk/case.html", around(request, case_page(request, seat)))


@member_required
@require_safe
def earlier(request: MemberAsking, number: str, before: int) -> HttpResponseBase:
    """What happened before the entry of this number."""
    seat = admit(request, number)
    if not seat.has_answered:
        return see_other(address(request, "desk:case", number=number))
    return render(request, "desk/earlier.html", around(request, earlier_page(request, seat, before)))


@member_required_with_files(_takes_files)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: MemberAsking, number: str, act: str, about: str = "") -> HttpResponseBase:
    """One act: its form, and what comes of it."""
    try:
        seat = admit_also_newcomers(request, number)
    except NoSuchCaseError:
        # The second click of somebody who stepped back by the first; nobody else learns that there is a case.
        if request.method == "POST" and was_done(request.signed_in, request.POST.get("once", ""), occasion(request)):
            return see_other(address(request, "desk:list"))
        raise
    chosen, subject = _asked(act, about)
    if seat.is_newcomer and chosen not in ON_THE_NAMES:
        raise NoSuchCaseError
    sitting = Sitting(seat, subject, request.moment)
    if request.method != "POST" and not is_known(seat.state, chosen, subject):  # what was typed is never lost by it
        raise NoSuchCaseError
    if not may_be_seen(seat, chosen) and request.method != "POST":
        return see_other(address(request, "desk:case", number=number))
    if request.method != "POST":
        kept = drafts.read(seat, draft_name(chosen, subject))
        form = blank(request, sitting, chosen, kept)
        return _show(request, form, chosen, has_draft=kept is not None)
    files, skipped = arrived(request)
    if _was_sent(request, files):  # the first click has done it, and the case has moved on since
        return _after(request, sitting, draft_name(chosen, subject), Done())
    return _taken(request, sitting, chosen, files, skipped)


def _taken(
    request: MemberAsking, sitting: Sitting, act: Act, files: tuple[StoredFile, ...], skipped: tuple[Skipped, ...]
) -> HttpResponseBase:
    """A form that was sent: kept, shown once more, refused, or carried out."""
    seat, name = sitting.seat, draft_name(act, sitting.subject)
    handle = uploads.handle(seat.community, files, occasion(request)) if files else ""
    form = filled(request, sitting, act, handle)
    if isinstance(form, EvidenceForm):
        form.took_files = bool(files)
    if "keep" in request.POST:
        drafts.keep(seat, name, typed(request), occasion(request))
        return see_other(act_address(request, seat, act, sitting.subject))
    if "change" in request.POST:
        again = blank(request, sitting, act, typed(request), handle)
        return _show(request, again, act)
    if not form.is_valid() or skipped:  # said before it is filed, so that nobody finds later that something is missing
        drafts.keep(seat, name, typed(request), occasion(request))
        status = 409 if is_refused(request, sitting, act) else 422
        return _show(request, form, act, status=status, files=files, skipped=skipped)
    if ENTRIES[act].is_letter and form.is_a_letter and "send" not in request.POST:
        drafts.keep(seat, name, typed(request), occasion(request))
        return _once_more(request, form, act)
    try:
        done = _carry_out(request, form, act, files)
    except (RefusedError, ChangedError, SentOtherwiseError) as problem:
        drafts.keep(seat, name, typed(request), occasion(request))
        return _show(request, form, act, status=409, problem=problem, files=files)
    except UsedAlreadyError:
        done = Done()
    return _after(request, sitting, name, done)


def _once_more(request: MemberAsking, form: ActForm, act: Act) -> HttpResponseBase:
    """The letter before it goes; nobody is led to count on what cannot be sent, or to do it by hand."""
    if is_refused(request, form.sitting, act):
        return _show(request, form, act, status=409)
    shown = letter_page(request, form, act, request.path, typed(request))
    return render(request, "desk/letter.html", around(request, shown))


def _was_sent(request: MemberAsking, files: tuple[StoredFile, ...]) -> bool:
    """Whether this very form was carried out already, and nobody wants to keep or change what stands in it."""
    if {"keep", "change"} & set(request.POST):
        return False
    with suppress(SentOtherwiseError):  # other words are looked at like any, and told when they would be sent
        return was_done(request.signed_in, request.POST.get("once", ""), occasion(request), said_in(request, files))
    return False


def _carry_out(request: MemberAsking, form: ActForm, act: Act, files: tuple[StoredFile, ...]) -> Done:
    now, sitting = occasion(request), form.sitting
    seen = request.POST.get("seen", "")
    given = Filled(
        seat=sitting.seat,
        occasion=now,
        subject=sitting.subject,
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else sitting.seat.state.length,  # noqa: PLR2004
        values=form.cleaned_data,
        files=files,
    )
    with once(request.signed_in, request.POST.get("once", ""), now, said_in(request, files)):
        return ENTRIES[act].carry_out(given)


def _after(request: MemberAsking, sitting: Sitting, name: str, done: Done) -> HttpResponseBase:
    """Where an act leads: to the case, mostly."""
    if done.left:
        return see_other(address(request, "desk:list"))
    drafts.drop(sitting.seat, name)
    where = address(request, "desk:case", "newest", number=sitting.seat.file.number)
    if not done.link:
        return see_other(where)
    shown = LinkPage(
        title=_("A link that works once"),
        case=where,
        code_name=code_name(sitting.seat),
        link=request.community.says("address").rstrip("/") + done.link,
        to=party_name(sitting.subject.party) if sitting.subject.party is not None else "",
    )
    return render(request, "desk/link.html", around(request, shown))


def _show(  # noqa: PLR0913 - what a page after a form may have to say
    request: MemberAsking,
    form: ActForm,
    act: Act,
    *,
    status: int = 200,
    problem: Problem | None = None,
    has_draft: bool = False,
    files: tuple[StoredFile, ...] = (),
    skipped: tuple[Skipped, ...] = (),
) -> HttpResponseBase:
    page = act_page(
        request,
        form,
        act,
        act_address(request, form.sitting.seat, act, form.sitting.subject),
        problem=problem,
        has_draft=has_draft,
        files=files,
        skipped=skipped,
        context=_context(request, form.sitting.seat),
    )
    return render(request, "desk/act.html", around(request, page), status=status, form=form)


def _context(request: MemberAsking, seat: Seat) -> tuple[StoryLine, ...]:
    """The newest of the story beside a form, so that nobody has to leave what they write to read again."""
    if not seat.has_answered:
        return ()
    part = stretch(seat)
    return story(request, seat, part, open_words(seat, beside(seat, part, request.moment)))


@member_required
@require_POST
def open_room(request: MemberAsking, number: str, room: str) -> HttpResponseBase:
    """Open a room for the first time; it is recorded, later reading is not (THREATS 4.2)."""
    seat = admit_also_newcomers(request, number)
    wanted = room.replace(".", ":", 1)
    if wanted == rooms.IDENTITY:
        raise Http404
    if not seat.has_answered and wanted != rooms.NAMES and not seats.reads_first(seat, request.moment):
        return see_other(address(request, "desk:case", number=number))
    if wanted in {r.room for r in seat.file.entries if r.has_words} | {rooms.NAMES, COMMITTEE}:
        keychanges.open_room(seat, occasion(request), wanted)
    return see_other(address(request, "desk:case", number=number))


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: MemberAsking, number: str) -> HttpResponseBase:
    """Open who reported, for a reason that is recorded (K1)."""
    seat = admit(request, number)
    if not seat.has_answered:
        return see_other(address(request, "desk:case", number=number))
    form = IdentityForm(seat, request.POST or None, hidden=hidden(request, request.path))
    if form.is_valid():
        keychanges.open_room(seat, occasion(request), rooms.IDENTITY, form.cleaned_data["text"])
        return see_other(address(request, "desk:case", number=number))
    page = around(request, identity_page(request, seat))
    return render(request, "desk/room.html", page, status=422 if form.errors else 200, form=form)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def came_back(request: MemberAsking, number: str, entry: str) -> HttpResponseBase:
    """Note that a letter did not arrive: what it was for is owed again (THREATS 4.12)."""
    seat = admit(request, number)
    if not seat.has_answered:
        return see_other(address(request, "desk:case", number=number))
    form = CameBackForm(request.POST or None, hidden=hidden(request, request.path))
    problem = None
    if form.is_valid():
        try:
            talking.came_back(seat, occasion(request), entry)
            return see_other(address(request, "desk:case", "newest", number=number))
        except RefusedError as refused:
            problem = refused
    page = around(request, came_back_page(request, seat, problem))
    return render(request, "desk/room.html", page, status=409 if problem else 200, form=form)


def _asked(act: str, about: str) -> tuple[Act, Subject]:
    subject = Subject.parse(about)
    if act not in set(Act) or subject is None:
        raise Http404
    return Act(act), subject
