"""The page of one file at the desk: what it is, where it came from, and what can be shown of it."""

from __future__ import annotations

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
from evenhand.doors.desk.wording import clause_text
from evenhand.record.ledger import Recorded
from evenhand.shell.addresses import address
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


def find(request: MemberAsking, seat: Seat, number: str) -> Found:
    """A file by its random number, among the words that this member's keys open; any other number is none."""
    entries = readable(seat, request.moment)
    opened = open_words(seat, entries)
    for recorded in entries:
        for body in opened.get(recorded.entry, {}).get("files", ()):
            if body["id"] == number:
                same_room = [opened[r.entry] for r in entries if r.room == recorded.room and r.entry in opened]
                besides = showing.besides(same_room)
                return Found(StoredFile.from_words(body), recorded, besides.get(number, ""))
    raise NoSuchCaseError


def file_page(
    request: MemberAsking, seat: Seat, found: Found, part: int = 1, problem: RefusedError | None = None
) -> FilePage:
    """Everything that can be said and shown of a file."""
    shown = showing.show(seat.community, found.file, part)
    if shown is None:
        raise NoSuchCaseError
    names = Names(seat.roster, seat.member)
    happened = found.recorded.happened
    said = open_words(seat, [found.recorded]).get(found.recorded.entry, {})
    return FilePage(
        title=_("A file"),
        case=address(request, "desk:case", number=seat.file.number),
        code_name=code_name(seat),
        filed_at=happened.at,
        filed=sentences.tell(happened.fact, names),
        by=names.actor(happened.by),
        origin=tuple(one for one in text_of({"origin": said.get("origin", "")}, happened.fact) if one.label),
        file=file_parts(found.file.name, found.file.size, shown, found.beside, _addresses(request, seat, found.file)),
        describe=words_address(request, seat, found) if seat.state.is_open and seat.has_answered else "",
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


def _addresses(request: MemberAsking, seat: Seat, file: StoredFile) -> Addresses:
    def at(name: str, **more: object) -> str:
        return address(request, name, "", number=seat.file.number, file=file.uid.hex(), **more)

    return Addresses(
        copy=at("desk:file-copy"), original=at("desk:file-original"), part=lambda part: at("desk:file-part", part=part)
    )
