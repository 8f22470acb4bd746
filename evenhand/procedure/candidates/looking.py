"""What a member of the case does with a look that somebody of the council asked for (R9)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates.acts import Act, Candidate
from evenhand.procedure.looking import holds_keys, is_granted, waits

__all__ = ["looks"]


def looks(asked: Asked) -> Iterator[Candidate]:
    """Granting it, agreeing, declining; ending it."""
    for number, look in asked.state.looks.items():
        if waits(look, asked.now):
            until = asked.now + asked.policy.look_longest
            yield Candidate(Act.GRANT_LOOK, f.LookGranted(number, until), number=number)
        if is_granted(look, asked.now):
            yield Candidate(Act.AGREE_TO_LOOK, f.LookAgreed(number), number=number)
        if not look.is_over and look.agreed_by is None:
            yield Candidate(Act.DECLINE_LOOK, f.LookDeclined(number), number=number)
        if holds_keys(look):
            yield Candidate(Act.END_LOOK, f.LookEnded(number), number=number)
