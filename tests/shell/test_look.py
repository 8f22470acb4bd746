"""Every component in a real browser: axe, narrow screens, the keyboard, no JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def open_look(browser: Browser, server: str) -> Callable[..., Page]:
    def opened(address: str = "/_look/", *, refused: bool = False, **context: Any) -> Page:
        page = browser.new_context(**context).new_page()
        page.goto(server + address)
        if refused:
            page.get_by_label("Your mail address").fill("not an address")
            page.get_by_role("button", name="Send the report").click()
            page.get_by_text("Not sent yet").wait_for()
        return page

    return opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/_look/", "/", "/nowhere/"])
def test_axe_finds_nothing(
    open_look: Callable[..., Page], axe: Callable[[Page], None], scheme: str, address: str
) -> None:
    page = open_look(address, color_scheme=scheme)

    axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_refused_form(
    open_look: Callable[..., Page], axe: Callable[[Page], None], scheme: str
) -> None:
    page = open_look(color_scheme=scheme, refused=True)

    axe(page)


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_runs_off_the_side(open_look: Callable[..., Page], width: int) -> None:
    page = open_look(refused=True, viewport={"width": width, "height": 800})

    assert width >= page.evaluate("document.documentElement.scrollWidth")


def test_everything_that_one_presses_is_large_enough(open_look: Callable[..., Page]) -> None:
    page = open_look(refused=True, viewport={"width": 375, "height": 800})

    small = page.evaluate(
        """() => [...document.querySelectorAll('main a, main button, summary, header a, input:not([type=hidden])')]
            .map(one => one.matches('[type=checkbox], [type=radio]') ? one.closest('.choice') : one)
            .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([, box]) => box.height < 43.9).map(([what]) => what)"""
    )

    assert [] == small


def test_the_summary_of_mistakes_has_the_focus_and_leads_to_the_box(open_look: Callable[..., Page]) -> None:
    page = open_look(java_script_enabled=False, refused=True)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("What I had left out.")

    assert "What I had left out." == page.locator("#id_what_happened").input_value()


def test_the_first_key_offers_the_way_past_the_frame(open_look: Callable[..., Page]) -> None:
    page = open_look("/_look/", java_script_enabled=False)

    page.keyboard.press("Tab")

    assert page.get_by_text("To the text").is_visible()


def test_the_browser_asks_for_nothing_from_elsewhere(browser: Browser, server: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(server + "/_look/")

    assert asked
    assert all(address.startswith(server) for address in asked)


def test_a_form_is_posted_without_javascript_and_keeps_what_was_written(open_look: Callable[..., Page]) -> None:
    page = open_look(java_script_enabled=False)
    page.get_by_label("What happened?").fill("\n  He went on <b>after</b> I had asked him to stop.")
    page.get_by_label("Bo", exact=True).check()

    page.get_by_role("button", name="Send the report").click()

    page.get_by_text("Not sent yet").wait_for()
    assert page.title().startswith("Please check: ")
    assert "\n  He went on <b>after</b> I had asked him to stop." == page.get_by_label("What happened?").input_value()
    assert page.get_by_label("Bo", exact=True).is_checked()


def test_a_form_that_is_complete_is_taken(open_look: Callable[..., Page]) -> None:
    page = open_look(java_script_enabled=False)
    page.get_by_label("What happened?").fill("He went on.")
    page.get_by_label("Ask me first").check()

    with page.expect_response("**/_look/") as answered:
        page.get_by_role("button", name="Send the report").click()

    assert 200 == answered.value.status


def test_a_form_of_another_site_is_refused(open_look: Callable[..., Page], server: str) -> None:
    page = open_look(java_script_enabled=False)
    page.route(
        "https://elsewhere.example/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<form method="post" action="{server}/_look/"><button name="said">Win</button></form>',
        ),
    )
    page.goto("https://elsewhere.example/")

    page.get_by_role("button", name="Win").click()

    page.get_by_text("does not seem to come from a page of ours").wait_for()
    assert page.url.startswith(server)
