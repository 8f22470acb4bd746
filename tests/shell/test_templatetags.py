from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from evenhand.shell.templatetags.evenhand import day, group, moment, short_moment, zone_name

AT = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)


def test_a_time_says_its_weekday_and_its_zone() -> None:
    assert '<time datetime="2026-03-05T23:30+00:00">Thursday 5 March 2026, 23:30 (UTC)</time>' == moment(AT)


def test_a_time_is_told_in_the_readers_zone() -> None:
    with timezone.override(ZoneInfo("Europe/Berlin")):
        assert "Friday 6 March 2026, 00:30 (Berlin time)" in moment(AT)
        assert "6 Mar 00:30" in short_moment(AT)
        assert '<time datetime="2026-03-06">Friday 6 March 2026</time>' == day(AT)


def test_a_time_is_told_in_the_readers_language() -> None:
    with translation.override("es"):
        assert "jueves 5 de marzo de 2026, 23:30 (UTC)" in moment(AT)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("UTC", "UTC"), ("Etc/UTC", "UTC"), ("America/New_York", "New York time"), ("Asia/Kolkata", "Kolkata time")],
)
def test_a_zone_is_called_as_people_call_it(key: str, expected: str) -> None:
    assert expected == zone_name(key)


def test_a_phrase_is_cut_into_groups() -> None:
    assert ["amber basket", "canyon drift", "ember"] == group("amber basket canyon drift ember", 2)
