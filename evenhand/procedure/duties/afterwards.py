"""What is owed after the end (D6, V4)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure.afterwards import one_reopens, to_check
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["answer_reviews", "check_retaliation", "second_reopening"]


def check_retaliation(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Some time after the end a person asks the reporter whether anybody made them pay for it."""
    if state.closed_at is None or asked.now < state.closed_at + policy.aftercare_after:
        return
    since = state.closed_at + policy.aftercare_after
    for party in to_check(state):
        due = since + policy.closing_within
        yield Duty(Owed.CHECK_RETALIATION, Clause.COUNCIL_REPORT, since, due, party=party.handle)


def answer_reviews(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Whoever asks for a review hears what came of it, or the case is taken up again."""
    for party in state.parties.values():
        since = party.review_asked_at
        if since is not None and not party.review_answered and party.may_be_written_to:
            due = since + policy.answers_within
            yield Duty(Owed.ANSWER_REVIEW, Clause.DISCRIMINATION, since, due, party=party.handle)


def second_reopening(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """A second member says whether a case is to be taken up again."""
    at, by = state.reopening_asked_at, state.reopening_asked_by
    if at is not None and by in state.readers:
        due = at + policy.positions_within
        asker = None if one_reopens(state, policy) else by
        yield Duty(Owed.REOPEN, Clause.COUNCIL_REPORT, at, due, member=asker)
