"""How to get to each page, by its name: a module per door with `RECIPES`, and `NO_PICTURE` for addresses without one.

A recipe is a function of a visit; it leaves the browser at the page.
"""

from importlib import import_module
from pkgutil import iter_modules

from tools.visit import Recipe

RECIPES: dict[str, Recipe] = {}
NO_PICTURE: dict[str, str] = {}  # name: why, as "takes a form and leads elsewhere"

for _module in sorted(found.name for found in iter_modules(__path__)):
    _door = import_module(f"{__name__}.{_module}")
    RECIPES.update(_door.RECIPES)
    NO_PICTURE.update(getattr(_door, "NO_PICTURE", {}))
