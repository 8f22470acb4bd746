"""A member's two private keys, sealed under their passphrase and under their printed recovery key.

Opening them is the whole proof of signing in: no second hash of a passphrase exists.
"""

import unicodedata
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from evenhand.vault.domains import Domain
from evenhand.vault.errors import SealBrokenError, UnknownFormatError, VaultError
from evenhand.vault.keys import BoxKey, SigningKey, fingerprint
from evenhand.vault.place import Place
from evenhand.vault.primitives import (
    KEY_BYTES,
    PREFIX_BYTES,
    Entropy,
    aead_open,
    aead_seal,
    derive,
    draw,
    framed,
    prefix,
    require_prefix,
)
from evenhand.vault.reader import Reader
from evenhand.vault.sheet import Sheet
from evenhand.vault.suites import Suite

_SALT_BYTES: Final = 16
_PUBLICS_BYTES: Final = 2 * KEY_BYTES
_COST_BYTES: Final = 6
_HEADER_BYTES: Final = PREFIX_BYTES + _COST_BYTES + _SALT_BYTES + _PUBLICS_BYTES
_RECOVERY_HEADER_BYTES: Final = PREFIX_BYTES + _PUBLICS_BYTES


class WrongPassphraseError(VaultError):
    """The passphrase or recovery key does not open these keys, or they were changed or moved."""


class CostRefusedError(VaultError):
    """The passphrase's cost lies below the floor, or so high that it would exhaust the host."""


@dataclass(frozen=True, slots=True)
class MemberKeys:
    """What a member holds: the key that opens and the key that signs."""

    box: BoxKey
    signing: SigningKey

    @classmethod
    def generate(cls, entropy: Entropy) -> "MemberKeys":
        """Draw both keys."""
        return cls(BoxKey.generate(entropy), SigningKey.generate(entropy))

    @property
    def fingerprint(self) -> bytes:
        """Return the fingerprint of the public halves."""
        return fingerprint(self.box.public, self.signing.public)

    def to_bytes(self) -> bytes:
        """Return both private keys, to be sealed at once."""
        return self.box.raw() + self.signing.raw()

    @classmethod
    def from_bytes(cls, raw: bytes) -> "MemberKeys":
        """Read both private keys."""
        return cls(BoxKey.from_raw(raw[:KEY_BYTES]), SigningKey.from_raw(raw[KEY_BYTES:]))


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one try at a passphrase costs."""

    memory_kib: int = 262_144
    iterations: int = 4
    lanes: int = 4

    def to_bytes(self) -> bytes:
        """Write the cost as a header holds it."""
        return self.memory_kib.to_bytes(4) + bytes((self.iterations, self.lanes))


# RFC 9106, the second recommended option: 64 MiB, three passes, four lanes.
FLOOR: Final = Argon2Cost(65_536, 3, 4)
# Above this a changed row could exhaust the host before its seal is found broken.
CEILING: Final = Argon2Cost(1_048_576, 16, 16)


def seal_member_keys(
    keys: MemberKeys, passphrase: str, place: Place, member: bytes, cost: Argon2Cost, entropy: Entropy
) -> bytes:
    """Seal a member's keys under their passphrase."""
    _require_bounds(cost)
    salt = draw(entropy, _SALT_BYTES)
    header = prefix(Suite.ARGON2ID_CHACHA) + cost.to_bytes() + salt + _publics(keys)
    info = place.whole_community(member).info(Domain.MEMBER_KEYS)
    return aead_seal(passphrase_key(passphrase, header, info), header, keys.to_bytes(), info, entropy)


def open_member_keys(blob: bytes, passphrase: str, place: Place, member: bytes) -> MemberKeys:
    """Open a member's keys with their passphrase."""
    info = place.whole_community(member).info(Domain.MEMBER_KEYS)
    return open_with_key(blob, passphrase_key(passphrase, blob, info), info)


def open_with_key(blob: bytes, key: bytes, info: bytes) -> MemberKeys:
    """Open a member's keys with what their passphrase was stretched to."""
    cost_of(blob)
    return _open(key, _HEADER_BYTES, blob, info)


def cost_of(blob: bytes) -> Argon2Cost:
    """Return the cost stored with sealed keys, so that a cheaper one can be raised at the next sign-in."""
    require_prefix(blob, Suite.ARGON2ID_CHACHA)
    reader = Reader(blob[PREFIX_BYTES:_HEADER_BYTES])
    cost = Argon2Cost(reader.number(), reader.number(1), reader.number(1))
    reader.take(_SALT_BYTES + _PUBLICS_BYTES)
    _require_bounds(cost)
    return cost


def publics_of(blob: bytes) -> tuple[bytes, bytes]:
    """Return the two public keys that stand in the header; trust them only once the blob was opened."""
    if blob[:PREFIX_BYTES] == prefix(Suite.ARGON2ID_CHACHA):
        publics = blob[_HEADER_BYTES - _PUBLICS_BYTES : _HEADER_BYTES]
    elif blob[:PREFIX_BYTES] == prefix(Suite.HKDF_CHACHA):
        publics = blob[PREFIX_BYTES:_RECOVERY_HEADER_BYTES]
    else:
        raise UnknownFormatError("unknown version or suite")
    reader = Reader(publics)
    return reader.take(KEY_BYTES), reader.take(KEY_BYTES)


def seal_for_recovery(keys: MemberKeys, sheet: Sheet, place: Place, member: bytes, entropy: Entropy) -> bytes:
    """Seal a member's keys under their printed recovery key."""
    header = prefix(Suite.HKDF_CHACHA) + _publics(keys)
    info = place.whole_community(member).info(Domain.MEMBER_KEYS_RECOVERY)
    return aead_seal(derive(sheet.raw(), info), header, keys.to_bytes(), info, entropy)


def open_with_recovery(blob: bytes, sheet: Sheet, place: Place, member: bytes) -> MemberKeys:
    """Open a member's keys with their printed recovery key."""
    require_prefix(blob, Suite.HKDF_CHACHA)
    info = place.whole_community(member).info(Domain.MEMBER_KEYS_RECOVERY)
    return _open(derive(sheet.raw(), info), _RECOVERY_HEADER_BYTES, blob, info)


def passphrase_key(passphrase: str, blob: bytes, info: bytes) -> bytes:
    """Derive the key that a passphrase stands for, at the cost and with the salt that the blob's header names."""
    header, cost = blob[:_HEADER_BYTES], cost_of(blob)
    salt = header[PREFIX_BYTES + _COST_BYTES :][:_SALT_BYTES]
    stretched = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    ).derive(unicodedata.normalize("NFC", passphrase).encode())
    return derive(stretched, framed(info, header))


def _open(key: bytes, header_size: int, blob: bytes, info: bytes) -> MemberKeys:
    try:
        keys = MemberKeys.from_bytes(aead_open(key, header_size, blob, info))
    except SealBrokenError:
        raise WrongPassphraseError("this does not open the keys") from None
    return keys


def _publics(keys: MemberKeys) -> bytes:
    return keys.box.public + keys.signing.public


def _require_bounds(cost: Argon2Cost) -> None:
    bounds = (
        FLOOR.memory_kib <= cost.memory_kib <= CEILING.memory_kib,
        FLOOR.iterations <= cost.iterations <= CEILING.iterations,
        FLOOR.lanes <= cost.lanes <= CEILING.lanes,
    )
    if not all(bounds):
        raise CostRefusedError("the cost of a passphrase lies outside its bounds")
