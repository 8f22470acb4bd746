"""What lies beside the server secret, outside the database and its backups.

Founders' fingerprints, so that nobody who can only write the database can bring in a
key; the end of each roster, so that nobody who can only write the database can let
somebody in again by dropping the act that took them out; and one high-water mark per
community, so that a restored or rewound database is found at once (THREATS 5). A mark is
written after a commit, and only ever grows. Whoever compares one with the database reads
the mark first: what was committed before it was written is then always there.
"""

import fcntl
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from evenhand.people.keys import clerks
from evenhand.vault.clerk import Clerks
from evenhand.vault.domains import Domain

_MARK_BYTES = 8
_MAC_BYTES = 32
_SLOT_BYTES = _MARK_BYTES + _MAC_BYTES
_LONGEST = 4096
"""Bytes; no file here has more than a tenth of it."""


class WatchBrokenError(Exception):
    """A file beside the server secret is not what this installation wrote."""


def founder(community: bytes) -> bytes | None:
    """The founder's fingerprint, or nothing where the community was never founded here."""
    try:
        return bytes.fromhex(_read(community, "founder").decode("ascii").strip())
    except FileNotFoundError:
        return None


def keep_founder(community: bytes, fingerprint: bytes) -> None:
    """Write a founder's fingerprint down, once."""
    path = _file(community, "founder")
    if path.exists() and path.read_text("ascii").strip() != fingerprint.hex():
        message = f"{path.name} holds another founder's fingerprint"
        raise WatchBrokenError(message)
    _write(path, fingerprint.hex().encode() + b"\n")


def roster_end(community: bytes) -> tuple[int, bytes] | None:
    """How long the roster's chain was when it was last written down, and its hash there."""
    try:
        raw = _read(community, "roster")
    except FileNotFoundError:
        return None
    number, head, mac = raw[:_MARK_BYTES], raw[_MARK_BYTES:-_MAC_BYTES], raw[-_MAC_BYTES:]
    if not _is_ours(clerks(), mac, community, number, head):
        message = f"{community.hex()}.roster is not a mark that this installation wrote"
        raise WatchBrokenError(message)
    return int.from_bytes(number), head


def keep_roster_end(community: bytes, length: int, head: bytes) -> None:
    """Write the roster's end down after a commit; a later one of another process stays."""
    with _locked(community):
        known = roster_end(community)
        if known is None or length > known[0]:
            number = length.to_bytes(_MARK_BYTES)
            mac = clerks().mac(Domain.HIGH_WATER, community, number, head)
            _write(_file(community, "roster"), number + head + mac)


def high_water(community: bytes) -> int:
    """How many acts this community had when the mark was last written; nothing written counts as none."""
    try:
        raw = _read(community, "mark")
    except FileNotFoundError:
        return 0
    slots = [raw[start : start + _SLOT_BYTES] for start in range(0, len(raw), _SLOT_BYTES)]
    read = [(slot[:_MARK_BYTES], slot[_MARK_BYTES:]) for slot in slots]
    marks = [int.from_bytes(number) for number, mac in read if _is_ours(clerks(), mac, community, number)]
    if not marks:
        message = f"{community.hex()}.mark is not a mark that this installation wrote"
        raise WatchBrokenError(message)
    return max(marks)


@lru_cache(maxsize=256)
def _is_ours(clerks: Clerks, mac: bytes, *parts: bytes) -> bool:
    """Whether this clerk wrote exactly these parts; every request asks, and they seldom change."""
    return any(hmac.compare_digest(mac, own) for own in clerks.macs(Domain.HIGH_WATER, *parts))


def raise_high_water(community: bytes, acts: int) -> None:
    """Write the mark after a commit; another process may have written a higher one, which stays."""
    with _locked(community):
        if acts > high_water(community):
            _mark(community, acts)


def lower_high_water(community: bytes, acts: int) -> None:
    """Put the mark where the database is, once two members have signed what was lost."""
    with _locked(community):
        _write(_file(community, "mark"), _both_slots(community, acts))
        _file(community, "roster").unlink(missing_ok=True)  # the next act on the roster writes it anew


@contextmanager
def _locked(community: bytes) -> Iterator[None]:
    lock = os.open(_file(community, "lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _mark(community: bytes, acts: int) -> None:
    """Write a mark in place, into one of two slots by turns: a write that a power cut tears leaves the other.

    Its first is flushed to the disk, so that there is always a file of two slots. Later ones
    are not, which would cost every act a flush more: a mark that a power cut left too low
    refuses nothing, the next act writes it anew, and until then it finds every rewinding but
    one to the few acts that it has missed.
    """
    path = _file(community, "mark")
    try:
        descriptor = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        _write(path, _both_slots(community, acts))
        return
    try:
        os.pwrite(descriptor, _slot(community, acts), acts % 2 * _SLOT_BYTES)
    finally:
        os.close(descriptor)


def _slot(community: bytes, acts: int) -> bytes:
    number = acts.to_bytes(_MARK_BYTES)
    return number + clerks().mac(Domain.HIGH_WATER, community, number)


def _both_slots(community: bytes, acts: int) -> bytes:
    return 2 * _slot(community, acts)


def _file(community: bytes, kind: str) -> Path:
    return _inside(str(settings.EVENHAND_WATCH), community, kind)


@lru_cache(maxsize=1024)
def _inside(folder: str, community: bytes, kind: str) -> Path:
    """Where a community's file of this kind is; every act asks for three of them."""
    Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    return Path(folder) / f"{community.hex()}.{kind}"


def _read(community: bytes, kind: str) -> bytes:
    """A community's file of this kind, in one short read; raise `FileNotFoundError`. Every request asks for two."""
    descriptor = os.open(_file(community, kind), os.O_RDONLY)
    try:
        return os.read(descriptor, _LONGEST)
    finally:
        os.close(descriptor)


def _write(path: Path, content: bytes) -> None:
    """Put a file in its place whole, and on the disk before this returns: without it nobody can sign in or report."""
    new = path.with_suffix(f"{path.suffix}.{os.getpid()}.new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    _flush_names(path.parent)


def _flush_names(folder: Path) -> None:
    """A file that is on the disk under no name is lost."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
