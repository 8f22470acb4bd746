"""The roster: invited, let in by voice, signed for by a second member, with roles, away, left (THREATS 4.6, 4.7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenhand.casework import founding, inviting
from evenhand.casework.errors import RefusedError
from evenhand.casework.reaching import is_refused_openly
from evenhand.doors.office.access import office_required
from evenhand.doors.office.forms import AwayForm, InviteForm, LeftForm, LinkForm, RolesForm, RotaForm, TakeBackForm
from evenhand.doors.office.pages import FormPage, PersonPage, PersonRow, RosterPage, role_words, state_of
from evenhand.people import accounts, roster
from evenhand.people.accounts import Account, AccountRecord, LoginTakenError
from evenhand.people.roster import Person, Roster
from evenhand.procedure.facts import Member
from evenhand.shell import errors
from evenhand.shell.addresses import address
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import render
from evenhand.shell.proving import AdmitForm, OpenAgainForm, ProvenForm
from evenhand.shell.sessions import MemberAsking, see_other
from evenhand.vault.keys import fingerprint, fingerprint_words

HEARD = ("admit", "second")
"""What is signed after six words were read out."""
FORMS: dict[str, type[ProvenForm]] = {
    "roles": RolesForm,
    "away": AwayForm,
    "link": LinkForm,
    "take_back": TakeBackForm,
    "open_again": OpenAgainForm,
    "left": LeftForm,
}


@office_required
@require_safe
def roster_list(request: MemberAsking) -> HttpResponseBase:
    """Everybody who belongs here, and whoever was asked to."""
    present = roster.load(request.community)
    known = {one.member: one for one in accounts.everyone(request.community)}
    invited = [one for one in known.values() if one.member not in present.people]
    page = RosterPage(
        title=_("Who belongs here"),
        people=tuple(
            PersonRow(
                name=person.name,
                roles=role_words(person.roles),
                state=state_of(person, present, request.moment, known.get(person.member)),
                address=address(request, "office:person", member=person.member),
            )
            for person in sorted(present.people.values(), key=lambda p: (p.has_left, p.name))
        ),
        invited=tuple(
            PersonRow(
                name=one.record.name,
                roles=role_words(one.record.roles),
                state=_waiting(one),
                address=address(request, "office:person", member=one.member),
            )
            for one in invited
        ),
        rota=tuple(present.name_of(m) for m in present.team().order if present.people[m].on_committee),
    )
    return render(request, "office/roster.html", around(request, page))


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: MemberAsking) -> HttpResponseBase:
    """Ask somebody to join; the link alone lets nobody in."""
    form = InviteForm(request, address(request, "office:invite"), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if accounts.is_somebodys_name(request.community, given["name"]):
            form.add_error("name", _("Somebody here is called that already. Add what tells them apart."))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        record = AccountRecord(
            login=given["login"].strip(),
            name=given["name"].strip(),
            email=given["email"],
            language=request.community.language,
            zone=request.community.zone,
            handles=tuple(part.strip() for part in given["handles"].split(",") if part.strip()),
            roles=tuple(given["roles"]),
        )
        try:
            link = inviting.invite_newcomer(request.signed_in, record, occasion(request))
        except LoginTakenError:
            form.add_error("login", _("Somebody signs in with this login already. Choose another one."))
        else:
            return _link(request, record, link)
    page = FormPage(
        title=_("Invite somebody"),
        lead=_("They make their keys behind a link."),
        button=_("Make the link"),
    )
    return render(request, "office/form.html", around(request, page), status=422 if form.errors else 200, form=form)


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def rota(request: MemberAsking) -> HttpResponseBase:
    """Who is on duty first, and who after."""
    present, action = roster.load(request.community), address(request, "office:rota")
    form = RotaForm(present, request, action, request.POST or None)
    if request.method == "POST" and form.is_valid():
        founding.set_rota(request.signed_in, [Member(m) for m in form.order], occasion(request))
        return see_other(address(request, "office:roster"))
    page = FormPage(
        title=_("Who is on duty"),
        lead=_("What nobody in particular owes falls to the first who is there, then to the next, day by day."),
        button=_("Keep this order"),
    )
    return render(request, "office/form.html", around(request, page), status=422 if form.errors else 200, form=form)


@office_required
@require_safe
def person(request: MemberAsking, member: str) -> HttpResponseBase:
    """One person: their words, and what can be done."""
    return _person(request, member)


@office_required
@require_POST
def admit(request: MemberAsking, member: str) -> HttpResponseBase:
    """Let somebody's keys in after their six words were read out; for new keys after a reset, the same."""

    def act(account: Account, form: ProvenForm) -> None:
        del form
        present = roster.load(request.community)
        if account.member in present.people:
            founding.admit_new_keys(request.signed_in, account, occasion(request))
        else:
            founding.admit_newcomer(request.signed_in, account, account.record.roles, occasion(request))

    return _act(request, member, "admit", act)


