"""Every page that has an address, every form of an act that a case offers: axe, both schemes, 375 px."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from evenhand.doors.portal import cookie
from evenhand.people import lines, sessions
from evenhand.shell.sessions import cookie_name
from tests.cast import Walk
from tests.chapters import Moment, stories
from tests.journeys.inspecting import WIDE, Inspector
from tests.journeys.navigators import Town
from tools.recipes import RECIPES
from tools.recipes.members import sign_in
from tools.screenshots import world
from tools.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.faults]

LINKS = "links => [...new Set(links.map(link => link.getAttribute('href').split('#')[0]))]"
NO_ACTS = {"open", "identity", "file", "came-back", "earlier"}
MEMBERS = ("ada", "bo", "chidi")


def test_axe_finds_nothing_on_any_page_and_none_scrolls_sideways(browser: Browser, axe: Callable[[Page], None]) -> None:
    inspector, acts = Inspector(browser, axe), set[str]()
    with world() as (server, cast):
        for recipe in RECIPES.values():
            visit = Visit(_page(browser), server, cast)
            recipe(visit)
            inspector.look(visit.page)
            visit.page.context.close()
        for login in MEMBERS:
            visit = Visit(_page(browser), server, cast)
            home = sign_in(visit, login)
            for act, address in _acts(visit, f"{home}/desk/"):
                if act not in acts:
                    acts.add(act)
                    visit.open(address)
                    inspector.look(visit.page)
            visit.page.context.close()

    assert {"propose", "triage", "determine", "speak-in-public", "translate", "join-report", "rest"} <= acts


def test_axe_finds_nothing_on_any_page_of_the_later_chapters(town: Town) -> None:
    """The demo's cases do not come to each of these moments; what stands in place on a page is looked at anew."""
    assert town.inspector is not None
    town.inspector.kinds.clear()
    acts = set[str]()

    for walk, moment in stories(Walk(town.stage, town.clock.now), lambda: "Somebody said this, and somebody heard it."):
        town.clock.now = walk.now
        for name, value, pages, looks_at_acts in _people(walk, moment):
            page = _page(town.browser)
            page.context.add_cookies([{"name": name, "value": value, "url": town.server}])
            for address in pages:
                answered = page.goto(town.server + address)
                assert answered is not None
                assert (address, moment.name, 200) == (address, moment.name, answered.status)
                town.inspector.look(page, again=True)
                own = _links(page) if looks_at_acts else []
                for link in [one for one in own if _act(one) and _act(one) not in acts]:
                    acts.add(_act(link))
                    page.goto(town.server + link)
                    town.inspector.look(page)
                page.goto(town.server + address)
            page.context.close()

    assert set(LATER) <= acts


LATER = (
    "question-conflict",
    "grant-look",
    "decline-look",
    "agree-to-look",
    "end-look",
    "record-access",
    "prepare-access",
    "check-access",
    "give-access",
    "check-retaliation",
    "ask-reopening",
    "reopen",
    "let-in",
    "show-names",
    "seat-alternates",
)


def _people(walk: Walk, moment: Moment) -> Iterator[tuple[str, str, list[str], bool]]:
    """Everybody of a moment: the cookie of their session, where they look, and whether they follow a case's acts."""
    case = f"/lattice/desk/case/{walk.number}/"
    for login in {*moment.at_desk, *moment.pages}:
        player = walk.stage.player(login)
        given = sessions.begin(walk.community, player.member, player.keys, walk.occasion)
        pages = [f"/lattice/{page.format(walk.number)}" for page in moment.pages.get(login, ())]
        yield cookie_name(), given, pages + [case] * (login in moment.at_desk), login in moment.at_desk
    for handle in moment.parties:
        given = lines.begin(walk.community, walk.phrases[handle], walk.occasion)
        yield cookie.name(), given, ["/lattice/portal/line/"], False


def _act(address: str) -> str:
    """The act to which an address leads, if it is one."""
    found = re.search(r"/case/[^/]+/([\w-]+)/", address)
    return found[1] if found and found[1] not in NO_ACTS else ""


def _page(browser: Browser) -> Page:
    return browser.new_context(java_script_enabled=False, viewport=WIDE).new_page()  # type: ignore[arg-type]  # two numbers


def _acts(visit: Visit, desk: str) -> Iterator[tuple[str, str]]:
    """Every act that some case of this member's list offers, with its address."""
    visit.open(desk)
    for case in _links(visit.page):
        visit.open(case)
        for address in _links(visit.page):
            if _act(address):
                yield _act(address), address


def _links(page: Page) -> list[str]:
    found: list[str] = page.locator("a[href*='/desk/case/']").evaluate_all(LINKS)
    return found
