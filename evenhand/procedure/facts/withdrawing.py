"""A reporter withdraws: no contact, the identity erased, or the report kept for a pattern (K1, D4).

None of it ends the case by itself: the committee may go on where others are at risk, and
then not on this reporter's word alone (R4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure.facts.values import Party, Withdrawal


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A reporter withdraws in one of three ways; a member writes it down for who said it elsewhere.

    ``files`` are the random ids of the files in their line, which only they and the committee
    can find there: the clerk, who erases when the time has come, opens no room.
    """

    party: Party
    way: Withdrawal
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WithdrawalTakenBack:
    """A reporter takes one of these back; an erasure only until it was done (K1)."""

    party: Party
    way: Withdrawal


@dataclass(frozen=True, slots=True)
class ErasureSeconded:
    """A second member confirms that the reporter asked for it: no member erases alone (K1)."""

    party: Party


@dataclass(frozen=True, slots=True)
class ErasureHeld:
    """A member asks to wait with an erasure until a date, for a reason; from the second on it waits (K1)."""

    party: Party
    until: datetime


@dataclass(frozen=True, slots=True)
class ErasureReleased:
    """A member sees no reason to wait any longer; from the second on it goes its way (K1)."""

    party: Party


@dataclass(frozen=True, slots=True)
class IdentityErased:
    """The words of a reporter's line, their name and address are erased; this entry is their tombstone (K1)."""

    party: Party
