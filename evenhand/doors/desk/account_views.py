"""A member's own account: how they sign in, what the clerk knows of them, and how they joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.casework import founding, listing, rehearsing, signing
from evenhand.doors.desk import anew
from evenhand.doors.desk.account_forms import AccountForm, AwayForm, ChangePassphraseForm, EnrolForm, RetypeForm
from evenhand.people import accounts, roster, sessions
from evenhand.people import roster_facts as rf
from evenhand.people.accounts import Account, InvitationEndedError
from evenhand.people.keys import clerks
from evenhand.people.own_keys import Enrolment, KeysChangedError
from evenhand.people.passphrases import WeakPassphraseError
from evenhand.people.throttle import BusyError, TooManyTriesError
from evenhand.shell import errors
from evenhand.shell import sessions as doorkeeper
from evenhand.shell.addresses import address
from evenhand.shell.asking import Asking
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import Page, render
from evenhand.shell.qr import qr_code
from evenhand.shell.sessions import MemberAsking, hidden, member_required, see_other
from evenhand.vault.errors import VaultError
from evenhand.vault.keys import fingerprint, fingerprint_words
from evenhand.vault.member_keys import WrongPassphraseError
from evenhand.vault.sheet import Sheet
from evenhand.vault.stateless import open_handle, seal_handle
from evenhand.vault.totp import WrongCodeError, new_totp_secret, otpauth_address, totp_printed


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One of a member's own sessions."""

    handle: str
    began_at: datetime
    seen_at: datetime
    is_this: bool
    hidden: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage(Page):
    """Everything that is one's own."""

    name: str
    login: str
    words: tuple[str, ...]
    sessions: tuple[SessionRow, ...]
    stepped_back: tuple[str, ...]
    away_until: datetime | None
    save: str
    away: str
    passphrase: str
    end: str
    calendar: str
    handover: str
    sign_out: str
    sign_out_hidden: dict[str, str]
    end_others_hidden: dict[str, str]
    asks_about_tests: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolPage(Page):
    """The secret for the authenticator, before the keys are made."""

    name: str
    login: str
    community: str
    secret: str
    otpauth: str
    picture: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage(Page):
    """The printed key, shown once, and the six words to read out."""

    groups: tuple[str, ...]
    words: tuple[str, ...]
    action: str
    is_founder: bool
    goes_on: str
    is_confirmed: bool = False


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: MemberAsking) -> HttpResponseBase:
    """A member's own page; the form on it keeps language, zone, address and handles."""
    record = request.account.record
    first = {
        "language": record.language,
        "zone": record.zone or request.community.zone,
        "email": record.email,
        "handles": ", ".join(record.handles),
    }
    form = AccountForm(request.POST or None, initial=first, hidden=hidden(request, address(request, "desk:account")))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        changed = replace(
            record,
            language=given["language"],
            zone=given["zone"],
            email=given["email"],
            handles=tuple(part.strip() for part in given["handles"].split(",") if part.strip()),
        )
        signing.keep_account(request.signed_in, changed, occasion(request))
        return see_other(address(request, "desk:account"))
    return _account(request, form=form)


@member_required
@require_POST
def away(request: MemberAsking) -> HttpResponseBase:
    """Say until when one is away; duties pass on for that time."""
    form = AwayForm(request.POST, now=request.moment, hidden=hidden(request, request.path))
    if form.is_valid():
        until = form.cleaned_data["until"]
        founding.set_away(request.signed_in, request.signed_in.member, until, occasion(request))
        return see_other(address(request, "desk:account"))
    return _account(request, away=form)


@member_required
@require_POST
def passphrase(request: MemberAsking) -> HttpResponseBase:
    """Seal the same keys under another passphrase, after the one that holds now; other sessions end."""
    form = ChangePassphraseForm(request.POST, hidden=hidden(request, request.path))
    if form.is_valid():
        given, member = form.cleaned_data, request.signed_in
        cost = founding.cost(demo=settings.EVENHAND_DEMO)
        try:
            sessions.prove_again(member, given["passphrase"], request.moment)
            signing.change_passphrase(member, given["passphrase_new"], cost, occasion(request))
            return see_other(address(request, "desk:account"))
        except (WrongPassphraseError, TooManyTriesError, BusyError, KeysChangedError) as problem:
            form.add_error("passphrase", say_why(problem))
        except WeakPassphraseError as weak:
            form.add_error("passphrase_new", str(weak))
    return _account(request, change=form)


