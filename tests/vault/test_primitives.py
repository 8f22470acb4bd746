"""Randomness, framing and padding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.vault import MisuseError, SealBrokenError
from evenhand.vault.padding import KEYRING_BUCKETS, LENGTH_BYTES, WORDS_BUCKETS, bucket, pad, pad_to, padme, unpad
from evenhand.vault.primitives import draw, framed
from evenhand.vault.reader import Reader
from tests.vault.samples import repeating


def test_a_source_of_randomness_that_runs_short_makes_no_key() -> None:
    with pytest.raises(MisuseError):
        draw(lambda size: bytes(size - 1), 32)


@given(st.lists(st.binary(max_size=8), max_size=4), st.lists(st.binary(max_size=8), max_size=4))
def test_two_lists_of_parts_never_frame_to_the_same_bytes(one: list[bytes], other: list[bytes]) -> None:
    assert (one == other) == (framed(*one) == framed(*other))


@given(st.lists(st.binary(max_size=8), max_size=4))
def test_what_was_framed_is_read_back(parts: list[bytes]) -> None:
    reader = Reader(framed(*parts))

    assert parts == [reader.framed() for _ in parts]
    reader.end()
    assert not reader.more()


def test_bytes_that_end_early_or_are_left_over_are_refused() -> None:
    with pytest.raises(SealBrokenError):
        Reader(b"\0\0\0\5abcd").framed()
    with pytest.raises(SealBrokenError):
        Reader(b"x").end()
    with pytest.raises(SealBrokenError):
        Reader(framed(b"\xff")).text()
    with pytest.raises(SealBrokenError):
        Reader(framed(b"12345")).framed_number()


@given(st.binary(max_size=3000))
def test_padding_comes_off_again(content: bytes) -> None:
    padded = pad(content)

    assert content == unpad(padded)
    assert len(padded) in WORDS_BUCKETS


@pytest.mark.parametrize(
    ("length", "padded"),
    [
        (0, 512),
        (508, 512),
        (509, 2048),
        (2044, 2048),
        (2045, 8192),
        (8188, 8192),
        (8189, 32768),
        (32764, 32768),
        (32765, 34816),
        (100_000, 100_352),
    ],
)
def test_words_fill_the_next_bucket(length: int, padded: int) -> None:
    assert padded == len(pad(bytes(length)))


def test_keyrings_have_buckets_of_their_own() -> None:
    assert [4096, 16384, 65536, 67584] == [bucket(size, KEYRING_BUCKETS) for size in (1, 4097, 16385, 65537)]


@given(st.integers(min_value=0, max_value=1 << 40))
def test_padme_never_shrinks_and_adds_at_most_an_eighth(size: int) -> None:
    assert size <= padme(size) <= size + size // 8 + 1
    assert padme(size) == padme(padme(size))


def test_padme_leaves_few_sizes() -> None:
    assert [0, 1, 2, 3, 4, 8, 10, 10, 104, 1024, 1088] == [
        padme(size) for size in (0, 1, 2, 3, 4, 8, 9, 10, 101, 1023, 1025)
    ]


def test_what_does_not_fit_a_fixed_size_is_refused() -> None:
    assert 16 == len(pad_to(bytes(12), 16))
    with pytest.raises(MisuseError):
        pad_to(bytes(13), 16)


@pytest.mark.parametrize(
    "padded", [b"", b"\0\0\0", b"\0\0\0\5abcd", b"\xff\xff\xff\xff", b"\0\0\0\1ab", pad(b"x")[:-1] + b"\1"]
)
def test_padding_that_lies_is_refused(padded: bytes) -> None:
    with pytest.raises(SealBrokenError):
        unpad(padded)


def test_the_repeating_source_repeats() -> None:
    assert repeating()(LENGTH_BYTES) == repeating()(LENGTH_BYTES)
