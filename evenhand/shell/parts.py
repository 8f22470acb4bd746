"""The pieces that pages are made of; each has its template in `templates/_parts/`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Who can read what is written here. The most important line of the product stands at every box."""

    read_by: tuple[str, ...]
    not_by: tuple[str, ...] = ()  # in committee rooms only
    also: str = ""  # a sentence, as "A court, or the person concerned, may one day read this."


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause: its id, and what it says in our own words."""

    id: str
    says: str


class Tone(StrEnum):
    """How a notice sounds; its words say it too."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What somebody should know before the rest of the page."""

    says: str
    title: str = ""
    tone: Tone = Tone.CALM
    address: str = ""
    """Where it leads, and what the link says."""
    link: str = ""


class Urgency(StrEnum):
    """How near a duty is; each has a dot and always a word beside it."""

    LATE = "late"
    SOON = "soon"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One line of what is owed: when, in which case, what by which clause, by whom."""

    urgency: Urgency
    due: str  # in words: "late 3 h", "today", "Thu"
    case: str  # the code name
    address: str
    owed: str
    clause: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of the story of a case."""

    at: datetime
    what: str
    by: str = ""
    room: str = ""
    words: str | None = None
    clause: str = ""


class Progress(StrEnum):
    """Where a step stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the way, for a party; `when` says the date in words, or stays empty."""

    progress: Progress
    label: str
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTurn:
    """Where a long list goes on; addresses are empty at its ends."""

    number: int
    newer: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """A file that was left out, so that everything beside it could be kept."""

    name: str
    why: str  # "too-large", "too-many" or "empty"
    most: int  # the largest that is taken, in bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The contact outside the committee, for those who do not want to turn to it (K2)."""

    name: str
    contact: str
    address: str  # where the contact leads, if it is a mail address or a page

    @property
    def in_a_line(self) -> str:
        """As it stands in a sentence."""
        return f"{self.name} ({self.contact})" if self.name and self.contact else self.name or self.contact
