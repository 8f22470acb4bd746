"""The desk's list: open cases at which a member sits, by what is owed, from their sealed summaries alone.

A case at which the member has no seat leaves no trace here: not in a row, not in a
number, not in how a page is cut (THREATS 6). Nothing is folded and no words are opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from evenhand.casework import summaries
from evenhand.casework.summaries import Summary
from evenhand.people.communities import Community
from evenhand.people.roster import Person
from evenhand.people.sessions import SignedIn
from evenhand.procedure.duties import Duty, Owed
from evenhand.procedure.facts import Member
from evenhand.procedure.resting import rests
from evenhand.record import cases
from evenhand.record.cases import SealedSummary

PAGE = 50
_AT_ONCE = 200
_MOST_PAGES_READ = 40


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One duty in one case, as a list shows it."""

    number: str
    code_name: str
    duty: Duty
    is_mine: bool
    of_the_council: bool = False
    """Whether the case was turned over: then it is read and decided on the council's page (D2)."""


@dataclass(frozen=True, slots=True)
class QuietCase:
    """A case in which nothing is owed that this member could do now."""

    number: str
    code_name: str
    until: datetime | None
    waits_for: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """What is owed now, what waits for others, what rests until a date."""

    owed: tuple[OwedRow, ...]
    waiting: tuple[QuietCase, ...]
    resting: tuple[QuietCase, ...]


