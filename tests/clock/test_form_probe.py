"""The clock sends the week's test report: once, again after a failure, and without stopping for one."""

from datetime import timedelta

import pytest

from evenhand.casework import weekly
from evenhand.casework.staging import Stage
from evenhand.clock.form_probe import FormProbe
from evenhand.people import communities
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from tests.cast import Walk


def test_it_goes_once_and_again_a_week_later(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    walk, tried = Walk(stage), list[Community]()
    communities.change(stage.community, is_published=True)
    really = weekly.try_form

    def counted(community: Community, occasion: Occasion) -> None:
        tried.append(community)
        really(community, occasion)

    monkeypatch.setattr(weekly, "try_form", counted)
    probe = FormProbe()

    for hours in (0, 2, 24 * 7 - 1, 24 * 7 + 3):
        probe.look(Occasion(walk.now + timedelta(hours=hours), walk.draw))

    assert 2 == len(tried)


def test_a_failure_is_logged_and_tried_again_an_hour_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    walk, tried = Walk(stage), list[timedelta]()
    communities.change(stage.community, is_published=True)

    def fails(_: Community, occasion: Occasion) -> None:
        tried.append(occasion.now - walk.now)
        raise ValueError

    monkeypatch.setattr(weekly, "try_form", fails)
    probe = FormProbe()

    with caplog.at_level("INFO", logger="evenhand"):
        for minutes in (0, 30, 61):
            probe.look(Occasion(walk.now + timedelta(minutes=minutes), walk.draw))

    assert [timedelta(), timedelta(minutes=61)] == tried
    assert 2 == caplog.text.count("clock-tick-failed")
