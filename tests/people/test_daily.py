"""The digest's one sentence comes once a day; who is known to have had it is not asked about again."""

from evenhand.casework.staging import Stage
from evenhand.outbox import queue
from tests.cast import Walk
from tests.counting import queries


def letters_of(walk: Walk) -> int:
    """How many letters one more report makes."""
    before = queue.which_wait(walk.community)
    walk.report("It happened again.")
    return len(queue.which_wait(walk.community) - before)


def test_the_first_report_of_a_day_tells_the_committee_and_later_ones_ask_nothing_more(
    committed_stage: Stage,
) -> None:
    walk = Walk(committed_stage)
    assert [5, 0] == [letters_of(walk), letters_of(walk)]

    asked = queries(lambda: walk.report("Once more."))

    assert [] == [one for one in asked if "throttle" in one.lower()]


def test_the_next_day_tells_again(committed_stage: Stage) -> None:
    walk = Walk(committed_stage)

    assert [5, 5] == [letters_of(walk), letters_of(walk.wait(days=1))]
