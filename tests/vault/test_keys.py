"""Keys, signatures, fingerprints and places."""

import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.vault import InvalidKeyError, MisuseError, VaultError
from evenhand.vault.chain import EntryHeader
from evenhand.vault.clerk import Clerks, new_clerk, new_sheet
from evenhand.vault.domains import Domain
from evenhand.vault.keys import (
    BadSignatureError,
    BoxKey,
    Secret,
    SigningKey,
    check_note_signature,
    check_signature,
    fingerprint,
    fingerprint_words,
)
from evenhand.vault.member_keys import MemberKeys
from evenhand.vault.phrase import Phrase, phrase_from_nonce, phrase_keys
from evenhand.vault.place import NOWHERE, Place
from evenhand.vault.rooms import new_seed, room_key
from evenhand.vault.sealing import seal_words
from evenhand.vault.wordlist import words
from tests.vault.samples import PLACE, elsewhere, repeating


def test_no_secret_shows_itself() -> None:
    entropy = repeating()
    clerk, phrase = new_clerk(entropy), phrase_from_nonce(bytes(32))
    keys = MemberKeys.generate(entropy)
    secrets: list[object] = [BoxKey.generate(entropy), SigningKey.generate(entropy), new_seed(entropy)]

    for secret in [*secrets, clerk, Clerks(clerk), new_sheet(entropy)]:
        assert repr(secret) == str(secret) == "<sealed>"
    assert repr(keys) == "MemberKeys(box=<sealed>, signing=<sealed>)"
    assert repr(phrase_keys(phrase, PLACE)) == "PhraseKeys(box=<sealed>, signing=<sealed>)"


def test_a_secret_is_equal_to_its_like_and_to_nothing_else() -> None:
    box = BoxKey.generate(repeating())

    assert box == BoxKey.from_raw(box.raw())
    assert hash(box) == hash(BoxKey.from_raw(box.raw()))
    assert box != BoxKey.generate(repeating("other"))
    assert box != SigningKey.from_raw(box.raw())
    assert box != box.raw()


def test_a_secret_cannot_be_pickled() -> None:
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(Secret(bytes(32)))


def test_a_key_of_a_wrong_length_is_refused() -> None:
    for kind in (BoxKey, SigningKey, Secret):
        with pytest.raises(MisuseError):
            kind.from_raw(bytes(31))


def test_nothing_is_sealed_to_a_point_that_everybody_can_open() -> None:
    with pytest.raises(InvalidKeyError):
        seal_words(b"words", bytes(32), PLACE)
    with pytest.raises(MisuseError):
        seal_words(b"words", bytes(31), PLACE)


@given(st.binary(max_size=100))
def test_a_signature_holds_for_its_message_purpose_and_key_alone(message: bytes) -> None:
    key, other = SigningKey.generate(repeating()), SigningKey.generate(repeating("other"))
    signature = key.sign(Domain.ACT, message)

    assert check_signature(key.public, Domain.ACT, message, signature)
    refused: list[Callable[[], bool]] = [
        lambda: check_signature(key.public, Domain.ACT, message + b"x", signature),
        lambda: check_signature(key.public, Domain.ROSTER_ACT, message, signature),
        lambda: check_signature(other.public, Domain.ACT, message, signature),
        lambda: check_signature(key.public, Domain.ACT, message, signature[:-1]),
        lambda: check_signature(b"short", Domain.ACT, message, signature),
        lambda: check_note_signature(key.public, message, signature),
    ]
    for check in refused:
        with pytest.raises(BadSignatureError):
            check()


def test_every_flipped_bit_of_a_signature_is_refused() -> None:
    key = SigningKey.generate(repeating())
    signature = key.sign(Domain.ACT, b"act")

    for bit in range(8 * len(signature)):
        changed = (int.from_bytes(signature) ^ 1 << bit).to_bytes(64)
        with pytest.raises(BadSignatureError):
            check_signature(key.public, Domain.ACT, b"act", changed)


def test_a_purpose_is_used_for_its_own_kind_of_work_only() -> None:
    key, clerk = SigningKey.generate(repeating()), new_clerk(repeating())
    misuses: list[Callable[[], object]] = [
        lambda: key.sign(Domain.WORDS, b""),
        lambda: clerk.mac(Domain.FACT),
        lambda: clerk.seal(Domain.WORDS, PLACE, b"", repeating()),
        lambda: clerk.open(Domain.LOOKUP_LOGIN, PLACE, b""),
    ]

    for misuse in misuses:
        with pytest.raises(MisuseError):
            misuse()


def test_a_fingerprint_binds_both_keys_in_their_order() -> None:
    one, two = bytes(range(32)), bytes(range(32, 64))

    assert fingerprint(one, two) != fingerprint(two, one)
    assert fingerprint(one, two) != fingerprint(one, one)
    with pytest.raises(MisuseError):
        fingerprint(one, two[:31])


def test_a_fingerprint_is_read_out_as_its_first_sixty_six_bits() -> None:
    value = (5 << 55 | 2047 << 44 | 1) << 190

    spoken = fingerprint_words(value.to_bytes(32))

    assert [words()[number] for number in (5, 2047, 0, 0, 0, 1)] == list(spoken)
    assert fingerprint_words((value | (1 << 190) - 1).to_bytes(32)) == spoken
    with pytest.raises(MisuseError):
        fingerprint_words(bytes(31))


@pytest.mark.parametrize("epoch", [-1, 1 << 32])
def test_an_epoch_out_of_range_is_refused(epoch: int) -> None:
    with pytest.raises(MisuseError):
        PLACE.at(epoch=epoch)


def test_ids_of_a_wrong_length_are_refused() -> None:
    makes: list[Callable[[], object]] = [
        lambda: Place(b"", NOWHERE),
        lambda: Place(NOWHERE, b"x" * 17),
        lambda: Place(NOWHERE, NOWHERE, b"x"),
        lambda: EntryHeader(b"x", 1, bytes(32), bytes(32)),
        lambda: EntryHeader(NOWHERE, 1, bytes(31), bytes(32)),
        lambda: EntryHeader(NOWHERE, 1, bytes(32), bytes(33)),
    ]

    for make in makes:
        with pytest.raises(MisuseError):
            make()


def test_a_place_names_more_and_less_of_itself() -> None:
    assert Place(PLACE.instance, PLACE.community, PLACE.case) == PLACE.whole_case()
    assert Place(PLACE.instance, PLACE.community, entry=b"e") == PLACE.whole_community(b"e")
    assert Place(PLACE.instance, NOWHERE) == PLACE.whole_instance()
    assert PLACE == PLACE.at()


def test_a_room_has_one_key_for_each_place_but_not_for_each_entry() -> None:
    seed = new_seed(repeating())
    keys = {room_key(seed, place).public for name, place in elsewhere() if name != "another entry"}

    assert len(keys) == 5
    assert room_key(seed, PLACE).public not in keys
    assert room_key(seed, PLACE) == room_key(seed, PLACE.at(entry=b"other"))
    assert room_key(new_seed(repeating("next epoch")), PLACE) != room_key(seed, PLACE)


def test_an_unknown_phrase_is_a_vault_error_and_shows_no_word() -> None:
    with pytest.raises(VaultError) as refusal:
        phrase_keys(Phrase("swordfish"), PLACE)

    assert "swordfish" not in str(refusal.value)
