"""What wakes a case that rests (R12)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Happened, Standing
from evenhand.procedure.state.model import CaseState

FROM_OUTSIDE = (f.ReportReceived, f.ReportBrought, f.LetterCameBack, f.NoticeCameBack)
"""What comes in without a party's own hand and wants to be looked at all the same."""


def awake(state: CaseState, happened: Happened) -> CaseState:
    """The state after a fact: a word of a party, something from outside, or danger ends the rest."""
    if state.rests_until is None:
        return state
    wakes = happened.by.standing is Standing.PARTY or isinstance(happened.fact, FROM_OUTSIDE) or state.in_danger
    return replace(state, rests_until=None) if wakes else state
