"""Members sign for each other's keys, and open again what both read (THREATS 4.6, 4.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evenhand.casework import founding, peers
from evenhand.casework.errors import RefusedError
from evenhand.casework.once import UsedAlreadyError, once, was_done
from evenhand.casework.peers import Waiting
from evenhand.people import roster
from evenhand.people.roster import Person
from evenhand.shell.addresses import address
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import Page, render
from evenhand.shell.proving import AdmitForm, OpenAgainForm, ProvenForm
from evenhand.shell.sessions import MemberAsking, hidden, member_required, see_other
from evenhand.vault.keys import fingerprint_words

SIGN, OPEN = "sign", "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What can be done for one person; without a form, what is waited for."""

    does: str
    who: str
    says: str
    button: str
    words: tuple[str, ...] = ()
    form: ProvenForm | None = None
    refused: str = ""
    waiting: Waiting | None = None
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class PeersPage(Page):
    """Whose keys wait for a signature, and to whom cases can be opened again."""

    signs: tuple[Step, ...]
    opens: tuple[Step, ...]
    sent: Step | None
    """What was sent and could not be taken as it stands."""


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def peers_keys(request: MemberAsking) -> HttpResponseBase:
    """Everybody else whose keys wait for a signature, and everybody who has new keys."""
    here = address(request, "desk:peers")
    if request.method == "POST" and was_done(request.signed_in, request.POST.get("once", ""), occasion(request)):
        return see_other(here)
    signs, opens = _signs(request), _opens(request)
    sent = next((step for step in (*signs, *opens) if step.form is not None and step.form.is_bound), None)
    if sent is not None and sent.form is not None and sent.form.is_valid():
        try:
            _do(request, sent)
        except RefusedError as problem:
            sent = replace(sent, refused=_(problem.reason))
        else:
            return see_other(here)
    elif sent is None and request.method == "POST":
        return see_other(here)  # it is done, by this reader or by somebody else
    page = PeersPage(title=_("The keys of others"), signs=signs, opens=opens, sent=sent)
    status = 200 if sent is None else 409 if sent.refused else 422
    return render(request, "desk/peers.html", around(request, page), status=status)


def _do(request: MemberAsking, step: Step) -> None:
    member, asked = request.signed_in, occasion(request)
    try:
        with once(member, request.POST.get("once", ""), asked):
            if step.waiting is not None:
                peers.sign_for(member, step.waiting, asked)
            else:
                founding.rewrap(member, step.person.member, asked)
    except UsedAlreadyError:
        pass


def _signs(request: MemberAsking) -> tuple[Step, ...]:
    return tuple(
        Step(
            does=SIGN,
            who=one.person.name,
            says=_state(request, one),
            words=fingerprint_words(one.fingerprint),
            button=_("Sign for these keys of %(who)s") % {"who": one.person.name},
            form=_sign_form(request, one) if one.may_sign else None,
            waiting=one,
            person=one.person,
        )
        for one in peers.waiting(request.signed_in, roster.load(request.community))
    )


def _state(request: MemberAsking, one: Waiting) -> str:
    if one.signed_by == request.signed_in.member:
        return _("You have signed. It takes a second member, who hears the six words too.")
    signed = "" if one.signed_by is None else roster.load(request.community).name_of(one.signed_by)
    if not one.is_reset:
        return _("%(signed)s has let them in. Until a second member signs, no case opens to them.") % {"signed": signed}
    if signed:
        return _("They lost their keys and made new ones. %(signed)s has signed; a second member is wanted.") % {
            "signed": signed
        }
    return _("They lost their keys and made new ones. These count once two members have signed for them.")


def _opens(request: MemberAsking) -> tuple[Step, ...]:
    return tuple(
        Step(
            does=OPEN,
            who=person.name,
            says=_("What you can read yourself and they could read before is opened to them again."),
            button=_("Open it again to %(who)s") % {"who": person.name},
            form=_open_form(request, person),
            person=person,
        )
        for person in peers.with_new_keys(request.signed_in, roster.load(request.community))
    )


def _sign_form(request: MemberAsking, one: Waiting) -> ProvenForm:
    member = one.person.member
    return AdmitForm(
        request,
        request.path,
        request.POST if _is_sent(request, SIGN, member) else None,
        fingerprint=one.fingerprint,
        more={"does": SIGN, "member": member},
        auto_id=f"id-{SIGN}-{member[:8]}-%s",
    )


def _open_form(request: MemberAsking, person: Person) -> ProvenForm:
    return OpenAgainForm(
        request,
        request.path,
        request.POST if _is_sent(request, OPEN, person.member) else None,
        hidden=hidden(request, request.path, does=OPEN, member=person.member),
        auto_id=f"id-{OPEN}-{person.member[:8]}-%s",
    )


def _is_sent(request: MemberAsking, does: str, member: str) -> bool:
    return request.method == "POST" and (request.POST.get("does"), request.POST.get("member")) == (does, member)
