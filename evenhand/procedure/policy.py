"""What the manual file sets: numbers and bodies, as the procedure needs them.

A ``Policy`` is read from ``manuals/<name>.toml`` by ``manual_file``. Each value is
either the manual's own rule or a local choice; the file says which, and with which
clause, and ``evenhand manual show`` prints the two apart. Spans are ``timedelta``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from evenhand.procedure.facts import Member


class Quorum(StrEnum):
    """How many of those who hold the committee room must consent."""

    MAJORITY = "majority"
    ALL = "all"


class Fallback(StrEnum):
    """What may pass where there is no consensus: nothing, or a share of the members without a conflict."""

    NONE = "none"
    TWO_THIRDS = "two-thirds"
    MAJORITY = "majority"

    def is_met(self, consents: int, voters: int) -> bool:
        """Whether so many of so many are enough without consensus."""
        match self:
            case Fallback.NONE:
                return False
            case Fallback.TWO_THIRDS:
                return 3 * consents >= 2 * voters > 0
            case Fallback.MAJORITY:
                return 2 * consents > voters
            case unknown:
                assert_never(unknown)


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers of one version of one manual. Every field has its clause in the file."""

    receipt_within: timedelta  # R1
    resolution_within: timedelta  # R11
    deadlock_after: timedelta  # D2
    triage_within: timedelta  # T1, local
    quorum: Quorum  # D1, local
    quorum_minimum: int  # D1, local
    positions_within: timedelta  # D1, local
    answers_within: timedelta  # R2, local
    feedback_within: timedelta  # D5, local
    objection_within: timedelta  # R3, local
    conflict_answer_within: timedelta  # C1, local
    messages_answered_within: timedelta  # V1, local
    summary_within: timedelta  # R10, local
    support_within: timedelta  # V6, local
    sign_off_within: timedelta  # S7, local
    sign_off_members: int  # S7, local
    write_down_within: timedelta  # S2, local: what was done by hand
    enact_within: timedelta  # D4, local
    council_report_within: timedelta  # D6, local
    closing_within: timedelta  # D6, local
    floor: int  # C2, local: fewer readers than this sends the case to the council
    passes_on_after: timedelta  # local: an unanswered duty passes to the next person
    invitation_lives: timedelta  # R3, local
    reach_attempts: int  # S4, local
    erasure_after: timedelta  # K1, local: so long a wish to be erased can be taken back
    aftercare_after: timedelta  # D6, local: so long after the end a reporter is asked whether anybody made them pay
    reopening_members: int  # D6, local: so many members take a closed case up again
    review_within: timedelta | None  # V4, local: so long a review of the resolution can be asked for; None: never
    hold_most: timedelta  # K1, local: so long two members may let an erasure wait
    reach_out_within: timedelta = timedelta(hours=12)  # R7, local: somebody may be thinking of harming themselves
    data_notice_within: timedelta = timedelta(days=30)  # R3, local: a reported person knows what is kept
    access_within: timedelta = timedelta(days=30)  # K1, local: who asks for the data kept about them has an answer
    access_extension: timedelta | None = timedelta(days=60)  # K1, local: so much more, once; None: never
    disclosure_second: bool = True  # K1, local: a second member looks at what was told outside
    spaces: tuple[str, ...] = ()  # the community's channels, by id
    legal_review: bool = False  # D3e, local: a public reprimand waits for somebody who knows the law
    fallback: Fallback = Fallback.NONE  # D1
    fallback_after: timedelta = timedelta(days=3)  # D1, local: once an objection has stood for so long
    council_quorum: Quorum = Quorum.MAJORITY  # D2, local: of those of the council who took a position
    council_minimum: int = 2  # D2, local
    council_decides_within: timedelta = timedelta(days=14)  # D2, local
    soft_conflict_stays: bool = True  # C2, local: who declares a soft conflict may stay
    silence_takes_out: bool = False  # C2, local: the chair may take out who was asked and stayed silent
    questioned_within: timedelta = timedelta(hours=48)  # C1, local: a member who is asked about a conflict answers
    look_longest: timedelta = timedelta(days=14)  # R9, local: so long the council is granted a look at most
    alternates: bool = False  # C2, local: they come in before the council where too few are left

    def quorum_of(self, holders: int) -> int:
        """How many consents an agreement needs among so many holders (D1, local)."""
        needed = holders if self.quorum is Quorum.ALL else holders // 2 + 1
        return max(needed, self.quorum_minimum)

    def council_quorum_of(self, positions: int, members: int) -> int:
        """How many of the council must consent; all of it where fewer are left than the least number (D2, local)."""
        needed = members if self.council_quorum is Quorum.ALL else positions // 2 + 1
        return max(needed, min(self.council_minimum, members), 1)


@dataclass(frozen=True, slots=True)
class Team:
    """Who is there at this moment, from the roster: never stored with a case.

    ``order`` is the rota: the first who may act is on duty, then the next. ``away``
    says until when somebody is away. Roles are the roster's; who sits at a case is
    the case's own.
    """

    order: tuple[Member, ...]
    chair: Member | None
    deputies: tuple[Member, ...] = ()
    council: tuple[Member, ...] = ()
    away: Mapping[Member, datetime] = field(default_factory=dict)
    committee: tuple[Member, ...] = ()
    """Members of the committee for whom a second member has signed: existing cases may be opened to them (R9)."""
    alternates: tuple[Member, ...] = ()
    """Who comes in where too few are left, in the order in which they are asked (C2)."""

    def is_away(self, member: Member, now: datetime) -> bool:
        """Whether this member has said that they are away at this time."""
        return member in self.away and now < self.away[member]
