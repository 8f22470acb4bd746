"""Somebody who may be thinking of harming themselves (R7)."""

from __future__ import annotations

from dataclasses import dataclass

from evenhand.procedure.facts.values import Party


@dataclass(frozen=True, slots=True)
class WorryMarked:
    """A member is worried that somebody may harm themselves; why stands in words, and is no diagnosis (R7)."""

    party: Party


@dataclass(frozen=True, slots=True)
class WorrySettled:
    """A member wrote down what was done another way than by a letter, or why nothing has to be (R7)."""

    party: Party
