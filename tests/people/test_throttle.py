"""Tries are counted without anybody's address, and Argon2's memory is spent by one at a time (HARDENING 14, 25)."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from evenhand.casework.staging import Stage
from evenhand.people import models, throttle
from evenhand.people.throttle import BusyError, TooManyTriesError, UsedAlreadyError
from tests.cast import START


def counted(times: int, what: bytes = b"what") -> None:
    for _ in range(times):
        throttle.count("test", what, START)


def test_ten_tries_in_ten_minutes_are_answered_and_the_next_is_not(stage: Stage) -> None:
    counted(throttle.TRIES)

    with pytest.raises(TooManyTriesError):
        counted(1)


def test_a_hundred_tries_in_a_minute_are_answered_ten_times(stage: Stage) -> None:
    answered = 0
    for second in range(100):
        try:
            throttle.count("test", b"what", START + timedelta(seconds=second / 2))
            answered += 1
        except TooManyTriesError:
            continue

    assert throttle.TRIES == answered


def test_after_ten_minutes_counting_begins_anew(stage: Stage) -> None:
    counted(throttle.TRIES)

    throttle.count("test", b"what", START + throttle.WINDOW)

    assert [1] == list(models.Throttle.objects.values_list("tries", flat=True))


def test_tries_of_one_do_not_count_for_another(stage: Stage) -> None:
    counted(throttle.TRIES)

    counted(1, b"another")
    throttle.count("another purpose", b"what", START)


def test_a_right_one_forgives_the_wrong_ones(stage: Stage) -> None:
    counted(throttle.TRIES)

    throttle.forgive("test", b"what")

    counted(throttle.TRIES)


def test_what_is_counted_stands_nowhere_in_the_database(stage: Stage) -> None:
    counted(1, b"ada@lattice.example")

    row = models.Throttle.objects.get()

    assert b"ada" not in bytes(row.lookup)
    assert 32 == len(bytes(row.lookup))


def test_the_first_tries_of_two_at_once_are_both_counted(committed_stage: Stage) -> None:
    both = threading.Barrier(2)

    def work() -> None:
        both.wait()
        counted(3)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 6 == models.Throttle.objects.get().tries


def test_what_is_used_once_is_not_used_twice(stage: Stage) -> None:
    with transaction.atomic():
        throttle.use_once("test", b"what", START, timedelta(minutes=1))

    with pytest.raises(UsedAlreadyError):
        throttle.use_once("test", b"what", START, timedelta(minutes=1))
    throttle.use_once("test", b"what", START + timedelta(minutes=1), timedelta(minutes=1))


def test_one_is_at_work_two_wait_and_the_next_is_told_to_try_again(stage: Stage) -> None:
    folder = Path(settings.EVENHAND_DATA)

    with (
        throttle.one_argon2(),
        throttle._place_in_the_queue(folder),
        throttle._place_in_the_queue(folder),
        pytest.raises(BusyError),
        throttle.one_argon2(),
    ):
        pytest.fail("a fourth was let in")

    with throttle.one_argon2():
        """The queue is free again."""


def test_whoever_waits_begins_when_the_one_before_is_done(stage: Stage) -> None:
    order: list[str] = []

    def work() -> None:
        with throttle.one_argon2():
            order.append("second")

    waiting = threading.Thread(target=work)
    with throttle.one_argon2():
        waiting.start()
        waiting.join(0.2)
        order.append("first")
    waiting.join()

    assert ["first", "second"] == order
