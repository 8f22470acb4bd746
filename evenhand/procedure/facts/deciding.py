"""Determination, proposal, positions, feedback, and the end (R4 to R7, D1 to D6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts.values import Answer, Feedback, Measure, Member, Outcome, Party, Position


@dataclass(frozen=True, slots=True)
class Determined:
    """The four-part determination (R4 to R7), each part to the best of the committee's ability.

    ``unheard`` are responsible parties who were neither asked nor tried to be reached;
    ``despite_requests`` says that requests were open; both need a reason in the words.
    So does ``beyond_statement``: every reporter has withdrawn, and it rests on more than their word.
    """

    version: int
    happened: Answer
    violation: Answer
    responsible: tuple[Party, ...]
    ongoing: Answer
    in_danger: Answer
    misunderstanding: bool = False
    unheard: tuple[Party, ...] = ()
    despite_requests: bool = False
    beyond_statement: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """A resolution was proposed; it cites a version of the determination (D1). Proposing is consenting.

    ``despite_misunderstanding``: there was an honest misunderstanding, and the words say why
    something heavier than help is proposed (V7).
    """

    version: int
    determination: int
    measures: tuple[Measure, ...]
    positions_until: datetime
    despite_misunderstanding: bool = False


@dataclass(frozen=True, slots=True)
class PositionTaken:
    """A member took a position on an exact version of the proposal (D1)."""

    proposal: int
    position: Position


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    """A party said whether the proposed resolution is acceptable (D5)."""

    party: Party
    proposal: int
    feedback: Feedback


@dataclass(frozen=True, slots=True)
class FeedbackWeighed:
    """The outcome of consulting each party is recorded, and what the committee made of it (D5)."""

    proposal: int
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class MeasureEnacted:
    """A measure of the agreed resolution was carried out (D3a, D3d). ``measure`` is its index.

    ``lapsed`` where it never can be: nothing can be delivered to whom it is for.
    """

    proposal: int
    measure: int
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class CouncilReported:
    """The Steering Council has the committee's report (D6). ``readers`` are its members who may read it."""

    proposal: int
    readers: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class CoreTeamTold:
    """The core team was told of what lasts and is theirs to uphold, or that it ended; nothing else (D6).

    It has no part in the product: a member tells it, and the words say how. ``ended``: what it upheld
    holds no longer, and nothing else of the kind has taken its place.
    """

    proposal: int
    ended: bool = False


@dataclass(frozen=True, slots=True)
class CouncilToldOfDelay:
    """The council was told, without content, that a promise of time was broken (R1, R12).

    ``to_nobody`` says that nobody of it could be told: each was left out, is named, or has stepped back (C2).
    """

    clause: Clause
    party: Party
    to_nobody: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """Everything the manual asks for is done."""
