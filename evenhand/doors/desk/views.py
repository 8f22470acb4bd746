"""The desk's front pages: what is owed, what is closed, and a report that reached a member."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from evenhand.casework import afterwards, announcing, drafts, filing, listing, peers, rehearsing, uploads
from evenhand.casework.errors import RefusedError
from evenhand.casework.once import SentOtherwiseError, UsedAlreadyError, once
from evenhand.casework.reaching import is_refused
from evenhand.casework.receiving import KEPT_FILES, Skipped
from evenhand.casework.reported import NobodyCanReadError
from evenhand.casework.uploads import StoredFile
from evenhand.doors.desk import anew
from evenhand.doors.desk.act_page import why_skipped
from evenhand.doors.desk.files import arrived, sealing
from evenhand.doors.desk.filling import first_values, said_in, typed
from evenhand.doors.desk.lists import ClosedCasesPage, ClosedRow, case_address, desk_page, fairness_rows
from evenhand.doors.desk.names import Names
from evenhand.doors.desk.report_form import ReportForm
from evenhand.people import communities, roster
from evenhand.procedure.clauses import Clause
from evenhand.shell import errors
from evenhand.shell.addresses import address
from evenhand.shell.clauses import clause_text
from evenhand.shell.members import around
from evenhand.shell.occasions import occasion
from evenhand.shell.pages import Page, render
from evenhand.shell.parts import ClauseText
from evenhand.shell.sessions import MemberAsking, hidden, member_required, member_required_with_files, see_other

FILE_REPORT = "file-report"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReportPage(Page):
    """The form, and what came of it so far."""

    clause: ClauseText
    refused: str = ""
    has_draft: bool = False
    files: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


@member_required
@require_safe
def desk(request: MemberAsking, number: int = 1) -> HttpResponseBase:
    """What is owed now, yours first."""
    member = request.signed_in
    found = listing.owed_at_desk(member, request.moment)
    present = roster.load(member.community)
    page = desk_page(request, found, Names(present, member.member), max(number, 1))
    joined = address(request, "desk:newcomers") if listing.knows_a_newcomer(member, present.committee) else ""
    asked = bool(rehearsing.asked_of(present, member.member))
    signs_for = tuple(one.person.name for one in peers.waiting(member, present) if one.may_sign)
    opens_for = tuple(one.name for one in peers.lately_with_new_keys(member, present, request.moment))
    page = replace(
        page,
        asks_about_tests=asked,
        mail_refused=is_refused(request.account),
        newcomers=joined,
        signs_for=signs_for,
        opens_for=opens_for,
        checks_texts=announcing.waits_for(member.community, member.member),
    )
    notices = {**anew.told(request), **anew.second_wanted(request)}
    return render(request, "desk/list.html", around(request, page), **notices)  # type: ignore[arg-type]  # forms of ours


@member_required
@require_safe
def closed(request: MemberAsking, after: str = "") -> HttpResponseBase:
    """Closed cases at which this member sat."""
    found = listing.closed_at_desk(request.signed_in, after)
    rows = tuple(
        ClosedRow(case=one.code_name, address=case_address(request, one.number), opened_at=one.opened_at)
        for one in found.cases
    )
    older = address(request, "desk:closed-after", after=found.after) if found.after else ""
    sums = () if after else fairness_rows(afterwards.fairness_sums(request.signed_in))
    page = ClosedCasesPage(title=_("Closed cases"), cases=rows, older=older, fairness=sums)
    return render(request, "desk/closed.html", around(request, page))


@member_required_with_files(sealing)
@require_http_methods(["GET", "HEAD", "POST"])
def file_report(request: MemberAsking) -> HttpResponseBase:
    """File a report that reached this member another way (T1)."""
    member = request.signed_in
    if not member.person.on_committee:
        return errors.not_found(request)
    if request.method != "POST":
        kept = drafts.read_own(member, FILE_REPORT)
        form = _form(request)
        form.initial = first_values(form, kept or {})
        return _show(request, form, has_draft=kept is not None)
    return _filed(request)


def _filed(request: MemberAsking) -> HttpResponseBase:
    """The report that was sent: kept, refused, or a case."""
    member = request.signed_in
    files, skipped = arrived(request)
    form = _form(request, sent=True, files=files)
    if "keep" in request.POST:
        drafts.keep_own(member, FILE_REPORT, typed(request), occasion(request))
        return see_other(address(request, "desk:file-report"))
    if not form.is_valid() or skipped:  # said before it is filed, so that nobody finds later that something is missing
        drafts.keep_own(member, FILE_REPORT, typed(request), occasion(request))
        return _show(request, form, status=422, files=files, skipped=skipped)
    try:
        with once(member, request.POST.get("once", ""), occasion(request), said_in(request, files)):
            number = filing.file_report(member, form.reached(files), occasion(request))
    except UsedAlreadyError:
        return see_other(address(request, "desk:list"))
    except (RefusedError, NobodyCanReadError, SentOtherwiseError) as problem:
        drafts.keep_own(member, FILE_REPORT, typed(request), occasion(request))
        return _show(request, form, status=409, files=files, problem=problem)
    drafts.drop_own(member, FILE_REPORT)
    stepped_back = form.cleaned_data["conflict"] == "leaves"
    return see_other(address(request, "desk:list") if stepped_back else case_address(request, number))


def _form(request: MemberAsking, *, sent: bool = False, files: tuple[StoredFile, ...] = ()) -> ReportForm:
    more = {KEPT_FILES: uploads.handle(request.community, files, occasion(request))} if files else {}
    member = request.signed_in
    return ReportForm(
        roster.load(member.community),
        member.member,
        communities.manual(member.community.pk, member.community.manual),
        request.POST if sent else None,
        hidden=hidden(request, request.path, **more),
    )


def _show(
    request: MemberAsking,
    form: ReportForm,
    *,
    status: int = 200,
    has_draft: bool = False,
    files: tuple[StoredFile, ...] = (),
    skipped: tuple[Skipped, ...] = (),
    problem: Exception | None = None,
) -> HttpResponseBase:
    if isinstance(problem, SentOtherwiseError):
        problem = problem.as_refusal(Clause.TRIAGE_FIRST)
    nobody = _("Nobody would be left who could read it. Turn to the contact outside the committee.")
    refused = _(problem.reason) if isinstance(problem, RefusedError) else nobody if problem is not None else ""
    clause = problem.clause if isinstance(problem, RefusedError) else Clause.TRIAGE_FIRST
    page = FileReportPage(
        title=_("File a report that reached you"),
        clause=clause_text(clause),
        refused=refused,
        has_draft=has_draft,
        files=tuple(file.name for file in files),
        skipped=why_skipped(skipped),
    )
    return render(request, "desk/file_report.html", around(request, page), status=status, form=form)
