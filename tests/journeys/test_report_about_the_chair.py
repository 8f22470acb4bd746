"""N4 as the excluded chair sees it: two installations, with and without the case, are the same bytes to her."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings

from evenhand.casework import clockwork, listing
from evenhand.casework.seats import NoSuchCaseError, Seat
from evenhand.casework.staging import Stage
from evenhand.casework.summaries import Summary
from evenhand.casework.work import link
from evenhand.doors.cli.performing import Performance
from evenhand.doors.cli.scene import read_scene
from evenhand.doors.cli.verbs import VERBS
from evenhand.doors.desk import case_views
from evenhand.doors.office import views as office
from evenhand.doors.office.pages import HomePage
from evenhand.outbox import queue
from evenhand.outbox.texts import Text, write
from evenhand.people import roster
from evenhand.people.communities import Community
from evenhand.people.sessions import SignedIn
from evenhand.procedure.facts import Member
from evenhand.record import cases, ledger
from evenhand.shell.members import around
from evenhand.shell.sessions import MemberAsking
from tests.cast import dice
from tests.journeys.crawl import Known, differences
from tests.journeys.inspecting import Inspector
from tests.journeys.installations import (
    A_LINK,
    AT_HOME,
    N4,
    Installation,
    installation,
    known_of,
    live,
    numbers_of_the_case,
)
from tests.journeys.navigators import Clock, Outsider, Town

MOMENTS = {
    "reported": datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    "about to be invited": datetime(2026, 3, 3, 7, 30, tzinfo=UTC),
    "invited": datetime(2026, 3, 3, 12, 0, tzinfo=UTC),
    "decided upon": datetime(2026, 3, 6, 11, 30, tzinfo=UTC),
    "closed": datetime(2026, 3, 10, 12, 0, tzinfo=UTC),
}


@pytest.fixture
def numbers(stage: Stage, settings: Settings, tmp_path: Path) -> tuple[str, ...]:
    """The number that the case has, in the installation that has it, and those of its entries."""
    return numbers_of_the_case(stage, settings, tmp_path / "number")


def lived(
    stage: Stage, settings: Settings, folder: Path, known: Known, moments: Iterable[str]
) -> tuple[Installation, Installation]:
    """What Ada saw in an installation with the case about her, and in one without."""
    looks = {name: MOMENTS[name] for name in moments}
    with installation(stage, settings, folder / "with") as one:
        live(one, looks, known, with_case=True)
    with installation(stage, settings, folder / "without") as other:
        live(other, looks, known, with_case=False)
    return one, other


def test_for_the_chair_nothing_of_a_report_about_her_exists_until_she_is_invited(
    stage: Stage, settings: Settings, tmp_path: Path, numbers: tuple[str, ...]
) -> None:
    known = known_of(stage, *numbers)

    one, other = lived(stage, settings, tmp_path, known, MOMENTS)

    for moment in MOMENTS:
        here, there = one.seen[moment], other.seen[moment]
        assert [] == differences(here, there), moment
        assert len(here) > 200
        assert {404} == {here[address.format(known.ids[0])].status for address in ADDRESSES_OF_THE_CASE}
        assert not [address for address, answer in here.items() if answer.status >= 500]
    assert sorted(other.mails) == sorted(one.mails)
    assert len(one.mails) > 10
    waiting = write(Text.WAITING, "en", link=link(stage.community)).body
    assert {waiting} == set(one.letters_home[1:])
    assert [] == other.letters_home
    assert {"invited": 200, "decided upon": 404, "closed": 404} == one.link_opens
    assert {} == other.link_opens


ADDRESSES_OF_THE_CASE = ("/lattice/desk/case/{}/", "/lattice/desk/case/{}/triage/", "/lattice/council/report/{}/")


def count_at_the_office(patch: pytest.MonkeyPatch) -> None:
    def counting(request: MemberAsking, page: HomePage) -> HomePage:
        return replace(around(request, page), title=f"{page.title} ({len(cases.everything(request.community))})")

    patch.setattr(office, "around", counting)


def row_in_the_list(patch: pytest.MonkeyPatch) -> None:
    def everybody(_summary: Summary, _member: Member) -> bool:
        return True

    patch.setattr(listing, "_sits_at", everybody)


def door_that_says_no(patch: pytest.MonkeyPatch) -> None:
    def admit(request: MemberAsking, number: str) -> Seat:
        if bytes.fromhex(number) in cases.everything(request.community):
            raise PermissionDenied
        raise NoSuchCaseError

    patch.setattr(case_views, "admit", admit)


def digest_for_everybody(patch: pytest.MonkeyPatch) -> None:
    def owing(community: Community, _: datetime) -> list[Member]:
        return [p.member for p in roster.load(community).committee] * (len(cases.everything(community)) - 1)

    patch.setattr(clockwork, "_owing", owing)


def look_that_takes_longer(patch: pytest.MonkeyPatch) -> None:
    asked = listing.owed_at_desk

    def slowly(signed_in: SignedIn, now: datetime) -> listing.Listing:
        for uid in cases.everything(signed_in.community):
            ledger.load(signed_in.community, uid)
        return asked(signed_in, now)

    patch.setattr(listing, "owed_at_desk", slowly)


@pytest.mark.parametrize(
    ("leak", "shows_at"),
    [
        (count_at_the_office, "/lattice/office/: bytes"),
        (row_in_the_list, "/lattice/desk/: bytes"),
        (door_that_says_no, "/triage/: status 403 and 404"),
        (look_that_takes_longer, "/lattice/desk/: 1"),
        (digest_for_everybody, "a mail"),
    ],
)
def test_a_leak_that_is_planted_is_found(
    stage: Stage,
    settings: Settings,
    tmp_path: Path,
    numbers: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    leak: Callable[[pytest.MonkeyPatch], None],
    shows_at: str,
) -> None:
    leak(monkeypatch)
    few = Known("lattice", numbers[0:1], {"act": ("triage",), "about": (), "room": ()})

    one, other = lived(stage, settings, tmp_path, few, ["reported"])

    found = differences(one.seen["reported"], other.seen["reported"])
    if sorted(one.mails) != sorted(other.mails):
        found.append("a mail")
    assert [one for one in found if shows_at in one], found


@pytest.mark.browser
def test_the_chair_reads_and_answers_in_her_own_line_as_a_party(
    committed_stage: Stage, server: str, browser: Browser, axe: Callable[[Page], None], settings: Settings
) -> None:
    scene = read_scene(N4, VERBS)
    play = Performance(committed_stage, scene.calendar, scene.steps[0].at, dice("n4"))
    for step in scene.steps:
        play.now = step.at
        for who in step.who if not step.refused else ():
            VERBS[step.does].act(play, who, step)
        if step.does == "invite":
            break
    clock = Clock(play.now)
    settings.EVENHAND_NOW = clock
    (letter,) = (one.mail.body for one in queue.waiting(play.community) if one.mail.to == AT_HOME)
    ada = Outsider(Town(server, browser, committed_stage, clock, Inspector(browser, axe)))

    ada.takes(server + A_LINK.findall(letter)[0])

    assert "A report concerns what was said in Monday's meeting." in ada.reads()
    assert "told somebody to leave the call" not in ada.reads()
    ada.answers_the_question("I remember it otherwise.")
    assert "I remember it otherwise." in ada.reads()
    ada.leaves()
    ada.goes_to("/lattice/portal/line/")
    assert ada.page.get_by_label("Your ten words").is_visible()
    ada.takes_nothing_from(A_LINK.findall(letter)[0])
