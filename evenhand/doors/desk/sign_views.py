"""Signing in and out, and getting back in with the printed key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.casework import founding, signing
from evenhand.doors.desk.account_forms import NewPassphraseForm
from evenhand.people import sessions, throttle
from evenhand.people.passphrases import WeakPassphraseError
from evenhand.people.sessions import HasLeftError, NotOnRosterError, SignedIn
from evenhand.people.signing_in import SignInRefusedError
from evenhand.people.throttle import BusyError, TooManyTriesError
from evenhand.shell import coming_back
from evenhand.shell import sessions as doorkeeper
from evenhand.shell import sign_in as sign_in_page
from evenhand.shell.addresses import address
from evenhand.shell.asking import Asking
from evenhand.shell.coming_back import Parked
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import Page, render
from evenhand.shell.sessions import MemberAsking, member_required, see_other
from evenhand.shell.sign_in import SignInForm
from evenhand.vault.clerk import Sheet
from evenhand.vault.sheet import SheetTypoError


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Open a member's keys with login, passphrase and code; one answer to everything that is wrong."""
    asking = cast("Asking", request)
    if request.method != "POST":
        if doorkeeper.signed_in(request) is not None:
            return see_other(address(asking, "desk:list"))
        return sign_in_page.page(request)
    form = SignInForm(request.POST)
    there = doorkeeper.signed_in(request)
    if there is not None and (kept := _kept(there, request)) is not None:
        return coming_back.page(request, there, kept)  # reloaded: the code is used up, what was written is still here
    if not form.is_valid():
        return sign_in_page.page(request, form=form, status=422)
    given, cost = form.cleaned_data, founding.cost(demo=settings.EVENHAND_DEMO)
    try:
        cookie = signing.sign_in(
            asking.community, given["login"], given["passphrase"], given["code"], cost, occasion(request)
        )
    except (SignInRefusedError, NotOnRosterError, TooManyTriesError, BusyError) as problem:
        says, status = _why_not(problem)
        form.add_error(None, says)
        return sign_in_page.page(request, form=form, status=status)
    response = _signed_in(asking, form, cookie)
    doorkeeper.set_cookie(response, cookie)
    return response


def _signed_in(request: Asking, form: SignInForm, cookie: str) -> HttpResponseBase:
    """What was sent too late, one button away from its form; else the page to which somebody was going."""
    member = sessions.resume(request.community, cookie, request.moment)
    kept = None if member is None else _kept(member, request)
    if member is None or kept is None:
        return see_other(coming_back.own_path(request.community, form.cleaned_data["to"]))
    return coming_back.page(request, member, kept)


def _kept(member: SignedIn, request: HttpRequest) -> Parked | None:
    return coming_back.unpark(member, request.POST.get("parked", ""))


def _why_not(problem: Exception) -> tuple[str, int]:
    """One answer to every wrong combination; the others say nothing of any account."""
    match problem:
        case HasLeftError():
            says = _(
                "You have left, so your keys open nothing here any more. Thank you for what you did. If this surprises "
                "you, or something is still open between you, call a member whom you know: they can ask whoever holds "
                "the office to invite you anew."
            )
            return says, 403
        case NotOnRosterError():
            says = _(
                "Your keys are made, and nobody has let you in yet. Read the six words of your keys out to a member, "
                "by voice; a second member signs as well."
            )
            return says, 403
        case TooManyTriesError():
            says = _(
                "That was tried too often. Wait for the next code of your authenticator, and try once with it; "
                "nothing is locked, and nothing is lost."
            )
            return says, 429
        case BusyError():
            return _("We are busy opening somebody else's keys. Try again in a moment."), 503
        case _:
            says = _(
                "That did not open anything. Check login, passphrase and code; a code works once, "
                "so if you have just used it, wait half a minute for the next."
            )
            return says, 422


@member_required
@require_POST
def sign_out(request: MemberAsking) -> HttpResponseBase:
    """End this session; its row is deleted, and the browser forgets our pages."""
    sessions.end(request.signed_in)
    response = see_other(address(request, "desk:sign-in"))
    doorkeeper.forget_cookie(response)
    return response


class RecoverForm(NewPassphraseForm):
    """The printed key opens what the passphrase did, and a new passphrase takes its place."""

    login = forms.CharField(
        label=gettext_lazy("Login"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type your login.")},
    )
    printed = forms.CharField(
        label=gettext_lazy("Your printed key"),
        help_text=gettext_lazy("Seven groups of four, from the sheet of paper that you kept when you joined."),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the key from your sheet.")},
    )
    field_order = ("login", "printed", "passphrase_new", "passphrase_again")

    def clean_printed(self) -> Sheet:
        """Read the key; a mistyped letter is told from a wrong key."""
        try:
            return Sheet.parse(self.cleaned_data["printed"])
        except SheetTypoError:
            says = _("There is a mistyped letter, or a group too many or too few. Compare it with your sheet.")
            raise forms.ValidationError(says) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverPage(Page):
    """Before and after."""

    sign_in: str
    is_done: bool = False


def _wrong_sheet(asking: Asking, login: str) -> str:
    """What is said of a printed key that opens nothing. A right one always opens: strangers keep nobody out."""
    try:
        throttle.count("recovery", asking.community.uid + login.strip().encode(), asking.moment)
    except TooManyTriesError:
        return _("That was tried too often. Wait ten minutes, and look at your printed key; a right one always opens.")
    return _("Login and printed key do not belong together, or there is no such login.")


@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest) -> HttpResponseBase:
    """Get back in with the printed key and a new passphrase (THREATS 4.7)."""
    asking = cast("Asking", request)
    form = RecoverForm(request.POST or None)
    where = address(asking, "desk:sign-in")
    if form.is_valid():
        given, cost = form.cleaned_data, founding.cost(demo=settings.EVENHAND_DEMO)
        try:
            signing.recover(
                asking.community, given["login"], given["printed"], given["passphrase_new"], cost, occasion(request)
            )
        except SignInRefusedError:
            form.add_error(None, _wrong_sheet(asking, given["login"]))
        except WeakPassphraseError as weak:
            form.add_error("passphrase_new", str(weak))
        else:
            return render(
                request, "desk/recover.html", RecoverPage(title=_("You can sign in again"), sign_in=where, is_done=True)
            )
    page = RecoverPage(title=_("Get back in"), sign_in=where)
    return render(request, "desk/recover.html", page, status=422 if form.errors else 200, form=form)
