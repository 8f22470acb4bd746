"""What members said of conflicts of interest, and asked each other, folded (C1, C2)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Member
from evenhand.procedure.state.entries import without
from evenhand.procedure.state.model import CaseState, Questioned


def answered(state: CaseState, member: Member, answer: f.ConflictAnswer, at: datetime) -> CaseState:
    """An answer ends what another member asked; with a hard conflict nobody acts or decides any more (C2)."""
    state = replace(
        state,
        conflict_answers={**state.conflict_answers, member: answer},
        questioned=without(state.questioned, member),
    )
    if answer is not f.ConflictAnswer.HARD:
        return state
    return replace(
        state,
        hard_since={**state.hard_since, member: at},
        turned_over_to=tuple(m for m in state.turned_over_to if m != member),
        seats_changed_at=at,
    )


def questioned(state: CaseState, member: Member, by: Member, at: datetime) -> CaseState:
    """Another member asks, and an answer is owed."""
    return replace(state, questioned={**state.questioned, member: Questioned(by, at)})


def told(state: CaseState, fact: f.ChairToldOfSilence) -> CaseState:
    """The chair knows that the date has passed; the question stands."""
    one = replace(state.questioned[fact.member], told=fact.told)
    return replace(state, questioned={**state.questioned, fact.member: one})
