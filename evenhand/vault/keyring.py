"""A case's keyring: every wrap and every room's public key, in one blob under the clerk's key.

The rows of the database therefore show neither who holds a room nor who was taken out of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from evenhand.vault.clerk import Clerk, Clerks
from evenhand.vault.domains import Domain
from evenhand.vault.errors import MisuseError, SealBrokenError, UnknownFormatError
from evenhand.vault.keys import BoxKey
from evenhand.vault.padding import KEYRING_BUCKETS
from evenhand.vault.place import Place
from evenhand.vault.primitives import KEY_BYTES, Entropy, framed, require_length
from evenhand.vault.reader import Reader
from evenhand.vault.rooms import Seed
from evenhand.vault.sealing import open_with, seal_to
from evenhand.vault.suites import VERSION

COMMITTEE: Final = "committee"
COUNCIL: Final = "council"
SINGLE_ROOM: Final = "room:"
"""How the circle of a single room's wrap begins."""


@dataclass(frozen=True, slots=True, order=True)
class Wrap:
    """A circle's seed, or a single room's key, sealed to one recipient for one epoch."""

    circle: str
    epoch: int
    recipient: bytes
    sealed: bytes

    @property
    def room(self) -> str | None:
        """Return the room where this wraps a single room's key, else None."""
        return self.circle.removeprefix(SINGLE_ROOM) if self.circle.startswith(SINGLE_ROOM) else None


