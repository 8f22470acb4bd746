"""Reports and cases are not the same thing: joined, split off, linked, brought in, only asked (T1, K3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure.facts.values import Carried, LetterKind, Member, Party, Reach, Way


@dataclass(frozen=True, slots=True)
class Promised:
    """How things stood with a reporter when their report moved: what they were promised goes with them (R1, R12)."""

    joined_at: datetime | None = None
    invited_at: datetime | None = None
    invited_until: datetime | None = None
    tried_at: datetime | None = None
    came_back: bool = False
    wrote_at: datetime | None = None
    first_reply_at: datetime | None = None
    waiting_since: datetime | None = None
    promised_until: datetime | None = None
    promises: int = 0
    not_reached: bool = False
    newcomer: bool = False
    newcomer_since: datetime | None = None
    support_settled: bool = False
    dates_passed: int = 0
    worried_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportBrought:
    """A report came here from another case, ``origin``, where its reporter was ``was`` (T1, C2).

    Whoever was left out, held back, involved or has stepped back there gets no key here.
    ``answered`` answered the conflict question there, ``stays`` declared a conflict and stay;
    everybody else here is asked again, because names are new to them (C1).
    """

    party: Party
    origin: str
    was: Party
    way: Way
    reached_at: datetime
    reach: Reach
    language: str
    promised: Promised
    names_given: bool
    in_danger: bool = False
    left_out: tuple[Member, ...] = ()
    held_back: tuple[Member, ...] = ()
    involved: tuple[Member, ...] = ()
    stepped_back: tuple[Member, ...] = ()
    answered: tuple[Member, ...] = ()
    stays: tuple[Member, ...] = ()
    minor: bool = False
    named_elsewhere: tuple[Member, ...] = ()
    """Named there without a seat, and nobody has looked yet: they wait here too."""
    not_meant: tuple[Member, ...] = ()
    """Named there, and a member looked: it is not they. It holds here too, for the words that came along."""


@dataclass(frozen=True, slots=True)
class ReportMoved:
    """A report left this case for the case ``to``; nobody who is barred there reads what stays here (C2)."""

    party: Party
    to: str
    barred: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class WordsCarried:
    """Words that stood in the other case, sealed anew to a room of this one; ``entry`` is where they stood.

    ``at`` is when they were written, ``by`` the member who wrote them, nobody where the party did;
    ``letter`` and ``until`` are the kind of a letter and the date that it gave.
    """

    party: Party
    what: Carried
    entry: str
    at: datetime
    by: Member | None = None
    letter: LetterKind | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CasesLinked:
    """This case and another one concern the same thing, as a counter-report does; each goes its own way."""

    other: str


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """The report's case began elsewhere: what its reporter was told there, with the true dates (T1, R1, R12)."""

    party: Party
    answered_at: datetime | None = None
    promised_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportMade:
    """Somebody who had asked for advice, or had told it for the record only, now makes it a report (K3)."""

    party: Party


@dataclass(frozen=True, slots=True)
class LookedForDanger:
    """A member looked whether what was told for the record only speaks of danger (K3)."""

    in_danger: bool


@dataclass(frozen=True, slots=True)
class Translated:
    """A translation of the words of an entry; a corrected one is a later version, and the earlier stays (V7)."""

    entry: str
    language: str
    version: int
    translator: Member
