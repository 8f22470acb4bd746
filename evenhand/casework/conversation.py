"""A party's line as the party reads it: letters from the committee and their own messages, nothing else (K1, V3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from evenhand.casework import showing, words
from evenhand.casework.seats import NoSuchCaseError, PartySeat
from evenhand.casework.uploads import StoredFile
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Fact, Standing
from evenhand.record import rooms

TOLD = (
    f.ReportReceived,
    f.ReportAddedTo,
    f.LetterSent,
    f.MessageReceived,
    f.QuestionAnswered,
    f.ContactAnswered,
    f.FeedbackGiven,
    f.EvidenceFiled,
)
"""What stands in a line for its party to read. An address stands there for sending, and is never shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said in a line."""

    entry: str
    at: datetime
    fact: Fact
    is_own: bool
    """Whether the party said it, here or to a member who wrote it down."""
    words: Mapping[str, Any] = field(repr=False)  # Any: as `words` has them

    @property
    def text(self) -> str:
        """What was written; who wrote a letter, and what they thought of it, is not part of it."""
        return str(self.words.get("text", ""))

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """The files that came with it."""
        return tuple(StoredFile.from_words(body) for body in self.words.get("files", ()))


def conversation(seat: PartySeat) -> tuple[Said, ...]:
    """Everything that was said in this party's line, oldest first; one query."""
    room = rooms.line(seat.party)
    wanted = [r for r in seat.file.entries if r.room == room and isinstance(r.happened.fact, TOLD)]
    opened = rooms.read(seat.file, seat.keys, wanted)
    return tuple(
        Said(r.happened.entry, r.happened.at, r.happened.fact, _is_own(r.happened), words.decode(opened[r.entry]))
        for r in wanted
        if r.entry in opened
    )


def has_address(seat: PartySeat) -> bool:
    """Whether the committee's mails have somewhere to go; the address itself is not shown, not even to its owner."""
    given = (r.happened.fact for r in seat.file.entries if isinstance(r.happened.fact, f.AddressGiven))
    return any(fact.party == seat.party for fact in given)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of this line, what it came with, and the text beside it."""

    file: StoredFile
    said: Said
    beside: str


def own_file(seat: PartySeat, number: str) -> Found:
    """A file of this line by its random number; every other number is one that does not exist."""
    everything = conversation(seat)
    for said in everything:
        for file in said.files:
            if file.uid.hex() == number:
                return Found(file, said, showing.beside(number, (one.words for one in everything)))
    raise NoSuchCaseError


def _is_own(happened: f.Happened) -> bool:
    return happened.by.standing is Standing.PARTY or not isinstance(happened.fact, f.LetterSent)
