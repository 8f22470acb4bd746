"""What a person is owed about whom something is kept, folded (R3)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Party
from evenhand.procedure.state.model import CaseState


def given(state: CaseState, party: Party) -> CaseState:
    """They know."""
    return replace(state, informed=state.informed | {party})


def deferred(state: CaseState, fact: f.DataNoticeDeferred) -> CaseState:
    """The newest date counts."""
    return replace(state, informed_later={**state.informed_later, fact.party: fact.until})
