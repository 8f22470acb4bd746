"""The kind list: 2,048 words for phrases, fingerprints and code names."""

from functools import cache
from importlib.resources import files
from typing import Final

BITS: Final = 11
PREFIX_LETTERS: Final = 4


@cache
def words() -> tuple[str, ...]:
    """Return the list, in alphabetical order. It is part of the formats: a word never changes its number."""
    return tuple(files("evenhand.vault").joinpath("words.txt").read_text(encoding="ascii").split())


@cache
def _numbers() -> dict[str, int]:
    return {word[:PREFIX_LETTERS]: number for number, word in enumerate(words())}


def number_of(typed: str) -> int | None:
    """Return the number of the word that begins with the first four letters typed, or None."""
    return _numbers().get(typed[:PREFIX_LETTERS])


def words_from_bits(value: int, size: int, count: int) -> tuple[str, ...]:
    """Write the first bits of a number of `size` bits as `count` words."""
    shifts = (size - BITS * (position + 1) for position in range(count))
    return tuple(words()[value >> shift & (1 << BITS) - 1] for shift in shifts)
