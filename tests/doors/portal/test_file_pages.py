"""The page of a picture in a browser without scripts: blurred until somebody shows it, by the keyboard as well."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from evenhand.casework import portal
from evenhand.casework.staging import Stage
from evenhand.people import communities
from tests.cast import Walk
from tests.copies import made
from tests.doors.portal.test_journey import Visitor
from tests.journeys.inspecting import Inspector
from tests.reading import Moved

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def walk(committed_stage: Stage, moment: Moved) -> Walk:
    communities.change(committed_stage.community, is_published=True)
    return Walk(committed_stage.fresh())


def test_a_picture_is_uncovered_by_a_key_and_covered_again(
    browser: Browser, walk: Walk, server: str, axe: Callable[[Page], None]
) -> None:
    walk.report()
    portal.write(walk.party(), walk.occasion, "See.", [walk.file("photo.jpg", made.jpeg(size=(900, 400)))])
    kim = Visitor(browser, server, Inspector(browser, axe))
    kim.come_back(walk.phrases["reporter-1"])
    with kim.page.expect_response("**/copy/") as shown:
        kim.page.get_by_role("link", name="photo.jpg").click()
    assert shown.value.headers["content-type"] == "image/jpeg"
    picture = kim.page.locator(".picture img")

    def blur() -> str:
        return str(picture.evaluate("one => getComputedStyle(one).filter"))

    assert "blur" in blur()
    kim.check()
    kim.page.get_by_label("Show the picture").focus()
    kim.page.keyboard.press("Space")
    assert blur() == "none"
    assert picture.evaluate("one => one.naturalWidth") == 900
    kim.page.keyboard.press("Space")
    assert "blur" in blur()
