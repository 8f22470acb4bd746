"""The report form and the page to sign in, with a keyboard and nothing else; where one is can always be seen."""

import pytest
from playwright.sync_api import Page

from tests.journeys.navigators import Member, Outsider, Town
from tests.journeys.signing import code

pytestmark = [pytest.mark.browser, pytest.mark.once]

NAME = """(() => {
  const at = document.activeElement;
  if (at === document.body) return ["", true];
  const label = at.labels && at.labels.length ? at.labels[0].innerText : at.innerText;
  const style = getComputedStyle(at);
  return [label || "", style.outlineStyle !== "none" || style.boxShadow !== "none"];
})()"""
MOST_TABS = 60


def tab_to(page: Page, name: str) -> None:
    """Press Tab until this has the focus."""
    passed = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        label, is_seen = page.evaluate(NAME)
        passed.append(label)
        assert is_seen or not label, f"the focus on {label!r} cannot be seen"
        if label.startswith(name):
            return
    pytest.fail(f"{name} cannot be reached with Tab; it passes {passed}")


def test_a_report_is_written_and_sent_with_the_keyboard_alone(town: Town) -> None:
    somebody = Outsider(town)
    page, keys = somebody.page, somebody.page.keyboard

    somebody.goes_to("/lattice/")
    tab_to(page, "Begin a report")
    keys.press("Enter")
    page.wait_for_url("**/report/")
    tab_to(page, "Eun Park")
    keys.press("Space")
    tab_to(page, "What happened?")
    keys.type("He went on after I had asked him to stop.")
    tab_to(page, "When, where, who, links, files")
    keys.press("Enter")
    tab_to(page, "Where was it?")
    keys.type("#dev")
    tab_to(page, "Send the report")
    keys.press("Enter")

    page.locator("ol.phrase").wait_for()
    readers = page.get_by_role("region", name="Who reads it").inner_text()
    assert "Bo Lind" in readers
    assert "Eun Park" not in readers


def test_signing_in_needs_no_mouse(town: Town) -> None:
    bo = Member(town, name="bo")
    page, keys = bo.page, bo.page.keyboard

    bo.goes_to("/lattice/desk/")
    tab_to(page, "Login")
    keys.type("bo")
    tab_to(page, "Passphrase")
    keys.type(town.stage.player("bo").passphrase)
    tab_to(page, "Code")
    keys.type(code(town.stage, "bo", town.clock.now))
    keys.press("Enter")

    page.get_by_role("heading", name="Owed now").wait_for()
    tab_to(page, "Your account")
    keys.press("Enter")
    page.get_by_role("heading", name="Your account").wait_for()
