"""What is said in public (D3c, D3e, D7)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates.acts import Act, Candidate
from evenhand.procedure.speaking_up import PUBLIC, is_past, measure_of, needs_review
from evenhand.procedure.state import Statement

__all__ = ["in_public"]


def in_public(asked: Asked) -> Iterator[Candidate]:
    """Texts for the public: written, checked, said, set right, taken back (D3c, D3e, D7)."""
    state, number = asked.state, len(asked.state.statements) + 1
    yield Candidate(Act.SPEAK_IN_PUBLIC, f.StatementDrafted(number, "00"))
    if state.proposal is not None:
        for index, measure in enumerate(state.proposal.measures):
            if measure.kind in PUBLIC:
                drafted = f.StatementDrafted(number, "00", index, state.proposal.version)
                yield Candidate(Act.DRAFT_STATEMENT, drafted, number=index)
    for statement in state.statements.values():
        if statement.made_at is None:
            yield from _on_the_way(asked, statement)
        elif statement.withdrawn_at is None:
            corrected = f.StatementDrafted(number, "00", corrects=statement.number)
            yield Candidate(Act.CORRECT_STATEMENT, corrected, number=statement.number)
            withdrawn = f.StatementWithdrawn(statement.number)
            yield Candidate(Act.WITHDRAW_STATEMENT, withdrawn, number=statement.number)


def _on_the_way(asked: Asked, statement: Statement) -> Iterator[Candidate]:
    """A text that was not said yet; an older version of it is left alone."""
    number, digest = statement.number, statement.digest
    measure = measure_of(asked.state, statement)
    if is_past(asked.state, statement):
        return
    checked = f.StatementChecked(number, digest, nobody_recognised=True, only_behaviour=True, was_heard=False)
    yield Candidate(Act.CHECK_STATEMENT, checked, number=number)
    if needs_review(asked, statement):
        yield Candidate(Act.REVIEW_STATEMENT, f.StatementReviewed(number, digest), number=number)
    space = "" if measure is None else measure.space
    made = f.StatementMade(number, digest, space, on_page=True)
    yield Candidate(Act.MAKE_STATEMENT, made, number=number)
