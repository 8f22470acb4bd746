"""A look at one case that a member of the council asked for, and the committee granted for a time (R9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LookAsked:
    """A member of the council asked to read this case, with a justification that is sealed to the council's room."""

    look: int


@dataclass(frozen=True, slots=True)
class LookGranted:
    """A member of the case would grant it until a date; it opens nothing before another agrees."""

    look: int
    until: datetime


@dataclass(frozen=True, slots=True)
class LookAgreed:
    """A second member agreed: the keys of the case's rooms were given, but for who reported."""

    look: int


@dataclass(frozen=True, slots=True)
class LookDeclined:
    """A member of the case declined it, with a reason that is sealed to the council's room."""

    look: int


@dataclass(frozen=True, slots=True)
class LookTaken:
    """Whoever was granted it has opened the case for the first time."""

    look: int


@dataclass(frozen=True, slots=True)
class LookEnded:
    """The keys were changed, so that nothing new opens to whoever had looked."""

    look: int
