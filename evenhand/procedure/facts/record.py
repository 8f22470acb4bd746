"""Evidence, notes and talks (R8, R10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure.facts.values import EvidenceKind, Party


@dataclass(frozen=True, slots=True)
class EvidenceFiled:
    """Evidence was filed with its origin and its own time (R8)."""

    kind: EvidenceKind
    dated: datetime | None
    files: int = 0
    sealed: tuple[str, ...] = ()
    """The files that came with it, each by its random id and the hash of its sealed parts; `evenhand verify` looks."""


@dataclass(frozen=True, slots=True)
class FileDescribed:
    """Somebody said in words what a file shows, for those who cannot see or hear it (R8)."""

    party: Party | None = None
    """In whose line the file is; nobody's for one in the committee's room."""


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """A member wrote in the committee's room: the group's deliberation (R8)."""


@dataclass(frozen=True, slots=True)
class TalkLogged:
    """A talk took place elsewhere; its summary is owed (R10)."""

    talk: int
    held_at: datetime


@dataclass(frozen=True, slots=True)
class TalkSummarised:
    """The summary of a talk is in the record (R10)."""

    talk: int
