"""Rooms and circles: one seed per circle and epoch, from which the key pair of every room of the circle comes."""

from evenhand.vault.domains import Domain
from evenhand.vault.keys import BoxKey, Secret
from evenhand.vault.place import Place
from evenhand.vault.primitives import Entropy, derive


class Seed(Secret):
    """What the holders of a circle share for one epoch."""

    __slots__ = ()


def new_seed(entropy: Entropy) -> Seed:
    """Draw the seed of a new epoch of a circle."""
    return Seed.generate(entropy)


def room_key(seed: Seed, place: Place) -> BoxKey:
    """Derive the key pair of the place's room and epoch from its circle's seed."""
    return BoxKey.from_raw(derive(seed.raw(), place.at(entry=b"").info(Domain.ROOM_KEY)))
