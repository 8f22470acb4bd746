"""The outbox: claimed once, tried for five days, the same message each time (HARDENING, faults 6 and 16)."""

import threading
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection

from evenhand.casework.staging import Stage
from evenhand.outbox import models, queue
from tests.cast import START, Walk

MAIL = queue.Mail(queue.Kind.LETTER, "mo@lattice.example", "About the comments", "We would like to ask you something.")


@pytest.fixture
def walk(stage: Stage) -> Walk:
    """Lattice, with nothing waiting of how it was founded."""
    queue.drain()
    return Walk(stage)


def put(walk: Walk, number: int = 1) -> None:
    for _ in range(number):
        queue.put(walk.community, MAIL, walk.occasion)


def one(walk: Walk) -> queue.Leaving:
    (leaving,) = queue.claim(walk.now)
    return leaving


def test_a_mail_that_waits_is_sealed_and_its_row_shows_the_hour_only(walk: Walk) -> None:
    put(walk)

    row = models.Waiting.objects.get()

    assert not any(word.encode() in bytes(row.blob) for word in (MAIL.to, MAIL.subject, MAIL.body))
    assert walk.occasion.hour == row.after < walk.now
    assert MAIL == queue.waiting(walk.community)[0].mail


def test_what_was_claimed_is_claimed_by_nobody_else_until_the_lease_ends(walk: Walk) -> None:
    put(walk)
    first = one(walk)

    assert () == queue.claim(walk.now)
    assert () == queue.claim(walk.now + queue.LEASE - timedelta(seconds=1))
    (again,) = queue.claim(walk.now + queue.LEASE)
    assert first.message_id == again.message_id


def test_two_workers_share_the_mails_and_none_is_claimed_twice(committed_stage: Stage) -> None:
    walk = Walk(committed_stage)
    queue.drain()
    put(walk, 30)
    claimed: list[bytes] = []
    both = threading.Barrier(2)

    def work() -> None:
        both.wait()
        while leaving := queue.claim(walk.now, 3):
            claimed.extend(mail.uid for mail in leaving)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 30 == len(claimed) == len(set(claimed))


def test_what_left_is_gone(walk: Walk) -> None:
    put(walk)

    queue.left(one(walk))

    assert not models.Waiting.objects.exists()


def test_the_pause_grows_to_an_hour_and_every_try_is_the_same_message(walk: Walk) -> None:
    put(walk)
    tries, ids = [walk.now], set()
    for _ in range(10):
        leaving = one(walk)
        ids.add(leaving.message_id)
        queue.stayed(leaving, walk.now)
        assert () == queue.claim(walk.now)
        walk.now = models.Waiting.objects.get().after
        tries.append(walk.now)

    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert timedelta(minutes=2) == pauses[0]
    assert sorted(pauses) == pauses
    assert timedelta(hours=1) == pauses[-1] == max(pauses)
    assert 1 == len(ids)


def test_after_five_days_it_has_ended_and_not_before(walk: Walk) -> None:
    put(walk)
    leaving = replace(one(walk), tries=queue.FEWEST_TRIES)

    assert not queue.has_ended(leaving, walk.now + timedelta(days=4, hours=22))
    assert queue.has_ended(leaving, walk.now + timedelta(days=5, hours=1))


def test_a_worker_whose_lease_has_ended_does_not_take_it_from_the_next(walk: Walk) -> None:
    put(walk)
    slow = one(walk)
    walk.now += queue.LEASE
    one(walk)

    queue.stayed(slow, walk.now)

    assert () == queue.claim(walk.now + timedelta(minutes=4))


def test_a_damaged_row_keeps_no_other_from_leaving_and_shows_as_late(walk: Walk) -> None:
    put(walk, 2)
    damaged = models.Waiting.objects.order_by("uid").first()
    assert damaged is not None
    models.Waiting.objects.filter(pk=damaged.pk).update(blob=bytes(damaged.blob)[:-1] + b"x")

    leaving = one(walk)
    queue.left(leaving)

    assert bytes(damaged.pk) != leaving.uid
    assert walk.occasion.hour == queue.oldest_waiting(walk.community)


def test_nothing_shows_as_late_before_it_was_tried(walk: Walk) -> None:
    put(walk)

    assert queue.oldest_waiting(walk.community) is None
    assert START == walk.now


def test_a_mail_that_was_swapped_with_another_is_not_sent(walk: Walk) -> None:
    put(walk, 2)
    first, second = models.Waiting.objects.order_by("uid")
    models.Waiting.objects.filter(pk=first.pk).update(blob=second.blob)
    models.Waiting.objects.filter(pk=second.pk).update(blob=first.blob)

    assert () == queue.claim(walk.now)
