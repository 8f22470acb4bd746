"""What a person is owed about whom something is kept, under data protection law (R3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure.facts.values import Party


@dataclass(frozen=True, slots=True)
class DataNoticeGiven:
    """Somebody was told another way than by the first letter what is kept about them, by whom and why (R3)."""

    party: Party


@dataclass(frozen=True, slots=True)
class DataNoticeDeferred:
    """They are told later, for a reason in words and not after this date without another one (R3)."""

    party: Party
    until: datetime
