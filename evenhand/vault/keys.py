"""Private keys as small classes that never print themselves, and the public halves as plain bytes."""

import hmac
from functools import lru_cache
from typing import ClassVar, Literal, NoReturn, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.primitives import KEY_BYTES, Entropy, draw, framed, labelled_hash, require_length
from evenhand.vault.suites import Kind
from evenhand.vault.wordlist import words_from_bits

FINGERPRINT_WORDS = 6


class BadSignatureError(VaultError):
    """This key did not sign these bytes for this purpose."""


class Secret:
    """Secret bytes of one length: printed as `<sealed>`, compared in constant time, never pickled."""

    size: ClassVar[int] = KEY_BYTES
    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        require_length("a secret of this kind", raw, self.size)
        self._raw = bytes(raw)

    @classmethod
    def generate(cls, entropy: Entropy) -> Self:
        """Draw a new one."""
        return cls(draw(entropy, cls.size))

    @classmethod
    def from_raw(cls, raw: bytes) -> Self:
        """Take one that was kept."""
        return cls(raw)

    def raw(self) -> bytes:
        """Return the secret bytes, to be sealed at once."""
        return self._raw

    def __repr__(self) -> str:
        return "<sealed>"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and hmac.compare_digest(self._raw, other._raw)

    def __hash__(self) -> int:
        return hash((type(self), self._raw))

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: a cache or a traceback store must not take a key along."""
        raise TypeError("a secret cannot be pickled")


class BoxKey(Secret):
    """An X25519 private key: whoever holds it opens what was sealed to its public half."""

    __slots__ = ("_private", "public")

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw)
        self._private = X25519PrivateKey.from_private_bytes(raw)
        self.public: bytes = self._private.public_key().public_bytes_raw()

    @property
    def private(self) -> X25519PrivateKey:
        """Return the library's key, for use inside the vault."""
        return self._private


class SigningKey(Secret):
    """An Ed25519 private key: whoever holds it signs as its owner."""

    __slots__ = ("_private", "public")

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw)
        self._private = Ed25519PrivateKey.from_private_bytes(raw)
        self.public: bytes = self._private.public_key().public_bytes_raw()

    def sign(self, domain: Domain, message: bytes) -> bytes:
        """Sign the message for this purpose and no other."""
        return self._private.sign(_signed_bytes(domain, message))

    def sign_note(self, text: bytes) -> bytes:
        """Sign a note whose first line is its own label, as witnesses outside expect it."""
        return self._private.sign(text)


def check_signature(public: bytes, domain: Domain, message: bytes, signature: bytes) -> Literal[True]:
    """Return True where this key signed the message for this purpose; raise otherwise."""
    return _check(public, signature, _signed_bytes(domain, message))


def check_note_signature(public: bytes, text: bytes, signature: bytes) -> Literal[True]:
    """Return True where this key signed the note; raise otherwise."""
    return _check(public, signature, text)


@lru_cache(maxsize=256)
def fingerprint(box_public: bytes, signing_public: bytes) -> bytes:
    """Return 32 bytes that stand for a person's two public keys together."""
    require_length("a public key", box_public, KEY_BYTES)
    require_length("a public key", signing_public, KEY_BYTES)
    return labelled_hash(Domain.FINGERPRINT, box_public, signing_public)


def fingerprint_words(fp: bytes) -> tuple[str, ...]:
    """Return the six words of a fingerprint that one person reads out to another."""
    require_length("a fingerprint", fp, KEY_BYTES)
    return words_from_bits(int.from_bytes(fp), 8 * KEY_BYTES, FINGERPRINT_WORDS)


def _signed_bytes(domain: Domain, message: bytes) -> bytes:
    # A framed label begins with a zero byte, so it can never be read as a note, which begins with text.
    domain.require(Kind.SIGNED)
    return framed(domain.label) + message


def _check(public: bytes, signature: bytes, signed: bytes) -> Literal[True]:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except (InvalidSignature, ValueError):
        raise BadSignatureError("the signature does not fit") from None
    return True
