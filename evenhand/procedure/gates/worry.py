"""Somebody may be thinking of harming themselves: marked by anyone who reads it, ended by what was done (R7)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.gates.handling import known_party

__all__ = ["mark", "settle"]


def mark(asked: Asked, fact: f.WorryMarked) -> Refused | None:
    """About somebody who is in the case, and once while it stands; nobody has to be sure."""
    refused = known_party(asked, fact.party)
    if refused is not None:
        return refused
    if asked.state.parties[fact.party].worried_since is not None:
        return Refused(say("This is marked already. Somebody reaches out to them today."), Clause.ONGOING_OR_DANGER)
    return None


def settle(asked: Asked, fact: f.WorrySettled) -> Refused | None:
    """Only what is marked can be settled."""
    refused = known_party(asked, fact.party)
    if refused is not None:
        return refused
    if asked.state.parties[fact.party].worried_since is None:
        return Refused(say("Nobody has marked that they are worried about this person."), Clause.ONGOING_OR_DANGER)
    return None
