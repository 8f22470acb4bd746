"""A look at one case: asked for with a justification, granted by two for a time, ended by itself (R9)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.looking import holds_keys, is_granted, lookers, newest_of, waits
from evenhand.procedure.seating import barred
from evenhand.procedure.state import Look

__all__ = ["BY_LOOKER", "agree", "ask", "decline", "end", "grant", "take"]

BY_LOOKER = (f.LookAsked, f.LookTaken)
"""What a member of the council adds to a case whose report they may read, once they answered the conflict question."""

_NONE = Refused(say("Nobody has asked for this look."), Clause.ARCHIVE)
_BARRED = Refused(say("The report names this person as involved, so nothing of it is granted."), Clause.INVOLVED_MEMBER)
_OVER = Refused(say("This look has been answered already, or is over."), Clause.ARCHIVE)


def ask(asked: Asked, fact: f.LookAsked) -> Refused | None:
    """Who reads only the report asks for the rest, one look at a time."""
    state = asked.state
    if asked.member in state.readers:
        return Refused(say("You read this case already."), Clause.ARCHIVE)
    if asked.member in barred(state):
        return _BARRED
    newest = newest_of(state, asked.member)
    if newest is not None and not newest.is_over:
        return Refused(say("You have asked for this case already, or may look at it."), Clause.ARCHIVE)
    if fact.look != len(state.looks) + 1:
        return Refused(say("Looks are numbered one after the other."), Clause.ARCHIVE)
    return None


def grant(asked: Asked, fact: f.LookGranted) -> Refused | None:
    """One member grants it for a time, no longer than the manual's longest."""
    look = asked.state.looks.get(fact.look)
    if look is None or not waits(look, asked.now):
        return _NONE if look is None else _OVER
    if look.member in barred(asked.state):
        return _BARRED
    if not asked.now < fact.until <= asked.now + asked.policy.look_longest:
        return Refused(
            say("A look ends at a date that is still to come, and within the time that your manual gives."),
            Clause.ARCHIVE,
        )
    return None


def agree(asked: Asked, fact: f.LookAgreed) -> Refused | None:
    """Another member agrees; from then on it is in force."""
    look = asked.state.looks.get(fact.look)
    if look is None or not is_granted(look, asked.now):
        return Refused(say("First one member grants it until a date; then another agrees."), Clause.ARCHIVE)
    if look.member in barred(asked.state):
        return _BARRED
    if look.granted_by == asked.member:
        return Refused(say("Somebody other than the one who granted it agrees."), Clause.ARCHIVE)
    return None


def decline(asked: Asked, fact: f.LookDeclined) -> Refused | None:
    """Any member of the case can decline it, until two have granted it."""
    look = asked.state.looks.get(fact.look)
    if look is None:
        return _NONE
    return _OVER if look.is_over or look.agreed_by is not None else None


def take(asked: Asked, fact: f.LookTaken) -> Refused | None:
    """Only whom it was granted to opens the case, once, and not a moment after its time."""
    look = asked.state.looks.get(fact.look)
    if look is None or look.member != asked.member:
        return _NONE
    if asked.member not in lookers(asked.state, asked.now):
        return Refused(say("This look has ended. What was read stays read; nothing more opens."), Clause.ARCHIVE)
    return Refused(say("It was opened already."), Clause.ARCHIVE) if look.is_taken else None


def end(asked: Asked, fact: f.LookEnded) -> Refused | None:
    """A member of the case ends it: when its time is up, or before."""
    look: Look | None = asked.state.looks.get(fact.look)
    if look is None or not holds_keys(look):
        return Refused(say("There is no look of this number that could be ended."), Clause.ARCHIVE)
    return None
