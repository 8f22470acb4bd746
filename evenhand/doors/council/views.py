"""What the council reads and decides, each after the conflict question on the names (D2, D6, C1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evenhand.casework import conflicts, council, keychanges, listing, looking, seats
from evenhand.casework import deciding as acts
from evenhand.casework.deciding import Proposal
from evenhand.casework.errors import RefusedError
from evenhand.casework.once import SentOtherwiseError, UsedAlreadyError, once, was_done
from evenhand.casework.seats import NoSuchCaseError, Seat
from evenhand.doors.council.deciding import deciding_page, measure_words, measures, readers
from evenhand.doors.council.determining import DeterminationForm
from evenhand.doors.council.forms import ConflictForm, DecisionForm, Offered, PositionForm
from evenhand.doors.council.looks import LookForm
from evenhand.doors.council.pages import ReportRow, ReportsPage, decides, owed_words, report_page
from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Actor
from evenhand.record import rooms
from evenhand.shell import errors
from evenhand.shell.addresses import address
from evenhand.shell.coming_back import typed
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import render
from evenhand.shell.sessions import MemberAsking, hidden, member_required, see_other
from evenhand.vault.keyring import COUNCIL

_MOST_DIGITS = 6


def admit(request: HttpRequest, number: str) -> Seat:
    """The seat of a council member who may read the committee's report about this case."""
    seat = seats.admit(cast("MemberAsking", request).signed_in, number)
    if not seat.is_council_reader:
        raise NoSuchCaseError
    return seat


@member_required
@require_safe
def reports(request: MemberAsking, after: str = "") -> HttpResponseBase:
    """The reports that this member may read, a page at a time."""
    if not request.signed_in.person.on_council:
        return errors.forbidden(request)
    found = listing.reports_to_council(request.signed_in, after)
    rows = tuple(
        ReportRow(
            case=row.code_name,
            address=address(request, "council:report", number=row.number),
            owed=owed_words(row.duties),
        )
        for row in found.rows
    )
    older = address(request, "council:list-after", after=found.after) if found.after else ""
    page = ReportsPage(title=_("Council"), reports=rows, older=older)
    return render(request, "council/list.html", around(request, page))


@member_required
@require_safe
def report(request: MemberAsking, number: str) -> HttpResponseBase:
    """One report, or a case that was turned over: the names, the question, then what was written."""
    seat = admit(request, number)
    return _deciding(request, seat) if decides(seat) and seat.has_answered else _show(request, seat)


@member_required
@require_POST
def open_names(request: MemberAsking, number: str) -> HttpResponseBase:
    """Open the names; it is recorded."""
    keychanges.open_room(admit(request, number), occasion(request), rooms.NAMES)
    return see_other(address(request, "council:report", number=number))


@member_required
@require_POST
def answer(request: MemberAsking, number: str) -> HttpResponseBase:
    """Answer the conflict question; whoever steps back reads nothing of it from then on."""
    try:
        seat, where = admit(request, number), address(request, "council:report", number=number)
    except NoSuchCaseError:
        if was_done(request.signed_in, request.POST.get("once", ""), occasion(request)):
            return see_other(address(request, "council:list"))  # the second click of somebody who stepped back
        raise
    form = ConflictForm(seat.manual, request.POST, hidden=hidden(request, request.path))
    if not form.is_valid():
        return _show(request, seat, form)
    try:
        with once(request.signed_in, request.POST.get("once", ""), occasion(request)):
            if form.cleaned_data["answer"] == "leaves":
                keychanges.recuse(seat, occasion(request))
                return see_other(address(request, "council:list"))
            if form.cleaned_data["answer"] == "hard":
                conflicts.declare_hard(seat, occasion(request))
                return see_other(address(request, "council:list"))
            keychanges.answer_conflict(seat, occasion(request), stays=form.cleaned_data["answer"] == "stays")
            keychanges.open_room(admit(request, number), occasion(request), COUNCIL)
    except RefusedError as refused:
        return _show(request, seat, form, refused)
    except UsedAlreadyError:
        pass
    return see_other(where)


@member_required
@require_POST
def ask_look(request: MemberAsking, number: str) -> HttpResponseBase:
    """Ask to look at the whole case, with a justification (R9)."""
    seat, where = admit(request, number), address(request, "council:report", number=number)
    form = LookForm(readers(seat), request.POST, hidden=hidden(request, request.path), auto_id="id-look-%s")
    if not seat.has_answered:
        return see_other(where)
    if not form.is_valid():
        return _show(request, seat, look=form)
    return _acted(
        request,
        where,
        lambda: looking.ask(seat, occasion(request), form.cleaned_data["text"]),
        lambda refused: _show(request, seat, refused=refused, look=form),
    )


@member_required
@require_POST
def determine(request: MemberAsking, number: str) -> HttpResponseBase:
    """Write the council's own determination, on which its decision then rests (D2, R4 to R7)."""
    seat, where = _of_the_council(request, number), address(request, "council:report", number=number)
    form = _determination(request, seat, request.POST)
    if not form.is_valid():
        return _deciding(request, seat, determination=form)
    return _acted(
        request,
        where,
        lambda: acts.determine(seat, occasion(request), form.found(), _version(request) + 1),
        lambda refused: _deciding(request, seat, determination=form, refused=refused),
    )


