"""A party's own door: their phrase, their line, and what they do in it. Seat, form, act, and back to the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenhand.casework import conversation, portal, seats, uploads
from evenhand.casework.errors import RefusedError
from evenhand.casework.receiving import SealedFiles
from evenhand.casework.seats import NoSuchCaseError, PartySeat
from evenhand.casework.uploads import StoredFile
from evenhand.doors.portal import asked, cookie, downloads, pages, parking, standing
from evenhand.doors.portal.asked import ADDRESS, ANSWER, CONTACT, FEEDBACK, NUMBER, WRITE
from evenhand.doors.portal.forms import (
    AddressForm,
    AnswerForm,
    ContactForm,
    FeedbackForm,
    PhraseForm,
    SaidForm,
    WriteForm,
)
from evenhand.doors.portal.parking import Parked
from evenhand.people import lines, throttle
from evenhand.people.communities import Community
from evenhand.people.lines import OpenLine
from evenhand.people.occasion import Occasion
from evenhand.procedure.clauses import clause_texts
from evenhand.procedure.facts import Feedback, Reach
from evenhand.record.ledger import RecessError
from evenhand.shell import addresses, errors, forms_token, parts
from evenhand.shell.asking import Asking
from evenhand.shell.contact import outside
from evenhand.shell.forms import Form
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import Page, PageResponse, render
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.phrase import PhraseTypoError, new_nonce, parse_phrase, phrase_keys
from evenhand.vault.stateless import FormExpiredError, check_form, mac_form

REFUSED = 422
TOKEN, KEPT, PARKED, NONCE = "token", "kept", "parked", "nonce"
FORM_LIVES = timedelta(hours=24)
_MOST_DIGITS = 7


# --- coming in ---


@require_http_methods(["GET", "HEAD", "POST"])
def phrase(request: Asking) -> HttpResponseBase:
    """The ten words. A typo is told; wrong, unknown and expired are one answer."""
    now = occasion(request)
    if request.method != "POST":
        if lines.resume(request.community, cookie.read(request), now.now) is not None:
            return _see(addresses.address(request, "portal:line"))
        return _phrase_page(request, PhraseForm(hidden=_phrase_hidden(request.community, now)))
    form = PhraseForm(request.POST, hidden=_phrase_hidden(request.community, now, request.POST.get(PARKED, "")))
    if form.is_valid() and not _is_ours(request.community, now, request.POST.get(TOKEN, ""), b"phrase"):
        form.add_error(None, _("This page had been open for a long time. Press the button once more."))
    if form.is_valid():
        try:
            return _come_in(request, form.cleaned_data["phrase"], now)
        except PhraseTypoError as typo:
            form.add_error("phrase", _typo(typo))
        except throttle.TooManyTriesError:
            form.add_error("phrase", _("These words were tried too often. Wait ten minutes, and try again."))
        except NoSuchCaseError:
            form.add_error("phrase", _("These words open nothing here. Look whether they belong to this community."))
    return _phrase_page(request, form)


def _come_in(request: Asking, text: str, now: Occasion) -> HttpResponseBase:
    """Open the line behind a phrase; what had come too late stands in its box again."""
    typed = parse_phrase(text)
    keys = phrase_keys(typed, request.community.place)
    throttle.count("phrase", keys.lookup, now.now)
    seat = seats.admit_party(request.community, keys, now)
    throttle.forgive("phrase", keys.lookup)
    given = lines.begin(request.community, typed, now)
    opened = lines.resume(request.community, given, now.now)
    parked = parking.unpark(request.community, keys, request.POST.get(PARKED, ""))
    response: HttpResponseBase
    if parked is None or opened is None:
        response = _see(addresses.address(request, "portal:line"))
    else:
        response = _line_page(_At(request, now, opened, seat), parked=parked)
    cookie.give(response, given)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Asking, token: str) -> HttpResponseBase:
    """The link of an invitation: looking changes nothing; pressing makes the person's own phrase, once."""
    now = occasion(request)
    if request.method != "POST":
        if not portal.invitation_leads_somewhere(request.community, token, now):
            return _no_invitation(request)
        nonce = _write(Domain.RECEIPT_NONCE, new_nonce(now.entropy), request.community, now)
        page = pages.InvitationPage(title=_("Somebody wrote to you"))
        return render(request, "portal/invitation.html", page, form=Form(hidden={NONCE: nonce}))
    drawn = _read(Domain.RECEIPT_NONCE, request.POST.get(NONCE, ""), request.community, now)
    if drawn is None:
        return _see(request.path)
    try:
        own = portal.take_invitation(request.community, token, drawn, get_language() or "en", now)
    except (NoSuchCaseError, RefusedError):
        return _no_invitation(request)
    page = pages.InvitationPage(title=_("Your phrase"), phrase=own)
    response = render(request, "portal/invited.html", page)
    cookie.give(response, lines.begin(request.community, own, now))
    return response


