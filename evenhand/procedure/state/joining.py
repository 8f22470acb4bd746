"""A newcomer who holds the names alone, folded (R9)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Member
from evenhand.procedure.state.model import CaseState

__all__ = ["answered", "cleared", "looked_for", "shown"]


def shown(state: CaseState, member: Member, at: datetime) -> CaseState:
    """They can answer the conflict question from now on."""
    return replace(state, shown_names={**state.shown_names, member: at})


def answered(state: CaseState, member: Member, at: datetime) -> CaseState:
    """They have answered: from now on it is for somebody of the case to let them in."""
    return shown(state, member, at) if member in state.shown_names else state


def cleared(state: CaseState, member: Member) -> CaseState:
    """It is not they who are named: they wait no more, and have no seat by it (C2)."""
    return replace(
        state,
        held_back=state.held_back - {member},
        named_elsewhere=state.named_elsewhere - {member},
        not_meant=state.not_meant | {member},
    )


def looked_for(state: CaseState, fact: f.NamesLookedFor, at: datetime) -> CaseState:
    """Whoever is named in new words waits again: a finding is about the words that were there (C2)."""
    return replace(
        state,
        held_back=state.held_back | set(fact.found),
        named_elsewhere=state.named_elsewhere | set(fact.found),
        not_meant=state.not_meant - set(fact.found),
        named_since={**state.named_since, **dict.fromkeys(fact.found, at)},
        names_looked_for_at=at if fact.in_all else state.names_looked_for_at,
    )
