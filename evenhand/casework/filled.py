"""A text with a blank that nobody filled does not leave, and is not agreed on (V1, D3)."""

from __future__ import annotations

from evenhand.casework.errors import RefusedError
from evenhand.outbox.beginnings import blanks
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause


def require_filled(clause: Clause, *texts: str) -> None:
    """Raise where a blank of a template is left in one of these texts."""
    if any(blanks(text) for text in texts):
        raise RefusedError(Refused(say("A blank of the template is still to be filled in."), clause))
