import pytest
from django.db import connection, connections
from pytest_django.fixtures import Settings

from evenhand.config.checks import pragmas_hold, transactions_are_immediate


@pytest.mark.django_db
def test_this_database_is_opened_as_it_must_be() -> None:
    assert [] == pragmas_hold(["default"])
    assert [] == transactions_are_immediate(["default"])


def test_nothing_is_asked_of_a_database_that_was_not_named() -> None:
    assert [] == pragmas_hold(None)


@pytest.mark.once
@pytest.mark.parametrize(("pragma", "weaker"), [("synchronous", "NORMAL"), ("secure_delete", "FAST")])
@pytest.mark.usefixtures("committed_db")
def test_a_weaker_setting_is_found_and_named(pragma: str, weaker: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}={weaker}")

    (found,) = pragmas_hold(["default"])

    assert "evenhand.E001" == found.id
    assert pragma in found.msg


@pytest.mark.once
@pytest.mark.django_db
def test_deferred_transactions_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections["default"], "transaction_mode", "DEFERRED")

    assert ["evenhand.E002"] == [found.id for found in transactions_are_immediate(["default"])]


@pytest.mark.django_db
def test_a_transaction_around_every_view_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)

    assert ["evenhand.E003"] == [found.id for found in transactions_are_immediate(["default"])]


def test_debug_is_never_on(settings: Settings) -> None:
    assert settings.DEBUG is False
