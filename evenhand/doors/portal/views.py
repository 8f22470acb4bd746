"""A party's own door: their phrase, their line, and what they do in it. Seat, form, act, and back to the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenhand.casework import access as accessing
from evenhand.casework import afterwards, asking, portal, seats
from evenhand.casework import withdrawing as acts
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import NoSuchCaseError
from evenhand.casework.uploads import StoredFile
from evenhand.doors.portal import cookie, fields, line_page, pages, parking, phrase_page, withdrawing
from evenhand.doors.portal.asked import ADDRESS, ANSWER, CONTACT, FAIRNESS, FEEDBACK, REPORT, REVIEW, WRITE
from evenhand.doors.portal.at import At, seated
from evenhand.doors.portal.fields import NONCE, NUMBER, PARKED, TOKEN
from evenhand.doors.portal.forms import (
    AccessForm,
    AddressForm,
    AnswerForm,
    ContactForm,
    FairnessForm,
    FeedbackForm,
    PhraseForm,
    ReviewForm,
    WriteForm,
)
from evenhand.doors.portal.own_data import ACCESS, TAKE_ACCESS_BACK
from evenhand.doors.portal.withdrawing import TAKE_BACK, WAY, WITHDRAW
from evenhand.people import lines, throttle
from evenhand.people.occasion import Occasion
from evenhand.procedure.facts import Fairness, Feedback, Withdrawal
from evenhand.shell import addresses
from evenhand.shell.asking import Asking
from evenhand.shell.clauses import clause_text
from evenhand.shell.forms import Form
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import Page, PageResponse, render
from evenhand.shell.sessions import see_other
from evenhand.vault.domains import Domain
from evenhand.vault.phrase import PhraseTypoError, new_nonce, parse_phrase, phrase_keys

_MOST_DIGITS = 7

Cleaned = Mapping[str, Any]
"""What a form of the line was filled with; Django knows its types no better."""


@require_http_methods(["GET", "HEAD", "POST"])
def phrase(request: Asking) -> HttpResponseBase:
    """The ten words. A typo is told; wrong, unknown and expired are one answer."""
    now = occasion(request)
    if request.method != "POST":
        if lines.resume(request.community, cookie.read(request), now.now) is not None:
            return see_other(addresses.address(request, "portal:line"))
        return phrase_page.show(request, PhraseForm(hidden=phrase_page.hidden(request.community, now)))
    form = PhraseForm(request.POST, hidden=phrase_page.hidden(request.community, now, request.POST.get(PARKED, "")))
    if form.is_valid() and not phrase_page.is_ours(request.community, now, request.POST.get(TOKEN, "")):
        form.add_error(None, _("This page had been open for a long time. Press the button once more."))
    if form.is_valid():
        try:
            return _come_in(request, form.cleaned_data["phrase"], now)
        except PhraseTypoError as typo:
            form.add_error("phrase", phrase_page.typo_in_words(typo))
        except throttle.TooManyTriesError:
            form.add_error("phrase", _("These words were tried too often. Wait ten minutes, and try again."))
        except NoSuchCaseError:
            form.add_error("phrase", _("These words open nothing here. Look whether they belong to this community."))
    return phrase_page.show(request, form)


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
        response = see_other(addresses.address(request, "portal:line"))
    else:
        response = line_page.show(At(request, now, opened, seat), parked=parked)
    cookie.give(response, given)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Asking, token: str) -> HttpResponseBase:
    """The link of an invitation: looking changes nothing; pressing makes the person's own phrase, once."""
    now = occasion(request)
    if request.method != "POST":
        if not portal.invitation_leads_somewhere(request.community, token, now):
            return _no_invitation(request)
        nonce = fields.write(Domain.RECEIPT_NONCE, new_nonce(now.entropy), request.community, now)
        page = pages.InvitationPage(title=_("Somebody wrote to you"))
        return render(request, "portal/invitation.html", page, form=Form(hidden={NONCE: nonce}))
    drawn = fields.read(Domain.RECEIPT_NONCE, request.POST.get(NONCE, ""), request.community, now)
    if drawn is None:
        return see_other(request.path)
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


@require_safe
@seated("line")
def line(at: At) -> HttpResponseBase:
    """Where things stand."""
    return line_page.show(at)


@require_POST
@seated(WRITE)
def write(at: At) -> HttpResponseBase:
    """Write to the committee, or ask for a call."""
    files = at.taken()
    form = line_page.form(at, WRITE, 0, WriteForm, files, is_sent=True)
    return _take(at, form, lambda _given: portal.write(at.seat, at.now, form.said(), files), files)


@require_POST
@seated(ANSWER)
def answer(at: At) -> HttpResponseBase:
    """Answer something that was asked."""
    files, number = at.taken(), _number(at.request)
    form = line_page.form(at, ANSWER, number, AnswerForm, files, is_sent=True)
    return _take(at, form, lambda given: portal.answer_question(at.seat, at.now, number, given["text"], files), files)


@require_POST
@seated(CONTACT)
def contact(at: At) -> HttpResponseBase:
    """Object to a contact, or say that it is all right."""
    number = _number(at.request)

    def say(given: Cleaned) -> None:
        portal.answer_contact(at.seat, at.now, number, given["text"], objects=given["objects"] == "yes")

    return _take(at, line_page.form(at, CONTACT, number, ContactForm, is_sent=True), say)


