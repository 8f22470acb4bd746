"""What can be done once a case is closed (D6, V4)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates.acts import Act, Candidate, letter_to

__all__ = ["afterwards"]


def afterwards(asked: Asked) -> Iterator[Candidate]:
    """What can be done once a case is closed (D6, V4)."""
    state = asked.state
    if state.closed_at is None:
        return
    for party in state.reporters:
        if party.is_reachable:
            letter = letter_to(asked, f.LetterKind.AFTERCARE, party)
            yield Candidate(Act.CHECK_RETALIATION, letter, party.handle)
    for party in state.parties.values():
        if party.review_asked_at is not None:
            letter = letter_to(asked, f.LetterKind.REVIEW_ANSWER, party)
            yield Candidate(Act.ANSWER_REVIEW, letter, party.handle)
    if state.reopening_asked_by in state.readers:
        yield Candidate(Act.REOPEN, f.Reopened())
        yield Candidate(Act.DECLINE_REOPENING, f.ReopeningDeclined())
    else:
        yield Candidate(Act.ASK_REOPENING, f.ReopeningAsked())
