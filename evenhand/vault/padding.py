"""Hiding a length among lengths: buckets first, then Padmé (PURBs, PETS 2019), which leaks log log of it."""

from collections.abc import Sequence
from typing import Final

from evenhand.vault.errors import MisuseError, SealBrokenError

KIB: Final = 1024
WORDS_BUCKETS: Final = (512, 2 * KIB, 8 * KIB, 32 * KIB)
KEYRING_BUCKETS: Final = (4 * KIB, 16 * KIB, 64 * KIB)
LENGTH_BYTES: Final = 4


def padme(size: int) -> int:
    """Return the smallest size of at least this that keeps few significant bits; at most 12 percent more."""
    exponent = size.bit_length() - 1
    if exponent < 1:
        return size
    low_bits = exponent - exponent.bit_length()
    mask = (1 << low_bits) - 1
    return (size + mask) & ~mask


def bucket(size: int, buckets: Sequence[int]) -> int:
    """Return the first bucket that holds `size`, or Padmé beyond the last."""
    return next((one for one in buckets if size <= one), padme(size))


def pad(content: bytes, buckets: Sequence[int] = WORDS_BUCKETS) -> bytes:
    """Put the length before the content and zeros behind it, up to a bucket."""
    return pad_to(content, bucket(LENGTH_BYTES + len(content), buckets))


def pad_to(content: bytes, size: int) -> bytes:
    """Pad to one fixed size; refuse what does not fit."""
    if LENGTH_BYTES + len(content) > size:
        raise MisuseError(f"at most {size - LENGTH_BYTES} bytes fit here")
    return (len(content).to_bytes(LENGTH_BYTES) + content).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """Return the content; refuse a length that lies and padding that is not zero."""
    length = int.from_bytes(padded[:LENGTH_BYTES])
    content, rest = padded[LENGTH_BYTES : LENGTH_BYTES + length], padded[LENGTH_BYTES + length :]
    if len(padded) < LENGTH_BYTES or len(content) != length or rest != bytes(len(rest)):
        raise SealBrokenError("the padding is broken")
    return content
