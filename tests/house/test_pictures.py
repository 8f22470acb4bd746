"""No page is forgotten: the list comes from the addresses, and each has a recipe for its picture."""

from tools.pages import names
from tools.recipes import NO_PICTURE, RECIPES


def test_every_page_has_a_recipe_or_a_reason() -> None:
    assert set(names()) == set(RECIPES) | set(NO_PICTURE)


def test_no_page_has_both() -> None:
    assert set() == set(RECIPES) & set(NO_PICTURE)
