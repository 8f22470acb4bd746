"""Writers take turns in front of SQLite, and in a transaction nobody waits."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.db import connection, transaction

from evenhand.casework.staging import Stage
from evenhand.people.turns import taking_turns

SHORT = 0.2
"""Seconds in which somebody who need not wait would long have been there."""
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets many write at once")


class Others:
    """Somebody else, in a thread of their own, and what happened in which order."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self._begun: list[threading.Thread] = []

    def begin(self, enter: Callable[[], AbstractContextManager[None]], says: str) -> None:
        """Let them try; they have time enough, should nothing hold them."""
        tries = threading.Event()

        def does() -> None:
            tries.set()
            with enter():
                self.told.append(says)
            connection.close()

        other = threading.Thread(target=does)
        self._begun.append(other)
        other.start()
        tries.wait()
        other.join(timeout=SHORT)

    def end(self) -> None:
        """Wait until all have ended."""
        for other in self._begun:
            other.join()


@pytest.fixture
def others() -> Iterator[Others]:
    """Nobody yet; whoever was begun has ended with the test."""
    some = Others()
    yield some
    some.end()


@on_sqlite
def test_the_next_one_begins_when_the_first_has_ended(committed_stage: Stage, others: Others) -> None:
    with taking_turns():
        others.begin(taking_turns, "second")
        others.told.append("first")
    others.end()

    assert ["first", "second"] == others.told


@on_sqlite
def test_what_follows_a_commit_holds_nobody_up(committed_stage: Stage, others: Others) -> None:
    with taking_turns():
        transaction.on_commit(lambda: others.begin(taking_turns, "second"))
        transaction.on_commit(lambda: others.told.append("after the first"))

    assert ["second", "after the first"] == others.told


@on_sqlite
def test_an_act_that_is_refused_lets_the_next_one_in(committed_stage: Stage, others: Others) -> None:
    with pytest.raises(ValueError, match="refused"), taking_turns():
        raise ValueError("refused")

    others.begin(taking_turns, "next")

    assert ["next"] == others.told


def test_inside_a_transaction_nobody_waits_for_a_turn(stage: Stage) -> None:
    with transaction.atomic(), taking_turns(), taking_turns():
        assert connection.in_atomic_block
