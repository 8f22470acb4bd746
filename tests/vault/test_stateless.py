"""Fields of a form without cookie or row."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.vault import MisuseError, UnknownFormatError
from evenhand.vault.clerk import new_clerk
from evenhand.vault.domains import Domain
from evenhand.vault.stateless import (
    BadFormError,
    FormExpiredError,
    check_form,
    mac_form,
    open_handle,
    seal_handle,
)
from tests.vault.samples import NOW, PLACE, SERVER_SECRET, WITHIN, repeating

FIELD = mac_form(SERVER_SECRET, Domain.INTAKE_FORM, b"shown: ada, ben", NOW, place=PLACE)


@given(st.binary(max_size=200))
def test_a_field_comes_back_with_what_it_carried_and_when_it_was_made(payload: bytes) -> None:
    field = mac_form(SERVER_SECRET, Domain.INTAKE_FORM, payload, NOW, place=PLACE)

    form = check_form(SERVER_SECRET, Domain.INTAKE_FORM, field, NOW + WITHIN, within=WITHIN, place=PLACE)

    assert payload == form.payload
    assert form.made_at == NOW


def test_a_field_of_another_form_or_server_is_refused() -> None:
    with pytest.raises(BadFormError):
        check_form(SERVER_SECRET, Domain.PORTAL_FORM, FIELD, NOW, within=WITHIN, place=PLACE)
    with pytest.raises(BadFormError):
        check_form(SERVER_SECRET[::-1], Domain.INTAKE_FORM, FIELD, NOW, within=WITHIN, place=PLACE)
    with pytest.raises(MisuseError):
        check_form(SERVER_SECRET[1:], Domain.INTAKE_FORM, FIELD, NOW, within=WITHIN, place=PLACE)
    with pytest.raises(MisuseError):
        mac_form(SERVER_SECRET, Domain.WORDS, b"", NOW, place=PLACE)


@pytest.mark.parametrize("age", [WITHIN + timedelta(seconds=1), timedelta(seconds=-1)])
def test_an_old_field_is_refused_and_its_payload_is_kept(age: timedelta) -> None:
    with pytest.raises(FormExpiredError) as refusal:
        check_form(SERVER_SECRET, Domain.INTAKE_FORM, FIELD, NOW + age, within=WITHIN, place=PLACE)

    assert refusal.value.payload == b"shown: ada, ben"
    assert "ada" not in str(refusal.value)


@pytest.mark.parametrize("field", ["", "A", "é", FIELD + "=", FIELD + "\n", "A" * 60, FIELD[:-4]])
def test_what_is_no_field_of_ours_is_refused(field: str) -> None:
    with pytest.raises(BadFormError):
        check_form(SERVER_SECRET, Domain.INTAKE_FORM, field, NOW, within=WITHIN, place=PLACE)


def test_a_genuine_field_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as later:
        later.setattr("evenhand.vault.primitives.VERSION", 2)
        field = mac_form(SERVER_SECRET, Domain.INTAKE_FORM, b"", NOW, place=PLACE)

    with pytest.raises(UnknownFormatError):
        check_form(SERVER_SECRET, Domain.INTAKE_FORM, field, NOW, within=WITHIN, place=PLACE)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(MisuseError):
        mac_form(SERVER_SECRET, Domain.INTAKE_FORM, b"", NOW.replace(tzinfo=None), place=PLACE)


def test_a_handle_comes_back_and_shows_nothing() -> None:
    clerk = new_clerk(repeating())
    field = seal_handle(clerk, PLACE, b"file keys", repeating())

    assert open_handle(clerk, PLACE, field) == b"file keys"
    assert len(field) == len(seal_handle(clerk, PLACE, b"", repeating()))
    with pytest.raises(BadFormError):
        open_handle(clerk, PLACE, field + "=")
