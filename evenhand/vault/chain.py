"""A case's chain: each entry's header, its signature, and the hash that ties it to the one before."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final, Literal

from evenhand.vault.domains import Domain
from evenhand.vault.errors import SealBrokenError, VaultError
from evenhand.vault.keys import SigningKey, check_signature
from evenhand.vault.place import ID_BYTES
from evenhand.vault.primitives import PREFIX_BYTES, framed, labelled_hash, prefix, require_length, require_prefix
from evenhand.vault.reader import Reader
from evenhand.vault.suites import Suite

HASH_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
_SEQ_BYTES: Final = 8


class BrokenChainError(VaultError):
    """What is stored of an entry is not what its neighbours say."""


@dataclass(frozen=True, slots=True)
class EntryHeader:
    """What stands in clear before an entry: which case, which number, what came before, which words."""

    case: bytes
    seq: int
    previous: bytes
    words_hash: bytes

    def __post_init__(self) -> None:
        """Refuse lengths that would let two headers share their bytes."""
        require_length("a case id", self.case, ID_BYTES)
        require_length("a hash", self.previous, HASH_BYTES)
        require_length("a hash", self.words_hash, HASH_BYTES)

    def to_bytes(self) -> bytes:
        """Write the header in its one form."""
        number = self.seq.to_bytes(_SEQ_BYTES)
        return prefix(Suite.ED25519_SHA256) + self.case + number + self.previous + self.words_hash

    @classmethod
    def from_bytes(cls, raw: bytes) -> "EntryHeader":
        """Read the one form; refuse any other."""
        require_prefix(raw, Suite.ED25519_SHA256)
        reader = Reader(raw[PREFIX_BYTES:])
        header = cls(reader.take(ID_BYTES), reader.number(_SEQ_BYTES), reader.take(HASH_BYTES), reader.take(HASH_BYTES))
        reader.end()
        return header


def genesis(case: bytes) -> bytes:
    """Return the hash that stands before a case's first entry."""
    require_length("a case id", case, ID_BYTES)
    return labelled_hash(Domain.GENESIS, case)


def words_hash(sealed_words: bytes) -> bytes:
    """Return the hash by which header and fact name the sealed words."""
    return hashlib.sha256(sealed_words).digest()


def next_hash(case: bytes, seq: int, previous: bytes, header: bytes, sealed_fact: bytes, words_hash: bytes) -> bytes:
    """Return an entry's hash over everything stored of it and the hash before."""
    return labelled_hash(
        Domain.CHAIN,
        case,
        seq.to_bytes(_SEQ_BYTES),
        previous,
        hashlib.sha256(header).digest(),
        hashlib.sha256(sealed_fact).digest(),
        words_hash,
    )


def check_entry(header: EntryHeader, sealed_fact: bytes, sealed_words: bytes | None, head: bytes) -> Literal[True]:
    """Return True where an entry is what its words' hash and the hash after it say; raise otherwise.

    `head` is the previous hash of the next entry, or the case's head; erased words are None.
    """
    if sealed_words is not None and not hmac.compare_digest(words_hash(sealed_words), header.words_hash):
        raise BrokenChainError("the words are not those of the entry")
    computed = next_hash(header.case, header.seq, header.previous, header.to_bytes(), sealed_fact, header.words_hash)
    if not hmac.compare_digest(computed, head):
        raise BrokenChainError("the entry is not the one that was followed")
    return True


def sign_fact(header: EntryHeader, fact: bytes, signing: SigningKey) -> bytes:
    """Sign a fact together with its header, as its author."""
    return signing.sign(Domain.ACT, framed(header.to_bytes(), fact))


def check_fact(public: bytes, header: EntryHeader, fact: bytes, signature: bytes) -> Literal[True]:
    """Return True where this author signed this fact under this header; raise otherwise."""
    return check_signature(public, Domain.ACT, framed(header.to_bytes(), fact), signature)


def pack_fact(fact: bytes, signature: bytes) -> bytes:
    """Return what the clerk seals of an entry: the fact, then its signature."""
    require_length("a signature", signature, SIGNATURE_BYTES)
    return fact + signature


def unpack_fact(packed: bytes) -> tuple[bytes, bytes]:
    """Return the fact and its signature."""
    if len(packed) < SIGNATURE_BYTES:
        raise SealBrokenError("the fact has no signature")
    return packed[:-SIGNATURE_BYTES], packed[-SIGNATURE_BYTES:]
