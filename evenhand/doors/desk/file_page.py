"""The page of one file at the desk: what it is, where it came from, and what can be shown of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from evenhand.casework import showing
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import NoSuchCaseError, Seat
from evenhand.casework.uploads import StoredFile
from evenhand.doors.desk import sentences
from evenhand.doors.desk.case_page import code_name
from evenhand.doors.desk.forms import DescribeForm
from evenhand.doors.desk.names import Names
from evenhand.doors.desk.story import Part, open_words, readable, text_of
from evenhand.record.ledger import Recorded
from evenhand.shell.addresses import address
from evenhand.shell.clauses import clause_text
from evenhand.shell.filepage import Addresses, FileParts, file_parts
from evenhand.shell.pages import Page
from evenhand.shell.parts import ClauseText
from evenhand.shell.sessions import MemberAsking, hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage(Page):
    """A file of a case, with the entry that it came with."""

    case: str
    code_name: str
    filed_at: datetime
    filed: str
    by: str
    origin: tuple[Part, ...]
    file: FileParts
    describe: str
    """Where the form is sent with which somebody says what the file shows; empty in a closed case."""
    refused: str = ""
    clause: ClauseText | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A file that this member may read, the entry that it came with, and the text beside it."""

    file: StoredFile
    recorded: Recorded
    beside: str


@dataclass(frozen=True, slots=True)
class Way:
    """From where a file is read: the page that leads to it, and what its own addresses are called."""

    page: str
    file: str


BY_SEAT = Way("desk:case", "desk:file")
BY_LOOK = Way("desk:look", "desk:look-file")


def find(request: MemberAsking, seat: Seat, number: str) -> Found:
    """A file by its random number, among what this member has opened; any other number is none."""
    return find_among(seat, readable(seat, request.moment), number)


def find_among(seat: Seat, entries: Sequence[Recorded], number: str) -> Found:
    """The same among these entries, as far as this member's keys open them."""
    opened = open_words(seat, entries)
    for recorded in entries:
        for body in opened.get(recorded.entry, {}).get("files", ()):
            if body["id"] == number:
                same_room = [opened[r.entry] for r in entries if r.room == recorded.room and r.entry in opened]
                besides = showing.besides(same_room)
                return Found(StoredFile.from_words(body), recorded, besides.get(number, ""))
    raise NoSuchCaseError


def file_page(
    request: MemberAsking,
    seat: Seat,
    found: Found,
    part: int = 1,
    problem: RefusedError | None = None,
    way: Way = BY_SEAT,
) -> FilePage:
    """Everything that can be said and shown of a file."""
    shown = showing.show(seat.community, found.file, part)
    if shown is None:
        raise NoSuchCaseError
    names = Names(seat.roster, seat.member)
    happened = found.recorded.happened
    at = _addresses(request, seat, found.file, way)
    said = open_words(seat, [found.recorded]).get(found.recorded.entry, {})
    return FilePage(
        title=_("A file"),
        case=address(request, way.page, number=seat.file.number),
        code_name=code_name(seat),
        filed_at=happened.at,
        filed=sentences.tell(happened.fact, names),
        by=names.actor(happened.by),
        origin=tuple(one for one in text_of({"origin": said.get("origin", "")}, happened.fact) if one.label),
        file=file_parts(found.file.name, found.file.size, shown, found.beside, at),
        describe=words_address(request, seat, found) if _may_describe(seat, way) else "",
        refused="" if problem is None else _(problem.reason),
        clause=None if problem is None else clause_text(problem.clause),
    )


def words_address(request: MemberAsking, seat: Seat, found: Found) -> str:
    """Where the form is sent with which somebody says what a file shows."""
    return address(request, "desk:file-words", number=seat.file.number, file=found.file.uid.hex())


def words_form(request: MemberAsking, seat: Seat, found: Found, *, is_sent: bool = False) -> DescribeForm:
    """That form: empty, or as it was sent."""
    more = hidden(request, words_address(request, seat, found))
    return DescribeForm(seat, found.recorded.room, request.POST if is_sent else None, hidden=more)


def _may_describe(seat: Seat, way: Way) -> bool:
    """Who only looks writes nothing into the case."""
    return way is BY_SEAT and seat.state.is_open and seat.has_answered


def _addresses(request: MemberAsking, seat: Seat, file: StoredFile, way: Way) -> Addresses:
    def at(what: str, **more: object) -> str:
        return address(request, f"{way.file}-{what}", "", number=seat.file.number, file=file.uid.hex(), **more)

    return Addresses(copy=at("copy"), original=at("original"), part=lambda part: at("part", part=part))
