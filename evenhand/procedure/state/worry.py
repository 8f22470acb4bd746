"""Somebody may be thinking of harming themselves, folded (R7)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Party
from evenhand.procedure.state.model import CaseState

FROM_A_PERSON = (f.LetterKind.MESSAGE, f.LetterKind.ACKNOWLEDGEMENT)
"""Letters by which somebody is reached as a person and not for a step of the procedure."""


def marked(state: CaseState, party: Party, at: datetime) -> CaseState:
    """Somebody has to reach out the same day."""
    return _with(state, party, at)


def settled(state: CaseState, party: Party) -> CaseState:
    """It was done another way."""
    return _with(state, party, None)


def _with(state: CaseState, party: Party, since: datetime | None) -> CaseState:
    return replace(state, parties={**state.parties, party: replace(state.parties[party], worried_since=since)})
