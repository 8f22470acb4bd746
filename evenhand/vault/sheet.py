"""A key on paper: 128 bits and a checksum in seven groups of four, the server's sheet or a member's recovery key."""

import re
from typing import Final, Self

from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.keys import Secret
from evenhand.vault.primitives import Entropy, labelled_hash

# Crockford's alphabet: no I, L, O and U, so that a hand-written letter is never mistaken for a digit.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans("ILO", "110")
_LETTER_BITS: Final = 5
_GROUP: Final = 4
_GROUPS: Final = 7
_LETTERS: Final = _GROUP * _GROUPS
_CHECK_BITS: Final = 12


class SheetTypoError(VaultError):
    """This is not a printed key: a letter is wrong, missing or too many."""


class Sheet(Secret):
    """A key that is printed and kept on paper."""

    size = 16
    __slots__ = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the seven groups, for a person to retype some of them."""
        number = int.from_bytes(self.raw()) << _CHECK_BITS | _checksum(self.raw())
        shifts = range(_LETTER_BITS * (_LETTERS - 1), -1, -_LETTER_BITS)
        letters = "".join(_ALPHABET[number >> shift & len(_ALPHABET) - 1] for shift in shifts)
        return tuple(letters[start : start + _GROUP] for start in range(0, _LETTERS, _GROUP))

    @property
    def printed(self) -> str:
        """Return the text that goes on paper."""
        return "-".join(self.groups)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a typed sheet, whatever its case and spacing; raise where the checksum shows a typo."""
        letters = re.sub(r"[\s\-]", "", text).upper().translate(_READ_AS)
        if len(letters) != _LETTERS or not set(letters) <= set(_ALPHABET):
            raise SheetTypoError(f"a printed key has {_LETTERS} letters and digits")
        number = 0
        for letter in letters:
            number = number << _LETTER_BITS | _ALPHABET.index(letter)
        sheet = cls((number >> _CHECK_BITS).to_bytes(cls.size))
        if number & (1 << _CHECK_BITS) - 1 != _checksum(sheet.raw()):
            raise SheetTypoError("a letter or digit is wrong")
        return sheet


def new_sheet(entropy: Entropy) -> Sheet:
    """Draw a new key for paper."""
    return Sheet.generate(entropy)


def _checksum(raw: bytes) -> int:
    return int.from_bytes(labelled_hash(Domain.SHEET_CHECKSUM, raw)[:2]) >> 16 - _CHECK_BITS
