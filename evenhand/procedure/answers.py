"""What a gate answers: ``Allowed``, or ``Refused`` with a reason and the clause that says so."""

from __future__ import annotations

from dataclasses import dataclass

from evenhand.procedure.clauses import Clause


def say(text: str) -> str:
    """Mark a sentence for translation; the doors translate it, the procedure does not."""
    return text


@dataclass(frozen=True, slots=True)
class Allowed:
    """The manual allows it now."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The manual does not allow it now. The reason is a whole sentence with the way out."""

    reason: str
    clause: Clause


Answer = Allowed | Refused

ALLOWED = Allowed()
