"""What the law asks: what was told outside, and people who are under 18, each by two members (K1, R3)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.minors import agreed, known_people

__all__ = ["agree_to_contact", "disclose", "name_minors", "second_disclosure"]


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


def name_minors(asked: Asked, fact: f.MinorsNamed) -> Refused | None:
    """Somebody who is in this case, or is to be contacted, or nobody (R3)."""
    if set(fact.parties) - set(known_people(asked.state)):
        return Refused(say("There is no such person in this case."), Clause.PERSONAL)
    if asked.state.minors_named and set(fact.parties) == set(asked.state.minors):
        return Refused(say("That stands written down already."), Clause.CONTACTING_ANYONE)
    return None


def agree_to_contact(asked: Asked, fact: f.MinorContactAgreed) -> Refused | None:
    """Another member than the one who wrote down that they are under 18, once (R3)."""
    minor = asked.state.minors.get(fact.party)
    if minor is None:
        return Refused(say("Nobody has written down that this person is under 18."), Clause.CONTACTING_ANYONE)
    if agreed(asked.state, fact.party):
        return Refused(say("Another member has agreed to it already."), Clause.CONTACTING_ANYONE)
    if minor.named_by == asked.member:
        return Refused(
            say("You wrote down that this person is under 18, so another member has to agree."),
            Clause.CONTACTING_ANYONE,
        )
    return None
