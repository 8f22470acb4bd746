"""The handover sheet: what a member has in hand, without a word from a room, to print or to read out (R9, R12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http.response import HttpResponseBase
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from evenhand.casework.handover import InHand, in_hand
from evenhand.doors.desk import sentences, wording
from evenhand.doors.desk.dates import day_words
from evenhand.doors.desk.lists import case_address
from evenhand.doors.desk.names import Names, party_name
from evenhand.people import roster
from evenhand.procedure import facts as f
from evenhand.procedure.duties import Duty
from evenhand.procedure.handover import Force, InForce, Promise, Promised
from evenhand.procedure.resting import rests
from evenhand.shell.addresses import address
from evenhand.shell.members import around
from evenhand.shell.pages import Page, render
from evenhand.shell.parts import Urgency
from evenhand.shell.sessions import MemberAsking, member_required
from evenhand.shell.templatetags.evenhand import moment_words


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedLine:
    """One duty, and who would have it next."""

    urgency: Urgency
    near: str
    """How near it is, where it is late or soon."""
    at: str
    owed: str
    clause: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedLine:
    """One promise, or one measure, with its date."""

    at: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInHand:
    """One case of the sheet."""

    name: str
    address: str
    note: str
    owed: tuple[OwedLine, ...]
    promised: tuple[DatedLine, ...]
    in_force: tuple[DatedLine, ...]
    away: tuple[str, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverPage(Page):
    """The whole sheet. ``empty`` are the cases in which there is nothing to hand over."""

    name: str
    at: datetime
    away_until: datetime | None
    account: str
    cases: tuple[CaseInHand, ...]
    empty: tuple[str, ...]


@member_required
@require_safe
def handover(request: MemberAsking) -> HttpResponseBase:
    """A member's own sheet, and nobody else's."""
    member, present = request.signed_in, roster.load(request.community)
    names, now = Names(present, member.member), request.moment
    found = in_hand(member, present.team(), now)
    away = present.away.get(member.member)
    page = HandoverPage(
        title=_("Handover sheet"),
        name=member.person.name,
        at=now,
        away_until=away if away is not None and now < away else None,
        account=address(request, "desk:account"),
        cases=tuple(_case(request, case, names) for case in found if not case.is_empty),
        empty=tuple(case.code_name for case in found if case.is_empty and case.is_open),
    )
    return render(request, "desk/handover.html", around(request, page))


def _case(request: MemberAsking, case: InHand, names: Names) -> CaseInHand:
    return CaseInHand(
        name=case.code_name,
        address="" if case.is_of_the_council else case_address(request, case.number),
        note=_note(case, request.moment),
        owed=tuple(_owed(duty, names, request.moment) for duty in case.duties),
        promised=tuple(DatedLine(at=_at(one.at), says=_promise(one)) for one in case.promises),
        in_force=tuple(DatedLine(at=_since(one.since), says=_in_force(one)) for one in case.in_force),
        away=tuple(
            _("%(who)s is away until %(date)s") % {"who": names.member(who), "date": moment_words(until)}
            for who, until in case.away
        ),
        is_cut=case.is_cut,
    )


def _note(case: InHand, now: datetime) -> str:
    if case.is_of_the_council:
        return _("turned over to the council, of which you are")
    if not case.is_open:
        return _("closed")
    if case.rests_until is not None and rests(case.rests_until, now):
        return _("rests until %(date)s") % {"date": day_words(case.rests_until)}
    return ""


def _owed(duty: Duty, names: Names, now: datetime) -> OwedLine:
    urgency, due = wording.when(duty.due, now)
    then = names.listed(duty.then[:1])
    return OwedLine(
        urgency=urgency,
        near="" if urgency is Urgency.OPEN else due,
        at=_at(duty.due),
        owed=wording.duty_title(duty, names),
        clause=duty.clause,
        then=_("yours alone") if duty.personal else _("then %(who)s") % {"who": then} if then else "",
    )


def _at(at: datetime) -> str:
    """A date and an hour, short enough for a column; the sheet says once in which zone."""
    local = localtime(at)
    return f"{date_format(local, _('D j M Y'))}, {date_format(local, 'H:i')}"


def _since(at: datetime) -> str:
    return _("since %(date)s") % {"date": date_format(localtime(at), _("D j M Y"))}


def _promise(one: Promise) -> str:
    says = {
        Promised.NEXT_WORD: _("%(who)s hears from the committee again"),
        Promised.OBJECTION: _("%(who)s may object to a contact until then"),
        Promised.ANSWER: _("%(who)s has time to answer a question"),
        Promised.FEEDBACK: _("%(who)s has time to say what they think of the resolution"),
        Promised.INVITATION: _("the invitation of %(who)s can be taken"),
        Promised.ERASURE: _("%(who)s is erased, as they wished"),
        Promised.DATA_NOTICE: _("%(who)s is told that something is kept about them"),
        Promised.AFTERCARE: _("%(who)s is asked whether anybody made them pay for it"),
        Promised.REVIEW: _("%(who)s may ask for a review until then"),
    }
    return says[one.kind] % {"who": party_name(one.party)}


def _in_force(one: InForce) -> str:
    lasts = one.kind is Force.CARRIED_OUT  # nothing else is in force once it was carried out
    measure = "" if one.measure is None else sentences.measure_words(f.Measure(one.measure, one.party, lasts=lasts))
    match one.kind:
        case Force.DISCONNECTED:
            spaces = one.number or 0
            said = ngettext("disconnected in one space", "disconnected in %(count)s spaces", spaces)
            return said % {"count": spaces}
        case Force.TO_CARRY_OUT:
            return _("agreed, and to be carried out: %(what)s") % {"what": measure}
        case Force.CARRIED_OUT:
            return _("carried out: %(what)s") % {"what": measure}
        case Force.UPHELD:
            return _("what was decided before the case was taken up again, and the core team still upholds")
        case Force.SAID:
            return _("statement %(number)s stands in public") % {"number": one.number}
