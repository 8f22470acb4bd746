"""P3 and P4 on a case of 200 entries: every bit of every stored field, and every pair of ciphertexts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import pytest

from evenhand.vault import VaultError
from evenhand.vault.chain import (
    BrokenChainError,
    EntryHeader,
    check_entry,
    check_fact,
    genesis,
    next_hash,
    pack_fact,
    sign_fact,
    unpack_fact,
    words_hash,
)
from evenhand.vault.clerk import new_clerk
from evenhand.vault.domains import Domain
from evenhand.vault.keys import BoxKey, SigningKey
from evenhand.vault.place import Place
from evenhand.vault.rooms import new_seed, room_key
from evenhand.vault.sealing import filler_words, open_words, seal_words
from tests.vault.samples import PLACE, repeating

ENTRIES = 200
ROOMS = ("committee", "names", "identity", "line:reporter-1")
SEED, CLERK = new_seed(repeating("seed")), new_clerk(repeating("clerk"))
AUTHOR = SigningKey.generate(repeating("author"))


@dataclass(frozen=True)
class Stored:
    """What the database holds of one entry, and the hash that follows it."""

    place: Place
    header: EntryHeader
    fact: bytes
    words: bytes
    head: bytes


@cache
def case() -> tuple[Stored, ...]:
    return tuple(_entries())


def _entries() -> Iterator[Stored]:
    entropy, head = repeating("entries"), genesis(PLACE.case)
    for seq in range(1, ENTRIES + 1):
        place = PLACE.at(room=ROOMS[seq % 4], epoch=1 + seq // 100, entry=entropy(16))
        text = f"words of entry {seq}".encode()
        wordless = seq % 5 == 0
        words = filler_words(entropy) if wordless else seal_words(text, room_key(SEED, place).public, place)
        header = EntryHeader(PLACE.case, seq, head, words_hash(words))
        fact = f"fact of entry {seq}".encode()
        packed = pack_fact(fact, sign_fact(header, fact, AUTHOR))
        sealed = CLERK.seal(Domain.FACT, place, packed, entropy)
        head = next_hash(PLACE.case, seq, head, header.to_bytes(), sealed, header.words_hash)
        yield Stored(place, header, sealed, words, head)


def flips(field: bytes) -> Iterator[bytes]:
    for place in range(len(field)):
        for bit in range(8):
            yield field[:place] + bytes((field[place] ^ 1 << bit,)) + field[place + 1 :]


def with_header(one: Stored, raw: bytes) -> object:
    return check_entry(EntryHeader.from_bytes(raw), one.fact, one.words, one.head)


def with_fact(one: Stored, raw: bytes) -> object:
    return check_entry(one.header, raw, one.words, one.head)


def with_words(one: Stored, raw: bytes) -> object:
    return check_entry(one.header, one.fact, raw, one.head)


def with_head(one: Stored, raw: bytes) -> object:
    return check_entry(one.header, one.fact, one.words, raw)


def open_fact_here(one: Stored, raw: bytes) -> object:
    return CLERK.open(Domain.FACT, one.place, raw)


def open_words_here(one: Stored, raw: bytes) -> object:
    return open_words(raw, key_of(one.place.room, one.place.epoch), one.place)


@cache
def key_of(room: str, epoch: int) -> BoxKey:
    return room_key(SEED, PLACE.at(room=room, epoch=epoch))


def unnoticed(one: Stored, changes: Iterator[bytes], check: Callable[[Stored, bytes], object]) -> int:
    missed = 0
    for changed in changes:
        try:
            check(one, changed)
        except VaultError:
            continue
        missed += 1
    return missed


def test_the_case_as_it_stands_is_whole() -> None:
    for one in case():
        assert check_entry(one.header, one.fact, one.words, one.head)
        assert check_entry(one.header, one.fact, None, one.head)
        fact, signature = unpack_fact(CLERK.open(Domain.FACT, one.place, one.fact))
        assert check_fact(AUTHOR.public, one.header, fact, signature)
        if one.header.seq % 5:
            assert open_words_here(one, one.words) == f"words of entry {one.header.seq}".encode()


def test_every_flipped_bit_of_every_header_is_found() -> None:
    assert 0 == sum(unnoticed(one, flips(one.header.to_bytes()), with_header) for one in case())


def test_every_flipped_bit_of_every_sealed_fact_is_found() -> None:
    assert 0 == sum(unnoticed(one, flips(one.fact), with_fact) for one in case())


def test_every_flipped_bit_of_all_sealed_words_is_found() -> None:
    assert 0 == sum(unnoticed(one, flips(one.words), with_words) for one in case())


def test_every_flipped_bit_of_every_hash_is_found() -> None:
    assert 0 == sum(unnoticed(one, flips(one.head), with_head) for one in case())


def test_no_sealed_fact_opens_in_the_place_of_another() -> None:
    for here in case():
        others = (there.fact for there in case() if there is not here)
        assert 0 == unnoticed(here, others, open_fact_here)


def test_no_sealed_words_open_in_the_place_of_others() -> None:
    for here in case():
        others = (there.words for there in case() if there is not here)
        assert 0 == unnoticed(here, others, open_words_here)


def test_no_two_entries_can_change_places() -> None:
    for here, there in zip(case(), case()[1:], strict=False):
        with pytest.raises(BrokenChainError):
            check_entry(replace(there.header, seq=here.header.seq), there.fact, there.words, here.head)
        with pytest.raises(BrokenChainError, match="words"):
            check_entry(here.header, here.fact, there.words, here.head)
        with pytest.raises(BrokenChainError, match="followed"):
            check_entry(here.header, there.fact, here.words, here.head)
