"""The council's pages, as frozen values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from evenhand.casework import summaries, words
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import Seat
from evenhand.doors.council.deciding import Decision, own_decisions
from evenhand.doors.council.looks import LookLine, look_line
from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Duty, Owed
from evenhand.record import rooms
from evenhand.shell.addresses import address
from evenhand.shell.clauses import clause_text
from evenhand.shell.pages import Page
from evenhand.shell.parts import ClauseText
from evenhand.shell.sessions import MemberAsking, hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One report that may be read."""

    case: str
    address: str
    owed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsPage(Page):
    """A page of them."""

    reports: tuple[ReportRow, ...]
    older: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage(Page):
    """One report, as far as its reader has come."""

    code_name: str
    clause: ClauseText
    names: str
    names_open: bool
    open_action: str
    open_hidden: dict[str, str]
    has_answered: bool
    action: str
    text: str
    reported_at: datetime | None
    by: str
    refused: str = ""
    refused_by: ClauseText | None = None
    decisions: tuple[Decision, ...] = ()
    """What they decided themselves, where the case had been turned over to them (D2)."""
    look: LookLine | None = None
    look_action: str = ""


def report_page(request: MemberAsking, seat: Seat, action: str, refused: RefusedError | None = None) -> ReportPage:
    """The report: its names first, its text after the conflict question."""
    given = [r for r in seat.file.entries if isinstance(r.happened.fact, f.CouncilReported | f.TurnedOver)]
    recorded = given[-1] if given else None
    opened = {} if recorded is None else rooms.read(seat.file, seat.keys, [recorded])
    said = words.decode(opened[recorded.entry]) if recorded is not None and recorded.entry in opened else {}
    names_open = (rooms.NAMES, seat.member) in seat.state.opened_rooms
    where = address(request, "council:open", number=seat.file.number)
    return ReportPage(
        title=_("A case for the council") if decides(seat) else _("A report to the council"),
        code_name=summaries.name_of(seat.file.uid),
        clause=clause_text(Clause.COUNCIL_REPORT if seat.has_answered else Clause.CONFLICT_TOLD),
        names=str(said.get("names", "")) if names_open or seat.has_answered else "",
        names_open=names_open,
        open_action=where,
        open_hidden=hidden(request, where),
        has_answered=seat.has_answered,
        action=action,
        text=str(said.get("text", "")) if seat.has_answered else "",
        reported_at=None if recorded is None else recorded.happened.at,
        by="" if recorded is None else seat.roster.name_of(recorded.happened.by.who),
        refused="" if refused is None else _(refused.reason),
        refused_by=None if refused is None else clause_text(refused.clause),
        decisions=own_decisions(seat),
        look=look_line(request, seat),
        look_action=address(request, "council:ask-look", number=seat.file.number),
    )


def decides(seat: Seat) -> bool:
    """Whether this member decides the case: it was turned over, and is not reported to the council yet (D2)."""
    return seat.member in seat.state.turned_over_to and seat.state.council_reported_at is None


def owed_words(duties: Sequence[Duty]) -> str:
    """What one of the council owes in a case, in a word; nothing where it is nothing."""
    says = {
        Owed.ANSWER_CONFLICT: _("turned over to you: say whether you have a conflict of interest"),
        Owed.DECIDE: _("turned over to you: write the decision"),
        Owed.TAKE_POSITION: _("turned over to you: take your position"),
    }
    return next((says[duty.owed] for duty in duties if duty.owed in says), "")