@member_required
@require_POST
def end_session(request: MemberAsking) -> HttpResponseBase:
    """End one of one's own sessions, or all others."""
    handle = request.POST.get("session", "")
    if handle:
        sessions.end(request.signed_in, handle)
    else:
        sessions.end_all_of(request.signed_in.member, but=request.signed_in.cookie)
    return see_other(address(request, "desk:account"))


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, token: str) -> HttpResponseBase:
    """Make one's keys behind a one-time link: passphrase, authenticator, printed key (THREATS 4.1, 4.7)."""
    asking = cast("Asking", request)
    try:
        invited = accounts.invited(asking.community, token, asking.moment)
    except InvitationEndedError:
        return render(request, "desk/enrol_ended.html", Page(title=_("This link does not work any more")), status=404)
    if request.method != "POST":
        return _enrol_form(asking, invited, new_totp_secret(occasion(request).entropy))
    totp = _open(asking, request.POST.get("secret", ""))
    if totp is None:
        return _enrol_form(asking, invited, new_totp_secret(occasion(request).entropy))
    form = EnrolForm(request.POST, hidden={"secret": request.POST.get("secret", "")})
    if form.is_valid():
        try:
            made = signing.enrol(
                asking.community,
                invited,
                form.cleaned_data["passphrase_new"],
                totp,
                form.cleaned_data["code"],
                founding.cost(demo=settings.EVENHAND_DEMO),
                occasion(request),
            )
        except WeakPassphraseError as weak:
            form.add_error("passphrase_new", str(weak))
        except WrongCodeError:
            form.add_error(
                "code", _("That is not the code of this moment. Check the clock of your device, try the next.")
            )
        except InvitationEndedError:
            return render(
                request, "desk/enrol_ended.html", Page(title=_("This link does not work any more")), status=404
            )
        else:
            return _printed(asking, made)
    return _enrol_form(asking, invited, totp, form)


@require_POST
def enrol_confirm(request: HttpRequest) -> HttpResponseBase:
    """Check that two groups of the printed key were copied right."""
    asking = cast("Asking", request)
    raw = _open(asking, request.POST.get("sheet", ""))
    if raw is None:
        return errors.bad_request(request)
    sheet, words, founder = Sheet.from_raw(raw[:16]), fingerprint_words(raw[17:]), raw[16] == 1
    form = RetypeForm(request.POST, hidden={"sheet": request.POST.get("sheet", "")})
    if form.is_valid():
        wanted = {"third": sheet.groups[2], "sixth": sheet.groups[5]}
        for name, group in wanted.items():
            if form.cleaned_data[name].strip().upper() != group:
                form.add_error(name, _("That is not what stands on the page. Compare it with your paper."))
    page = _printed_page(asking, sheet, words, is_founder=founder, is_confirmed=form.is_valid())
    return render(request, "desk/printed.html", page, status=200 if form.is_valid() else 422, form=form)


def say_why(problem: Exception) -> str:
    """Why a passphrase was not taken as proof."""
    match problem:
        case TooManyTriesError():
            return _("That was tried too often. Wait ten minutes.")
        case BusyError():
            return _("We are busy opening somebody else's keys. Try again in a moment.")
        case KeysChangedError():
            return _("Your keys were changed meanwhile, so your passphrase stays as it is. Sign out and in once more.")
        case _:
            return _("That is not your passphrase.")


