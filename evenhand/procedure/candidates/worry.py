"""Somebody may be thinking of harming themselves (R7)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates.acts import Act, Candidate, letter_to

__all__ = ["worry"]


def worry(asked: Asked) -> Iterator[Candidate]:
    """That somebody is worried about, and what was done."""
    for party in asked.state.parties.values():
        if party.worried_since is None:
            yield Candidate(Act.MARK_WORRY, f.WorryMarked(party.handle), party.handle)
        else:
            yield Candidate(Act.REACH_OUT, letter_to(asked, f.LetterKind.MESSAGE, party), party.handle)
            yield Candidate(Act.SETTLE_WORRY, f.WorrySettled(party.handle), party.handle)