@dataclass(frozen=True, slots=True)
class Keyring:
    """All wraps of a case, and the public key of each room and epoch."""

    wraps: tuple[Wrap, ...] = ()
    publics: Mapping[tuple[str, int], bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Bring the wraps into their one order; refuse two for the same circle, epoch and recipient."""
        names = {(wrap.circle, wrap.epoch, wrap.recipient) for wrap in self.wraps}
        if len(names) != len(self.wraps):
            raise MisuseError("a circle's epoch is wrapped to each recipient once")
        object.__setattr__(self, "wraps", tuple(sorted(self.wraps)))
        object.__setattr__(self, "publics", MappingProxyType(dict(sorted(self.publics.items()))))

    def with_wraps(self, *wraps: Wrap) -> "Keyring":
        """Return the keyring with these wraps added."""
        return Keyring((*self.wraps, *wraps), self.publics)

    def with_publics(self, epoch: int, publics: Mapping[str, bytes]) -> "Keyring":
        """Return the keyring with these rooms' public keys for an epoch; one that is there never changes."""
        new = {(room, epoch): public for room, public in publics.items()}
        for place, public in new.items():
            require_length("a public key", public, KEY_BYTES)
            if self.publics.get(place, public) != public:
                raise MisuseError("a room's public key is set once for each epoch")
        return Keyring(self.wraps, {**self.publics, **new})

    def without(self, recipient: bytes, circle: str | None = None) -> "Keyring":
        """Return the keyring without a recipient's wraps, in one circle or in all."""
        kept = (wrap for wrap in self.wraps if wrap.recipient != recipient or circle not in (None, wrap.circle))
        return Keyring(tuple(kept), self.publics)

    def without_circle(self, circle: str) -> "Keyring":
        """Return the keyring without any wrap of a circle, or of a single room."""
        return Keyring(tuple(wrap for wrap in self.wraps if wrap.circle != circle), self.publics)

    def wraps_of(self, circle: str, epoch: int | None = None) -> tuple[Wrap, ...]:
        """Return the wraps of a circle, of one epoch or of all."""
        return tuple(wrap for wrap in self.wraps if wrap.circle == circle and epoch in (None, wrap.epoch))

    def wraps_for(self, recipient: bytes) -> tuple[Wrap, ...]:
        """Return everything that one recipient can open."""
        return tuple(wrap for wrap in self.wraps if wrap.recipient == recipient)

    def recipients(self, circle: str, epoch: int) -> tuple[bytes, ...]:
        """Return who holds a circle in an epoch."""
        return tuple(wrap.recipient for wrap in self.wraps_of(circle, epoch))

    def circles(self) -> tuple[str, ...]:
        """Return the circles of this case."""
        return tuple(sorted({wrap.circle for wrap in self.wraps}))

    def current_epoch(self, circle: str) -> int | None:
        """Return the newest epoch in which somebody holds the circle, or None."""
        return max((wrap.epoch for wrap in self.wraps_of(circle)), default=None)

    def current_room_epoch(self, room: str) -> int | None:
        """Return the newest epoch for which the room has a public key, or None."""
        return max((epoch for name, epoch in self.publics if name == room), default=None)

    def public_of(self, room: str, epoch: int | None = None) -> bytes:
        """Return the key to seal to: the room's, in this epoch or in the newest."""
        wanted = self.current_room_epoch(room) if epoch is None else epoch
        public = None if wanted is None else self.publics.get((room, wanted))
        if public is None:
            raise MisuseError("the keyring has no such room")
        return public

    def to_bytes(self) -> bytes:
        """Write the keyring in its one form."""
        wraps = (framed(w.circle.encode(), w.epoch.to_bytes(4), w.recipient, w.sealed) for w in self.wraps)
        publics = (framed(room.encode(), epoch.to_bytes(4), key) for (room, epoch), key in self.publics.items())
        return bytes((VERSION,)) + framed(b"".join(wraps), b"".join(publics))

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Keyring":
        """Read the one form; refuse any other."""
        if raw[:1] != bytes((VERSION,)):
            raise UnknownFormatError("unknown version of a keyring")
        top = Reader(raw[1:])
        wraps, publics = Reader(top.framed()), Reader(top.framed())
        top.end()
        keyring = cls(tuple(_read_wraps(wraps)), dict(_read_publics(publics)))
        if keyring.to_bytes() != raw:
            raise SealBrokenError("a keyring has one form only")
        return keyring


def wrap_seed(seed: Seed, recipient_public: bytes, place: Place, circle: str) -> Wrap:
    """Wrap a circle's seed to a holder, for the epoch of the place."""
    return _wrap(Domain.WRAP_SEED, seed.raw(), recipient_public, place, circle)


def open_seed(wrap: Wrap, box: BoxKey, place: Place) -> Seed:
    """Open a circle's seed; the place gives the case, the wrap its circle and epoch."""
    return Seed.from_raw(_unwrap(Domain.WRAP_SEED, wrap, box, place))


def wrap_room_key(key: BoxKey, recipient_public: bytes, place: Place) -> Wrap:
    """Wrap the key of the place's room and epoch to somebody outside its circle."""
    return _wrap(Domain.WRAP_ROOM, key.raw(), recipient_public, place, SINGLE_ROOM + place.room)


def open_room_key(wrap: Wrap, box: BoxKey, place: Place) -> BoxKey:
    """Open a single room's key; the place gives the case, the wrap its room and epoch."""
    return BoxKey.from_raw(_unwrap(Domain.WRAP_ROOM, wrap, box, place))


def seal_keyring(keyring: Keyring, clerk: Clerk | Clerks, place: Place, entropy: Entropy) -> bytes:
    """Seal a case's keyring under the clerk's key, padded to its own buckets."""
    return clerk.seal(Domain.KEYRING, place.whole_case(), keyring.to_bytes(), entropy, buckets=KEYRING_BUCKETS)


def open_keyring(blob: bytes, clerk: Clerk | Clerks, place: Place) -> Keyring:
    """Open a case's keyring."""
    return Keyring.from_bytes(clerk.open(Domain.KEYRING, place.whole_case(), blob))


def _wrap(domain: Domain, secret: bytes, recipient: bytes, place: Place, circle: str) -> Wrap:
    bound = place.at(room=circle, entry=recipient)
    return Wrap(circle, place.epoch, recipient, seal_to(domain, secret, recipient, bound))


def _unwrap(domain: Domain, wrap: Wrap, box: BoxKey, place: Place) -> bytes:
    bound = place.at(room=wrap.circle, epoch=wrap.epoch, entry=wrap.recipient)
    return open_with(domain, wrap.sealed, box, bound)


def _read_wraps(reader: Reader) -> Iterator[Wrap]:
    while reader.more():
        yield Wrap(reader.text(), reader.framed_number(), reader.framed(), reader.framed())


def _read_publics(reader: Reader) -> Iterator[tuple[tuple[str, int], bytes]]:
    while reader.more():
        yield (reader.text(), reader.framed_number()), reader.framed()
