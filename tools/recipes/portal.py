"""Pages of parties."""

from collections.abc import Mapping

from playwright.sync_api import FilePayload

from tools.visit import Recipe, Visit


def phrase(visit: Visit) -> None:
    """Somebody with a typo in their ten words."""
    visit.open("/lattice/portal/")
    visit.page.get_by_label("Your ten words").fill("amber basket xyzzy")
    visit.page.get_by_role("button", name="Open my page").click()
    visit.page.get_by_role("alert").wait_for()


def line(visit: Visit) -> None:
    """A party of the demo, at their own page."""
    visit.open("/lattice/portal/")
    visit.page.get_by_label("Your ten words").fill(visit.cast()["receipts"][0]["phrase"])
    visit.page.get_by_role("button", name="Open my page").click()
    visit.page.get_by_role("heading", name="Where things stand").wait_for()


def file(visit: Visit) -> None:
    """A party's own picture, as it is before somebody uncovers it."""
    line(visit)
    shown = FilePayload(name="message.png", mimeType="image/png", buffer=visit.page.screenshot())
    visit.page.get_by_label("Write to the committee").fill("This is what I saw.")
    visit.page.locator("input[type=file]").last.set_input_files(shown)
    visit.page.get_by_role("button", name="Send this to the committee").click()
    visit.page.get_by_role("link", name="message.png").last.click()
    visit.page.locator(".picture img").wait_for()


def withdraw(visit: Visit) -> None:
    """What each way of withdrawing means."""
    line(visit)
    visit.open("/lattice/portal/line/withdraw/")


def invitation(visit: Visit) -> None:
    """Somebody whose link was used already; the living one stands in a letter."""
    visit.open("/lattice/portal/invitation/AAAAAAAAAAAAAAAAAAAAAA/")


_LEADS_BACK = "takes a form of the line and leads back to it"

RECIPES: Mapping[str, Recipe] = {
    "portal:phrase": phrase,
    "portal:line": line,
    "portal:file": file,
    "portal:withdraw": withdraw,
    "portal:invitation": invitation,
}
NO_PICTURE: Mapping[str, str] = {
    "portal:write": _LEADS_BACK,
    "portal:answer": _LEADS_BACK,
    "portal:contact": _LEADS_BACK,
    "portal:feedback": _LEADS_BACK,
    "portal:address": _LEADS_BACK,
    "portal:review": _LEADS_BACK,
    "portal:fairness": _LEADS_BACK,
    "portal:access": _LEADS_BACK,
    "portal:take-access-back": _LEADS_BACK,
    "portal:take-back": "takes a form and leads back to the page of ways",
    "portal:report": _LEADS_BACK,
    "portal:leave": "takes a form and leads to the ten words",
    "portal:file-part": "looks like the page of a file",
    "portal:file-copy": "the picture on the page of a file",
    "portal:file-words": "takes a form of the page of a file and leads back to it",
    "portal:file-original": "a file to save, not a page",
}
