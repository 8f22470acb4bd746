"""Pages that need no account."""

from collections.abc import Mapping

from tools.visit import Recipe, Visit


def front(visit: Visit) -> None:
    """Anybody, at the community's own page."""
    visit.open("/lattice/")


def report(visit: Visit) -> None:
    """A reporter, with a form that came back."""
    visit.open("/lattice/report/")
    visit.page.locator("main .more > summary").last.click()
    visit.page.get_by_label("the people who run the server").check()
    visit.page.get_by_label("Where was it?").fill("#dev on chat")
    visit.page.get_by_role("button", name="Send the report").click()
    visit.page.get_by_role("alert").wait_for()


def complaint(visit: Visit) -> None:
    """Somebody who feels unfairly treated."""
    visit.open("/lattice/complaint/")


def typed(visit: Visit) -> None:
    """A reporter who types the phrase back, wrongly."""
    visit.open("/lattice/report/")
    visit.page.get_by_label("What happened?").fill("He went on after I had asked him to stop.")
    visit.page.get_by_role("button", name="Send the report").click()
    visit.page.get_by_text("Check that you wrote the phrase down right").click()
    visit.page.get_by_label("Your ten words").fill("amber basket")
    visit.page.get_by_role("button", name="Compare").click()
    visit.page.get_by_role("alert").wait_for()


def continue_(visit: Visit) -> None:
    """Somebody who followed the link of a mail."""
    visit.open("/lattice/continue/")


RECIPES: Mapping[str, Recipe] = {
    "intake:front": front,
    "intake:report": report,
    "intake:complaint": complaint,
    "intake:typed": typed,
    "intake:continue": continue_,
}
