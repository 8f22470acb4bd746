"""A measure for somebody to whom nothing can be delivered any more (D3d, D3e, K1)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.state import CaseState

__all__ = ["LAPSE", "has_nowhere_to_go", "may_lapse"]

LAPSE = (f.MeasureKind.PRIVATE_REPRIMAND, f.MeasureKind.PUBLIC_REPRIMAND)
"""What is said to one person, or of one, and so falls with their erasure; the rest can be done without them."""


def has_nowhere_to_go(state: CaseState, measure: f.Measure) -> bool:
    """Whether it can never be carried out: who it is for was erased, or wants no contact and has no page (K1)."""
    party = None if measure.to is None else state.parties.get(measure.to)
    if party is None or measure.kind not in LAPSE:
        return False
    private = measure.kind is f.MeasureKind.PRIVATE_REPRIMAND
    return party.erased or (private and party.reach is f.Reach.NONE and not party.has_line)


def may_lapse(state: CaseState, measure: f.Measure) -> bool:
    """Whether the committee may write down that it cannot be carried out: also where nobody could reach them (D3d)."""
    party = None if measure.to is None else state.parties.get(measure.to)
    unreached = measure.kind is f.MeasureKind.PRIVATE_REPRIMAND and party is not None and not party.may_be_written_to
    return unreached or has_nowhere_to_go(state, measure)
