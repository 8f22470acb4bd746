"""A person's own data: asked for, put together, read by a second member, given or refused (K1).

What is given are files, sealed like every other file of the case. They are copies of their own, so that
an erasure takes them and nothing else. Nobody writes a word to the person with them that was not read:
what goes beside the files is part of what the second member checks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from evenhand.casework import portal, uploads, words
from evenhand.casework.conversation import Said, said_in_line
from evenhand.casework.errors import RefusedError
from evenhand.casework.filled import require_filled
from evenhand.casework.seats import PartySeat, Seat
from evenhand.casework.talking import answered
from evenhand.casework.uploads import StoredFile
from evenhand.casework.work import Work, act
from evenhand.outbox import own_data
from evenhand.outbox.own_data import Own
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.access import next_asker
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Party
from evenhand.record import erasing, rooms
from evenhand.record.ledger import CaseFile, Recorded
from evenhand.vault.errors import VaultError
from evenhand.vault.keyring import COMMITTEE

__all__ = [
    "Prepared",
    "Told",
    "ask",
    "check",
    "extend",
    "give",
    "prepare",
    "prepared_for",
    "record",
    "record_asker",
    "record_taken_back",
    "refuse",
    "take_back",
]

OTHER_FILES = 200
"""So many of somebody's own files are copied at most; whoever sent more has them on their page."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a member tells the person, on their page or another way."""

    text: str = field(repr=False)
    could_tell: bool | None = None
    """V1's question: whether this reader could tell from it who reported."""
    other_way: str = field(default="", repr=False)
    """Which other way, and why; empty where it stands on their page."""

    @property
    def by_hand(self) -> bool:
        """Whether it went another way than by the page."""
        return bool(self.other_way.strip())


@dataclass(frozen=True, slots=True)
class Prepared:
    """Files as they would be given, and what is said of what is kept back."""

    version: int
    files: tuple[StoredFile, ...]
    left_out: str = field(default="", repr=False)
    texts: int = 1
    """How many of them, the first, are texts that were made for this: the others are as they came."""

    @property
    def digest(self) -> str:
        """What a check is bound to: these files under these names, and this sentence, nothing of it changed."""
        told = [f"{file.name}\t{mark}" for file, mark in zip(self.files, uploads.marks(self.files), strict=True)]
        return hashlib.sha256("\n".join((self.left_out, *told)).encode("utf-8", "replace")).hexdigest()


def ask(seat: PartySeat, occasion: Occasion, text: str = "") -> None:
    """Ask for the data kept about oneself; a double click is one request."""
    with act(seat, occasion) as work:
        access = work.state.accesses.get(seat.party)
        if access is not None and access.answered_at is None:
            return
        fact = f.AccessAsked(seat.party, work.now)
        if text.strip():
            work.add(fact, rooms.line(seat.party), {"text": text})
        else:
            work.add(fact)
        portal.tell_owner(work)


def record(seat: Seat, occasion: Occasion, party: Party, asked_at: datetime, text: str) -> None:
    """Write down that a request arrived another way, when, and how one knows that it is they."""
    with act(seat, occasion) as work:
        work.add(f.AccessAsked(party, asked_at), COMMITTEE, {"text": text})
        work.tell_members(work.others())


def record_asker(seat: Seat, occasion: Occasion, asked_at: datetime, text: str) -> Party:
    """Write down that somebody asks who is no party here, and how one knows that it is they; answer their handle."""
    with act(seat, occasion) as work:
        party = next_asker(work.state)
        work.add(f.AccessAsked(party, asked_at), COMMITTEE, {"text": text})
        work.tell_members(work.others())
    return party


def take_back(seat: PartySeat, occasion: Occasion) -> None:
    """Take one's request back; nothing of it is owed or sent any more. A double click is one act."""
    with act(seat, occasion) as work:
        access = work.state.accesses.get(seat.party)
        if access is None or access.answered_at is not None:
            return
        work.add(f.AccessTakenBack(seat.party), rooms.line(seat.party), {"text": ""})
        portal.tell_owner(work)


def record_taken_back(seat: Seat, occasion: Occasion, party: Party, text: str) -> None:
    """Write down that somebody without a page of their own took it back, and how one knows that it is they."""
    with act(seat, occasion) as work:
        work.add(f.AccessTakenBack(party), COMMITTEE, {"text": text})
        work.tell_members(work.others())


def extend(seat: Seat, occasion: Occasion, party: Party, told: Told) -> None:
    """Tell them that it takes longer, and why."""
    with act(seat, occasion) as work:
        _tell(work, f.AccessExtended(party, told.by_hand), told)


def refuse(seat: Seat, occasion: Occasion, party: Party, told: Told) -> None:
    """Tell them that they get nothing, why, and to whom they can turn."""
    with act(seat, occasion) as work:
        _tell(work, f.AccessRefused(party, told.by_hand), told)


def prepare(
    seat: Seat,
    occasion: Occasion,
    party: Party,
    about: str,
    left_out: str = "",
    files: Sequence[StoredFile] = (),
    seen: int | None = None,
) -> None:
    """Put the files together: what the committee says it keeps, both sides of their line, their files, and more.

    They are sealed before the case is locked: copying many takes a while, and nobody else has to wait for it.
    """
    require_filled(Clause.IDENTITY, about, left_out)
    texts, copies = _made(seat, occasion, party, about)
    whole = (*texts, *copies, *files)
    with act(seat, occasion, seen) as work:
        known = work.state.accesses.get(party)
        made = Prepared(1 if known is None else known.version + 1, whole, left_out.strip(), len(texts))
        fact = f.AccessPrepared(party, made.version, made.digest, uploads.marks(made.files), bool(made.left_out))
        work.add(fact, COMMITTEE, {**_as_words(made), "texts": made.texts})
        uploads.claim(made.files)
        work.tell_members(work.others())


