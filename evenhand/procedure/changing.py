"""One more version of a frozen thing, quickly: `dataclasses.replace` for what is folded a thousand times.

The library's own asks the class for its fields and sets one after the other past the guard of a frozen class. For a
case's state of fifty fields that costs twenty times as much as copying its dictionary (ADR 9), at every fact of every
case and at every step of the explorer. So what is large has no slots; small things with slots go the library's way.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

Frozen = TypeVar("Frozen")


def quickly(one: Frozen, /, **changes: Any) -> Frozen:  # noqa: ANN401 - the type checker knows it as the library's
    """A copy of a dataclass in which the named fields are others. Raises `TypeError` for a name that it lacks."""
    if not hasattr(one, "__dict__"):
        return dataclasses.replace(one, **changes)  # type: ignore[type-var] # callers are checked as with the library's
    if unknown := changes.keys() - _names(type(one)):  # type: ignore[arg-type] # any class can be hashed
        message = f"{type(one).__name__} has no {', '.join(sorted(unknown))}"
        raise TypeError(message)
    new = object.__new__(type(one))
    vars(new).update(vars(one))
    vars(new).update(changes)
    return new


@cache
def _names(kind: type[object]) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(kind))  # type: ignore[arg-type] # any dataclass


if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414 - its callers' fields and types are checked
else:
    replace = quickly
