"""Who sits at a case, and who never may (C2, K4)."""

from __future__ import annotations

from evenhand.procedure.facts import Member
from evenhand.procedure.policy import Team
from evenhand.procedure.state import CaseState

__all__ = ["able", "barred", "deciders", "seatable"]


def able(state: CaseState) -> tuple[Member, ...]:
    """Who holds the committee room and may act: nobody who has no way to stay (K4, C2)."""
    return tuple(m for m in state.readers if m not in state.must_go)


def barred(state: CaseState) -> frozenset[Member]:
    """Who gets no key of this case: left out, waiting to be looked at, with no way to stay, or recused (C2)."""
    return state.left_out | state.held_back | state.must_go | frozenset(state.recused)


def seatable(state: CaseState, team: Team) -> tuple[Member, ...]:
    """Council members who could read this case where too few others are left (C2)."""
    return tuple(m for m in team.council if m not in state.readers and m not in barred(state))


def deciders(state: CaseState) -> tuple[Member, ...]:
    """Members of the council who decide a case that was turned over, and answered the conflict question (D2, C1)."""
    return tuple(m for m in state.turned_over_to if m in state.conflict_answers)
