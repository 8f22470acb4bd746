"""The clerk, its generations, and what brings it back."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.vault import MisuseError, SealBrokenError, VaultError
from evenhand.vault.clerk import (
    CLERK_OVERHEAD,
    Clerk,
    Clerks,
    UnknownGenerationError,
    new_clerk,
    new_sheet,
    unwrap_clerk,
    unwrap_clerk_under_sheet,
    wrap_clerk,
    wrap_clerk_under_sheet,
)
from evenhand.vault.domains import Domain
from evenhand.vault.keys import check_signature
from evenhand.vault.sheet import Sheet, SheetTypoError
from tests.vault.samples import PLACE, SERVER_SECRET, repeating

OLD, NEW = new_clerk(repeating("old"), 1), new_clerk(repeating("new"), 2)
BOTH = Clerks(NEW, [OLD])
SHEET = new_sheet(repeating("sheet"))


@given(st.binary(max_size=2000))
def test_what_the_clerk_sealed_it_opens(plaintext: bytes) -> None:
    assert plaintext == OLD.open(Domain.FACT, PLACE, OLD.seal(Domain.FACT, PLACE, plaintext, repeating()))


@given(st.binary(max_size=1020))
def test_a_fixed_size_hides_the_length_altogether(plaintext: bytes) -> None:
    sealed = BOTH.seal(Domain.SUMMARY, PLACE, plaintext, repeating(), size=1024)

    assert len(sealed) == 1024 + CLERK_OVERHEAD
    assert plaintext == BOTH.open(Domain.SUMMARY, PLACE, sealed)


def test_what_is_too_long_for_its_size_is_refused() -> None:
    with pytest.raises(MisuseError):
        OLD.seal(Domain.SUMMARY, PLACE, bytes(1021), repeating(), size=1024)


def test_a_seal_for_one_purpose_does_not_open_for_another() -> None:
    with pytest.raises(SealBrokenError):
        OLD.open(Domain.LETTER, PLACE, OLD.seal(Domain.ORDER, PLACE, b"", repeating()))


def test_the_current_generation_seals_and_the_older_still_open() -> None:
    old = OLD.seal(Domain.FACT, PLACE, b"old", repeating())
    new = BOTH.seal(Domain.FACT, PLACE, b"new", repeating())

    assert BOTH.generation == 2
    assert BOTH.open(Domain.FACT, PLACE, old) == b"old"
    assert BOTH.open(Domain.FACT, PLACE, new) == NEW.open(Domain.FACT, PLACE, new) == b"new"


def test_a_generation_that_is_not_at_hand_is_refused() -> None:
    new = NEW.seal(Domain.FACT, PLACE, b"new", repeating())

    for without in (OLD, Clerks(OLD)):
        with pytest.raises(UnknownGenerationError):
            without.open(Domain.FACT, PLACE, new)


def test_a_blob_relabelled_to_another_generation_is_refused() -> None:
    new = NEW.seal(Domain.FACT, PLACE, b"new", repeating())

    with pytest.raises(SealBrokenError):
        BOTH.open(Domain.FACT, PLACE, new[:5] + b"\1" + new[6:])


def test_the_same_key_under_another_number_is_another_generation() -> None:
    twin = Clerk(OLD.raw(), 3)

    assert twin.signing.public != OLD.signing.public
    assert twin.mac(Domain.LOOKUP_LOGIN, b"ada") != OLD.mac(Domain.LOOKUP_LOGIN, b"ada")


@pytest.mark.parametrize("generation", [0, -1, 1 << 32])
def test_generations_are_counted_from_one(generation: int) -> None:
    with pytest.raises(MisuseError):
        new_clerk(repeating(), generation)


def test_the_current_generation_is_the_newest() -> None:
    with pytest.raises(MisuseError):
        Clerks(OLD, [NEW])


def test_a_mac_depends_on_purpose_parts_and_where_they_end() -> None:
    macs = {
        OLD.mac(Domain.LOOKUP_LOGIN, b"ab", b"c"),
        OLD.mac(Domain.LOOKUP_LOGIN, b"a", b"bc"),
        OLD.mac(Domain.LOOKUP_MEMBER, b"ab", b"c"),
        NEW.mac(Domain.LOOKUP_LOGIN, b"ab", b"c"),
    }

    assert len(macs) == 4
    assert {32} == {len(mac) for mac in macs}


def test_a_row_keyed_by_an_older_generation_is_found() -> None:
    assert BOTH.macs(Domain.LOOKUP_LOGIN, b"ada") == (
        BOTH.mac(Domain.LOOKUP_LOGIN, b"ada"),
        OLD.mac(Domain.LOOKUP_LOGIN, b"ada"),
    )


def test_an_older_generations_signature_can_still_be_checked() -> None:
    signature = OLD.signing.sign(Domain.ACT, b"intake")

    assert BOTH.signing_publics == {1: OLD.signing.public, 2: BOTH.signing.public}
    assert check_signature(BOTH.signing_publics[1], Domain.ACT, b"intake", signature)


def test_secret_and_sheet_each_bring_the_clerk_back_with_its_generation() -> None:
    under_secret = wrap_clerk(NEW, SERVER_SECRET, PLACE, repeating())
    under_sheet = wrap_clerk_under_sheet(NEW, SHEET, PLACE, repeating())

    for clerk in (
        unwrap_clerk(under_secret, SERVER_SECRET, PLACE),
        unwrap_clerk_under_sheet(under_sheet, Sheet.parse(SHEET.printed), PLACE),
    ):
        assert clerk == NEW
        assert clerk.generation == 2


def test_another_secret_or_sheet_brings_nothing_back() -> None:
    with pytest.raises(SealBrokenError):
        unwrap_clerk(wrap_clerk(NEW, SERVER_SECRET, PLACE, repeating()), bytes(32), PLACE)
    with pytest.raises(SealBrokenError):
        unwrap_clerk_under_sheet(
            wrap_clerk_under_sheet(NEW, SHEET, PLACE, repeating()), new_sheet(repeating("other")), PLACE
        )


def test_a_short_server_secret_is_refused() -> None:
    with pytest.raises(MisuseError):
        wrap_clerk(NEW, SERVER_SECRET[:31], PLACE, repeating())


@given(st.binary(min_size=16, max_size=16))
def test_a_printed_key_is_read_back_however_it_is_typed(raw: bytes) -> None:
    sheet = Sheet.from_raw(raw)
    sloppy = sheet.printed.replace("-", "  ").lower().replace("0", "o").replace("1", "l")

    assert Sheet.parse(sheet.printed) == Sheet.parse(sloppy) == sheet
    assert [4] * 7 == [len(group) for group in sheet.groups]


def test_every_single_wrong_letter_on_a_printed_key_is_noticed() -> None:
    letters = SHEET.printed.replace("-", "")

    for place, letter in itertools.product(range(28), "0123456789ABCDEFGHJKMNPQRSTVWXYZ"):
        if letters[place] != letter:
            with pytest.raises(SheetTypoError):
                Sheet.parse(letters[:place] + letter + letters[place + 1 :])


@pytest.mark.parametrize("typed", ["", "A", SHEET.printed + "A", "U" + SHEET.printed[1:], "ß" * 28, "٣" * 28])
def test_what_is_no_printed_key_is_refused(typed: str) -> None:
    with pytest.raises(SheetTypoError):
        Sheet.parse(typed)


def test_a_wrap_of_the_clerk_does_not_open_as_the_other_kind() -> None:
    sheet_as_secret = SHEET.raw() * 2

    with pytest.raises(VaultError):
        unwrap_clerk(wrap_clerk_under_sheet(NEW, SHEET, PLACE, repeating()), sheet_as_secret, PLACE)
