"""Fine or late, and nothing that tells of a case (THREATS 6)."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from evenhand.casework import founding, weekly
from evenhand.casework.health import CLOCK, MAIL, health, letters_wait
from evenhand.casework.staging import Stage
from evenhand.outbox import queue
from evenhand.people import communities
from evenhand.procedure.manual_file import builtin
from tests.cast import Walk


@pytest.mark.parametrize(("name", "part", "at_most"), [(MAIL, "mail", 60), (CLOCK, "clock", 10)])
def test_what_has_not_shown_itself_lately_is_late(
    stage: Stage, settings: Settings, name: str, part: str, at_most: int
) -> None:
    walk = Walk(stage)
    seen = Path(settings.EVENHAND_DATA, name)

    never = getattr(health(walk.community, walk.now), part)
    seen.write_text(walk.now.isoformat(), "ascii")
    fresh = getattr(health(walk.community, walk.now + timedelta(minutes=at_most - 1)), part)
    stale = getattr(health(walk.community, walk.now + timedelta(minutes=at_most)), part)
    seen.write_text("yesterday, I think", "ascii")
    garbled = getattr(health(walk.community, walk.now), part)

    assert (False, True, False, False) == (never, fresh, stale, garbled)


def test_mail_that_waits_for_a_case_changes_nothing_at_the_office(stage: Stage) -> None:
    walk = Walk(stage)
    queue.drain()
    without = health(walk.community, walk.now + timedelta(hours=3))

    walk.report(in_danger=True)
    for leaving in queue.claim(walk.now + timedelta(hours=1)):
        queue.stayed(leaving, walk.now + timedelta(hours=1))

    assert without == health(walk.community, walk.now + timedelta(hours=3))
    assert letters_wait(walk.community, walk.now + timedelta(hours=3))


def test_a_form_that_was_opened_today_is_not_late_before_the_clock_has_tried_it(stage: Stage) -> None:
    filled = builtin("numpy").replace(b'"to be chosen"', b'"3 years"').replace(b"to be filled in", b"the foundation")
    communities.adopt_manual(stage.community, filled)
    walk = Walk(stage.fresh())
    opened = founding.publish(walk.stage.signed_in("ada", walk.occasion), walk.occasion, is_open=True)

    that_day, next_day = (health(opened, walk.now + timedelta(hours=hours)).form for hours in (23, 24))
    weekly.try_form(opened, walk.occasion)
    tried, a_week_on = (health(opened, walk.now + timedelta(days=days)).form for days in (1, 8))

    assert (True, False, True, False) == (that_day, next_day, tried, a_week_on)