@office_required
@require_POST
def second(request: MemberAsking, member: str) -> HttpResponseBase:
    """Sign as the second member, who heard the six words too."""
    return _act(
        request,
        member,
        "second",
        lambda account, _form: founding.second_newcomer(request.signed_in, account.member, occasion(request)),
    )


@office_required
@require_POST
def roles(request: MemberAsking, member: str) -> HttpResponseBase:
    """Give somebody these roles."""
    return _act(
        request,
        member,
        "roles",
        lambda account, form: founding.set_roles(
            request.signed_in, account.member, form.cleaned_data["roles"], occasion(request)
        ),
    )


@office_required
@require_POST
def away(request: MemberAsking, member: str) -> HttpResponseBase:
    """Say for somebody until when they are away."""
    return _act(
        request,
        member,
        "away",
        lambda account, form: founding.set_away(
            request.signed_in, account.member, form.cleaned_data["until"], occasion(request)
        ),
    )


@office_required
@require_POST
def link(request: MemberAsking, member: str) -> HttpResponseBase:
    """A new link to join with, or to begin anew after every key was lost."""
    account = _account(request, member)
    if account is None:
        return errors.not_found(request)
    form = LinkForm(request, request.path, request.POST)
    if not form.is_valid():
        return _person(request, member, sent=("link", form))
    return _link(
        request, account.record, inviting.invite_again(request.community, account, occasion(request), request.signed_in)
    )


@office_required
@require_POST
def take_back(request: MemberAsking, member: str) -> HttpResponseBase:
    """Forget an invitation that was a mistake."""
    account = _account(request, member)
    if account is None:
        return see_other(address(request, "office:roster"))  # it is gone already
    form = _made(request, "take_back", account, request.path, data=request.POST)
    if not form.is_valid():
        return _person(request, member, sent=("take_back", form))
    if not accounts.take_back(request.community, account):
        gone = _("They belong here meanwhile. If they should not, say that they have left.")
        return _person(request, member, sent=("take_back", form), refused=gone)
    return see_other(address(request, "office:roster"))


@office_required
@require_POST
def open_again(request: MemberAsking, member: str) -> HttpResponseBase:
    """Open again to somebody with new keys what both sit at. It answers alike whatever that was (4.6)."""
    return _act(
        request,
        member,
        "open_again",
        lambda account, _form: founding.rewrap(request.signed_in, account.member, occasion(request)),
    )


@office_required
@require_POST
def left(request: MemberAsking, member: str) -> HttpResponseBase:
    """Somebody has left: sessions ended, new keys everywhere."""
    return _act(
        request,
        member,
        "left",
        lambda account, _form: founding.leave(request.signed_in, account.member, occasion(request)),
    )


def _act(
    request: MemberAsking, member: str, name: str, act: Callable[[Account, ProvenForm], object]
) -> HttpResponseBase:
    account = _account(request, member)
    if account is None:
        return errors.not_found(request)
    form = _made(request, name, account, request.path, data=request.POST)
    if not form.is_valid():
        return _person(request, member, sent=(name, form))
    try:
        act(account, form)
    except RefusedError as problem:
        return _person(request, member, sent=(name, form), refused=_(problem.reason))
    return see_other(address(request, "office:person", member=member))


