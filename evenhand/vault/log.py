"""The community's log: a Merkle tree (RFC 6962) with one leaf a day, and its proofs.

A day's leaf is itself the root of a small tree over the cases touched that day, salted and filled up, so that neither
the log's size nor a leaf tells of a case.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from evenhand.vault.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint, verifier_key, verify_checkpoint
from evenhand.vault.domains import Domain
from evenhand.vault.errors import MisuseError, VaultError
from evenhand.vault.primitives import KEY_BYTES, framed, labelled_hash, require_length

__all__ = [
    "BadProofError",
    "Checkpoint",
    "check_consistency",
    "check_inclusion",
    "consistency",
    "day_leaf",
    "day_leaves",
    "inclusion",
    "leaf_hash",
    "parse_checkpoint",
    "root",
    "sign_checkpoint",
    "slot_leaf",
    "slot_salt",
    "verifier_key",
    "verify_checkpoint",
]

_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"


class BadProofError(VaultError):
    """The proof does not lead to this root."""


def leaf_hash(leaf: bytes) -> bytes:
    """Hash a leaf so that it can never be taken for a node."""
    return hashlib.sha256(_LEAF + leaf).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the tree's root over the leaves, in their order."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = _split(len(leaves))
    return _node(root(leaves[:split]), root(leaves[split:]))


def inclusion(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the path that proves the leaf at `index`."""
    if not 0 <= index < len(leaves):
        raise MisuseError("no such leaf")
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*inclusion(leaves[:split], index), root(leaves[split:]))
    return (*inclusion(leaves[split:], index - split), root(leaves[:split]))


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], wanted: bytes) -> Literal[True]:
    """Return True where the proof leads from the leaf to the root; raise otherwise."""
    if not 0 <= index < size:
        raise BadProofError
    path = list(proof)
    found = _climb(leaf_hash(leaf), index, size, path)
    if path or not hmac.compare_digest(found, wanted):
        raise BadProofError
    return True


def consistency(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """Return the proof that the tree of `old_size` leaves is the beginning of this one."""
    if not 0 < old_size <= len(leaves):
        raise MisuseError("no such older tree")
    return _subproof(leaves, old_size, whole=True)


def check_consistency(
    old_size: int, old_root: bytes, size: int, new_root: bytes, proof: Sequence[bytes]
) -> Literal[True]:
    """Return True where the older tree is the beginning of the newer; raise otherwise."""
    if not 0 < old_size <= size:
        raise BadProofError
    path = list(proof)
    old, new = _rebuild(old_size, size, path, old_root, whole=True)
    if path or not hmac.compare_digest(old, old_root) or not hmac.compare_digest(new, new_root):
        raise BadProofError
    return True


def slot_salt(salt: bytes, head: bytes) -> bytes:
    """Return the salt of one head's slot, which can be shown without the day's salt."""
    return hmac.digest(salt, framed(Domain.DAY_SLOT.label, head), "sha256")


def slot_leaf(salt_of_slot: bytes, head: bytes) -> bytes:
    """Return what stands in a head's slot."""
    return labelled_hash(Domain.DAY_SLOT, salt_of_slot, head)


def day_leaves(heads: Iterable[bytes], salt: bytes, slots: int) -> tuple[bytes, ...]:
    """Return a day's slots: one for each head, random ones behind no head, in an order that tells nothing.

    More heads than slots make a further set of slots; only the length of a proof, seen by those seated, tells.
    """
    require_length("a day's salt", salt, KEY_BYTES)
    if slots < 1:
        raise MisuseError("a day has at least one slot")
    filled = {slot_leaf(slot_salt(salt, head), head) for head in heads}
    wanted = slots * max(1, -(-len(filled) // slots))
    empty = (_filler(salt, number) for number in range(wanted - len(filled)))
    return tuple(sorted((*filled, *empty)))


def day_leaf(heads: Iterable[bytes], salt: bytes, slots: int) -> bytes:
    """Return the one leaf that the log gets for a day; on a day without a case it is random."""
    return root(day_leaves(heads, salt, slots))


def _filler(salt: bytes, number: int) -> bytes:
    return hmac.digest(salt, framed(Domain.DAY_FILLER.label, number.to_bytes(4)), "sha256")


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _take(path: list[bytes]) -> bytes:
    if not path:
        raise BadProofError
    return path.pop()


def _climb(found: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Walk down to the leaf and fold the path on the way back; the path's last hash is the topmost."""
    if size == 1:
        return found
    split = _split(size)
    sibling = _take(path)
    if index < split:
        return _node(_climb(found, index, split, path), sibling)
    return _node(sibling, _climb(found, index - split, size - split, path))


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> tuple[bytes, ...]:
    if old_size == len(leaves):
        return () if whole else (root(leaves),)
    split = _split(len(leaves))
    if old_size <= split:
        return (*_subproof(leaves[:split], old_size, whole=whole), root(leaves[split:]))
    return (*_subproof(leaves[split:], old_size - split, whole=False), root(leaves[:split]))


def _rebuild(old_size: int, size: int, path: list[bytes], old_root: bytes, *, whole: bool) -> tuple[bytes, bytes]:
    """Return the old and the new root that the path stands for; `whole` where the old root itself was left out."""
    if old_size == size:
        known = old_root if whole else _take(path)
        return known, known
    split = _split(size)
    sibling = _take(path)
    if old_size <= split:
        old, new = _rebuild(old_size, split, path, old_root, whole=whole)
        return old, _node(new, sibling)
    old, new = _rebuild(old_size - split, size - split, path, old_root, whole=False)
    return _node(sibling, old), _node(sibling, new)
