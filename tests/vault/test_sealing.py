"""Words sealed to rooms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.vault import SealBrokenError
from evenhand.vault.domains import Domain
from evenhand.vault.keys import BoxKey
from evenhand.vault.padding import WORDS_BUCKETS
from evenhand.vault.sealing import (
    HPKE_OVERHEAD,
    filler_words,
    open_for_member,
    open_words,
    seal_for_member,
    seal_words,
)
from tests.vault.samples import PLACE, repeating

ROOM = BoxKey.generate(repeating("room"))


@given(st.binary(max_size=10_000))
def test_words_come_back_and_their_length_is_a_bucket(words: bytes) -> None:
    sealed = seal_words(words, ROOM.public, PLACE)

    assert words == open_words(sealed, ROOM, PLACE)
    assert len(sealed) - HPKE_OVERHEAD in WORDS_BUCKETS


def test_words_do_not_open_with_another_rooms_key() -> None:
    sealed = seal_words(b"words", ROOM.public, PLACE)

    with pytest.raises(SealBrokenError):
        open_words(sealed, BoxKey.generate(repeating("another room")), PLACE)


def test_the_same_words_are_never_sealed_to_the_same_bytes() -> None:
    assert seal_words(b"words", ROOM.public, PLACE) != seal_words(b"words", ROOM.public, PLACE)


def test_a_filler_looks_like_sealed_words_and_opens_for_nobody() -> None:
    filler, sealed = filler_words(repeating()), seal_words(b"", ROOM.public, PLACE)

    assert len(sealed) == len(filler)
    assert sealed[:2] == filler[:2]
    with pytest.raises(SealBrokenError):
        open_words(filler, ROOM, PLACE)


def test_a_fillers_encapsulation_is_a_point_of_the_curve() -> None:
    # Euler's criterion over y^2 = x^3 + 486662 x^2 + x: only half of all random strings pass it, every true one does.
    field = 2**255 - 19
    for number in range(40):
        x = int.from_bytes(filler_words(repeating(str(number)))[2:34], "little")

        assert x < field
        assert pow(x * (x * x + 486662 * x + 1), (field - 1) // 2, field) == 1


def test_a_draft_is_its_authors_alone_and_no_parked_post() -> None:
    author, other = BoxKey.generate(repeating("author")), BoxKey.generate(repeating("other"))
    draft = seal_for_member(Domain.DRAFT, b"unfinished", author.public, PLACE)

    assert open_for_member(Domain.DRAFT, draft, author, PLACE) == b"unfinished"
    with pytest.raises(SealBrokenError):
        open_for_member(Domain.DRAFT, draft, other, PLACE)
    with pytest.raises(SealBrokenError):
        open_for_member(Domain.PARKED_POST, draft, author, PLACE)
