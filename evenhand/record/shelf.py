"""What this process has opened of cases lately, so that a page of a long case does not open all of it again.

On the shelf lie facts as the clerk opens them, and the state that they fold to: no words and no names, and nothing
that this process could not open at any time. What lies there is taken only where the chain's head says that it is
still the beginning of what the database holds; everything that writes reads anew, and so does `evenhand verify`.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from evenhand.procedure.state import CaseState
from evenhand.record.entries import Index, Recorded

MOST_ENTRIES = 6_000
"""How many entries lie there at most, whatever they belong to: some 15 MB."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A case up to some entry: the chain's head there, the entries, their state, and where each is found."""

    seq: int
    head: bytes
    entries: tuple[Recorded, ...]
    state: CaseState
    index: Index


@dataclass(slots=True)
class Shelf:
    """Cases by their number, those that were looked at last at the end; whatever is too much falls off the front."""

    most: int = MOST_ENTRIES
    _cases: OrderedDict[bytes, Kept] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def find(self, uid: bytes) -> Kept | None:
        """What lies here of a case."""
        with self._lock:
            kept = self._cases.get(uid)
            if kept is not None:
                self._cases.move_to_end(uid)
            return kept

    def keep(self, uid: bytes, kept: Kept) -> None:
        """Lay a case down; one that alone is too much is not kept."""
        with self._lock:
            self._cases.pop(uid, None)
            self._cases[uid] = kept
            while sum(len(each.entries) for each in self._cases.values()) > self.most:
                self._cases.popitem(last=False)

    def clear(self) -> None:
        """Take everything off: as after a restart."""
        with self._lock:
            self._cases.clear()


SHELF = Shelf()