def _person(
    request: MemberAsking, member: str, *, sent: tuple[str, ProvenForm] | None = None, refused: str = ""
) -> HttpResponseBase:
    account, present = _account(request, member), roster.load(request.community)
    if account is None:
        return errors.not_found(request)
    found = present.people.get(account.member)
    page = _page(request, account, found, present, refused)
    shown: dict[str, Any] = {
        name: _form(request, name, account, found) for name in _offered(request, account, found)
    }  # Any: forms by their names
    if sent is not None:
        shown[sent[0]] = sent[1]
    status = 409 if refused else 422 if sent is not None else 200
    return render(request, "office/person.html", around(request, page), status=status, **shown)


def _offered(request: MemberAsking, account: Account, found: Person | None) -> list[str]:
    """What can be done with this person now."""
    if found is None:
        return ["admit" if account.is_enrolled else "link", "take_back"]
    if found.has_left:
        return []
    offered = ["roles", "away", "link", "left"]
    if account.is_enrolled and (account.box, account.signing) != (found.box, found.signing):
        offered.insert(0, "admit")
    elif not found.is_seconded and request.signed_in.member not in {found.admitted_by, found.member}:
        offered.insert(0, "second")
    elif found.past_signing:
        offered.append("open_again")
    if found.member == request.signed_in.member:
        offered = [name for name in offered if name in {"roles", "away"}]
    return offered


def _form(request: MemberAsking, name: str, account: Account, found: Person | None) -> ProvenForm:
    where = address(request, f"office:{name.replace('_', '-')}", member=account.member)
    first = {"roles": sorted(found.roles)} if name == "roles" and found is not None else {}
    return _made(request, name, account, where, initial=first)


def _made(request: MemberAsking, name: str, account: Account, action: str, **given: Any) -> ProvenForm:  # noqa: ANN401 - what Django's forms take
    auto_id = f"id-{name}-%s"
    if name in HEARD:
        return AdmitForm(request, action, fingerprint=_fingerprint(account), auto_id=auto_id, **given)
    return FORMS[name](request, action, auto_id=auto_id, **given)


def _fingerprint(account: Account) -> bytes:
    return fingerprint(account.box, account.signing) if account.is_enrolled else b""


def _page(request: MemberAsking, account: Account, found: Person | None, present: Roster, refused: str) -> PersonPage:
    prints = _fingerprint(account)
    away: datetime | None = present.away.get(account.member)
    return PersonPage(
        title=_("A person"),
        member=account.member,
        name=account.record.name if found is None else found.name,
        login=account.record.login,
        roles=role_words(account.record.roles if found is None else found.roles),
        state=_waiting(account) if found is None else state_of(found, present, request.moment, account),
        words=fingerprint_words(prints) if prints else (),
        joined_at=None if found is None else found.joined_at,
        away_until=away if away is not None and request.moment < away else None,
        refused=refused,
    )


def _link(request: MemberAsking, record: AccountRecord, link: str) -> HttpResponseBase:
    page = PersonPage(
        title=_("A link to join"),
        member="",
        name=record.name,
        login=record.login,
        roles=role_words(record.roles),
        state="",
        words=(),
        joined_at=None,
        away_until=None,
        link=link,
        note=_("It was mailed to them as well.") if record.email else "",
    )
    return render(request, "office/link.html", around(request, page))


def _waiting(account: Account) -> str:
    if is_refused_openly(account):
        return _("the mail with the link was refused: look at the address, and hand them a link another way")
    if account.is_enrolled:
        return _("has made keys: hear their six words")
    return _("has not made keys yet")


def _account(request: MemberAsking, member: str) -> Account | None:
    found = (one for one in accounts.everyone(request.community) if one.member == member)
    return next(found, None)
