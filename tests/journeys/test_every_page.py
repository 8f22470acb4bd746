"""Every page that has an address, and every form of an act that the demo's cases offer: axe, both schemes, 375 px."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.inspecting import WIDE, Inspector
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


def _page(browser: Browser) -> Page:
    return browser.new_context(java_script_enabled=False, viewport=WIDE).new_page()  # type: ignore[arg-type]  # two numbers


def _acts(visit: Visit, desk: str) -> Iterator[tuple[str, str]]:
    """Every act that some case of this member's list offers, with its address."""
    visit.open(desk)
    for case in _links(visit.page):
        visit.open(case)
        for address in _links(visit.page):
            found = re.search(r"/case/[^/]+/([\w-]+)/", address)
            if found and found[1] not in NO_ACTS:
                yield found[1], address


def _links(page: Page) -> list[str]:
    found: list[str] = page.locator("a[href*='/desk/case/']").evaluate_all(LINKS)
    return found
