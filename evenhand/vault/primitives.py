"""The few calls into `cryptography` that several formats share, and how bytes are framed."""

import hashlib
from collections.abc import Callable
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from evenhand.vault.domains import Domain
from evenhand.vault.errors import MisuseError, SealBrokenError, UnknownFormatError
from evenhand.vault.suites import VERSION, Suite

Entropy = Callable[[int], bytes]
"""Where randomness comes from: `os.urandom` when it counts, a counter in the tests."""

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
PREFIX_BYTES: Final = 2
SERVER_SECRET_BYTES: Final = 32


_SMALL: Final = 256
_SIZES: Final = tuple(size.to_bytes(4) for size in range(_SMALL))
"""Written once: most parts are short, and an act frames some three hundred of them."""


def draw(entropy: Entropy, size: int) -> bytes:
    """Draw exactly `size` random bytes; a source that runs short must not make a weak key."""
    drawn = entropy(size)
    if len(drawn) != size:
        raise MisuseError("the source of randomness ran short")
    return drawn


def framed(*parts: bytes) -> bytes:
    """Join parts, each behind its length in four bytes, so that no two lists of parts give the same bytes."""
    pieces: list[bytes] = []
    for part in parts:
        size = len(part)
        pieces += (_SIZES[size] if size < _SMALL else size.to_bytes(4), part)
    return b"".join(pieces)


def labelled_hash(domain: Domain, *parts: bytes) -> bytes:
    """Return SHA-256 over the purpose and the parts."""
    return hashlib.sha256(framed(domain.label, *parts)).digest()


def derive(secret: bytes, info: bytes, *, salt: bytes | None = None, size: int = KEY_BYTES) -> bytes:
    """Derive a key from a secret that has full entropy (HKDF-SHA256)."""
    return HKDF(SHA256(), size, salt, info).derive(secret)


def prefix(suite: Suite) -> bytes:
    """Return the two bytes with which every blob begins: version and suite."""
    return bytes((VERSION, suite))


def require_prefix(blob: bytes, suite: Suite) -> None:
    """Refuse a blob of another version or suite; there is nothing older to fall back to."""
    if blob[:PREFIX_BYTES] != prefix(suite):
        raise UnknownFormatError("unknown version or suite")


def require_length(what: str, value: bytes, size: int) -> None:
    """Refuse bytes that do not have the one length that they must have."""
    if len(value) != size:
        raise MisuseError(f"{what} must be {size} bytes long")


def require_server_secret(secret: bytes) -> bytes:
    """Refuse a server secret that is shorter than the keys it protects."""
    if len(secret) < SERVER_SECRET_BYTES:
        raise MisuseError(f"the server secret has at least {SERVER_SECRET_BYTES} bytes")
    return secret


def aead_seal(key: bytes, header: bytes, plaintext: bytes, info: bytes, entropy: Entropy) -> bytes:
    """Return header, nonce and ciphertext; the header and `info` are authenticated with it."""
    nonce = draw(entropy, NONCE_BYTES)
    return header + nonce + ChaCha20Poly1305(key).encrypt(nonce, plaintext, framed(info, header))


def aead_open(key: bytes, header_size: int, blob: bytes, info: bytes) -> bytes:
    """Return what `aead_seal` sealed, or refuse."""
    header, rest = blob[:header_size], blob[header_size:]
    if len(rest) < NONCE_BYTES + TAG_BYTES:
        raise SealBrokenError("the blob is too short")
    try:
        return ChaCha20Poly1305(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], framed(info, header))
    except InvalidTag:
        raise SealBrokenError("the seal is broken, or the blob belongs elsewhere") from None
