"""Triage, and the severe path as far as it is done by hand (T1, T2, S1 to S7)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.reviewing import (
    in_force,
    may_begin_anew,
    sign_off_outcome,
    signers,
    untold_of_reconnection,
    was_refused,
)
from evenhand.procedure.state import CaseState, Severe
from evenhand.procedure.state.reviewing import begins

__all__ = ["handle", "needs_triage", "reconnect", "sign_off", "tell_of_reconnection", "triage"]


def triage(asked: Asked, fact: f.Triaged) -> Refused | None:
    """One member alone decides it; it can be raised later, and lowered only by the sign-off (T1, S7)."""
    if fact.severe and fact.kind is None:
        return Refused(
            say("Say what kind of clear and severe breach it is, and what was said or done."),
            Clause.SEVERE_MEANS,
        )
    return _lowers(asked, fact) or _another(asked, fact)


def _lowers(asked: Asked, fact: f.Triaged) -> Refused | None:
    if asked.state.severe is None or fact.severe or was_refused(asked.state, asked.policy):
        return None
    return Refused(
        say("This was taken as a clear and severe breach. Only the sign-off can say that it was not."),
        Clause.SIGN_OFF,
    )


def _another(asked: Asked, fact: f.Triaged) -> Refused | None:
    """Every use of the severe path has a review of its own, so one is finished before another begins (S7)."""
    another = fact.anew or (asked.state.severe is not None and begins(asked.state, fact))
    if not another or (fact.severe and may_begin_anew(asked.state, asked.policy)):
        return None
    return Refused(
        say("What was done before is not reviewed yet, or somebody is still disconnected. Finish that first."),
        Clause.SIGN_OFF,
    )


def needs_triage(state: CaseState) -> Refused | None:
    """Nothing is decided before triage (T1)."""
    if state.triage is None:
        return Refused(say("First decide whether this is a clear and severe breach."), Clause.TRIAGE_FIRST)
    return None


def handle(asked: Asked, fact: f.HandledByHand) -> Refused | None:
    """Written down by one member, who may correct it until the others begin to review (S2, S7)."""
    severe = asked.state.severe
    if severe is None:
        return Refused(say("Nobody has taken this as a clear and severe breach."), Clause.TRIAGE_FIRST)
    if severe.signatures:
        return Refused(
            say("The others have begun to review what was done, so it stands as it was written."),
            Clause.SIGN_OFF,
        )
    if severe.handled_by in asked.state.readers and severe.handled_by != asked.member:
        return _written_by_another(asked)
    if set(fact.disconnected) & set(fact.not_yet):
        return Refused(say("A space is either disconnected or not yet, not both."), Clause.DISCONNECT)
    return None


def _written_by_another(asked: Asked) -> Refused:
    if asked.member in signers(asked.state):
        return Refused(
            say("Another member wrote this down and can correct it. You can review it and sign."), Clause.SIGN_OFF
        )
    return Refused(
        say("Another member wrote this down and can correct it. Tell them what to correct."), Clause.SIGN_OFF
    )


def sign_off(asked: Asked) -> Refused | None:
    """Signed by members other than the one who acted, on what was written down (S7)."""
    severe = asked.state.severe
    if severe is None or severe.handled is None:
        return Refused(say("First somebody writes down what was done, space by space."), Clause.DISCONNECT)
    if sign_off_outcome(asked.state, asked.policy) is not None:
        return Refused(say("The review is done, and what it came to stands."), Clause.SIGN_OFF)
    return _acted(asked, severe)


def _acted(asked: Asked, severe: Severe) -> Refused | None:
    """Whoever decided that it was severe acted, and so did whoever wrote down what was done (S7)."""
    if asked.member in signers(asked.state):
        return None
    if asked.member == severe.decided_by:
        return Refused(
            say("You decided that this was severe, so members other than you review it and sign."), Clause.SIGN_OFF
        )
    if asked.member == severe.handled_by:
        return Refused(
            say("You wrote down what was done, so members other than you review it and sign."), Clause.SIGN_OFF
        )
    return None


def _reviewed(asked: Asked) -> Refused | None:
    if sign_off_outcome(asked.state, asked.policy) is None:
        return Refused(say("First members other than the one who acted review it and sign."), Clause.SIGN_OFF)
    return None


def tell_of_reconnection(asked: Asked) -> Refused | None:
    """Whoever is told of a reconnection hears what the review came to (S7)."""
    if asked.state.severe is None:
        return Refused(say("Nobody is disconnected in this case."), Clause.SIGN_OFF)
    return _reviewed(asked)


def reconnect(asked: Asked) -> Refused | None:
    """Reconnection comes after the review, and after every reachable reporter was told (S7)."""
    if not in_force(asked.state):
        return Refused(say("Nobody is disconnected in this case."), Clause.SIGN_OFF)
    refused = _reviewed(asked)
    if refused is not None:
        return refused
    if untold_of_reconnection(asked.state):
        return Refused(say("First tell the reporter that the person will be reconnected, and why."), Clause.SIGN_OFF)
    return None