@require_POST
@seated(FEEDBACK)
def feedback(at: At) -> HttpResponseBase:
    """Say whether the proposed resolution is acceptable."""
    number = _number(at.request)

    def say(given: Cleaned) -> None:
        portal.give_feedback(at.seat, at.now, number, Feedback(given["feedback"]), given["text"])

    return _take(at, line_page.form(at, FEEDBACK, number, FeedbackForm, is_sent=True), say)


@require_POST
@seated(ADDRESS)
def address(at: At) -> HttpResponseBase:
    """Give an address for the one sentence, or another one, or take it back."""
    if "stop" in at.request.POST:
        taken_back = Form(at.request.POST, hidden=at.hidden(ADDRESS))
        return _take(at, taken_back, lambda _given: portal.give_address(at.seat, at.now, ""))
    form = AddressForm(at.request.POST, auto_id=f"{ADDRESS}_%s", hidden=at.hidden(ADDRESS))
    return _take(at, form, lambda given: portal.give_address(at.seat, at.now, given["address"]))


@require_POST
@seated(REVIEW)
def review(at: At) -> HttpResponseBase:
    """Ask for a review of the resolution."""
    form = line_page.form(at, REVIEW, 0, ReviewForm, is_sent=True)
    return _take(at, form, lambda given: afterwards.ask_review(at.seat, at.now, given["text"]))


@require_POST
@seated(FAIRNESS)
def fairness(at: At) -> HttpResponseBase:
    """Say whether one was treated fairly."""

    def say(given: Cleaned) -> None:
        afterwards.answer_fairness(at.seat, at.now, Fairness(given["fairness"]), given["text"])

    return _take(at, line_page.form(at, FAIRNESS, 0, FairnessForm, is_sent=True), say)


@require_POST
@seated(ACCESS)
def access(at: At) -> HttpResponseBase:
    """Ask for the data kept about oneself."""
    form = line_page.form(at, ACCESS, 0, AccessForm, is_sent=True)
    return _take(at, form, lambda given: accessing.ask(at.seat, at.now, given["text"]))


@require_POST
@seated(TAKE_ACCESS_BACK)
def take_access_back(at: At) -> HttpResponseBase:
    """Take that back while it waits for an answer."""
    form = Form(at.request.POST, hidden=at.hidden(TAKE_ACCESS_BACK))
    return _take(at, form, lambda _given: accessing.take_back(at.seat, at.now))


@require_http_methods(["GET", "HEAD", "POST"])
@seated(WITHDRAW)
def withdraw(at: At) -> HttpResponseBase:
    """What each way of withdrawing means; and one of them, chosen."""
    if not withdrawing.may_withdraw(at.seat):
        raise NoSuchCaseError
    way = _way(at)
    if at.request.method != "POST" or way is None:
        return withdrawing.show(at)
    acts.withdraw(at.seat, at.now, way)
    return see_other(addresses.address(at.request, "portal:withdraw", way.value))


@require_POST
@seated(TAKE_BACK)
def take_back(at: At) -> HttpResponseBase:
    """Take one of them back."""
    way = _way(at)
    if way is not None and withdrawing.may_withdraw(at.seat):
        acts.take_back(at.seat, at.now, way)
    return see_other(addresses.address(at.request, "portal:withdraw"))


def _way(at: At) -> Withdrawal | None:
    chosen = at.request.POST.get(WAY, "")
    return Withdrawal(chosen) if chosen in set(Withdrawal) else None


@require_POST
@seated(REPORT)
def report(at: At) -> HttpResponseBase:
    """Make a report of what was only asked or told; only this person can (K3)."""
    form = Form(at.request.POST, hidden=at.hidden(REPORT))
    return _take(at, form, lambda _given: asking.make_a_report(at.seat, at.now))


@require_POST
@seated("leave")
def leave(at: At) -> HttpResponseBase:
    """Close the page: the session is gone, here and on the server."""
    lines.end(at.line)
    response = see_other(addresses.address(at.request, "portal:phrase"))
    cookie.take(response)
    return response


def _take(at: At, form: Form, act: Callable[[Cleaned], None], files: Sequence[StoredFile] = ()) -> HttpResponseBase:
    """Act on a form of the line, and lead back to what was said; a mistake or a refusal keeps what was typed."""
    if not form.is_valid():
        return line_page.show(at, form, files)
    try:
        act(form.cleaned_data)
    except RefusedError as refused:
        form.add_error(None, _(refused.reason))
        return line_page.show(at, form, files, refused=clause_text(refused.clause))
    not_taken = () if at.files is None else line_page.not_taken_of(at.files)
    if not_taken:
        seat = seats.admit_party(at.seat.community, at.line.phrase, at.now)
        return line_page.show(replace(at, seat=seat), not_taken=not_taken)
    return see_other(addresses.address(at.request, "portal:line", "newest"))


def _number(request: HttpRequest) -> int:
    number = request.POST.get(NUMBER, "")
    return int(number) if number.isdecimal() and len(number) < _MOST_DIGITS else 0
