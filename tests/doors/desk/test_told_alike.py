"""List, case page, digest and calendar tell the same of the same cases, whatever stands open in them (R12)."""

import html
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from icalendar import Calendar

from evenhand.casework import clockwork, keychanges, listing, portal, resting, summaries, talking, triage
from evenhand.people import calendars
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Member
from tests.cast import REPORTER, Walk
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]
NAMES = ("ada", "bo", "chidi", "dara", "eun")


@pytest.fixture(autouse=True)
def _the_walks_own_time(walk: Walk) -> None:
    settings.EVENHAND_NOW = lambda: walk.now


def fresh(walk: Walk) -> None:
    walk.report(who="Mo")
    for name in NAMES:
        keychanges.answer_conflict(walk.seat(name), walk.occasion)


def acknowledged(walk: Walk) -> None:
    fresh(walk)
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thank you."))
    triage.triage(walk.seat("bo"), walk.occasion, severe=False)


def at_rest(walk: Walk) -> None:
    acknowledged(walk)
    resting.rest(walk.seat("bo"), walk.occasion, walk.now + timedelta(days=9), "Mo is travelling.")


def woken_by_its_reporter(walk: Walk) -> None:
    at_rest(walk)
    portal.write(walk.party(), walk.occasion, "They have written again.")


def late(walk: Walk) -> None:
    """The two weeks are over: the update is late, and so is the determination."""
    acknowledged(walk)
    walk.wait(days=15)
    look_again(walk)


def promised_twice(walk: Walk) -> None:
    """A date was given and passed, then another, which is still to come."""
    late(walk)
    for _ in range(2):
        until = walk.now + timedelta(days=3)
        letter = talking.Letter("We need longer.")
        talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.UPDATE, REPORTER, letter, until=until)
        walk.wait(days=2)
    look_again(walk)


def look_again(walk: Walk) -> None:
    clockwork.refresh(walk.community, bytes.fromhex(walk.number), walk.occasion)


def in_the_list(walk: Walk, browser: MemberBrowser) -> set[tuple[str, str]]:
    """What the page of the list says is owed in this case, and by when."""
    name = summaries.name_of(bytes.fromhex(walk.number))
    rows = re.findall(r"<li>(.*?)</li>", browser.get("desk/").content.decode(), re.DOTALL)
    return {told(row) for row in rows if f">{name}<" in row and 'class="due' in row}


def on_the_case_page(browser: MemberBrowser) -> set[tuple[str, str]]:
    """What the column "What now" says is owed; what it has folded away stands in a list of its own."""
    page = browser.get(browser.case).content.decode()
    column = page[page.index('<h2 id="now">') :]
    owed = re.search(r"<ol>(.*?)</ol>", column, re.DOTALL)
    rows = [] if owed is None else re.findall(r"<li>(.*?class=\"due.*?</p>)", owed[1], re.DOTALL)
    return {told(row) for row in rows}


def told(row: str) -> tuple[str, str]:
    """The title and the date of a row: each page has its own way to lay them out."""
    title = re.search(r'class="owed">(.*?) <span|<strong>(.*?)</strong>', row, re.DOTALL)
    due = re.search(r'class="due due-\w+">(.*?)</span>', row, re.DOTALL)
    assert title is not None
    assert due is not None
    return html.unescape(title[1] or title[2]), due[1].strip()


def in_the_calendar(walk: Walk, client: Client, member: Member) -> set[datetime]:
    secret = calendars.give(walk.community, member, walk.occasion)
    found = Calendar.from_ical(client.get(f"/lattice/desk/calendar/{secret}.ics").content)
    return {event.decoded("dtstart") for event in found.walk("VEVENT")}


STAGES = (fresh, acknowledged, at_rest, woken_by_its_reporter, late, promised_twice)


@pytest.mark.parametrize("as_far_as", STAGES, ids=[one.__name__ for one in STAGES])
def test_all_four_tell_the_same(
    walk: Walk, browser_of: BrowserOf, client: Client, as_far_as: Callable[[Walk], None]
) -> None:
    as_far_as(walk)
    digest = set(clockwork._owing(walk.community, walk.now))

    for name in ("bo", "chidi"):
        member, browser = walk.member(name), browser_of(name)
        told_now = listing.owed_to(walk.community, member, walk.now)
        dates = {row.duty.due for row in told_now.owed}
        quiet = {case.until for case in (*told_now.waiting, *told_now.resting) if case.until is not None}

        assert in_the_list(walk, browser) == on_the_case_page(browser)
        assert len(told_now.owed) == len(in_the_list(walk, browser))
        assert (member in digest) == any(row.is_mine for row in told_now.owed)
        assert {at.replace(microsecond=0) for at in dates | quiet} == in_the_calendar(walk, client, member)


def test_what_rests_is_told_by_none_of_them(walk: Walk, browser_of: BrowserOf) -> None:
    at_rest(walk)

    assert set() == set(clockwork._owing(walk.community, walk.now))
    assert set() == in_the_list(walk, browser_of("bo")) == on_the_case_page(browser_of("bo"))

    walk.wait(days=9)

    assert set() != set(clockwork._owing(walk.community, walk.now))
    assert set() != in_the_list(walk, browser_of("bo")) == on_the_case_page(browser_of("bo"))