@member_required
@require_POST
def decide(request: MemberAsking, number: str) -> HttpResponseBase:
    """Write the council's decision with its reasons (D2)."""
    seat, where = _of_the_council(request, number), address(request, "council:report", number=number)
    form = _decision(request, seat, request.POST)
    if not form.is_valid():
        return _deciding(request, seat, decision=form)
    offered = measures(_asked(request, seat))
    chosen = [_decided(offered[int(choice)], form) for choice in form.cleaned_data["measures"]]
    texts = {name: form.cleaned_data[name] for name in ("text", "reason", "path_back")}
    decision = Proposal(tuple(chosen), texts)
    return _acted(
        request,
        where,
        lambda: council.decide(seat, occasion(request), decision, _version(request) + 1),
        lambda refused: _deciding(request, seat, decision=form, refused=refused),
    )


@member_required
@require_POST
def position(request: MemberAsking, number: str) -> HttpResponseBase:
    """Take a position on the decision that the page showed (D2)."""
    seat, where = _of_the_council(request, number), address(request, "council:report", number=number)
    form = _position(request, seat, request.POST)
    if not form.is_valid():
        return _deciding(request, seat, position=form)
    taken, text = f.Position(form.cleaned_data["position"]), form.cleaned_data["text"]
    return _acted(
        request,
        where,
        lambda: acts.take_position(seat, occasion(request), _version(request), taken, text),
        lambda refused: _deciding(request, seat, position=form, refused=refused),
    )


def _acted(
    request: MemberAsking,
    where: str,
    act: Callable[[], object],
    again: Callable[[RefusedError], HttpResponseBase],
) -> HttpResponseBase:
    """Act once for this form and lead on; a refusal shows it again as it was filled in."""
    try:
        with once(request.signed_in, request.POST.get("once", ""), occasion(request), typed(request.POST)):
            act()
    except RefusedError as refused:
        return again(refused)
    except SentOtherwiseError as other:
        return again(other.as_refusal(Clause.DEADLOCK))
    except UsedAlreadyError:
        pass
    return see_other(where)


def _decided(measure: f.Measure, form: DecisionForm) -> f.Measure:
    """With what only who decides can say: where a violation happened, and whether another response lasts (D3e, D6)."""
    if measure.kind is f.MeasureKind.PUBLIC_REPRIMAND:
        return replace(measure, space=form.cleaned_data["space"])
    return replace(measure, lasts=measure.kind is f.MeasureKind.OTHER and form.cleaned_data["lasts"])


def _of_the_council(request: HttpRequest, number: str) -> Seat:
    """The seat of somebody who decides this case for the council, and has answered the conflict question."""
    seat = admit(request, number)
    if not (decides(seat) and seat.has_answered):
        raise NoSuchCaseError
    return seat


def _version(request: MemberAsking) -> int:
    """The newest proposal that the page showed: an answer is to what somebody read."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < _MOST_DIGITS else 0


def _asked(request: MemberAsking, seat: Seat) -> Asked:
    return Asked(seat.state, seat.policy, seat.team, request.moment, Actor.member(seat.member))


def _decision(request: MemberAsking, seat: Seat, typed: QueryDict | None = None) -> DecisionForm:
    where = address(request, "council:decide", number=seat.file.number)
    found = measures(_asked(request, seat))
    offered = Offered(
        measures=[measure_words(seat, measure) for measure in found],
        public=[number for number, measure in enumerate(found) if measure.kind is f.MeasureKind.PUBLIC_REPRIMAND],
        other=[number for number, measure in enumerate(found) if measure.kind is f.MeasureKind.OTHER],
        spaces=[(space.id, space.name) for space in seat.manual.spaces],
    )
    fields = hidden(request, where, version=str(len(seat.state.proposals)))
    return DecisionForm(readers(seat), offered, typed, hidden=fields, auto_id="id-decide-%s")


def _position(request: MemberAsking, seat: Seat, typed: QueryDict | None = None) -> PositionForm:
    where = address(request, "council:position", number=seat.file.number)
    fields = hidden(request, where, version=str(len(seat.state.proposals)))
    return PositionForm(readers(seat), typed, hidden=fields, auto_id="id-position-%s")


def _determination(request: MemberAsking, seat: Seat, typed: QueryDict | None = None) -> DeterminationForm:
    where = address(request, "council:determine", number=seat.file.number)
    fields = hidden(request, where, version=str(len(seat.state.determinations)))
    asked = _asked(request, seat)
    return DeterminationForm(readers(seat), asked, typed, hidden=fields, auto_id="id-determine-%s")


def _deciding(
    request: MemberAsking,
    seat: Seat,
    *,
    determination: DeterminationForm | None = None,
    position: PositionForm | None = None,
    decision: DecisionForm | None = None,
    refused: RefusedError | None = None,
) -> HttpResponseBase:
    actions = (
        address(request, "council:position", number=seat.file.number),
        address(request, "council:decide", number=seat.file.number),
        address(request, "council:determine", number=seat.file.number),
    )
    page = around(request, deciding_page(request, seat, actions, refused))
    mistaken = any(form is not None and form.errors for form in (position, decision, determination))
    return render(
        request,
        "council/deciding.html",
        page,
        status=409 if refused else 422 if mistaken else 200,
        position=position or _position(request, seat),
        decision=decision or _decision(request, seat),
        determination=determination or _determination(request, seat),
    )


def _show(
    request: MemberAsking,
    seat: Seat,
    form: ConflictForm | None = None,
    refused: RefusedError | None = None,
    look: LookForm | None = None,
) -> HttpResponseBase:
    action = address(request, "council:answer", number=seat.file.number)
    asking = address(request, "council:ask-look", number=seat.file.number)
    shown = form or ConflictForm(seat.manual, hidden=hidden(request, action))
    look_form = look or LookForm(readers(seat), hidden=hidden(request, asking), auto_id="id-look-%s")
    page = around(request, report_page(request, seat, action, refused))
    status = 409 if refused else 422 if shown.errors or look_form.errors else 200
    return render(request, "council/report.html", page, status=status, form=shown, look_form=look_form)
