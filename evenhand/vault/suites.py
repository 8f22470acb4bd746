"""The version of the formats, the algorithms behind them, and the kinds of work done under a label."""

from enum import Enum, IntEnum

VERSION = 1


class Suite(IntEnum):
    """The algorithms behind a blob; the second byte of every header."""

    HPKE_X25519 = 0x01
    """HPKE base mode: X25519, HKDF-SHA256, ChaCha20-Poly1305 (RFC 9180)."""
    # 0x02 is kept for HPKE with ML-KEM-768+X25519: the same call, a longer encapsulation.
    HKDF_CHACHA = 0x10
    """HKDF-SHA256 and ChaCha20-Poly1305 with a random 96-bit nonce."""
    ARGON2ID_CHACHA = 0x11
    """Argon2id, then HKDF-SHA256 and ChaCha20-Poly1305."""
    CHUNKS_CHACHA = 0x12
    """HKDF-SHA256 and ChaCha20-Poly1305 in numbered chunks."""
    ED25519_SHA256 = 0x20
    """Ed25519 signatures and SHA-256 chain hashes."""


class Kind(Enum):
    """What is done under a label."""

    TO_A_KEY = "sealed to a public key"
    BY_THE_CLERK = "sealed by the clerk"
    UNDER_A_SECRET = "sealed under a secret"  # noqa: S105 - a label, not a secret
    SIGNED = "signed"
    MACED = "authenticated"
    DERIVED = "derived"
    HASHED = "hashed"
