"""A mapping of the state without one of its entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")


def without(entries: Mapping[K, T], gone: K) -> dict[K, T]:
    """Everything but what is gone."""
    return {key: value for key, value in entries.items() if key != gone}
