"""Telling a reported person what is kept about them, and putting it off (R3)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Party
from evenhand.procedure.informing import LONGEST, uninformed

__all__ = ["defer", "give"]


def give(asked: Asked, fact: f.DataNoticeGiven) -> Refused | None:
    """Only somebody who is named and was not told."""
    return _is_owed(asked, fact.party)


def defer(asked: Asked, fact: f.DataNoticeDeferred) -> Refused | None:
    """To a date that comes, and not for ever: after it the reason is looked at again."""
    refused = _is_owed(asked, fact.party)
    if refused is not None:
        return refused
    if not asked.now < fact.until <= asked.now + LONGEST:
        return Refused(
            say("Choose a date that comes, not more than a year from now. Then look at your reason again."),
            Clause.CONTACTING_ANYONE,
        )
    return None


def _is_owed(asked: Asked, party: Party) -> Refused | None:
    if party in dict(uninformed(asked.state)):
        return None
    return Refused(say("This person knows already, or nobody has named them as reported."), Clause.CONTACTING_ANYONE)
