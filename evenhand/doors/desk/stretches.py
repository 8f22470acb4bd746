"""The story in parts: the newest one stands on the page of the case, the earlier ones on pages of their own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

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
    entries, untold = seat.file.entries, _untold(seat)
    end = len(entries) if before is None else min(max(before - 1, 0), len(entries))
    until = end - bisect_right(untold, end)
    told = list(islice(_told(reversed(entries[:end]), untold), STRETCH))
    beyond = next(islice(_told(entries[end:], untold), STRETCH, None), None)
    return Stretch(
        tuple(reversed(told)),
        until - len(told),
        is_newest=until == len(entries) - len(untold),
        next_ends_before=0 if beyond is None else beyond.seq,
    )


def _untold(seat: Seat) -> list[int]:
    """The numbers of the entries that do not stand in this member's story: few of few kinds, however long it is."""
    found = seat.file.of(*UNTOLD, f.RoomOpened, f.CasesLinked)
    return [r.seq for r in found if not (is_told(r) and linking.is_known_to(seat, r))]


def _told(entries: Iterable[Recorded], untold: Collection[int]) -> Iterator[Recorded]:
    hidden = frozenset(untold)
    return (recorded for recorded in entries if recorded.seq not in hidden)


def is_told(recorded: Recorded) -> bool:
    """Whether it stands in the story; who opened which room stands beside the rooms, the identity apart (K1)."""
    fact = recorded.happened.fact
    if isinstance(fact, f.RoomOpened):
        return fact.room == rooms.IDENTITY
    return not isinstance(fact, UNTOLD)
