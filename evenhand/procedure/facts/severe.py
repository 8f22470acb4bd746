"""Triage and the severe path, written down by hand (T1, S2 to S7)."""

from __future__ import annotations

from dataclasses import dataclass

from evenhand.procedure.facts.values import SevereKind, SignOff


@dataclass(frozen=True, slots=True)
class Triaged:
    """One member decided whether it is a clear and severe breach, and whether anybody is in danger.

    ``anew`` where it is another one, after an earlier one was reviewed and nobody is disconnected any more (S7).
    """

    severe: bool
    kind: SevereKind | None
    in_danger: bool
    ongoing: bool
    anew: bool = False


@dataclass(frozen=True, slots=True)
class HandledByHand:
    """What was done by hand, space by space, and who was told (S2 to S6)."""

    disconnected: tuple[str, ...]
    not_yet: tuple[str, ...]
    reporter_told: bool
    originator_told: bool


@dataclass(frozen=True, slots=True)
class SignedOff:
    """A member other than the one who acted reviewed the use of the severe path (S7)."""

    outcome: SignOff


@dataclass(frozen=True, slots=True)
class Reconnected:
    """The originator has access again everywhere it was taken (S7)."""
