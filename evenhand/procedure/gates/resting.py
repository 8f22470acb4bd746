"""Letting a case rest until a date, and taking it up again (R12)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import agreement
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Owed, duties
from evenhand.procedure.projecting import promised_to_reporters
from evenhand.procedure.resting import rests

__all__ = ["rest", "wake"]


def rest(asked: Asked, fact: f.Rested) -> Refused | None:
    """A case rests until a date before which nothing is owed, and never while somebody may be in danger (R7, R12)."""
    if fact.until <= asked.now:
        return Refused(say("Choose a date that has not passed."), Clause.UPDATE)
    if asked.state.in_danger:
        return Refused(
            say("Somebody may be in danger in this case, so it does not rest."),
            Clause.ONGOING_OR_DANGER,
        )
    return _owed_before(asked, fact) or _promised_before(asked, fact)


WHO_NEVER_LOOKED = (Owed.WRITE_NAMES, Owed.ANSWER_CONFLICT, Owed.ANSWER_QUESTIONED)
"""What a member owes who is still asked while the case rests; a date of the law does not rest (C1, K1)."""


def _owed_before(asked: Asked, fact: f.Rested) -> Refused | None:
    """What is due sooner stands in the way; a member who never looked does not, and is still asked (C1)."""
    owed = duties(asked.state, asked.policy, asked.team, asked.now)
    sooner = (duty for duty in owed if duty.due < fact.until and duty.owed not in WHO_NEVER_LOOKED)
    first = min(sooner, key=lambda duty: duty.due, default=None)
    if first is None:
        return None
    return Refused(say("Something is due before that date. Do it first, or choose an earlier date."), first.clause)


def _promised_before(asked: Asked, fact: f.Rested) -> Refused | None:
    """The date that a reporter was promised, or the manual's own, is kept in sight."""
    if agreement(asked.state, asked.policy, asked.now) is not None:
        return None
    if any(promised < fact.until for promised in promised_to_reporters(asked.state, asked.policy)):
        return Refused(
            say("A reporter is to hear from you before that date. Write to them with a new date first."),
            Clause.UPDATE,
        )
    return None


def wake(asked: Asked) -> Refused | None:
    """Only a case that rests can be taken up again."""
    if not rests(asked.state.rests_until, asked.now):
        return Refused(say("This case does not rest."), Clause.UPDATE)
    return None
