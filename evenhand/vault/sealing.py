"""Sealing to a public key: words to a room, a draft to its author.

HPKE draws its own ephemeral key inside the library; it is the one random value of the vault that is not an argument.
"""

from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM
from cryptography.hazmat.primitives.hpke import Suite as HpkeSuite

from evenhand.vault.domains import Domain
from evenhand.vault.errors import InvalidKeyError, SealBrokenError
from evenhand.vault.keys import BoxKey
from evenhand.vault.padding import WORDS_BUCKETS, pad, unpad
from evenhand.vault.place import Place
from evenhand.vault.primitives import (
    KEY_BYTES,
    PREFIX_BYTES,
    TAG_BYTES,
    Entropy,
    draw,
    prefix,
    require_length,
    require_prefix,
)
from evenhand.vault.suites import Kind
from evenhand.vault.suites import Suite as SuiteId

_HPKE: Final = HpkeSuite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)

HPKE_OVERHEAD: Final = PREFIX_BYTES + KEY_BYTES + TAG_BYTES


def seal_words(words: bytes, room_public: bytes, place: Place) -> bytes:
    """Seal words to a room, padded so that their length tells little."""
    return seal_to(Domain.WORDS, pad(words), room_public, place)


def open_words(blob: bytes, room: BoxKey, place: Place) -> bytes:
    """Open words with the room's key, at their own place only."""
    return unpad(open_with(Domain.WORDS, blob, room, place))


def filler_words(entropy: Entropy) -> bytes:
    """Return a bucket for an entry without words; nobody without the room's key can tell it from a sealed one."""
    # A true encapsulation is a point of the curve, and only half of all random strings are.
    encapsulated = BoxKey.generate(entropy).public
    return prefix(SuiteId.HPKE_X25519) + encapsulated + draw(entropy, WORDS_BUCKETS[0] + TAG_BYTES)


def seal_for_member(domain: Domain, text: bytes, box_public: bytes, place: Place) -> bytes:
    """Seal a member's own text (a draft, a parked post) to their key, padded like words."""
    return seal_to(domain, pad(text), box_public, place)


def open_for_member(domain: Domain, blob: bytes, box: BoxKey, place: Place) -> bytes:
    """Open a member's own text with their key."""
    return unpad(open_with(domain, blob, box, place))


def seal_to(domain: Domain, plaintext: bytes, public: bytes, place: Place) -> bytes:
    """Seal bytes to a public key for one purpose and place, without padding."""
    domain.require(Kind.TO_A_KEY)
    require_length("a public key", public, KEY_BYTES)
    try:
        sealed = _HPKE.encrypt(plaintext, _key_of(public), info=place.info(domain))
    except ValueError:
        raise InvalidKeyError("nothing can be sealed to this public key") from None
    return prefix(domain.binding.suite) + sealed


@lru_cache(maxsize=256)
def _key_of(public: bytes) -> X25519PublicKey:
    """A public key as the library takes it: the same few are sealed to again and again."""
    return X25519PublicKey.from_public_bytes(public)


def open_with(domain: Domain, blob: bytes, box: BoxKey, place: Place) -> bytes:
    """Open what was sealed to this key for this purpose and place, or refuse."""
    domain.require(Kind.TO_A_KEY)
    require_prefix(blob, domain.binding.suite)
    try:
        return _HPKE.decrypt(blob[PREFIX_BYTES:], box.private, info=place.info(domain))
    except InvalidTag:
        raise SealBrokenError("the seal is broken, or the blob belongs elsewhere") from None
