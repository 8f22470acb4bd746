"""Writers take turns in front of SQLite, and whoever is in a transaction waits for nobody."""

import threading

import pytest
from django.db import connection, transaction

from evenhand.casework.staging import Stage
from evenhand.people.turns import taking_turns


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets many write at once")
def test_the_next_one_begins_when_the_first_has_ended(committed_stage: Stage) -> None:
    told: list[str] = []
    entered = threading.Event()

    def second() -> None:
        entered.set()
        with taking_turns():
            told.append("second")

    with taking_turns():
        other = threading.Thread(target=second)
        other.start()
        entered.wait()
        other.join(timeout=0.2)
        told.append("first")
    other.join()

    assert ["first", "second"] == told


def test_inside_a_transaction_nobody_waits_for_a_turn(stage: Stage) -> None:
    with transaction.atomic(), taking_turns(), taking_turns():
        assert connection.in_atomic_block
