"""Speaking in public of no case: by the chair or the council; everybody else hears who can (D7)."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from evenhand.casework import announcing, hearing_us
from evenhand.casework.announcing import Waiting
from evenhand.casework.errors import RefusedError
from evenhand.casework.once import SentOtherwiseError, UsedAlreadyError, once
from evenhand.casework.publishing import Draft
from evenhand.doors.desk.filling import said_in
from evenhand.doors.desk.speak_forms import FoundForm, PlainForm, SpeakForm
from evenhand.doors.desk.speak_pages import change_page, speak_page, text_page
from evenhand.outbox.beginnings import Beginning
from evenhand.people import communities
from evenhand.procedure.clauses import Clause
from evenhand.shell.addresses import address
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import render
from evenhand.shell.sessions import MemberAsking, hidden, member_required, see_other


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def speak(request: MemberAsking) -> HttpResponseBase:
    """What was said and what waits; a new text, from who may."""
    form = _form(request, Beginning.STATEMENT)
    problem, status = None, 200
    if request.method == "POST":
        status = 422
        try:
            announcing.voice_of(request.signed_in, request.moment)
            if form.is_valid():
                return _drafted(request, form)
        except RefusedError as refused:
            problem, status = refused, 409
    page = around(request, speak_page(request, problem))
    return render(request, "desk/speak.html", page, status=status, form=form)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: MemberAsking, text: str) -> HttpResponseBase:
    """One text that waits: checked by a second member, said by who may, dropped by its writer."""
    waiting = _waiting(request, text)
    does = request.POST.get("does", "") if request.method == "POST" else ""
    form = FoundForm(request.POST if does == "check" else None, hidden=_tokens(request))
    problem = None
    if request.method == "POST" and (does != "check" or form.is_valid()):
        try:
            with once(request.signed_in, request.POST.get("once", ""), occasion(request), said_in(request)):
                return see_other(_do(request, waiting, does, form))
        except UsedAlreadyError:
            return see_other(address(request, "desk:speak"))
        except SentOtherwiseError as other:
            problem = other.as_refusal(Clause.PUBLIC_VOICE)
        except RefusedError as refused:
            problem = refused
    page = around(request, text_page(request, waiting, problem))
    status = 409 if problem else 422 if form.errors else 200
    return render(request, "desk/speak_text.html", page, status=status, form=form, plain=PlainForm(hidden=form.hidden))


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def said(request: MemberAsking, said: str) -> HttpResponseBase:
    """A statement that was said here: a correction of it is written, or it is taken back."""
    heard = hearing_us.one(request.community, bytes.fromhex(said))
    may = request.signed_in.member in announcing.speakers(request.community, request.moment)
    here = announcing.said_here(request.community, bytes.fromhex(said))
    if heard is None or here is None or not may or heard.withdrawn_by is not None:
        raise Http404
    takes_back = "take_back" in request.POST
    form = _form(request, Beginning.CORRECTION, sent=request.method == "POST" and not takes_back)
    problem = None
    try:
        if request.method == "POST" and takes_back:
            announcing.take_back(request.signed_in, occasion(request), here.uid)
            return see_other(address(request, "desk:speak"))
        if request.method == "POST" and form.is_valid():
            return _drafted(request, form, here.uid)
    except RefusedError as refused:
        problem = refused
    page = around(request, change_page(request, heard, problem))
    status = 409 if problem else 422 if form.errors else 200
    return render(request, "desk/speak_said.html", page, status=status, form=form, plain=PlainForm(hidden=form.hidden))


def _do(request: MemberAsking, waiting: Waiting, does: str, form: FoundForm) -> str:
    """One of the three acts; answer where it leads."""
    me, now, digest = request.signed_in, occasion(request), waiting.written.digest
    match does:
        case "check":
            fault = form.cleaned_data["fault"].strip() if form.cleaned_data["found"] == "no" else ""
            announcing.check(me, now, waiting.uid, digest, fault)
            return address(request, "desk:speak-text", text=waiting.uid.hex())
        case "say":
            announcing.say_it(me, now, waiting.uid, digest)
        case "drop":
            announcing.drop(me, waiting.uid)
        case _:
            raise Http404
    return address(request, "desk:speak")


def _drafted(request: MemberAsking, form: SpeakForm, earlier: bytes | None = None) -> HttpResponseBase:
    written = Draft(form.cleaned_data["title"], form.cleaned_data["text"], form.cleaned_data["language"])
    try:
        with once(request.signed_in, request.POST.get("once", ""), occasion(request), said_in(request)):
            uid = announcing.draft(request.signed_in, occasion(request), written, earlier)
    except UsedAlreadyError:
        return see_other(address(request, "desk:speak"))
    except SentOtherwiseError as other:
        raise other.as_refusal(Clause.PUBLIC_VOICE) from None
    return see_other(address(request, "desk:speak-text", text=uid.hex()))


def _form(request: MemberAsking, which: Beginning, *, sent: bool | None = None) -> SpeakForm:
    sent = request.method == "POST" if sent is None else sent
    manual = communities.manual(request.community.pk, request.community.manual)
    data = request.POST if sent else None
    return SpeakForm(request.community, manual, data, which=which, hidden=_tokens(request))


def _tokens(request: MemberAsking) -> dict[str, str]:
    return hidden(request, request.path)


def _waiting(request: MemberAsking, uid: str) -> Waiting:
    found = next((one for one in announcing.waiting(request.community) if one.uid.hex() == uid), None)
    if found is None:
        raise Http404
    return found
