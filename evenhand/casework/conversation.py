"""A party's line as the party reads it: letters from the committee and their own messages, nothing else (K1, V3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from evenhand.casework import showing, words
from evenhand.casework.seats import NoSuchCaseError, PartySeat
from evenhand.casework.uploads import StoredFile
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Fact, Member, Party, Standing
from evenhand.procedure.withdrawing import is_erased
from evenhand.record import erasing, rooms
from evenhand.record.ledger import CaseFile, Recorded

TOLD = (
    f.ReportReceived,
    f.ReportAddedTo,
    f.LetterSent,
    f.MessageReceived,
    f.QuestionAnswered,
    f.ContactAnswered,
    f.FeedbackGiven,
    f.ReviewAsked,
    f.FairnessAnswered,
    f.AccessAsked,
    f.AccessExtended,
    f.AccessGiven,
    f.AccessRefused,
    f.AccessTakenBack,
    f.EvidenceFiled,
    f.WordsCarried,
)
"""What stands in a line for its party to read. An address stands there for sending, and is never shown."""

FROM_US = (f.LetterSent, f.AccessExtended, f.AccessGiven, f.AccessRefused)
"""What the committee says there."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One version of a translation of something that was said (V7)."""

    language: str
    version: int
    translator: Member
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said in a line."""

    entry: str
    at: datetime
    fact: Fact
    is_own: bool
    """Whether the party said it, here or to a member who wrote it down."""
    words: Mapping[str, Any] = field(repr=False)  # Any: as `words` has them
    translations: tuple[Translation, ...] = ()
    """Every version, the newest last."""
    besides: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The texts beside the files of this line, by file."""

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
    return said_in_line(seat.party, seat.file, seat.keys)


def said_in_line(party: Party, file: CaseFile, keys: rooms.Keys) -> tuple[Said, ...]:
    """The same for whoever else holds the line: a member who puts somebody's own data together (K1)."""
    room = rooms.line(party)
    kinds = (*TOLD, f.Translated, f.FileDescribed)
    wanted = [r for r in file.entries if r.room == room and isinstance(r.happened.fact, kinds)]
    raw = rooms.read(file, keys, wanted)
    opened = {entry: words.decode(said) for entry, said in raw.items()}
    translated = translations(wanted, opened)
    besides = showing.besides(opened[r.entry] for r in wanted if r.entry in opened)
    told = [r for r in wanted if r.entry in opened and isinstance(r.happened.fact, TOLD)]
    said = [
        Said(
            r.happened.entry,
            said_at(r.happened, opened[r.entry]),
            r.happened.fact,
            _is_own(r.happened),
            opened[r.entry],
            translated.get(r.happened.entry, ()),
            besides,
        )
        for r in told
    ]
    return tuple(sorted(said, key=lambda one: one.at))


def translations(
    entries: Iterable[Recorded], opened: Mapping[bytes, Mapping[str, Any]]
) -> dict[str, tuple[Translation, ...]]:
    """The translations among these entries, by the entry that each translates, as far as they were opened."""
    found: dict[str, tuple[Translation, ...]] = {}
    for recorded in entries:
        fact = recorded.happened.fact
        if isinstance(fact, f.Translated) and recorded.entry in opened:
            text = str(opened[recorded.entry].get("text", ""))
            one = Translation(fact.language, fact.version, fact.translator, text)
            found[fact.entry] = (*found.get(fact.entry, ()), one)
    return found


def said_at(happened: f.Happened, said: Mapping[str, Any]) -> datetime:
    """When it was said: what was carried here from another case keeps its time, so that no page tells of it."""
    if isinstance(happened.fact, f.WordsCarried):
        return happened.fact.at
    kept = said.get("from_at")
    return datetime.fromisoformat(kept) if kept else happened.at


@dataclass(frozen=True, slots=True)
class GivenApart:
    """What a party gave that lies in rooms which their own phrase does not open (K1)."""

    names: bool = False
    """Who was involved, in the form's own box."""
    name: bool = False
    """Their own name, or what to call them."""


def given_apart(seat: PartySeat) -> GivenApart:
    """Whether there is something of it; the facts tell, and nobody's words are opened. After an erasure nothing is."""
    if is_erased(seat.state, seat.party):
        return GivenApart()
    theirs = [r.happened.fact for r in erasing.words_of(seat.party, seat.file.entries)]
    return GivenApart(
        names=any(isinstance(fact, f.NamesWritten) for fact in theirs),
        name=any(isinstance(fact, f.IdentityGiven) for fact in theirs),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """A file of this line, and what it came with."""

    file: StoredFile
    said: Said

    @property
    def beside(self) -> str:
        """What it shows, in somebody's words."""
        return self.said.besides.get(self.file.uid.hex(), "")


def own_file(seat: PartySeat, number: str) -> Found:
    """A file of this line by its random number; every other number is one that does not exist."""
    for said in conversation(seat):
        for file in said.files:
            if file.uid.hex() == number:
                return Found(file, said)
    raise NoSuchCaseError


def _is_own(happened: f.Happened) -> bool:
    if isinstance(happened.fact, f.WordsCarried):
        return happened.fact.what is not f.Carried.LETTER
    return happened.by.standing is Standing.PARTY or not isinstance(happened.fact, FROM_US)


def is_shut(seat: PartySeat) -> bool:
    """Whether something that was said in this line does not open with the words that they have now (THREATS 4.8)."""
    said = (r for r in seat.file.entries if r.room == rooms.line(seat.party))
    return any(not seat.keys.opens(recorded) for recorded in said)
