"""Somebody was named as involved by mistake, folded (K4)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Member
from evenhand.procedure.state.entries import without
from evenhand.procedure.state.model import CaseState

__all__ = ["found_not_involved"]


def found_not_involved(state: CaseState, named: Member, by: Member, at: datetime) -> CaseState:
    """With the second word they are named no more, and outside: they come in by the conflict question, or not at all.

    What one said who has no seat any more does not count.
    """
    first, _ = state.found_not_involved.get(named, (None, at))
    if first not in state.readers or first in state.must_go:
        return replace(state, found_not_involved={**state.found_not_involved, named: (by, at)})
    return replace(
        state,
        involved=state.involved - {named},
        recused=without(state.recused, named),
        found_not_involved=without(state.found_not_involved, named),
        seats_changed_at=at,
    )
