"""Looks, folded (R9)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Member
from evenhand.procedure.state.model import CaseState, Look

__all__ = ["LOOKS", "looked", "without_member"]

LOOKS = f.LookAsked | f.LookGranted | f.LookAgreed | f.LookDeclined | f.LookTaken | f.LookEnded


def looked(state: CaseState, fact: LOOKS, member: Member, at: datetime) -> CaseState:
    """The looks after one of their steps."""
    if isinstance(fact, f.LookAsked):
        return _with(state, Look(fact.look, member, at))
    look = state.looks[fact.look]
    match fact:
        case f.LookGranted(until=until):
            return _with(state, replace(look, granted_by=member, granted_at=at, until=until))
        case f.LookAgreed():
            return _with(state, replace(look, agreed_by=member))
        case f.LookTaken():
            return _with(state, replace(look, is_taken=True))
        case f.LookDeclined() | f.LookEnded():
            return _with(state, replace(look, is_over=True))


def without_member(state: CaseState, member: Member) -> CaseState:
    """Whoever is out of the case looks at nothing, and what they alone have granted is nobody's word any more."""
    looks = {
        number: replace(look, is_over=look.is_over or look.member == member, granted_by=_granter(look, member))
        for number, look in state.looks.items()
    }
    return replace(state, looks=looks)


def _granter(look: Look, gone: Member) -> Member | None:
    return None if look.granted_by == gone and look.agreed_by is None else look.granted_by


def _with(state: CaseState, look: Look) -> CaseState:
    return replace(state, looks={**state.looks, look.number: look})
