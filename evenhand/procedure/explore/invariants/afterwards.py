"""After the end (D6, V4)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.explore.invariants.step import Said, Step, about


@about(f.Reopened, f.ReopeningAsked, f.ReopeningDeclined)
def a_case_is_reopened_by_two(step: Step) -> Said:
    """Only a closed case, by another member than the one who asked; one wish at a time (D6)."""
    state = step.before.state
    asked = state.reopening_asked_by
    match step.fact:
        case f.Reopened() if state.closed_at is None:
            return "A case was reopened that was not closed."
        case f.Reopened():
            return "One member reopened a case alone." if asked is None or step.member == asked else None
        case f.ReopeningAsked():
            return "Asked for what is open, or asked for already." if state.closed_at is None or asked else None
        case f.ReopeningDeclined():
            return "Declined what nobody asked for." if asked is None else None
        case _:
            return None


@about(f.Reopened)
def nothing_old_counts_after_reopening(step: Step) -> Said:
    """No determination, proposal, report or letter of before stands for the new handling (D6)."""
    if not isinstance(step.fact, f.Reopened):
        return None
    after = step.after.state
    stands = after.determination or after.proposal or after.council_reported_at
    letters = any(party.closing_sent or party.told_of for party in after.parties.values())
    return "Something of before the reopening still counts." if stands or letters else None


@about(f.LetterSent, f.ReviewAsked, f.FairnessAnswered)
def asked_after_the_end_and_once(step: Step) -> Said:
    """The question about retaliation, a review and the question of fairness come after the end (D6, V4)."""
    state = step.before.state
    match step.fact:
        case f.LetterSent(kind=f.LetterKind.AFTERCARE, to=party):
            return (
                "Asked before the end, or twice." if state.closed_at is None or state.parties[party].checked else None
            )
        case f.LetterSent(kind=f.LetterKind.REVIEW_ANSWER, to=party):
            known = state.parties[party]
            asked = known.review_asked_at is not None and not known.review_answered
            return None if asked else "Answered a review that nobody waits for."
        case f.ReviewAsked(party=party):
            within = step.world.policy.review_within
            over = state.closed_at is None or within is None or step.before.now >= state.closed_at + within
            return "A review was asked for that there is not." if over or state.parties[party].review_asked_at else None
        case f.FairnessAnswered(party=party):
            known = state.parties[party]
            return "Answered before the last letter, or twice." if not known.closing_sent or known.fairness else None
        case _:
            return None