def _no_invitation(request: Asking) -> PageResponse:
    """Used, ended and unknown are one page."""
    return render(request, "portal/no_invitation.html", Page(title=_("This link opens nothing")), status=404)


# --- the line ---


@dataclass(frozen=True, slots=True)
class _At:
    """A party at their line, for one request."""

    request: Asking
    now: Occasion
    line: OpenLine = field(repr=False)
    seat: PartySeat
    files: SealedFiles | None = None

    def hidden(self, act: str, **more: str) -> dict[str, str]:
        """The hidden fields of a form: its token for this session and act, and what it is about."""
        return {TOKEN: forms_token.issue(self.line.cookie, act, self.now.entropy), **more}

    def taken(self) -> tuple[StoredFile, ...]:
        """The files of this form, those from before first."""
        kept = uploads.from_handle(self.seat.community, self.request.POST.get(KEPT, ""))
        return kept if self.files is None else self.files.fill_up(kept)


View = Callable[..., HttpResponseBase]


def _seated(act: str) -> Callable[[Callable[..., HttpResponseBase]], View]:
    """Only for whoever has typed their phrase; a form must come from this session's own page."""

    def wrap(view: Callable[..., HttpResponseBase]) -> View:
        @wraps(view)
        def seated(request: Asking, **parts: str) -> HttpResponseBase:
            now = occasion(request)
            files = _receive(request, now)
            opened = lines.resume(request.community, cookie.read(request), now.now)
            if opened is None:
                return _come_back(request, now, act, files)
            if request.method == "POST" and not _is_from_our_page(request, opened, act):
                return errors.foreign_form(request)
            try:
                seat = seats.admit_party(request.community, opened.phrase, now)
                return view(_At(request, now, opened, seat, files), **parts)
            except NoSuchCaseError:
                return errors.not_found(request)
            except (OSError, RecessError) as err:
                return errors.unavailable(request, err)

        return seated

    return wrap


@require_safe
@_seated("line")
def line(at: _At) -> HttpResponseBase:
    """Where things stand."""
    return _line_page(at)


@require_POST
@_seated(WRITE)
def write(at: _At) -> HttpResponseBase:
    """Write to the committee, or ask for a call."""
    files = at.taken()
    form = _form(at, WRITE, 0, WriteForm, files, is_sent=True)
    if isinstance(form, WriteForm) and form.is_valid():
        return _say(at, form, files, lambda: portal.write(at.seat, at.now, form.said(), files))
    return _line_page(at, form, files)


@require_POST
@_seated(ANSWER)
def answer(at: _At) -> HttpResponseBase:
    """Answer something that was asked."""
    files, number = at.taken(), _number(at.request)
    form = _form(at, ANSWER, number, AnswerForm, files, is_sent=True)
    if form.is_valid():
        text = form.cleaned_data["text"]
        return _say(at, form, files, lambda: portal.answer_question(at.seat, at.now, number, text, files))
    return _line_page(at, form, files)


@require_POST
@_seated(CONTACT)
def contact(at: _At) -> HttpResponseBase:
    """Object to a contact, or say that it is all right."""
    number = _number(at.request)
    form = _form(at, CONTACT, number, ContactForm, is_sent=True)
    if form.is_valid():
        text, objects = form.cleaned_data["text"], form.cleaned_data["objects"] == "yes"
        return _say(at, form, (), lambda: portal.answer_contact(at.seat, at.now, number, text, objects=objects))
    return _line_page(at, form)


@require_POST
@_seated(FEEDBACK)
def feedback(at: _At) -> HttpResponseBase:
    """Say whether the proposed resolution is acceptable."""
    number = _number(at.request)
    form = _form(at, FEEDBACK, number, FeedbackForm, is_sent=True)
    if form.is_valid():
        text, given = form.cleaned_data["text"], Feedback(form.cleaned_data["feedback"])
        return _say(at, form, (), lambda: portal.give_feedback(at.seat, at.now, number, given, text))
    return _line_page(at, form)


