"""A measure that is carried out in public, step by step (D3c, D3e, D7)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import acting_chair
from evenhand.procedure.asked import Asked
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.facts import Member
from evenhand.procedure.speaking_up import PUBLIC, is_checked, is_sound, lacks_review, newest_for

__all__ = ["carry_out"]


def carry_out(asked: Asked, measure: f.Measure, index: int, since: datetime, due: datetime) -> Duty:
    """The chair writes it, a second member checks it, the law is asked where that is wanted, the chair says it."""
    clause, statement = PUBLIC[measure.kind], newest_for(asked.state, index)
    chair = acting_chair(asked.state, asked.team, asked.now)
    if statement is None or not is_sound(asked.state, statement):
        return Duty(Owed.DRAFT_STATEMENT, clause, since, due, chair, number=index, personal=True)
    number = statement.number
    if not is_checked(asked.state, statement, chair or Member("")):
        written = max(since, statement.drafted_at)
        return Duty(Owed.CHECK_STATEMENT, clause, written, due, member=statement.writer, number=number)
    ready = max(since, statement.checked_at or since)
    if lacks_review(asked, statement):
        return Duty(Owed.REVIEW_STATEMENT, clause, ready, due, number=number)
    return Duty(Owed.MAKE_STATEMENT, clause, ready, due, chair, number=number, personal=True)
