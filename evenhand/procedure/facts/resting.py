"""A case that rests until a date (R12): folded away, with every clock of the manual running on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Rested:
    """A member lets the case rest until a date, with a reason in words (R12)."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Woken:
    """A member took the case up again before its date (R12)."""
