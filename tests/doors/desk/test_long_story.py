"""A case that has become long: its newest part on its page, the earlier ones behind it, each entry told once."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from evenhand.casework import keychanges, recording, translating
from evenhand.casework.staging import Stage
from evenhand.doors.desk.stretches import STRETCH, stretch, whole
from evenhand.procedure import facts as f
from tests.cast import Play, Walk
from tests.counting import queries
from tests.member_browser import MemberBrowser
from tests.reading import text

BrowserOf = Callable[[str], MemberBrowser]
NOTES = 2 * STRETCH + 5


def long_case(stage: Stage) -> Walk:
    """A case with more notes than two pages hold."""
    walk = Walk(stage).report(who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    keychanges.open_room(walk.seat("bo"), walk.occasion, "committee")
    for number in range(NOTES):
        recording.write_note(walk.seat("bo"), walk.occasion, f"Note ({number}).")
    return walk


@pytest.fixture
def walk(played: Callable[[Play], Walk]) -> Walk:
    return played(long_case)


@pytest.fixture
def bo(browser_of: BrowserOf) -> MemberBrowser:
    """Bo, in that case."""
    return browser_of("bo")


def notes(page: str) -> list[int]:
    return [int(number) for number in re.findall(r"Note \((\d+)\)\.", page)]


def led(page: str, rel: str) -> str:
    """Where the link of this kind leads, without the community."""
    found = re.search(rf'href="/lattice/([^"]+)" rel="{rel}"', page)
    return found[1] if found else ""


def test_the_page_of_a_case_shows_what_happened_last_and_leads_to_the_rest(bo: MemberBrowser) -> None:
    page = bo.get(bo.case).content.decode()

    assert list(range(NOTES - STRETCH, NOTES)) == notes(page)
    assert "earlier entries" in page
    assert 'id="newest"' in page


def test_going_back_tells_every_entry_once_and_ends_at_the_beginning(bo: MemberBrowser) -> None:
    pages = [bo.get(bo.case).content.decode()]
    while earlier := led(pages[0], "prev"):
        pages.insert(0, bo.get(earlier).content.decode())

    assert list(range(NOTES)) == [number for page in pages for number in notes(page)]
    assert "earlier entries" not in pages[0]
    assert "Automatic receipt shown" in text(pages[0])


def test_going_on_leads_through_the_same_pages_to_the_case(bo: MemberBrowser) -> None:
    newest = bo.get(bo.case).content.decode()
    middle_at = led(newest, "prev")
    first = bo.get(led(bo.get(middle_at).content.decode(), "prev")).content.decode()

    assert middle_at == led(first, "next")
    assert f"{bo.case}#story" == led(bo.get(middle_at).content.decode(), "next")


def test_what_is_said_later_about_an_earlier_entry_stands_beside_it(bo: MemberBrowser, walk: Walk) -> None:
    entry = next(r for r in walk.seat("bo").file.entries if isinstance(r.happened.fact, f.NoteWritten))
    translating.translate(walk.seat("bo"), walk.occasion, entry.happened.entry, "Nota primera.", "es")

    page = bo.get(f"{bo.case}earlier/{entry.seq + 1}/").content.decode()

    assert [0] == notes(page)
    assert "Nota primera." in page


def test_before_the_conflict_question_no_earlier_part_is_shown(bo: MemberBrowser, browser_of: BrowserOf) -> None:
    answer = browser_of("dara").get(f"{bo.case}earlier/20/")

    assert 303 == answer.status_code
    assert answer["Location"].endswith(bo.case)


def test_an_earlier_part_asks_as_often_as_the_newest(bo: MemberBrowser) -> None:
    newest = queries(lambda: bo.get(bo.case))
    earlier = queries(lambda: bo.get(f"{bo.case}earlier/{NOTES // 2}/"))

    assert len(earlier) <= len(newest)


def test_a_part_is_found_without_reading_the_case_through(bo: MemberBrowser, walk: Walk) -> None:
    seat = walk.seat("bo")
    told = [recorded.seq for recorded in whole(seat).told]

    for before in (None, *range(len(seat.file.entries) + 3)):
        part = stretch(seat, before)
        until = len(told) if before is None else sum(seq < before for seq in told)
        earlier = max(until - STRETCH, 0)
        beyond = told[until + STRETCH :]

        assert told[earlier:until] == [recorded.seq for recorded in part.told]
        assert (earlier, until == len(told)) == (part.earlier, part.is_newest)
        assert (beyond[0] if beyond else 0) == part.next_ends_before


def test_what_only_looks_finds_in_the_index_what_who_acts_finds_by_reading(bo: MemberBrowser, walk: Walk) -> None:
    keychanges.recuse(walk.seat("chidi"), walk.occasion)
    looked = walk.seat("bo").file
    read = replace(looked, index=None)

    assert looked.index is not None
    assert 2 < len(read.of(f.KeysChanged))
    for kinds in ((f.KeysChanged,), (f.NoteWritten, f.RoomOpened, f.Recused), (f.Determined,)):
        assert read.of(*kinds) == looked.of(*kinds)
    assert read.spoken == looked.spoken