@dataclass(frozen=True, slots=True)
class ClosedCase:
    """A closed case at which this member sat when it closed."""

    number: str
    code_name: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """Closed cases, and where the next page begins; empty where it was the last."""

    cases: tuple[ClosedCase, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """A case whose report to the council this member may read."""

    number: str
    code_name: str
    is_open: bool
    duties: tuple[Duty, ...] = ()
    """What this member owes there, where the case was turned over to the council (D2)."""


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """Cases with a report, and where the next page begins; empty where it was the last."""

    rows: tuple[CouncilRow, ...]
    after: str = ""


def owed_at_desk(signed_in: SignedIn, now: datetime) -> Listing:
    """Everything at which this member sits: their own duties first, danger and lateness first among those.

    What was turned over to them as one of the council stands among it: whoever decides is mailed like everybody.
    """
    return owed_to(signed_in.community, signed_in.member, now)


def owed_to(community: Community, member: Member, now: datetime) -> Listing:
    """The same for a member who is not there: their calendar tells what their list tells, from the same summaries."""
    owed: list[OwedRow] = []
    waiting: list[QuietCase] = []
    resting: list[QuietCase] = []
    for sealed, summary in _awake(community):
        number, name = sealed.uid.hex(), summaries.name_of(sealed.uid)
        if _reads_as_council(summary, member):
            decides = of_the_council(summary, member)
            owed += [OwedRow(number, name, duty, is_mine=True, of_the_council=True) for duty in decides]
            continue
        if not _sits_at(summary, member):
            continue
        seen = _duties_for(summary, member, now)
        rows = [
            OwedRow(number, name, duty, is_mine=duty.owner == member)
            for duty in seen
            if not duty.personal or duty.owner == member
        ]
        owed += rows
        if not rows and seen:
            others = tuple(dict.fromkeys(duty.owner for duty in seen if duty.owner is not None))
            waiting.append(QuietCase(number, name, min(duty.due for duty in seen), others))
        elif not rows and summary.is_open and member in summary.readers:
            resting.append(QuietCase(number, name, _until(summary, now)))
    owed.sort(key=lambda row: (not row.is_mine, not row.duty.urgent, row.duty.due, row.code_name))
    late = datetime.max.replace(tzinfo=now.tzinfo)
    waiting.sort(key=lambda case: (case.until or late, case.code_name))
    resting.sort(key=lambda case: (case.until or late, case.code_name))
    return Listing(tuple(owed), tuple(waiting), tuple(resting))


def closed_at_desk(signed_in: SignedIn, after: str = "") -> ClosedPage:
    """Closed cases at which this member sits, a page at a time; first those of which something is still to come."""
    awake = () if after else _closed_and_awake(signed_in)
    asleep, more = _closed_page(signed_in.community, after, lambda summary: signed_in.member in summary.readers)
    return ClosedPage((*awake, *(_closed(*each) for each in asleep)), more)


def _closed_page(
    community: Community, after: str, wanted: Callable[[Summary], bool]
) -> tuple[list[tuple[SealedSummary, Summary]], str]:
    """A page of the closed cases in which nothing is to come any more, and where the next one begins."""
    found: list[tuple[SealedSummary, Summary]] = []
    begin = _uid(after)
    for _ in range(_MOST_PAGES_READ):
        batch = cases.closed_summaries(community, begin, _AT_ONCE)
        for sealed in batch:
            summary = summaries.unseal(sealed.blob, sealed.place)
            if wanted(summary):
                found.append((sealed, summary))
            if len(found) > PAGE:
                return found[:PAGE], found[PAGE - 1][0].uid.hex()
        if len(batch) < _AT_ONCE:
            break
        begin = batch[-1].uid
    return found, ""


def _closed_and_awake(signed_in: SignedIn) -> tuple[ClosedCase, ...]:
    """Closed cases whose reporter is still to be asked how they are, or in which something is owed (D6)."""
    seated = _seated(signed_in.community, signed_in.member)
    return tuple(_closed(sealed, summary) for sealed, summary in seated if _has_closed(summary, signed_in.member))


def _has_closed(summary: Summary, member: Member) -> bool:
    return not summary.is_open and member in summary.readers


def _closed(sealed: SealedSummary, summary: Summary) -> ClosedCase:
    return ClosedCase(sealed.uid.hex(), summaries.name_of(sealed.uid), summary.opened_at)


def reports_to_council(signed_in: SignedIn, after: str = "") -> CouncilPage:
    """Cases whose report this member of the council may read, a page at a time; first those that are not over."""

    def may_read(summary: Summary) -> bool:
        return _reads_as_council(summary, signed_in.member)

    def row(sealed: SealedSummary, summary: Summary) -> CouncilRow:
        owed = of_the_council(summary, signed_in.member)
        return CouncilRow(sealed.uid.hex(), summaries.name_of(sealed.uid), summary.is_open, owed)

    awake = [] if after else [row(*each) for each in _awake(signed_in.community) if may_read(each[1])]
    awake.sort(key=lambda one: (not one.duties, not one.is_open, one.code_name))
    asleep, more = _closed_page(signed_in.community, after, may_read)
    return CouncilPage((*awake, *(row(*each) for each in asleep)), more)


def of_the_council(summary: Summary, member: Member) -> tuple[Duty, ...]:
    """What one of the council owes: first the conflict question, and nothing else before it (C1)."""
    own = [duty for duty in summary.duties if duty.owner == member]
    first = [duty for duty in own if duty.owed is Owed.ANSWER_CONFLICT]
    return tuple(first or own)


def older_than(signed_in: SignedIn, person: Person) -> Iterator[str]:
    """The numbers of the cases at which this member sits and which were there before somebody joined (R9).

    Not those at which they sit, nor those that ask them already, nor those from which they stepped back.
    """
    for sealed, summary in everything(signed_in.community):
        if _is_older(summary, signed_in.member, person):
            yield sealed.uid.hex()


def knows_a_newcomer(signed_in: SignedIn, committee: Iterable[Person]) -> bool:
    """Whether somebody of the committee joined after an open case began at which this member sits."""
    others = [person for person in committee if person.is_seconded and person.member != signed_in.member]
    seated = [summary for _, summary in _seated(signed_in.community, signed_in.member)]
    return any(_is_older(summary, signed_in.member, person) for summary in seated for person in others)


def _is_older(summary: Summary, reader: Member, person: Person) -> bool:
    known = {*summary.readers, *summary.shown_names, *summary.stepped_back}
    may = reader in summary.readers and reader not in summary.unanswered
    return may and person.member not in known and summary.opened_at < person.joined_at


def sat_at(signed_in: SignedIn) -> tuple[str, ...]:
    """The numbers of all cases of which this member reads something, open and closed, the oldest first."""
    found = [
        (summary.opened_at, sealed.uid.hex())
        for sealed, summary in everything(signed_in.community)
        if signed_in.member in {*summary.readers, *summary.council_told}
    ]
    return tuple(number for _, number in sorted(found))


def stepped_back_from(signed_in: SignedIn) -> tuple[str, ...]:
    """The code names of cases from which this member stepped back by their own word (THREATS 4.5)."""
    return tuple(
        sorted(
            summaries.name_of(sealed.uid)
            for sealed, summary in everything(signed_in.community)
            if signed_in.member in summary.stepped_back
        )
    )


def _seated(community: Community, member: Member) -> Iterable[tuple[SealedSummary, Summary]]:
    for sealed, summary in _awake(community):
        if _sits_at(summary, member):
            yield sealed, summary


def _sits_at(summary: Summary, member: Member) -> bool:
    return member in {*summary.readers, *summary.shown_names}


def _reads_as_council(summary: Summary, member: Member) -> bool:
    """Whether the committee's report, or what it turned over, is what they have of it."""
    return member in summary.council_told and member not in summary.readers


def _awake(community: Community) -> Iterable[tuple[SealedSummary, Summary]]:
    """Open cases, and closed ones of which something is still to come."""
    for sealed in cases.open_summaries(community):
        yield sealed, summaries.unseal(sealed.blob, sealed.place)


def _until(summary: Summary, now: datetime) -> datetime | None:
    """Until when it is quiet: the date of its rest, or the next moment at which something changes."""
    return summary.rests_until if rests(summary.rests_until, now) else summary.next_at


def _duties_for(summary: Summary, member: Member, now: datetime) -> tuple[Duty, ...]:
    """What of a case's duties stands in the list: of one that rests, what is due before its date (R12)."""
    asked = member in {*summary.unanswered, *summary.shown_names}
    return duties_for(summary, member) if asked else summary.in_sight(now)


def duties_for(summary: Summary, member: Member) -> tuple[Duty, ...]:
    """Before the conflict question is answered one sees that question, and whatever has to come before it (C1, R9)."""
    if member not in {*summary.unanswered, *summary.shown_names}:
        return summary.duties
    first = (Owed.ANSWER_CONFLICT, Owed.WRITE_NAMES, Owed.STEP_BACK)
    return tuple(duty for duty in summary.duties if duty.owed in first and duty.owner == member)


def every_seat(signed_in: SignedIn) -> Iterable[Summary]:
    """The summaries of all cases at which this member sits, open and closed."""
    return (summary for _, summary in everything(signed_in.community) if signed_in.member in summary.readers)


def everything(community: Community, at_once: int = _AT_ONCE) -> Iterable[tuple[SealedSummary, Summary]]:
    """Open cases, then closed ones, batch by batch: a query for each."""
    yield from _awake(community)
    begin, is_last = None, False
    while not is_last:
        batch = cases.closed_summaries(community, begin, at_once)
        for sealed in batch:
            yield sealed, summaries.unseal(sealed.blob, sealed.place)
        # No query more where a case was closed than where none was: whoever sits at none must not tell them apart.
        begin, is_last = (batch[-1].uid if batch else None), len(batch) < at_once


def _uid(number: str) -> bytes | None:
    try:
        return bytes.fromhex(number) or None
    except ValueError:
        return None
