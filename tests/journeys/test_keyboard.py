"""Report, sign-in and a member's question, with a keyboard and nothing else; where one is can always be seen."""

import pytest
from playwright.sync_api import Page

from evenhand.casework import keychanges
from tests.cast import Walk, dice
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


def test_a_member_asks_another_about_a_conflict_with_the_keyboard_alone(town_unseen: Town) -> None:
    town = town_unseen
    walk = Walk(town.stage, town.clock.now, dice("kai")).report(who="Mo")
    for name in ("bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    bo = Member(town, name="bo").signs_in()
    page, keys = bo.page, bo.page.keyboard

    bo.goes_to(f"/lattice/desk/case/{walk.number}/")
    tab_to(page, "Who sits here")
    keys.press("Enter")
    tab_to(page, "Ask Chidi whether they have a conflict of interest")
    with page.expect_navigation():
        keys.press("Enter")
    tab_to(page, "Why you ask, if you want to say")
    keys.type("You share an office with Mo. Is that a conflict here?")
    tab_to(page, "Ask Chidi")
    with page.expect_navigation():
        keys.press("Enter")

    page.get_by_text("Chidi was asked whether they have a conflict of interest").wait_for()
    assert walk.member("chidi") in walk.seat("bo").state.questioned


def test_after_sending_the_focus_stands_on_what_was_sent_so_that_it_is_read_out(town: Town) -> None:
    somebody = Outsider(town)
    page, keys = somebody.page, somebody.page.keyboard
    somebody.reports("It went on.")
    somebody.comes_back()

    tab_to(page, "Write to the committee")
    keys.type("One more thing.")
    tab_to(page, "Send this to the committee")
    with page.expect_navigation():
        keys.press("Enter")

    page.wait_for_function("document.activeElement.id === 'newest'")
    said = page.evaluate("document.activeElement.innerText")
    assert said.startswith("You wrote")
    now = page.locator("ol.steps [aria-current=step]").inner_text()
    assert now.startswith("Now:")
