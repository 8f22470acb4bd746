"""What the law asks of a committee, as far as it can be written down (K1, R3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure.facts.values import DisclosedTo, DisclosureGround, Party


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Something of the case was told to somebody outside; whoever wrote it down decided it (K1).

    ``told_first`` says whether those whom it concerns heard of it before. What was told,
    to whom by name, and why stands in the words.
    """

    disclosure: int
    to: DisclosedTo
    ground: DisclosureGround
    disclosed_at: datetime
    told_first: bool


@dataclass(frozen=True, slots=True)
class DisclosureSeconded:
    """A second member looked at a disclosure, before or after, and stands by it or says what was wrong (K1)."""

    disclosure: int
    stands: bool


@dataclass(frozen=True, slots=True)
class MinorsNamed:
    """A member wrote down who in this case is under 18, as far as is known; nobody is an answer too (R3).

    Later ones replace earlier ones.
    """

    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class MinorContactAgreed:
    """Another member agrees that somebody who is under 18 is written to directly (R3)."""

    party: Party
