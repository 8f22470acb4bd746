"""After the end: reopening, review, and whether somebody felt fairly treated (D6, V4)."""

from __future__ import annotations

from dataclasses import dataclass

from evenhand.procedure.facts.values import Fairness, Party


@dataclass(frozen=True, slots=True)
class ReopeningAsked:
    """A member wants to take a closed case up again, for a reason that is in the words (D6)."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """A closed case is open again: its clocks start anew, what was resolved stays on record (D6)."""


@dataclass(frozen=True, slots=True)
class ReopeningDeclined:
    """A member says why a case is not taken up again, or takes their own wish back (D6)."""


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """A party asks for a review of the resolution, where the community allows it (V4)."""

    party: Party


@dataclass(frozen=True, slots=True)
class FairnessAnswered:
    """A party says whether they were treated fairly; it is counted, and shown from five answers on (V4)."""

    party: Party
    answer: Fairness
