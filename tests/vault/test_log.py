"""The log: RFC 6962 against the test tree of Certificate Transparency, days that tell nothing, and checkpoints."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.vault import MisuseError
from evenhand.vault.checkpoint import BadCheckpointError
from evenhand.vault.keys import SigningKey
from evenhand.vault.log import (
    BadProofError,
    Checkpoint,
    check_consistency,
    check_inclusion,
    consistency,
    day_leaf,
    day_leaves,
    inclusion,
    parse_checkpoint,
    root,
    sign_checkpoint,
    slot_leaf,
    slot_salt,
    verifier_key,
    verify_checkpoint,
)
from tests.vault.samples import repeating

# The leaves and roots that the Certificate Transparency project tests its own trees with.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SALT = bytes(range(32))
KEY = SigningKey.generate(repeating("log"))
CHECKPOINT = Checkpoint("evenhand.example/log", 12, bytes(range(32)))
NOTE = sign_checkpoint(CHECKPOINT, KEY)


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert ROOTS[size] == root(LEAVES[:size]).hex()


def days(size: int) -> list[bytes]:
    return [f"day {number}".encode() for number in range(size)]


@pytest.mark.parametrize("size", range(1, 18))
def test_every_leaf_is_proved_and_no_other_in_its_place(size: int) -> None:
    leaves = days(size)
    head = root(leaves)

    for index, leaf in enumerate(leaves):
        proof = inclusion(leaves, index)
        assert check_inclusion(leaf, index, size, proof, head)
        with pytest.raises(BadProofError):
            check_inclusion(b"another day", index, size, proof, head)
        for wrong in range(-1, size + 1):
            if wrong != index:
                with pytest.raises(BadProofError):
                    check_inclusion(leaf, wrong, size, proof, head)


@pytest.mark.parametrize("size", range(1, 18))
def test_every_earlier_log_is_proved_a_beginning_and_no_other_is(size: int) -> None:
    leaves = days(size)

    for old in range(1, size + 1):
        proof = consistency(leaves, old)
        assert check_consistency(old, root(leaves[:old]), size, root(leaves), proof)
        rewritten = root([b"rewritten", *leaves[1:old]])
        for old_root, new_root in ((rewritten, root(leaves)), (root(leaves[:old]), rewritten)):
            with pytest.raises(BadProofError):
                check_consistency(old, old_root, size, new_root, proof)


@pytest.mark.parametrize("size", [2, 7, 8])
def test_a_proof_with_a_hash_missing_changed_or_too_many_is_refused(size: int) -> None:
    leaves, old = days(size), size // 2
    included, begun = inclusion(leaves, 0), consistency(leaves, old)

    for changed in (included[1:], (*included, bytes(32)), (bytes(32), *included[1:])):
        with pytest.raises(BadProofError):
            check_inclusion(leaves[0], 0, size, changed, root(leaves))
    for changed in (begun[1:], (*begun, bytes(32)), (bytes(32), *begun[1:])):
        with pytest.raises(BadProofError):
            check_consistency(old, root(leaves[:old]), size, root(leaves), changed)


def test_there_is_no_proof_of_a_leaf_or_a_log_that_is_not_there() -> None:
    for index in (-1, 3):
        with pytest.raises(MisuseError):
            inclusion(days(3), index)
    for old in (0, 4):
        with pytest.raises(MisuseError):
            consistency(days(3), old)
        with pytest.raises(BadProofError):
            check_consistency(old, root(days(old)), 3, root(days(3)), ())


@given(st.sets(st.binary(min_size=32, max_size=32), max_size=20))
def test_a_day_has_the_same_shape_with_few_cases_or_many(heads: set[bytes]) -> None:
    slots = day_leaves(heads, SALT, 8)

    assert len(slots) == 8 * max(1, -(-len(heads) // 8))
    assert list(slots) == sorted(slots)
    assert root(slots) == day_leaf(heads, SALT, 8)
    assert day_leaf(heads, SALT[::-1], 8) != root(slots)


def test_a_seated_person_can_be_shown_their_case_in_a_day_without_the_days_salt() -> None:
    mine, other = b"m" * 32, b"o" * 32
    slots = day_leaves([other, mine], SALT, 8)
    shown = slot_salt(SALT, mine)

    leaf = slot_leaf(shown, mine)

    assert check_inclusion(leaf, slots.index(leaf), 8, inclusion(slots, slots.index(leaf)), root(slots))
    assert slot_leaf(shown, other) not in slots


def test_a_case_touched_twice_in_a_day_takes_one_slot_of_its_last_head() -> None:
    assert day_leaf([b"h" * 32, b"h" * 32], SALT, 4) == day_leaf([b"h" * 32], SALT, 4)


def test_a_day_without_salt_or_slots_is_refused() -> None:
    with pytest.raises(MisuseError):
        day_leaf([], b"short", 8)
    with pytest.raises(MisuseError):
        day_leaf([], SALT, 0)


def test_a_checkpoint_is_a_signed_note_of_three_lines() -> None:
    lines = NOTE.split("\n")

    assert lines[:4] == ["evenhand.example/log", "12", base64.b64encode(bytes(range(32))).decode(), ""]
    assert lines[4].startswith("\N{EM DASH} evenhand.example/log ")
    assert parse_checkpoint(NOTE) == verify_checkpoint(NOTE, CHECKPOINT.origin, KEY.public) == CHECKPOINT


def test_a_witness_may_add_a_line() -> None:
    witnessed = NOTE + "\N{EM DASH} witness.example AAAA\n"

    assert CHECKPOINT == verify_checkpoint(witnessed, CHECKPOINT.origin, KEY.public)


def test_every_flipped_bit_of_a_checkpoint_is_refused() -> None:
    raw = NOTE.encode()
    for bit in range(8 * len(raw)):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BadCheckpointError):
            verify_checkpoint(changed.decode(errors="replace"), CHECKPOINT.origin, KEY.public)


def test_a_checkpoint_of_another_log_or_key_is_refused() -> None:
    other = SigningKey.generate(repeating("other"))
    unsigned = NOTE.split("\N{EM DASH}")[0]

    for note, origin, public in (
        (NOTE, "other.example/log", KEY.public),
        (NOTE, CHECKPOINT.origin, other.public),
        (sign_checkpoint(replace(CHECKPOINT, origin="other"), KEY), CHECKPOINT.origin, KEY.public),
        (NOTE + NOTE.split("\n\n")[1], CHECKPOINT.origin, KEY.public),
        (unsigned, CHECKPOINT.origin, KEY.public),
    ):
        with pytest.raises(BadCheckpointError):
            verify_checkpoint(note, origin, public)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "a\n01\nAAAA\n\n",
        "a\n1\n!!!!\n\n",
        "a b\n1\n" + "A" * 43 + "=\n\n",
        "a\n1\n" + "A" * 42 + "B=\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadCheckpointError):
        parse_checkpoint(text)


def test_no_proof_however_long_makes_a_log_of_nothing_the_beginning_of_another() -> None:
    for old in (0, -1, 4):
        with pytest.raises(BadProofError):
            check_consistency(old, root(days(3)), 3, root(days(3)), [bytes(32)] * 9)


def test_an_empty_log_has_a_checkpoint_too() -> None:
    empty = Checkpoint(CHECKPOINT.origin, 0, root([]))

    assert empty == verify_checkpoint(sign_checkpoint(empty, KEY), CHECKPOINT.origin, KEY.public)


def test_a_checkpoint_that_could_not_be_read_back_is_not_made() -> None:
    for origin, size, head in (("a b", 1, bytes(32)), ("", 1, bytes(32)), ("a", -1, bytes(32)), ("a", 1, b"")):
        with pytest.raises(MisuseError):
            Checkpoint(origin, size, head)


def test_the_verifier_key_names_log_key_id_and_key() -> None:
    name, key_id, key = verifier_key(CHECKPOINT.origin, KEY.public).split("+", 2)

    assert name == CHECKPOINT.origin
    assert base64.b64decode(NOTE.split()[-1])[:4].hex() == key_id
    assert base64.b64decode(key) == b"\1" + KEY.public
