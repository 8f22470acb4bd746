"""Asking another member about a conflict of interest, and answering (C1)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates.acts import Act, Candidate
from evenhand.procedure.questioning import may_take_out
from evenhand.procedure.seating import able

__all__ = ["conflicts"]


def conflicts(asked: Asked) -> Iterator[Candidate]:
    """Everybody else who sits here can be asked; one's own answer, once one was; and what silence may cost."""
    state, member = asked.state, asked.member
    if member in state.questioned:
        for answer in f.ConflictAnswer:
            yield Candidate(Act.ANSWER_QUESTIONED, f.ConflictAnswered(answer), member=member)
    for silent in state.questioned:
        if silent != member and may_take_out(state, asked.policy, silent):
            yield Candidate(Act.RECUSE, f.Recused(silent, f.RecusalCause.SILENT), member=silent)
    for other in able(state):
        if other != member and other in state.conflict_answers:
            yield Candidate(Act.QUESTION_CONFLICT, f.ConflictQuestioned(other), member=other)