def check(seat: Seat, occasion: Occasion, party: Party, text: str, *, nobody_recognised: bool) -> None:
    """Say, as a second member who read exactly these files, whether anybody else can be recognised in them."""
    with act(seat, occasion) as work:
        made = _read(work, party)
        fact = f.AccessChecked(party, made.version, made.digest, nobody_recognised)
        work.add(fact, COMMITTEE, {"text": text})
        work.tell_members(work.others())


def give(seat: Seat, occasion: Occasion, party: Party, *, other_way: str = "") -> None:
    """Give them exactly what was checked: on their page, or by hand with a record of it."""
    with act(seat, occasion) as work:
        made = _read(work, party)
        by_hand = bool(other_way.strip())
        fact = f.AccessGiven(party, made.version, made.digest, by_hand)
        if by_hand:
            work.add(fact, COMMITTEE, {"text": other_way})
            return
        work.add(fact, rooms.line(party), _as_words(made))
        work.tell_party(party)


def prepared_for(seat: Seat, party: Party) -> Prepared | None:
    """The newest files that wait to be read or given, as this member's keys open them."""
    access = seat.state.accesses.get(party)
    if access is None or access.prepared_by is None or not seat.has_answered:
        return None
    return _prepared(seat.file, seat.keys, party, access.version)


# --- putting together --------------------------------------------------------------------------


def _made(seat: Seat, occasion: Occasion, party: Party, about: str) -> tuple[list[StoredFile], list[StoredFile]]:
    """Texts, the committee's words first, then both sides of the line; and what they sent, each a copy of its own."""
    known, community = seat.state.parties.get(party), seat.community
    language = "en" if known is None else known.language
    texts = [uploads.seal(community, own_data.about_name(language), [_bytes(about)], occasion)]
    copies: list[StoredFile] = []
    said = [_with_copies(seat, occasion, one, copies) for one in _own(seat, party)]
    if said:
        own = _bytes(own_data.write(said, language))
        texts.append(uploads.seal(community, own_data.own_name(language), [own], occasion))
    return texts, copies


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _own(seat: Seat, party: Party) -> list[Said]:
    """Their line as they read it, and whom they named; the address and the name in its own room stay where they are."""
    named = [r for r in erasing.words_of(party, seat.file.entries) if r.room == rooms.NAMES]
    opened = rooms.read(seat.file, seat.keys, named)
    told = [
        Said(r.happened.entry, r.happened.at, r.happened.fact, is_own=True, words=_named(words.decode(opened[r.entry])))
        for r in named
        if r.entry in opened
    ]
    return sorted([*said_in_line(party, seat.file, seat.keys), *told], key=lambda one: one.at)


def _named(said: dict[str, object]) -> dict[str, object]:
    """Whom they named, under that heading."""
    return {"names": said["text"]}


def _with_copies(seat: Seat, occasion: Occasion, said: Said, copies: list[StoredFile]) -> Own:
    """What was said; each file with it is copied, unless it is broken, or was given to them in this way before."""
    files = () if isinstance(said.fact, f.AccessGiven) else said.files[: OTHER_FILES - len(copies)]
    lost: list[str] = []
    for file in files:
        try:
            copies.append(uploads.seal(seat.community, file.name, uploads.read(seat.community, file), occasion))
        except VaultError:
            lost.append(file.name)
    names = tuple(file.name for file in said.files if file.name not in lost)
    return Own(said.at, said.is_own, said.words, names, tuple(lost))


# --- what was put together ------------------------------------------------------------------------


def _read(work: Work, party: Party) -> Prepared:
    """The files that wait, whole: what was read is what is given."""
    access = work.state.accesses.get(party)
    version = 0 if access is None else access.version
    made = None if work.keys is None else _prepared(work.file, work.keys, party, version)
    if made is None or not all(uploads.is_whole(file) for file in made.files):
        raise RefusedError(Refused(say("First put the files together that would be given."), Clause.IDENTITY))
    return made


def _prepared(file: CaseFile, keys: rooms.Keys, party: Party, version: int) -> Prepared | None:
    for recorded in reversed(file.entries):
        if _is_version(recorded, party, version):
            opened = rooms.read(file, keys, [recorded])
            if recorded.entry not in opened:
                return None
            body = words.decode(opened[recorded.entry])
            stored = tuple(StoredFile.from_words(one) for one in body["files"])
            return Prepared(version, stored, str(body["left_out"]), int(body["texts"]))
    return None


def _as_words(made: Prepared) -> dict[str, object]:
    return {"left_out": made.left_out, "files": [file.as_words() for file in made.files]}


def _is_version(recorded: Recorded, party: Party, version: int) -> bool:
    fact = recorded.happened.fact
    return isinstance(fact, f.AccessPrepared) and (fact.party, fact.version) == (party, version)


def _tell(work: Work, fact: f.AccessExtended | f.AccessRefused, told: Told) -> None:
    """Words of a person to the one who asked: in their line, or for the committee how else they were told."""
    party = work.state.parties.get(fact.party)
    could_tell = answered(work, party, told.could_tell)
    require_filled(Clause.PERSONAL, told.text)
    body = {"text": told.text, "could_tell": could_tell, "why_other_way": told.other_way}
    work.add(fact, COMMITTEE if told.by_hand else rooms.line(fact.party), body)
    if not told.by_hand:
        work.tell_party(fact.party)
