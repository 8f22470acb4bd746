"""A party's phrase: ten words that open their line, and the keys that come from them."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final, NewType

from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.keys import BoxKey, SigningKey
from evenhand.vault.place import Place
from evenhand.vault.primitives import KEY_BYTES, Entropy, derive, draw, framed, labelled_hash, require_length
from evenhand.vault.wordlist import BITS, number_of, words_from_bits

Phrase = NewType("Phrase", str)

PHRASE_WORDS: Final = 10
_SECRET_BYTES: Final = 12
_CHECK_BITS: Final = PHRASE_WORDS * BITS - 8 * _SECRET_BYTES
_CODE_NAME_WORDS: Final = 2


class PhraseTypoError(VaultError):
    """A word is mistyped, missing or too many; `position` counts from one where it is known."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True, slots=True)
class PhraseKeys:
    """What a phrase or an invitation's token stands for: where to look, what opens, what signs."""

    lookup: bytes = field(repr=False)
    box: BoxKey
    signing: SigningKey


def new_nonce(entropy: Entropy) -> bytes:
    """Draw the nonce of a form, from which its phrase will come however often it is sent."""
    return draw(entropy, KEY_BYTES)


def phrase_from_nonce(nonce: bytes) -> Phrase:
    """Return the ten words of a form's nonce."""
    require_length("a nonce", nonce, KEY_BYTES)
    secret = derive(nonce, framed(Domain.PHRASE.label), size=_SECRET_BYTES)
    number = int.from_bytes(secret) << _CHECK_BITS | _checksum(secret)
    return Phrase(" ".join(words_from_bits(number, PHRASE_WORDS * BITS, PHRASE_WORDS)))


def parse_phrase(text: str) -> Phrase:
    """Read a typed phrase, whatever its case and spacing; four letters of a word suffice. Raise on a typo."""
    typed = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", text).casefold())
    number = 0
    for position, word in enumerate(typed, start=1):
        known = number_of(word)
        if known is None:
            raise PhraseTypoError("a word is not on the list", position)
        number = number << BITS | known
    if len(typed) != PHRASE_WORDS:
        raise PhraseTypoError(f"a phrase has {PHRASE_WORDS} words")
    if number & (1 << _CHECK_BITS) - 1 != _checksum(_secret_of(number)):
        raise PhraseTypoError("a word is another one, or the words are in another order")
    return Phrase(" ".join(words_from_bits(number, PHRASE_WORDS * BITS, PHRASE_WORDS)))


def phrase_keys(phrase: Phrase, place: Place) -> PhraseKeys:
    """Derive what a phrase stands for in a community; the phrase has full strength, so nothing is stretched."""
    number = 0
    for word in parse_phrase(phrase).split():
        number = number << BITS | (number_of(word) or 0)
    return keys_from_secret(_secret_of(number), place, (Domain.PHRASE_LOOKUP, Domain.PHRASE_BOX, Domain.PHRASE_SIGNING))


def keys_from_secret(secret: bytes, place: Place, domains: tuple[Domain, Domain, Domain]) -> PhraseKeys:
    """Derive lookup id, box key and signing key from a secret that a person brings."""
    lookup, box, signing = (derive(secret, place.whole_community().info(domain)) for domain in domains)
    return PhraseKeys(lookup, BoxKey.from_raw(box), SigningKey.from_raw(signing))


def lookup_hash(lookup: bytes) -> bytes:
    """Return what is stored of a lookup id."""
    return labelled_hash(Domain.LOOKUP_HASH, lookup)


def code_name(entropy: Entropy) -> str:
    """Draw a case's code name: two words."""
    size = 4
    drawn = int.from_bytes(draw(entropy, size))
    return "-".join(words_from_bits(drawn, 8 * size, _CODE_NAME_WORDS))


def _secret_of(number: int) -> bytes:
    return (number >> _CHECK_BITS).to_bytes(_SECRET_BYTES)


def _checksum(secret: bytes) -> int:
    return int.from_bytes(labelled_hash(Domain.PHRASE_CHECKSUM, secret)[:2]) >> 16 - _CHECK_BITS
