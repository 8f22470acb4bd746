"""Where a sealed thing belongs. Nothing opens anywhere else."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from evenhand.vault.domains import Domain
from evenhand.vault.errors import MisuseError
from evenhand.vault.primitives import framed

ID_BYTES: Final = 16
NOWHERE: Final = bytes(ID_BYTES)
"""The id that stands where there is no community or no case."""

_EPOCH_LIMIT: Final = 1 << 32


@dataclass(frozen=True, slots=True)
class Place:
    """An instance, a community, and as much of case, room, epoch and entry as applies."""

    instance: bytes
    community: bytes
    case: bytes = NOWHERE
    room: str = ""
    epoch: int = 0
    entry: bytes = b""

    def __post_init__(self) -> None:
        """Refuse ids of a wrong length before anything is sealed under them."""
        if not len(self.instance) == len(self.community) == len(self.case) == ID_BYTES:
            raise MisuseError(f"ids of installation, community and case are {ID_BYTES} bytes long")
        if not 0 <= self.epoch < _EPOCH_LIMIT:
            raise MisuseError("an epoch is a number of four bytes")

    def info(self, domain: Domain) -> bytes:
        """Return the bytes that bind a seal to its purpose, its suite and this place; no two places share them."""
        return (
            _purpose(domain)
            + _case(self.instance, self.community, self.case)
            + framed(self.room.encode(), self.epoch.to_bytes(4), self.entry)
        )

    def at(self, *, room: str | None = None, epoch: int | None = None, entry: bytes | None = None) -> "Place":
        """Return another place of the same case."""
        return Place(
            self.instance,
            self.community,
            self.case,
            self.room if room is None else room,
            self.epoch if epoch is None else epoch,
            self.entry if entry is None else entry,
        )

    def whole_case(self) -> "Place":
        """Return the case without room, epoch and entry."""
        return Place(self.instance, self.community, self.case)

    def whole_community(self, entry: bytes = b"") -> "Place":
        """Return the community, or one thing in it, without any case."""
        return Place(self.instance, self.community, entry=entry)

    def whole_instance(self) -> "Place":
        """Return the installation, without any community."""
        return Place(self.instance, NOWHERE)


@cache
def _purpose(domain: Domain) -> bytes:
    """How what binds a seal begins: the same for every place."""
    return framed(domain.label, bytes((domain.binding.suite,)))


@lru_cache(maxsize=64)
def _case(instance: bytes, community: bytes, case: bytes) -> bytes:
    """How it goes on: the same for everything in a case, of which an act seals many."""
    return framed(instance, community, case)