@require_POST
@_seated(ADDRESS)
def address(at: _At) -> HttpResponseBase:
    """Give an address for the one sentence, or another one."""
    form = AddressForm(at.request.POST, auto_id=f"{ADDRESS}_%s", hidden=at.hidden(ADDRESS))
    if form.is_valid():
        given = form.cleaned_data["address"]
        return _say(at, form, (), lambda: portal.give_address(at.seat, at.now, given))
    return _line_page(at, form)


@require_POST
@_seated("leave")
def leave(at: _At) -> HttpResponseBase:
    """Close the page: the session is gone, here and on the server."""
    lines.end(at.line)
    response = _see(addresses.address(at.request, "portal:phrase"))
    cookie.take(response)
    return response


@require_safe
@_seated("line")
def download(at: _At, number: str) -> HttpResponseBase:
    """One's own file, to be kept and never shown by the browser."""
    file = conversation.own_file(at.seat, number)
    response = StreamingHttpResponse(uploads.read(at.seat.community, file), content_type="application/octet-stream")
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = downloads.attachment(file.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


# --- the page ---


def _say(at: _At, form: Form, files: Sequence[StoredFile], act: Callable[[], None]) -> HttpResponseBase:
    """Act, and lead back to what was said; a refusal is shown beside the text, which is kept."""
    try:
        act()
    except RefusedError as refused:
        clause = clause_texts()[refused.clause]
        form.add_error(None, _(refused.reason))
        return _line_page(at, form, files, refused=parts.ClauseText(clause.id, clause.says))
    not_taken = () if at.files is None else _not_taken(at.files)
    if not_taken:
        seat = seats.admit_party(at.seat.community, at.line.phrase, at.now)
        return _line_page(replace(at, seat=seat), not_taken=not_taken)
    return _see(addresses.address(at.request, "portal:line", "newest"))


def _line_page(
    at: _At,
    came_back: Form | None = None,
    files: Sequence[StoredFile] = (),
    *,
    parked: Parked | None = None,
    refused: parts.ClauseText | None = None,
    not_taken: tuple[parts.NotTaken, ...] = (),
) -> PageResponse:
    """The letter: where things stand, what was said, what may be done, and one form that came back if one did."""
    seat, state = at.seat, at.seat.state
    party = state.parties[seat.party]

    def make(act: str, number: int, kind: type[SaidForm]) -> SaidForm:
        mine = {NUMBER: str(number)} if number else {}
        if isinstance(came_back, kind) and came_back.hidden.get(NUMBER) == mine.get(NUMBER):
            return came_back
        kept = parked if parked is not None and (parked.act, parked.number) == (act, number) else None
        return _form(at, act, number, kind, parked=kept)

    way = standing.way(state, seat.policy, party, at.now.now)
    broken = standing.broken_promise(state, seat.policy, party, at.now.now)
    page = pages.LinePage(
        title=_("Where things stand"),
        lead=pages.lead(party, is_closed=state.closed_at is not None),
        steps=pages.steps(way, party.role),
        broken=pages.broken(broken),
        outside=outside(seat.community, seat.manual),
        asked=asked.everything(seat, make),
        conversation=pages.messages(conversation.conversation(seat)),
        never=pages.never(party),
        write=make(WRITE, 0, WriteForm),
        address=came_back if isinstance(came_back, AddressForm) else _address_form(at, parked),
        has_address=conversation.has_address(seat),
        wants_no_contact=party.reach is Reach.NONE,
        is_closed=state.closed_at is not None,
        leave=Form(hidden=at.hidden("leave")),
        refused=refused,
        came_back=parked is not None,
        not_taken=not_taken or (() if at.files is None else _not_taken(at.files)),
        kept=tuple(file.name for file in files),
    )
    if came_back is None:
        return render(at.request, "portal/line.html", page)
    return render(at.request, "portal/line.html", page, status=REFUSED, form=came_back)


def _form(
    at: _At,
    act: str,
    number: int,
    kind: type[SaidForm],
    files: Sequence[StoredFile] = (),
    *,
    is_sent: bool = False,
    parked: Parked | None = None,
) -> SaidForm:
    """A form of the line: empty, as it was sent, or with what waited since an expired session."""
    hidden = at.hidden(act, **({NUMBER: str(number)} if number else {}))
    if files:
        hidden[KEPT] = uploads.handle(at.seat.community, files, at.now)
    elif parked is not None and parked.fields.get(KEPT):
        hidden[KEPT] = parked.fields[KEPT]
    data = at.request.POST if is_sent else None
    kept = {} if parked is None else dict(parked.fields)
    return kind(data, readers=pages.readers(at.seat), hidden=hidden, prefix=f"{act}{number or ''}", kept=kept)


def _address_form(at: _At, parked: Parked | None) -> AddressForm:
    kept = dict(parked.fields) if parked is not None and parked.act == ADDRESS else {}
    return AddressForm(auto_id=f"{ADDRESS}_%s", hidden=at.hidden(ADDRESS), initial=kept)


def _phrase_page(request: Asking, form: Form, *, parked: str = "", unsent: str = "") -> PageResponse:
    page = pages.PhrasePage(title=_("Your ten words"), is_parked=bool(parked), unsent=unsent)
    return render(request, "portal/phrase.html", page, status=REFUSED if form.is_bound else 200, form=form)


def _come_back(request: Asking, now: Occasion, act: str, files: SealedFiles | None) -> HttpResponseBase:
    """Nobody is in: ask for the phrase again. What was sent too late waits, sealed to whoever wrote it."""
    if request.method != "POST" or act == "leave":
        return _see(addresses.address(request, "portal:phrase"))
    kept = uploads.from_handle(request.community, request.POST.get(KEPT, ""))
    arrived = kept if files is None else files.fill_up(kept)
    more = {KEPT: uploads.handle(request.community, arrived, now)} if arrived else {}
    fields = parking.typed(request.POST, more)
    parked = parking.park(request.community, cookie.read(request), now.now, Parked(act, fields))
    form = PhraseForm(hidden=_phrase_hidden(request.community, now, parked))
    response = _phrase_page(request, form, parked=parked, unsent="" if parked else parking.words(fields))
    response.status_code = 401
    return response


def _receive(request: Asking, now: Occasion) -> SealedFiles | None:
    """Take the files of a form, before anything reads it."""
    if request.method != "POST" or request.content_type != "multipart/form-data":
        return None
    files = SealedFiles(request.community, now)
    request.upload_handlers = [files]
    return files


def _not_taken(files: SealedFiles) -> tuple[parts.NotTaken, ...]:
    return tuple(parts.NotTaken(name=one.name, why=one.why, most=uploads.LARGEST) for one in files.skipped)


def _is_from_our_page(request: HttpRequest, opened: OpenLine, act: str) -> bool:
    try:
        return forms_token.check(opened.cookie, act, request.POST.get(TOKEN, ""))
    except forms_token.FormTokenError:
        return False


def _phrase_hidden(community: Community, now: Occasion, parked: str = "") -> dict[str, str]:
    hidden = {TOKEN: _write(Domain.PORTAL_FORM, b"phrase", community, now)}
    return {**hidden, PARKED: parked} if parked else hidden


def _is_ours(community: Community, now: Occasion, token: str, expected: bytes) -> bool:
    return _read(Domain.PORTAL_FORM, token, community, now) == expected


def _write(purpose: Domain, payload: bytes, community: Community, now: Occasion) -> str:
    return mac_form(settings.EVENHAND_SECRET, purpose, payload, now.now, place=community.place)


def _read(purpose: Domain, text: str, community: Community, now: Occasion) -> bytes | None:
    secret, place = settings.EVENHAND_SECRET, community.place
    try:
        return check_form(secret, purpose, text, now.now, within=FORM_LIVES, place=place).payload
    except (FormExpiredError, VaultError):
        return None


def _typo(typo: PhraseTypoError) -> str:
    if typo.position is not None:
        return _("Word %(number)d is not one of our words. Look at it again.") % {"number": typo.position}
    return _("A phrase has ten words, and these do not fit together. One may be missing, doubled, or another one.")


def _number(request: HttpRequest) -> int:
    number = request.POST.get(NUMBER, "")
    return int(number) if number.isdecimal() and len(number) < _MOST_DIGITS else 0


def _see(where: str) -> HttpResponseRedirect:
    """Lead on after a form, so that reload shows the page and sends nothing again."""
    response = HttpResponseRedirect(where)
    response.status_code = 303
    return response
