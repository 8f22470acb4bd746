"""Fault 24: a second installation on one file, and a fork with an open connection, are told so in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, connections
from pytest_django.fixtures import Settings

from evenhand.casework.staging import Stage
from evenhand.people import communities, keys
from tests.cast import Walk
from tests.faults.arena import Ended, begun, done


@pytest.fixture
def other_secret(settings: Settings) -> None:
    """The server secret of another installation."""
    settings.EVENHAND_SECRET = b"o" * 32


def test_a_server_with_another_secret_refuses_to_start_and_changes_nothing(
    committed_stage: Stage, other_secret: None
) -> None:
    keys.forget()
    try:
        with pytest.raises(SystemCheckError, match=r"EVENHAND_SECRET is not the secret of this database\. Nothing was"):
            call_command("check", databases=["default"])
    finally:
        keys.forget()


def test_a_server_with_another_secret_that_was_started_all_the_same_takes_no_report(
    committed_stage: Stage, settings: Settings
) -> None:
    walk = Walk(committed_stage).report()
    right, settings.EVENHAND_SECRET = settings.EVENHAND_SECRET, b"o" * 32

    refused = begun(lambda: Walk(walk.stage, draw=walk.draw).report("Another one.")).wait()

    settings.EVENHAND_SECRET = right
    assert "WrongSecretError" == refused.raised
    assert done(lambda: walk.seat("bo").state.is_open)


def test_a_database_without_an_installation_can_be_checked(django_db_setup: None, committed_db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_clerkkey")
    keys.forget()
    try:
        call_command("check", databases=["default"])
    finally:
        keys.forget()


def test_a_forked_process_asks_nothing_over_the_connection_of_its_parent(committed_stage: Stage) -> None:
    def forks() -> Ended:
        assert communities.by_slug("lattice") is not None
        ended = begun(lambda: communities.by_slug("lattice"), inherits=True).wait()
        assert communities.by_slug("lattice") is not None
        return ended

    ended = _as_a_program(forks)

    assert "InheritedConnectionError" == ended.raised
    assert "was forked while its parent had the database open" in ended.story


def test_a_forked_process_may_open_a_connection_of_its_own(committed_stage: Stage) -> None:
    def opens_its_own() -> str:
        inherited = connection.connection
        connections["default"].connection = None  # let go, not closed
        found = communities.by_slug("lattice")
        assert inherited is not None
        return "" if found is None else found.slug

    def forks() -> Ended:
        assert communities.by_slug("lattice") is not None
        ended = begun(opens_its_own, inherits=True).wait()
        assert communities.by_slug("lattice") is not None
        return ended

    ended = _as_a_program(forks)

    assert "lattice" == ended.answer, ended.story


def _as_a_program(work: Callable[[], Ended]) -> Ended:
    """Do this in a thread of its own, where no browser's event loop runs.

    Where one runs, Django keeps the connections of that loop apart, and a fork, in which it
    runs no longer, does not see them: there would be nothing to inherit.
    """

    def and_close() -> Ended:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(and_close).result()
