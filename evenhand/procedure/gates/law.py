"""What the law asks: what was told outside is written down, and looked at by a second member (K1)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause

__all__ = ["disclose", "second_disclosure"]


def disclose(asked: Asked, fact: f.Disclosed) -> Refused | None:
    """What was told is written down once, after it happened; nobody has to ask first where time does not allow it."""
    if fact.disclosed_at > asked.now:
        return Refused(say("Write it down once it has happened. Choose a time that has passed."), Clause.IDENTITY)
    if fact.disclosure != len(asked.state.disclosures) + 1:
        return Refused(say("Somebody else wrote one down meanwhile. Look at it first."), Clause.IDENTITY)
    return None


def second_disclosure(asked: Asked, fact: f.DisclosureSeconded) -> Refused | None:
    """Another member than the one who decided it looks at it, once."""
    one = asked.state.disclosures.get(fact.disclosure)
    if one is None:
        return Refused(say("There is no such disclosure in this case."), Clause.IDENTITY)
    if one.seconded_by is not None:
        return Refused(say("A second member has looked at it already."), Clause.IDENTITY)
    if one.decided_by == asked.member:
        return Refused(say("You decided it yourself. Somebody else looks at it."), Clause.IDENTITY)
    return None
