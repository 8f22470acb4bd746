"""The week's own test report: when it is due, that it takes the form's road, and what is told of it."""

from datetime import timedelta

from evenhand.casework import listing, weekly
from evenhand.casework.health import health
from evenhand.casework.staging import Stage
from evenhand.people import communities
from evenhand.people.communities import Community
from evenhand.record import cases
from tests.cast import Walk


def opened(stage: Stage) -> Community:
    return communities.change(stage.community, is_published=True)


def test_it_is_due_at_once_and_then_every_week_once_the_form_is_open(stage: Stage) -> None:
    walk, community = Walk(stage), opened(stage)
    closed = communities.change(stage.community, is_published=False)
    assert not weekly.is_due(closed, walk.now)
    assert weekly.is_due(community, walk.now)

    weekly.try_form(community, walk.occasion)

    assert not weekly.is_due(community, walk.now + timedelta(days=7) - timedelta(seconds=1))
    assert weekly.is_due(community, walk.now + timedelta(days=7))
    assert weekly.is_due(community, walk.now - timedelta(hours=1))


def test_it_takes_the_forms_road_and_stands_in_nobodys_list(stage: Stage) -> None:
    walk, community = Walk(stage), opened(stage)
    before = len(cases.everything(community))

    weekly.try_form(community, walk.occasion)

    assert before + 1 == len(cases.everything(community))
    for name in ("ada", "bo", "ines"):
        told = listing.owed_to(community, walk.member(name), walk.now)
        assert ((), (), ()) == (told.owed, told.waiting, told.resting)


def test_the_form_is_late_a_day_after_the_week(stage: Stage) -> None:
    walk, community = Walk(stage), opened(stage)
    never = health(community, walk.now).form

    weekly.try_form(community, walk.occasion)

    assert not never
    assert health(community, walk.now + timedelta(days=8) - timedelta(seconds=1)).form
    assert not health(community, walk.now + timedelta(days=8)).form
    assert health(communities.change(community, is_published=False), walk.now + timedelta(days=8)).form
