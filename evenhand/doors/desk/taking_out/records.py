"""What a member takes out of a case: what its pages would show them now, and nothing else (HARDENING 54).

The same rules stand here as on the pages: the rooms that they have opened, the conflict question before every word but
the names, others' positions after their own, a link only to who sits in both cases, an address never. A member of the
council who is no reader of the case takes out the council's room alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from evenhand.casework.conversation import translations
from evenhand.casework.seats import Seat
from evenhand.casework.uploads import StoredFile
from evenhand.doors.desk import story
from evenhand.doors.desk.case_page import code_name
from evenhand.doors.desk.names import Names, room_name
from evenhand.doors.desk.story import Opened, Part
from evenhand.doors.desk.stretches import whole
from evenhand.procedure import facts as f
from evenhand.record import rooms
from evenhand.record.ledger import Recorded
from evenhand.vault.keyring import COUNCIL


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a case's record."""

    at: datetime
    what: str
    by: str
    room: str
    clause: str
    parts: tuple[Part, ...]
    files: tuple[StoredFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """What one member may read of one case."""

    code_name: str
    about: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Each file once, in the order in which they came."""
        return tuple({file.uid: file for line in self.lines for file in line.files}.values())


def record_of(seat: Seat, now: datetime) -> CaseRecord:
    """The record of a case for who sits there."""
    if seat.is_council_reader:
        return _of_the_council(seat)
    if not seat.has_answered:
        return _names_alone(seat, now)
    entries = story.readable(seat, now)
    closed = [room_name(room) for room in story.unopened_rooms(seat)]
    about = [_about(seat)]
    if closed:
        about.append(_("Not in it, because you have not opened it at your desk: %s.") % ", ".join(closed))
    return CaseRecord(
        code_name=code_name(seat),
        about=tuple(about),
        lines=tuple(_lines(seat, whole(seat).told, story.open_words(seat, entries))),
    )


def _of_the_council(seat: Seat) -> CaseRecord:
    """What the council was given and wrote, once its reader has answered the conflict question (D2, D6)."""
    entries = [r for r in seat.file.entries if r.room == COUNCIL and seat.has_answered and seat.may_open(r)]
    about = [_("What the council was given of this case, and what it wrote.")]
    if not seat.has_answered:
        about = [_("Nothing of it is here: you have not answered the conflict question.")]
    lines = _lines(seat, entries, story.open_words(seat, entries))
    return CaseRecord(code_name=code_name(seat), about=tuple(about), lines=tuple(lines))


def _names_alone(seat: Seat, now: datetime) -> CaseRecord:
    """Before the conflict question is answered: who is said to be involved, if they have opened that (C1)."""
    entries = [r for r in story.readable(seat, now) if r.room == rooms.NAMES]
    opened = story.open_words(seat, entries)
    return CaseRecord(
        code_name=code_name(seat),
        about=(_("Only the names are here: you have not answered the conflict question."),),
        lines=tuple(_lines(seat, [r for r in entries if r.entry in opened], opened)),
    )


def _about(seat: Seat) -> str:
    return _("Closed.") if seat.state.closed_at is not None else _("Open.")


def _lines(seat: Seat, told: Iterable[Recorded], opened: Opened) -> Iterator[Line]:
    names, translated = Names(seat.roster, seat.member), translations(seat.file.of(f.Translated), opened)
    besides = story.besides_of(seat.file.entries, opened)
    for recorded in told:
        said, fact = opened.get(recorded.entry, {}), recorded.happened.fact
        files = tuple(StoredFile.from_words(body) for body in said.get("files", ()))
        own = () if isinstance(fact, f.Translated) else story.text_of(said, fact)
        versions = story.versions(names, translated.get(recorded.happened.entry, ()))
        yield Line(
            at=recorded.happened.at,
            what=story.told_of(seat, recorded, names),
            by=names.actor(recorded.happened.by),
            room=room_name(recorded.room),
            clause=story.CLAUSE_OF.get(type(fact), ""),
            parts=(*own, *versions, *_beside(files, besides.get(recorded.room, {}))),
            files=files,
        )


def _beside(files: Iterable[StoredFile], besides: Mapping[str, Any]) -> Iterator[Part]:  # Any: words, as JSON has them
    for file in files:
        if text := besides.get(file.uid.hex()):
            yield Part(label=_("What %s shows") % file.name, text=str(text))
