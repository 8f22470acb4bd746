"""Reopening, review, and the question of fairness (D6, V4)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.afterwards import one_reopens, review_until
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause

__all__ = [
    "answer_fairness",
    "answer_review",
    "ask_reopening",
    "ask_review",
    "check_retaliation",
    "decline_reopening",
    "reopen",
]

V4 = Clause.DISCRIMINATION

NOBODY_ASKED = Refused(say("First a member writes down why this is to be taken up again."), Clause.COUNCIL_REPORT)


def _needs_the_end(asked: Asked) -> Refused | None:
    if asked.state.closed_at is None:
        return Refused(say("This case is not closed."), Clause.COUNCIL_REPORT)
    return None


def ask_reopening(asked: Asked) -> Refused | None:
    """A closed case is taken up again for a reason (D6)."""
    refused = _needs_the_end(asked)
    if refused is not None:
        return refused
    if not asked.state.reporters:
        return Refused(say("The report went to another case. Look there."), Clause.COUNCIL_REPORT)
    if asked.state.reopening_asked_by in asked.state.readers:
        return Refused(say("Somebody has asked for this already. A second member has to agree."), Clause.COUNCIL_REPORT)
    return None


def reopen(asked: Asked) -> Refused | None:
    """A second member agrees, where the community asks for one and there is one (D6)."""
    refused = _needs_the_end(asked)
    if refused is not None:
        return refused
    asker = asked.state.reopening_asked_by
    if asker is None or asker not in asked.state.readers:
        return NOBODY_ASKED
    if asker == asked.member and not one_reopens(asked.state, asked.policy):
        return Refused(say("You asked for this, so another member has to agree."), Clause.COUNCIL_REPORT)
    return None


def decline_reopening(asked: Asked) -> Refused | None:
    """Another member says why not, or the asker takes it back: it does not wait for ever (D6)."""
    return NOBODY_ASKED if asked.state.reopening_asked_by not in asked.state.readers else None


def check_retaliation(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """Once, after the end, to a reporter (D6)."""
    refused = _needs_the_end(asked)
    if refused is not None:
        return refused
    party = asked.state.parties[fact.to]
    if not asked.state.is_report or party.role is not f.Role.REPORTER or party.checked:
        return Refused(say("Only a reporter is asked this, and once."), Clause.COUNCIL_REPORT)
    return None


def ask_review(asked: Asked, fact: f.ReviewAsked) -> Refused | None:
    """Where the community allows it, for as long as it says (V4)."""
    until = review_until(asked.state, asked.policy)
    if until is None:
        return Refused(say("No review of this resolution is foreseen, or it has not ended yet."), V4)
    if asked.now >= until:
        return Refused(say("The time to ask for a review is over."), V4)
    if asked.state.parties[fact.party].review_asked_at is not None:
        return Refused(say("You have asked for a review already."), V4)
    return None


def answer_review(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """An answer goes to whoever asked; taking the case up again is one too (V4)."""
    party = asked.state.parties[fact.to]
    if party.review_answered:
        return Refused(say("This person has an answer already. You can write them another letter."), V4)
    if party.review_asked_at is None:
        return Refused(say("This person has not asked for a review."), V4)
    return None


def answer_fairness(asked: Asked, fact: f.FairnessAnswered) -> Refused | None:
    """Once, after the last letter (V4)."""
    party = asked.state.parties[fact.party]
    if not party.closing_sent:
        return Refused(say("This is asked after the last letter."), V4)
    if party.fairness is not None:
        return Refused(say("You have answered this already."), V4)
    return None
