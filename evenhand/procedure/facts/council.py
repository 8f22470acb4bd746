"""A deadlock turned over to the council, and who counts as affected (D2, D4)."""

from __future__ import annotations

from dataclasses import dataclass

from evenhand.procedure.facts.values import Member, Party


@dataclass(frozen=True, slots=True)
class TurnedOver:
    """The council decides from here on, because the committee could not agree for a week (D2).

    ``readers`` are its members who get the council's room: none who sits at the case
    already, was left out, is involved or has stepped back. What it decides is proposed,
    and positions on it are taken, by them alone.
    """

    readers: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class AffectedDecided:
    """The committee decided whether a party counts as affected, for a recorded reason (D4)."""

    party: Party
    counts: bool
