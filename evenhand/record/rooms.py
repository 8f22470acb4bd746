"""Opening rooms: what a person's own keys open of a case, and nothing else (decision 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from evenhand.record.ledger import CaseFile, Recorded, sealed_words
from evenhand.vault.errors import VaultError
from evenhand.vault.keyring import COMMITTEE, COUNCIL, Keyring, Wrap, open_room_key, open_seed, wrap_room_key, wrap_seed
from evenhand.vault.keys import BoxKey
from evenhand.vault.place import Place
from evenhand.vault.primitives import Entropy
from evenhand.vault.rooms import Seed, new_seed, room_key
from evenhand.vault.sealing import open_words

NAMES, IDENTITY = "names", "identity"
CIRCLE_ROOMS = {COMMITTEE: (COMMITTEE, NAMES, IDENTITY), COUNCIL: (COUNCIL,)}
"""Which rooms derive from a circle's seed; a party's line derives from the committee's."""


def line(party: str) -> str:
    """The room of one party's line."""
    return f"line:{party}"


@dataclass(frozen=True, slots=True)
class Keys:
    """What one person's key opens of a case: seeds by circle and epoch, single rooms' keys."""

    place: Place
    seeds: Mapping[tuple[str, int], Seed] = field(default_factory=dict, repr=False)
    rooms: Mapping[tuple[str, int], BoxKey] = field(default_factory=dict, repr=False)
    derived: dict[tuple[str, int], BoxKey | None] = field(default_factory=dict, repr=False, compare=False)
    """Keys that were derived before: a page asks for the same room many times."""

    def key_of(self, room: str, epoch: int) -> BoxKey | None:
        """The key of a room in an epoch, if this person can have it."""
        if (room, epoch) not in self.derived:
            self.derived[room, epoch] = self._key_of(room, epoch)
        return self.derived[room, epoch]

    def _key_of(self, room: str, epoch: int) -> BoxKey | None:
        single = self.rooms.get((room, epoch))
        if single is not None:
            return single
        circle = COUNCIL if room == COUNCIL else COMMITTEE
        seed = self.seeds.get((circle, epoch))
        return None if seed is None else room_key(seed, self.place.at(room=room, epoch=epoch))

    def opens(self, recorded: Recorded) -> bool:
        """Whether the words of this entry can be opened with these keys."""
        return recorded.has_words and self.key_of(recorded.room, recorded.epoch) is not None


def open_keys(file: CaseFile, box: BoxKey) -> Keys:
    """Open every wrap of this case that is for this key."""
    seeds: dict[tuple[str, int], Seed] = {}
    rooms: dict[tuple[str, int], BoxKey] = {}
    for wrap in file.keyring.wraps_for(box.public):
        if wrap.room is None:
            seeds[wrap.circle, wrap.epoch] = open_seed(wrap, box, file.place)
        else:
            place = file.place.at(room=wrap.room, epoch=wrap.epoch)
            rooms[wrap.room, wrap.epoch] = open_room_key(wrap, box, place)
    return Keys(file.place, seeds, rooms)


def read(file: CaseFile, keys: Keys, entries: Iterable[Recorded]) -> dict[bytes, bytes]:
    """The words of these entries, as far as these keys open them. One query."""
    wanted = [recorded for recorded in entries if keys.opens(recorded)]
    blobs = sealed_words(file, wanted)
    opened: dict[bytes, bytes] = {}
    for recorded in wanted:
        key = keys.key_of(recorded.room, recorded.epoch)
        if key is not None and recorded.entry in blobs:
            place = file.place.at(room=recorded.room, epoch=recorded.epoch, entry=recorded.entry)
            opened[recorded.entry] = open_words(blobs[recorded.entry], key, place)
    return opened


def new_epoch(
    keyring: Keyring, place: Place, circle: str, recipients: Iterable[bytes], lines: Iterable[str], entropy: Entropy
) -> tuple[Keyring, Keys]:
    """Begin an epoch of a circle for exactly these recipients; rooms and lines get new keys, which are answered.

    Earlier epochs stay wrapped to whoever held them. Lines have to be wrapped to their
    parties again, with `wrap_line`.
    """
    # Both are asked: where nobody who stays held the newest epoch, only its public key is left of it.
    epoch = 1 + max(keyring.current_epoch(circle) or 0, keyring.current_room_epoch(circle) or 0)
    seed = new_seed(entropy)
    at = place.at(epoch=epoch)
    keyring = keyring.with_wraps(*(wrap_seed(seed, recipient, at, circle) for recipient in sorted(set(recipients))))
    rooms = [*CIRCLE_ROOMS[circle], *(lines if circle == COMMITTEE else ())]
    keys = Keys(place, {(circle, epoch): seed})
    return with_rooms(keyring, keys, epoch, rooms), keys


def with_rooms(keyring: Keyring, keys: Keys, epoch: int, rooms: Iterable[str]) -> Keyring:
    """Publish the public keys of those of these rooms that these keys open."""
    opened = ((room, keys.key_of(room, epoch)) for room in rooms)
    return keyring.with_publics(epoch, {room: key.public for room, key in opened if key is not None})


def wrap_line(keyring: Keyring, keys: Keys, party: str, recipient: bytes) -> Keyring:
    """Wrap every epoch of a party's line to a key of theirs, as far as these keys open it."""
    return wrap_room(keyring, keys, line(party), recipient)


def wrap_room(keyring: Keyring, keys: Keys, room: str, recipient: bytes) -> Keyring:
    """Wrap every epoch of one room to somebody outside its circle, as far as these keys open it (THREATS 4.2)."""
    wraps: list[Wrap] = []
    held = {(w.room, w.epoch) for w in keyring.wraps_for(recipient)}
    for name, epoch in keyring.publics:
        key = keys.key_of(room, epoch) if name == room else None
        if key is not None and (room, epoch) not in held:
            wraps.append(wrap_room_key(key, recipient, keys.place.at(room=room, epoch=epoch)))
    return keyring.with_wraps(*wraps)


def held_epochs(keyring: Keyring, circle: str) -> frozenset[int]:
    """Every epoch of a circle that somebody holds who is still in it: what whoever comes in gets."""
    newest = keyring.current_epoch(circle)
    present = () if newest is None else keyring.recipients(circle, newest)
    return frozenset(wrap.epoch for wrap in keyring.wraps_of(circle) if wrap.recipient in present)


def admit(keyring: Keyring, keys: Keys, circle: str, recipient: bytes) -> Keyring:
    """Wrap every epoch of a circle to a newcomer: all or none (THREATS 4.6)."""
    held = {(w.circle, w.epoch) for w in keyring.wraps_for(recipient)}
    if not held_epochs(keyring, circle) <= {epoch for name, epoch in keys.seeds if name == circle}:
        message = "only somebody who holds every epoch can let another in"
        raise VaultError(message)
    wraps = [
        wrap_seed(seed, recipient, keys.place.at(epoch=epoch), circle)
        for (name, epoch), seed in keys.seeds.items()
        if name == circle and (circle, epoch) not in held
    ]
    return keyring.with_wraps(*wraps)
