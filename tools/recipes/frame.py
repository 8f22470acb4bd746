"""Pages that belong to no door."""

from collections.abc import Mapping

from tools.visit import Recipe, Visit


def root(visit: Visit) -> None:
    """Anybody, at the bare host."""
    visit.open("/")


def look(visit: Visit) -> None:
    """Every component, as it stands after a refused form."""
    visit.open("/_look/")
    visit.page.get_by_label("Your mail address").fill("not an address")
    visit.page.get_by_role("button", name="Send the report").click()
    visit.page.get_by_role("alert").wait_for()


RECIPES: Mapping[str, Recipe] = {"root": root, "look": look}
