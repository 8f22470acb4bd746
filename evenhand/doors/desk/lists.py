"""The list of what is owed, and the list of closed cases, as pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from evenhand.casework.listing import PAGE, Listing, OwedRow, QuietCase
from evenhand.doors.desk import wording
from evenhand.doors.desk.names import Names
from evenhand.procedure.facts import Fairness
from evenhand.shell.addresses import address
from evenhand.shell.asking import Asking
from evenhand.shell.pages import Page
from evenhand.shell.parts import DutyRow, Notice, PageTurn


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietRow:
    """A case in which nothing is owed that the reader could do."""

    case: str
    address: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage(Page):
    """What is owed now, and what is quiet."""

    yours: tuple[DutyRow, ...]
    others: tuple[DutyRow, ...]
    turn: PageTurn
    waiting: tuple[QuietRow, ...]
    resting: tuple[QuietRow, ...]
    at: datetime
    notices: tuple[Notice, ...] = ()
    zone: str = ""
    asks_about_tests: bool = False
    mail_refused: bool = False
    """Whether the reader's own mail server has refused what was mailed to them."""
    signs_for: tuple[str, ...] = ()
    """Whose keys wait for the reader's signature (THREATS 4.6, 4.7)."""
    opens_for: tuple[str, ...] = ()
    """Who got new keys lately, and may still miss what the reader can open to them."""
    checks_texts: bool = False
    """Whether a text for the public waits for a check that the reader can make (D7)."""
    newcomers: str = ""
    """Where cases are opened to somebody who joined later, if there is anybody (R9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedRow:
    """A closed case."""

    case: str
    address: str
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedCasesPage(Page):
    """Closed cases at which the reader sat."""

    cases: tuple[ClosedRow, ...]
    older: str
    fairness: tuple[tuple[str, int], ...] = ()
    """How people saw the handling, in sums over five answers or more; else nothing (V4)."""


def fairness_rows(sums: Mapping[Fairness, int] | None) -> tuple[tuple[str, int], ...]:
    """The sums in words, where there are enough."""
    words = {Fairness.YES: _("treated fairly"), Fairness.PARTLY: _("partly"), Fairness.NO: _("not")}
    return () if sums is None else tuple((words[answer], sums.get(answer, 0)) for answer in Fairness)


def desk_page(request: Asking, listing: Listing, names: Names, number: int) -> DeskPage:
    """The front page of the desk."""
    begin = (number - 1) * PAGE
    shown = listing.owed[begin : begin + PAGE]
    more = len(listing.owed) > begin + PAGE
    return DeskPage(
        title=_("Owed now"),
        yours=tuple(_row(request, row, names) for row in shown if row.is_mine),
        others=tuple(_row(request, row, names) for row in shown if not row.is_mine),
        turn=PageTurn(
            number=number,
            newer=_page(request, number - 1) if number > 1 else "",
            older=_page(request, number + 1) if more else "",
        ),
        waiting=tuple(_waiting(request, case, names) for case in listing.waiting),
        resting=tuple(_resting(request, case) for case in listing.resting),
        at=request.moment,
    )


def case_address(request: Asking, number: str, fragment: str = "") -> str:
    """Where a case stands."""
    return address(request, "desk:case", fragment, number=number)


def _row(request: Asking, row: OwedRow, names: Names) -> DutyRow:
    urgency, due = wording.when(row.duty.due, request.moment)
    return DutyRow(
        urgency=urgency,
        due=due,
        case=row.code_name,
        address=_where(request, row),
        owed=wording.duty_title(row.duty, names),
        clause=row.duty.clause,
        by=wording.by_whom(row.duty, names),
    )


def _where(request: Asking, row: OwedRow) -> str:
    if row.of_the_council:
        return address(request, "council:report", number=row.number)
    return case_address(request, row.number)


def _waiting(request: Asking, case: QuietCase, names: Names) -> QuietRow:
    note = _("waits for %(who)s") % {"who": names.listed(case.waits_for)} if case.waits_for else ""
    return QuietRow(case=case.code_name, address=case_address(request, case.number), note=note)


def _resting(request: Asking, case: QuietCase) -> QuietRow:
    until = "" if case.until is None else _("until %(date)s") % {"date": wording.when(case.until, request.moment)[1]}
    return QuietRow(case=case.code_name, address=case_address(request, case.number), note=until)


def _page(request: Asking, number: int) -> str:
    if number <= 1:
        return address(request, "desk:list")
    return address(request, "desk:list-page", number=number)
