"""The story in parts: the newest one stands on the page of the case, the earlier ones on pages of their own."""

from __future__ import annotations

from dataclasses import dataclass

from evenhand.casework import linking
from evenhand.casework.seats import Seat
from evenhand.procedure import facts as f
from evenhand.record import rooms
from evenhand.record.ledger import Recorded

UNTOLD = (f.KeysChanged,)
"""What follows from another fact in the story; `evenhand verify` checks each of them."""

STRETCH = 30
"""How many entries stand on one page: what happened lately is what somebody comes for."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the story: its entries, and what lies before and after it."""

    told: tuple[Recorded, ...]
    earlier: int = 0
    """How many come before it."""
    is_newest: bool = True
    next_ends_before: int = 0
    """Before which entry the next stretch ends, if that is not the newest."""

    @property
    def first(self) -> int:
        """The number of its first entry; what comes before that is another stretch."""
        return self.told[0].seq if self.told else 0


def whole(seat: Seat) -> Stretch:
    """All that this member may know of."""
    return Stretch(tuple(r for r in seat.file.entries if is_told(r) and linking.is_known_to(seat, r)))


def stretch(seat: Seat, before: int | None = None) -> Stretch:
    """The newest part of the story, or the one that ends before the entry of this number."""
    told = whole(seat).told
    until = len(told) if before is None else sum(r.seq < before for r in told)
    start = max(until - STRETCH, 0)
    end_of_next = until + STRETCH
    ends_before = told[end_of_next].seq if end_of_next < len(told) else 0
    return Stretch(told[start:until], start, is_newest=until == len(told), next_ends_before=ends_before)


def is_told(recorded: Recorded) -> bool:
    """Whether it stands in the story; who opened which room stands beside the rooms, the identity apart (K1)."""
    fact = recorded.happened.fact
    if isinstance(fact, f.RoomOpened):
        return fact.room == rooms.IDENTITY
    return not isinstance(fact, UNTOLD)
