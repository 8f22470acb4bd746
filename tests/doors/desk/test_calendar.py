"""Due dates for a calendar program: what is in them, who gets them, what an unknown address gives (THREATS 2, 6)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from evenhand.casework import founding, keychanges, listing, resting, summaries, talking, triage
from evenhand.people import calendars, models
from evenhand.procedure import facts as f
from tests.cast import REPORTER, Walk
from tests.member_browser import MemberBrowser

Answer = Any  # the test client's answer, which has more than a response
BrowserOf = Callable[[str], MemberBrowser]
UNKNOWN = "/lattice/desk/calendar/" + "0123456789" * 4 + ".ics"


@pytest.fixture(autouse=True)
def _the_walks_own_time(walk: Walk) -> None:
    settings.EVENHAND_NOW = lambda: walk.now


def address_of(walk: Walk, name: str) -> str:
    return f"/lattice/desk/calendar/{calendars.give(walk.community, walk.member(name), walk.occasion)}.ics"


def events(answer: Answer) -> list[tuple[str, datetime]]:
    assert 200 == answer.status_code
    return [(str(e["summary"]), e.decoded("dtstart")) for e in Calendar.from_ical(answer.content).walk("VEVENT")]


def in_the_list(walk: Walk, name: str) -> set[tuple[str, datetime]]:
    told = listing.owed_to(walk.community, walk.member(name), walk.now)
    owed = {(row.code_name, row.duty.due) for row in told.owed}
    quiet = {(one.code_name, one.until) for one in (*told.waiting, *told.resting) if one.until is not None}
    return {(code_name, at.replace(microsecond=0)) for code_name, at in owed | quiet}


def acknowledge(walk: Walk) -> None:
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thank you."))


@pytest.fixture
def answered(walk: Walk) -> Walk:
    walk.report(who="Mo, the release manager")
    for name in ("ada", "bo", "chidi", "dara", "eun"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    return walk


def test_an_address_is_made_shown_once_renewed_and_ended(answered: Walk, browser_of: BrowserOf, client: Client) -> None:
    bo = browser_of("bo")

    shown = bo.send("desk/account/calendar/")
    first = re.search(r"/lattice/desk/calendar/[0-9a-f]{40}\.ics", shown.content.decode())
    later = bo.get("desk/account/calendar/").content.decode()
    renewed = bo.send("desk/account/calendar/")
    second = re.search(r"/lattice/desk/calendar/[0-9a-f]{40}\.ics", renewed.content.decode())

    assert first is not None
    assert second is not None
    assert first[0] not in later
    assert "Make a new address" in later
    assert (404, 200) == (client.get(first[0]).status_code, client.get(second[0]).status_code)

    bo.post("desk/account/calendar/", {**bo.form("desk/account/calendar/").fields, "end": "1"})

    assert 404 == client.get(second[0]).status_code
    assert "Make an address" in bo.get("desk/account/calendar/").content.decode()


def test_the_page_says_what_the_calendars_provider_learns(walk: Walk, browser_of: BrowserOf) -> None:
    page = browser_of("bo").get("desk/account/calendar/").content.decode()

    assert "Your calendar&#x27;s provider" in page or "Your calendar's provider" in page
    assert "the code names and due dates of your cases" in page


def test_the_feed_tells_what_the_list_tells(answered: Walk, client: Client) -> None:
    found = client.get(address_of(answered, "bo"))

    assert in_the_list(answered, "bo") == set(events(found))
    assert len(events(found)) > 1
    assert "text/calendar; charset=utf-8" == found["Content-Type"]


def test_it_holds_code_names_and_times_in_utc_and_nothing_else(answered: Walk, client: Client) -> None:
    body = client.get(address_of(answered, "bo")).content.decode()
    code_name = summaries.name_of(bytes.fromhex(answered.number))
    known = (
        r"BEGIN:\w+|END:\w+|VERSION:2\.0|PRODID:-//Evenhand//EN|X-WR-CALNAME:Evenhand|CLASS:PRIVATE|TRANSP:TRANSPARENT"
    )
    times = r"(DTSTAMP|DTSTART):\d{8}T\d{6}Z"

    for line in body.splitlines():
        assert re.fullmatch(rf"{known}|{times}|UID:[0-9a-f]{{32}}|SUMMARY:{code_name}", line), line


def test_a_date_has_the_same_name_each_time_and_another_for_everybody(answered: Walk, client: Client) -> None:
    bo, chidi = address_of(answered, "bo"), address_of(answered, "chidi")

    def names(path: str) -> set[str]:
        return set(re.findall(r"UID:(\w+)", client.get(path).content.decode()))

    assert names(bo) == names(bo) != set()
    assert not names(bo) & names(chidi)
    renewed = address_of(answered, "bo")
    assert names(renewed) & names(chidi) == set()


def test_it_is_asked_without_cookie_kept_by_nobody_and_answered_shortly_where_nothing_changed(
    answered: Walk, client: Client
) -> None:
    path = address_of(answered, "bo")
    found = client.get(path)
    again = client.get(path, headers={"If-None-Match": found["ETag"]})

    assert not found.cookies
    assert "no-store" == found["Cache-Control"]
    assert (304, b"") == (again.status_code, again.content)

    acknowledge(answered)

    assert 200 == client.get(path, headers={"If-None-Match": found["ETag"]}).status_code


def masked(html: bytes) -> str:
    return re.sub(r"[0-9a-f]{32,40}", "-", html.decode())


def test_an_unknown_a_renewed_and_a_departed_members_address_get_the_same_page(answered: Walk, client: Client) -> None:
    old = address_of(answered, "dara")
    address_of(answered, "dara")
    departed = address_of(answered, "eun")
    founding.leave(answered.stage.signed_in("ada", answered.occasion), answered.member("eun"), answered.occasion)
    other = client.get(UNKNOWN)

    for path in (old, departed, "/lattice/desk/calendar/" + "f" * 40 + ".ics"):
        answer = client.get(path)
        assert 404 == answer.status_code
        assert masked(other.content) == masked(answer.content)


def test_who_lost_every_seat_gets_nothing_even_where_the_row_is_still_there(answered: Walk, client: Client) -> None:
    path = address_of(answered, "eun")

    founding.set_roles(
        answered.stage.signed_in("ada", answered.occasion), answered.member("eun"), (), answered.occasion
    )

    assert models.Calendar.objects.exists()
    assert 404 == client.get(path).status_code


def test_a_case_in_which_somebody_is_left_out_held_back_or_recused_is_not_in_theirs(walk: Walk, client: Client) -> None:
    walk.report(left_out=(walk.member("ada"),), who="Mo and Dara Weiss")
    keychanges.recuse(walk.seat("bo"), walk.occasion)

    for name in ("ada", "dara", "bo", "ines"):
        assert [] == events(client.get(address_of(walk, name))), name
    assert events(client.get(address_of(walk, "chidi")))


def test_before_the_conflict_question_only_that_is_in_it(walk: Walk, client: Client) -> None:
    walk.report(who="Mo")

    assert 1 == len(events(client.get(address_of(walk, "chidi"))))
    assert in_the_list(walk, "chidi") == set(events(client.get(address_of(walk, "chidi"))))


def test_a_case_that_rests_shows_the_date_until_which_it_does(answered: Walk, client: Client) -> None:
    acknowledge(answered)
    triage.triage(answered.seat("bo"), answered.occasion, severe=False)
    until = (answered.now + timedelta(days=5)).replace(microsecond=0)

    resting.rest(answered.seat("bo"), answered.occasion, until, "Mo is travelling.")

    ((code_name, at),) = events(client.get(address_of(answered, "bo")))
    assert (summaries.name_of(bytes.fromhex(answered.number)), until.astimezone(UTC)) == (code_name, at)


def test_more_cases_take_no_more_queries(walk: Walk, client: Client) -> None:
    path = address_of(walk, "chidi")

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert 200 == client.get(path).status_code
        return len(counted)

    none = queries()
    for _ in range(3):
        walk.report(who="Mo")

    assert none == queries()


def test_nothing_of_the_secret_is_stored(answered: Walk, client: Client) -> None:
    path = address_of(answered, "bo")
    (row,) = models.Calendar.objects.all()
    secret = path.rpartition("/")[2].removesuffix(".ics")

    assert secret.encode() not in bytes(row.lookup) + bytes(row.owner)
    assert bytes.fromhex(secret) not in bytes(row.lookup) + bytes(row.owner)
