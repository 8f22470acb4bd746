"""Cases that exist, opened to somebody who joined later: the names first, case by case (R9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from evenhand.casework import joining, listing
from evenhand.casework.joining import Offer
from evenhand.casework.once import UsedAlreadyError, once, was_done
from evenhand.doors.desk.names import Names
from evenhand.people import roster
from evenhand.people.roster import Person
from evenhand.procedure.clauses import Clause
from evenhand.shell.addresses import address
from evenhand.shell.clauses import clause_text
from evenhand.shell.forms import Boxes, Form
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import Page, render
from evenhand.shell.parts import ClauseText
from evenhand.shell.sessions import MemberAsking, hidden, member_required, see_other


@dataclass(frozen=True, slots=True, kw_only=True)
class NewcomersPage(Page):
    """Who joined later, and which cases can be opened to them."""

    clause: ClauseText
    forms: tuple[CasesForm, ...]
    sent: CasesForm | None
    """The form that was sent and could not be taken as it stands."""


class CasesForm(Form):
    """The cases whose names somebody is shown; every one is ticked, and can be left out."""

    cases = forms.MultipleChoiceField(
        widget=Boxes,
        error_messages={
            "required": gettext_lazy("Tick at least one case."),
            "invalid_choice": gettext_lazy("One of these cases has changed since. Look at the list again."),
        },
    )

    def __init__(self, who: str, member: str, offers: tuple[Offer, ...], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        super().__init__(*args, **kwargs)
        self.who, self.member = who, member
        field = self.fields["cases"]
        field.label = _("Show %(who)s who is named in") % {"who": who}
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(one.number, _said(one)) for one in offers]
            field.initial = [one.number for one in offers]


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def newcomers(request: MemberAsking) -> HttpResponseBase:
    """For each newcomer the cases that the reader could open to them; one form each."""
    if request.method == "POST" and was_done(request.signed_in, request.POST.get("once", ""), occasion(request)):
        return see_other(address(request, "desk:newcomers"))
    chosen = request.POST.get("member", "") if request.method == "POST" else ""
    shown = [_form(request, person, sent=person.member == chosen) for person in _people(request)]
    offered = [form for form in shown if form.fields["cases"].choices]  # type: ignore[attr-defined]  # a field of choices
    sent = next((form for form in offered if form.is_bound), None)
    if request.method == "POST" and (sent is None or sent.is_valid()):
        if sent is not None:
            _show(request, sent)
        return see_other(address(request, "desk:newcomers"))
    page = NewcomersPage(
        title=_("Cases for somebody who joined"),
        clause=clause_text(Clause.ARCHIVE),
        forms=tuple(offered),
        sent=sent,
    )
    status = 422 if sent is not None else 200
    return render(request, "desk/newcomers.html", around(request, page), status=status)


def _show(request: MemberAsking, form: CasesForm) -> None:
    member = next(p.member for p in _people(request) if p.member == form.member)
    try:
        with once(request.signed_in, request.POST.get("once", ""), occasion(request)):
            joining.show_names_of(request.signed_in, member, form.cleaned_data["cases"], occasion(request))
    except UsedAlreadyError:
        pass


def _people(request: MemberAsking) -> list[Person]:
    """The committee without the reader, as far as two members have signed."""
    there = roster.load(request.community).committee
    return [person for person in there if person.is_seconded and person.member != request.signed_in.member]


def _form(request: MemberAsking, person: Person, *, sent: bool) -> CasesForm:
    names = Names(roster.load(request.community), request.signed_in.member)
    listed = listing.older_than(request.signed_in, person)
    offers = joining.offers(request.signed_in, person.member, occasion(request), listed)
    return CasesForm(
        names.member(person.member),
        person.member,
        offers,
        request.POST if sent else None,
        hidden=hidden(request, request.path, member=person.member),
        auto_id=f"id-{person.member[:8]}-%s",
    )


def _said(offer: Offer) -> str:
    return offer.code_name if offer.is_open else _("%(case)s, closed") % {"case": offer.code_name}
