"""Newcomers of the committee, one at a time (R9)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure import seating
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates.acts import Act, Candidate

__all__ = ["newcomers"]


def newcomers(asked: Asked) -> Iterator[Candidate]:
    """The names for whoever joined later; the rest for whoever has answered."""
    state = asked.state
    for member in seating.newcomers(state, asked.team):
        if member not in state.shown_names:
            yield Candidate(Act.SHOW_NAMES, f.NamesShown(member), member=member)
        yield Candidate(Act.LET_IN if seating.able(state) else Act.ADMIT, f.Admitted(member), member=member)
    for other in state.shown_names:
        if other in state.must_go:
            cause = f.RecusalCause.NAMED if other in state.involved else f.RecusalCause.HARD
            yield Candidate(Act.RECUSE, f.Recused(other, cause), member=other)
