"""Pages that belong to no door."""

from collections.abc import Mapping

from tools.visit import Recipe, Visit


def root(visit: Visit) -> None:
    """Anybody, at the bare host."""
    visit.open("/")


def look(visit: Visit) -> None:
    """Every component, as it stands after a refused form."""
    visit.open("/_look/?mistakes=1")


RECIPES: Mapping[str, Recipe] = {"root": root, "look": look}
