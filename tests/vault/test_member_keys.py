"""A member's keys under passphrase, recovery key and session."""

from dataclasses import replace

import pytest

from evenhand.vault import MisuseError, SealBrokenError, UnknownFormatError, VaultError
from evenhand.vault.clerk import new_sheet
from evenhand.vault.member_keys import (
    CEILING,
    FLOOR,
    Argon2Cost,
    CostRefusedError,
    MemberKeys,
    WrongPassphraseError,
    cost_of,
    open_member_keys,
    open_with_recovery,
    publics_of,
    seal_for_recovery,
    seal_member_keys,
)
from evenhand.vault.session import cookie_hash, new_cookie, open_session, seal_session
from tests.vault.samples import MEMBER, PASSPHRASE, PLACE, SERVER_SECRET, repeating

KEYS = MemberKeys.generate(repeating("member"))
SHEET = new_sheet(repeating("sheet"))
SEALED = seal_member_keys(KEYS, PASSPHRASE, PLACE, MEMBER, FLOOR, repeating())
RECOVERY = seal_for_recovery(KEYS, SHEET, PLACE, MEMBER, repeating())
COOKIE = new_cookie(repeating("cookie"))


def test_the_passphrase_opens_the_keys() -> None:
    assert open_member_keys(SEALED, PASSPHRASE, PLACE, MEMBER) == KEYS


def test_another_passphrase_does_not() -> None:
    with pytest.raises(WrongPassphraseError):
        open_member_keys(SEALED, PASSPHRASE + " ", PLACE, MEMBER)


def test_another_member_does_not_open_them_with_the_same_passphrase() -> None:
    with pytest.raises(WrongPassphraseError):
        open_member_keys(SEALED, PASSPHRASE, PLACE, b"another member")
    with pytest.raises(WrongPassphraseError):
        open_with_recovery(RECOVERY, SHEET, PLACE, b"another member")


def test_a_passphrase_typed_in_another_form_of_unicode_is_the_same() -> None:
    sealed = seal_member_keys(KEYS, "cafe\N{COMBINING ACUTE ACCENT}", PLACE, MEMBER, FLOOR, repeating())

    assert open_member_keys(sealed, "caf\N{LATIN SMALL LETTER E WITH ACUTE}", PLACE, MEMBER) == KEYS


def test_a_passphrase_is_not_cut_short() -> None:
    long = "x" * 300
    sealed = seal_member_keys(KEYS, long, PLACE, MEMBER, FLOOR, repeating())

    with pytest.raises(WrongPassphraseError):
        open_member_keys(sealed, long[:-1], PLACE, MEMBER)


def test_the_cost_and_the_public_keys_stand_in_the_header() -> None:
    assert cost_of(SEALED) == FLOOR
    assert publics_of(SEALED) == publics_of(RECOVERY) == (KEYS.box.public, KEYS.signing.public)
    with pytest.raises(UnknownFormatError):
        publics_of(b"\1\1" + SEALED[2:])
    with pytest.raises(SealBrokenError):
        publics_of(SEALED[:80])


def test_the_default_cost_is_the_one_of_the_threat_model() -> None:
    assert Argon2Cost() == Argon2Cost(memory_kib=256 * 1024, iterations=4, lanes=4)
    assert Argon2Cost(64 * 1024, 3, 4) == FLOOR
    assert Argon2Cost(1024 * 1024, 16, 16) == CEILING


@pytest.mark.parametrize(
    "cost",
    [
        replace(FLOOR, memory_kib=FLOOR.memory_kib - 1),
        replace(FLOOR, iterations=FLOOR.iterations - 1),
        replace(FLOOR, lanes=FLOOR.lanes - 1),
        replace(CEILING, memory_kib=CEILING.memory_kib + 1),
        replace(CEILING, iterations=CEILING.iterations + 1),
        replace(CEILING, lanes=CEILING.lanes + 1),
    ],
)
def test_a_cost_outside_its_bounds_is_refused_before_it_is_paid(cost: Argon2Cost) -> None:
    stored = SEALED[:2] + cost.to_bytes() + SEALED[8:]

    with pytest.raises(CostRefusedError):
        seal_member_keys(KEYS, PASSPHRASE, PLACE, MEMBER, cost, repeating())
    with pytest.raises(CostRefusedError):
        open_member_keys(stored, PASSPHRASE, PLACE, MEMBER)


def test_a_cost_changed_within_its_bounds_does_not_open() -> None:
    stored = SEALED[:2] + replace(FLOOR, iterations=4).to_bytes() + SEALED[8:]

    with pytest.raises(WrongPassphraseError):
        open_member_keys(stored, PASSPHRASE, PLACE, MEMBER)


def test_the_printed_key_opens_the_same_keys_and_another_does_not() -> None:
    assert open_with_recovery(RECOVERY, SHEET, PLACE, MEMBER) == KEYS
    with pytest.raises(WrongPassphraseError):
        open_with_recovery(RECOVERY, new_sheet(repeating("other")), PLACE, MEMBER)


def test_the_fingerprint_stands_for_both_keys() -> None:
    other = MemberKeys(KEYS.box, MemberKeys.generate(repeating("other")).signing)

    assert KEYS.fingerprint == MemberKeys.from_bytes(KEYS.to_bytes()).fingerprint
    assert KEYS.fingerprint != other.fingerprint


def test_a_session_opens_with_its_cookie_and_the_server_secret_together() -> None:
    sealed = seal_session(KEYS.to_bytes(), COOKIE, SERVER_SECRET, PLACE, repeating())

    assert open_session(sealed, COOKIE, SERVER_SECRET, PLACE) == KEYS.to_bytes()
    for cookie, secret in ((new_cookie(repeating("other")), SERVER_SECRET), (COOKIE, SERVER_SECRET[::-1])):
        with pytest.raises(VaultError):
            open_session(sealed, cookie, secret, PLACE)


def test_what_is_stored_of_a_cookie_does_not_open_its_session() -> None:
    sealed = seal_session(KEYS.to_bytes(), COOKIE, SERVER_SECRET, PLACE, repeating())

    assert cookie_hash(COOKIE) != COOKIE
    with pytest.raises(SealBrokenError):
        open_session(sealed, cookie_hash(COOKIE), SERVER_SECRET, PLACE)


def test_a_cookie_or_server_secret_of_a_wrong_length_is_refused() -> None:
    with pytest.raises(MisuseError):
        seal_session(b"", COOKIE[:-1], SERVER_SECRET, PLACE, repeating())
    with pytest.raises(MisuseError):
        seal_session(b"", COOKIE, SERVER_SECRET[:-1], PLACE, repeating())
