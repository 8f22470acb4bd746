"""Sign-in codes, against the vectors of RFC 6238 (its eight digits cut to our six)."""

from datetime import UTC, datetime, timedelta

import pytest

from evenhand.vault import MisuseError
from evenhand.vault.totp import (
    WrongCodeError,
    check_totp,
    new_totp_secret,
    otpauth_address,
    totp_code,
    totp_printed,
    totp_step,
)
from tests.vault.samples import NOW, repeating

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)

    assert code == totp_code(SECRET, totp_step(now))
    assert totp_step(now) == check_totp(SECRET, code, now)


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_a_code_holds_one_step_early_and_one_late_and_names_its_own_step(late: int) -> None:
    code = totp_code(SECRET, totp_step(NOW))

    assert totp_step(NOW) == check_totp(SECRET, code, NOW + timedelta(seconds=30 * late))


@pytest.mark.parametrize("late", [-2, 2])
def test_a_code_of_two_steps_away_is_wrong(late: int) -> None:
    with pytest.raises(WrongCodeError):
        check_totp(SECRET, totp_code(SECRET, totp_step(NOW)), NOW + timedelta(seconds=30 * late))


@pytest.mark.parametrize("typed", ["", "000000", "12345", "1234567", "abcdef", "٠٥٠٤٧١"])
def test_what_is_no_code_is_wrong(typed: str) -> None:
    with pytest.raises(WrongCodeError):
        check_totp(SECRET, typed, NOW)


def test_a_code_may_be_typed_in_groups() -> None:
    code = totp_code(SECRET, totp_step(NOW))

    assert totp_step(NOW) == check_totp(SECRET, f" {code[:3]} {code[3:]}\n", NOW)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(MisuseError):
        check_totp(SECRET, "000000", NOW.replace(tzinfo=None))


def test_a_new_secret_is_shown_to_an_authenticator_as_text_and_as_an_address() -> None:
    assert len(new_totp_secret(repeating())) == 20
    assert totp_printed(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    assert otpauth_address(SECRET, "ada@a b", "Even & Hand") == (
        "otpauth://totp/Even%20%26%20Hand%3Aada%40a%20b"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Even%20%26%20Hand"
    )
