"""What everybody may read."""

from collections.abc import Mapping

from tools.visit import Recipe, Visit


def statements(visit: Visit) -> None:
    """Anybody, at what was said in public."""
    visit.open("/lattice/statements/")


def statement(visit: Visit) -> None:
    """Anybody, at one statement."""
    statements(visit)
    visit.page.locator("article h2 a").first.click()


RECIPES: Mapping[str, Recipe] = {"public:statements": statements, "public:statement": statement}
NO_PICTURE: Mapping[str, str] = {"public:feed": "an Atom feed, not a page"}
