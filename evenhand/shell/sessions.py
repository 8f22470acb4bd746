"""Who asks: the session cookie, the door that opens to members only, and the fields of their forms (THREATS 4.9)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.utils import timezone, translation

from evenhand.people import accounts, communities, sessions
from evenhand.people import roster_facts as rf
from evenhand.people.accounts import Account
from evenhand.people.sessions import SignedIn
from evenhand.procedure.manual_file import Manual
from evenhand.procedure.manual_file_values import OfficeRole
from evenhand.record.ledger import NoSuchCaseError, RecessError
from evenhand.shell import coming_back, errors, forms_token, sign_in
from evenhand.shell.asking import Asking
from evenhand.shell.coming_back import TOKEN
from evenhand.shell.occasions import occasion

COOKIE, DEMO_COOKIE = "__Host-evenhand", "evenhand"

View = Callable[..., HttpResponseBase]


class MemberAsking(Asking):
    """A request of somebody who is signed in. Set by `member_required`."""

    signed_in: SignedIn
    account: Account


def cookie_name() -> str:
    """Answer the cookie's name: on the demo's plain http no browser takes a `__Host-` cookie."""
    return DEMO_COOKIE if settings.EVENHAND_DEMO else COOKIE


def signed_in(request: HttpRequest) -> SignedIn | None:
    """Answer the member whose session this is, or nothing."""
    cookie = request.COOKIES.get(cookie_name())
    asked = cast("Asking", request)
    return None if cookie is None else sessions.resume(asked.community, cookie, asked.moment)


def set_cookie(response: HttpResponseBase, value: str) -> None:
    """Give the browser its session: no script reads it, no other page sends it, no host but this one gets it."""
    response.set_cookie(
        cookie_name(), value, path="/", secure=not settings.EVENHAND_DEMO, httponly=True, samesite="Strict"
    )


def forget_cookie(response: HttpResponseBase) -> None:
    """Take the session from the browser, and with it whatever it kept of our pages (but not the portal's cookie)."""
    response.delete_cookie(cookie_name(), path="/", samesite="Strict")
    response["Clear-Site-Data"] = '"cache", "storage"'


def member_required(view: View) -> View:
    """Open a view to signed-in members only, and a form to what this session's own page sends.

    Everybody else gets the page to sign in, whatever the address; what they sent without
    a session waits there, sealed to its writer.
    """
    return _admitting(view, None)


def member_required_with_files(handler: Callable[[HttpRequest], FileUploadHandler]) -> Callable[[View], View]:
    """The same for a form that takes files: its handler has to be there before the form is read."""
    return lambda view: _admitting(view, handler)


def _admitting(inner: View, files: Callable[[HttpRequest], FileUploadHandler] | None) -> View:
    @wraps(inner)
    def admitted(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:  # noqa: ANN401 - as the view has them
        if files is not None and request.method == "POST":
            request.upload_handlers = [files(request)]
        found = signed_in(request)
        if found is None:
            waiting = coming_back.park(request, request.COOKIES.get(cookie_name()))
            return sign_in.page(request, to=coming_back.page_before(request), waiting=waiting, status=401)
        asking = cast("MemberAsking", request)
        asking.signed_in = found
        asking.account = accounts.by_member(found.community, found.member)
        _speak_to(asking)
        if request.method == "POST" and not _is_from_our_page(request, found):
            return _not_of_this_session(asking)
        try:
            return inner(request, *args, **parts)
        except NoSuchCaseError:
            return errors.not_found(request)
        except RecessError:
            return errors.recess(request)

    admitted.asks_for_a_member = True  # type: ignore[attr-defined]  # a mark for the test that walks every address
    return admitted


def _not_of_this_session(request: MemberAsking) -> HttpResponseBase:
    """A form whose token is not this session's: nothing is carried out, and nothing that was typed is lost.

    Most often somebody has signed in anew in another tab. Their own form comes back with one button; what another
    member had begun on this machine waits sealed to that member.
    """
    writer = coming_back.writer(request)
    kept = coming_back.sent(request)
    if not kept.fields or writer is None:
        return errors.foreign_form(request, unsent=coming_back.words(kept.fields))
    if writer == request.signed_in.member:
        return coming_back.page(request, request.signed_in, kept, status=403)
    waiting = coming_back.wait_for(request, writer, of_somebody_else=True)
    return sign_in.page(request, to=coming_back.page_before(request), waiting=waiting, status=403)


def token(signed_in: SignedIn, request: HttpRequest, path: str) -> str:
    """Make the token of a form that is sent to this path."""
    return coming_back.token(signed_in, path.partition("?")[0].partition("#")[0], occasion(request).entropy)


def hidden(request: HttpRequest, path: str, **more: str) -> dict[str, str]:
    """The hidden fields of a member's form: its token, a number that makes it count once, and what else it needs."""
    asked = occasion(request)
    member = cast("MemberAsking", request).signed_in
    return {TOKEN: token(member, request, path), "once": asked.new_id().hex(), **more}


def holds_office(member: SignedIn) -> bool:
    """Whether the manual in force lets this member hold the office."""
    manual = communities.manual(member.community.pk, member.community.manual)
    return may_hold_office(manual, member.person.roles)


def may_hold_office(manual: Manual, has: Collection[str]) -> bool:
    """Whether a manual gives the office to somebody with these roles."""
    roles = {
        OfficeRole.CHAIR: rf.CHAIR,
        OfficeRole.DEPUTIES: rf.DEPUTY,
        OfficeRole.MEMBERS: rf.COMMITTEE,
        OfficeRole.COUNCIL: rf.COUNCIL,
    }
    return any(roles[holder] in has for holder in manual.office_holders)


def see_other(address: str) -> HttpResponseRedirect:
    """Lead on after a form, so that reload shows the page and sends nothing again."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def _speak_to(request: MemberAsking) -> None:
    """Use the reader's own zone and language; a language asked for in the address goes before it."""
    record = request.account.record
    try:
        timezone.activate(ZoneInfo(record.zone or request.community.zone))
    except (ZoneInfoNotFoundError, ValueError):
        timezone.activate(ZoneInfo(request.community.zone))
    if request.chosen_language is None and record.language in dict(settings.LANGUAGES):
        translation.activate(record.language)


def _is_from_our_page(request: HttpRequest, member: SignedIn) -> bool:
    try:
        return forms_token.check(member.cookie, request.path, request.POST.get(TOKEN, ""))
    except forms_token.FormTokenError:
        return False
