"""Headers, signed facts and the chain of a case."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.vault import MisuseError, SealBrokenError, VaultError
from evenhand.vault.chain import (
    EntryHeader,
    check_fact,
    genesis,
    next_hash,
    pack_fact,
    sign_fact,
    unpack_fact,
    words_hash,
)
from evenhand.vault.keys import BadSignatureError, SigningKey
from tests.vault.samples import PLACE, header, repeating

AUTHOR = SigningKey.generate(repeating("author"))


@given(st.integers(0, 2**64 - 1), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_a_header_is_read_back_from_its_one_form(seq: int, previous: bytes, hashed: bytes) -> None:
    written = EntryHeader(PLACE.case, seq, previous, hashed)

    assert written == EntryHeader.from_bytes(written.to_bytes())
    assert len(written.to_bytes()) == 90


@pytest.mark.parametrize("raw", [b"", header().to_bytes()[:-1], header().to_bytes() + b"\0", b"\2" + bytes(89)])
def test_a_header_in_another_form_is_refused(raw: bytes) -> None:
    with pytest.raises(VaultError):
        EntryHeader.from_bytes(raw)


def test_a_fact_is_signed_together_with_its_header() -> None:
    signature = sign_fact(header(), b"fact", AUTHOR)

    assert check_fact(AUTHOR.public, header(), b"fact", signature)
    for changed in (
        replace(header(), seq=3),
        replace(header(), case=bytes(16)),
        replace(header(), previous=bytes(32)),
        replace(header(), words_hash=bytes(32)),
    ):
        with pytest.raises(BadSignatureError):
            check_fact(AUTHOR.public, changed, b"fact", signature)
    with pytest.raises(BadSignatureError):
        check_fact(AUTHOR.public, header(), b"another fact", signature)


@given(st.binary(max_size=100))
def test_fact_and_signature_come_apart_again(fact: bytes) -> None:
    assert unpack_fact(pack_fact(fact, bytes(64))) == (fact, bytes(64))


def test_a_fact_without_a_signature_is_refused() -> None:
    with pytest.raises(MisuseError):
        pack_fact(b"fact", bytes(63))
    with pytest.raises(SealBrokenError):
        unpack_fact(bytes(63))


def chain(entries: list[tuple[bytes, bytes]]) -> list[bytes]:
    heads = [genesis(PLACE.case)]
    for seq, (fact, sealed_words) in enumerate(entries, start=1):
        hashed = words_hash(sealed_words)
        written = EntryHeader(PLACE.case, seq, heads[-1], hashed).to_bytes()
        heads.append(next_hash(PLACE.case, seq, heads[-1], written, fact, hashed))
    return heads


@given(st.lists(st.tuples(st.binary(max_size=4), st.binary(max_size=4)), min_size=2, max_size=6), st.data())
def test_a_change_or_another_order_changes_every_later_hash(
    entries: list[tuple[bytes, bytes]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(entries) - 2))
    changed = [*entries]
    changed[place], changed[place + 1] = changed[place + 1], changed[place]
    if changed == entries:
        changed[place] = (b"other", b"other")

    before, after = chain(entries), chain(changed)

    assert before[: place + 1] == after[: place + 1]
    assert not set(before[place + 1 :]) & set(after[place + 1 :])


def test_each_part_of_an_entry_changes_its_hash() -> None:
    zero, other = bytes(32), b"x" * 32

    hashes = {
        next_hash(PLACE.case, 1, zero, b"header", b"fact", zero),
        next_hash(bytes(16), 1, zero, b"header", b"fact", zero),
        next_hash(PLACE.case, 2, zero, b"header", b"fact", zero),
        next_hash(PLACE.case, 1, other, b"header", b"fact", zero),
        next_hash(PLACE.case, 1, zero, b"x", b"fact", zero),
        next_hash(PLACE.case, 1, zero, b"header", b"x", zero),
        next_hash(PLACE.case, 1, zero, b"header", b"fact", other),
    }

    assert len(hashes) == 7


def test_two_cases_begin_differently() -> None:
    assert genesis(PLACE.case) != genesis(bytes(16))
    with pytest.raises(MisuseError):
        genesis(b"short")
