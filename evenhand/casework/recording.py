"""The record that the committee keeps: evidence, deliberation, talks summarised back (R8, R10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from evenhand.casework import uploads
from evenhand.casework.seats import Seat
from evenhand.casework.work import act
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.record import rooms
from evenhand.vault.keyring import COMMITTEE


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that shows what happened: its kind, where it comes from, when it is from."""

    kind: f.EvidenceKind
    origin: str
    text: str = ""
    link: str = ""
    dated: datetime | None = None
    files: Sequence[uploads.StoredFile] = ()
    beside: str = ""
    """What the files show, for those who cannot see or hear them."""


def file_evidence(seat: Seat, occasion: Occasion, evidence: Evidence) -> None:
    """File evidence with its origin and its own time, unaltered (R8)."""
    text = {
        "origin": evidence.origin,
        "text": evidence.text,
        "link": evidence.link,
        "shows": evidence.beside,
        "files": [file.as_words() for file in evidence.files],
    }
    with act(seat, occasion) as work:
        marks = uploads.marks(evidence.files)
        work.add(f.EvidenceFiled(evidence.kind, evidence.dated, len(evidence.files), marks), COMMITTEE, text)
        uploads.claim(evidence.files)


def describe_file(seat: Seat, occasion: Occasion, room: str, number: str, text: str) -> None:
    """Say in words what a file shows, in the room in which it is: whoever reads the file reads this (R8)."""
    party = None if room == COMMITTEE else f.Party(room.removeprefix(rooms.line(f.Party(""))))
    with act(seat, occasion) as work:
        work.add(f.FileDescribed(party), room, {"file": number, "shows": text})


def write_note(seat: Seat, occasion: Occasion, text: str) -> None:
    """Write in the committee's room: the group's deliberation (R8)."""
    with act(seat, occasion) as work:
        work.add(f.NoteWritten(), COMMITTEE, {"text": text})


def log_talk(seat: Seat, occasion: Occasion, held_at: datetime, text: str, seen: int | None = None) -> None:
    """Log a talk that was held elsewhere: its summary is owed from now (R10)."""
    with act(seat, occasion, seen) as work:
        work.add(f.TalkLogged(work.state.talks_logged + 1, held_at), COMMITTEE, {"text": text})


def summarise_talk(seat: Seat, occasion: Occasion, talk: int, text: str) -> None:
    """Write the summary of a talk back into the record (R10)."""
    with act(seat, occasion) as work:
        work.add(f.TalkSummarised(talk), COMMITTEE, {"text": text})