def _account(
    request: MemberAsking,
    *,
    form: AccountForm | None = None,
    away: AwayForm | None = None,
    change: ChangePassphraseForm | None = None,
) -> HttpResponseBase:
    member, record = request.signed_in, request.account.record
    where = {
        name: address(request, f"desk:{name}")
        for name in ("account", "away", "calendar", "handover", "passphrase", "end-session", "sign-out")
    }
    present = roster.load(request.community)
    lines = sessions.own(member)
    first = {
        "language": record.language,
        "zone": record.zone or request.community.zone,
        "email": record.email,
        "handles": ", ".join(record.handles),
    }
    page = AccountPage(
        title=_("Your account"),
        name=member.person.name,
        login=record.login,
        words=fingerprint_words(member.person.fingerprint),
        sessions=tuple(
            SessionRow(
                handle=line.handle,
                began_at=line.began_at,
                seen_at=line.seen_at,
                is_this=line.is_this,
                hidden=hidden(request, where["end-session"], session=line.handle),
            )
            for line in lines
        ),
        stepped_back=listing.stepped_back_from(member),
        away_until=_living(present.away.get(member.member), request.moment),
        save=where["account"],
        away=where["away"],
        passphrase=where["passphrase"],
        end=where["end-session"],
        calendar=where["calendar"],
        handover=where["handover"],
        sign_out=where["sign-out"],
        sign_out_hidden=hidden(request, where["sign-out"]),
        end_others_hidden=hidden(request, where["end-session"]),
        asks_about_tests=bool(rehearsing.asked_of(present, member.member)),
    )
    shown: dict[str, forms.Form] = {
        **anew.told(request),
        "form": form or AccountForm(initial=first, hidden=hidden(request, where["account"])),
        "away": away or AwayForm(now=request.moment, hidden=hidden(request, where["away"]), auto_id="id-away-%s"),
        "change": change or ChangePassphraseForm(hidden=hidden(request, where["passphrase"]), auto_id="id-change-%s"),
    }
    bound = any(one.is_bound and one.errors for one in shown.values())
    return render(request, "desk/account.html", around(request, page), status=422 if bound else 200, **shown)  # type: ignore[arg-type]  # forms of ours


def _living(until: datetime | None, now: datetime) -> datetime | None:
    return until if until is not None and now < until else None


def _enrol_form(request: Asking, account: Account, totp: bytes, form: EnrolForm | None = None) -> HttpResponseBase:
    otpauth = otpauth_address(totp, account.record.login, request.community.name)
    page = EnrolPage(
        title=_("Join"),
        name=account.record.name,
        login=account.record.login,
        community=request.community.name,
        secret=totp_printed(totp),
        otpauth=otpauth,
        picture=qr_code(otpauth, _("The secret, for the camera of your authenticator")),
    )
    shown = form or EnrolForm(hidden={"secret": _seal(request, totp)})
    return render(request, "desk/enrol.html", page, status=422 if shown.errors else 200, form=shown)


def _printed(request: Asking, made: Enrolment) -> HttpResponseBase:
    """The first account founds the roster, and is signed in with the keys just made; all others are let in by voice."""
    is_founder = roster.load(request.community).length == 0
    if is_founder:
        roles = made.account.record.roles or (rf.CHAIR, rf.COMMITTEE, rf.OFFICE)
        founding.found_roster(request.community, made.account, made.keys, roles, occasion(request))
    prints = fingerprint(made.account.box, made.account.signing)
    raw = made.sheet.raw() + bytes([is_founder]) + prints
    page = _printed_page(request, made.sheet, fingerprint_words(prints), is_founder=is_founder)
    response = render(request, "desk/printed.html", page, form=RetypeForm(hidden={"sheet": _seal(request, raw)}))
    if is_founder:
        cookie = sessions.begin(request.community, made.account.member, made.keys, occasion(request))
        doorkeeper.set_cookie(response, cookie)
    return response


def _printed_page(
    request: Asking, sheet: Sheet, words: tuple[str, ...], *, is_founder: bool, is_confirmed: bool = False
) -> PrintedPage:
    return PrintedPage(
        title=_("Your keys are made") if not is_confirmed else _("Everything is in place"),
        groups=sheet.groups,
        words=words,
        action=address(request, "desk:enrol-confirm"),
        is_founder=is_founder,
        goes_on=address(request, "office:home" if is_founder else "desk:sign-in"),
        is_confirmed=is_confirmed,
    )


def _seal(request: Asking, raw: bytes) -> str:
    return seal_handle(clerks(), request.community.place, raw, occasion(request).entropy)


def _open(request: Asking, field: str) -> bytes | None:
    try:
        return open_handle(clerks(), request.community.place, field)
    except VaultError:
        return None
