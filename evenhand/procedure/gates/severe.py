"""Triage, and the severe path as far as it is done by hand (T1, T2, S1 to S7)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member
from evenhand.procedure.gates.asked import Asked
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState, Severe


def triage(asked: Asked, fact: f.Triaged) -> Refused | None:
    """One member alone decides it; it can be raised later, and lowered only by the sign-off (T1, S7)."""
    if fact.severe and fact.kind is None:
        return Refused(
            say("Say what kind of clear and severe breach it is, and what was said or done."),
            Clause.SEVERE_MEANS,
        )
    before = asked.state.triage
    if before is not None and before.severe and not fact.severe:
        return Refused(
            say("This was taken as a clear and severe breach. Only the sign-off can say that it was not."),
            Clause.SIGN_OFF,
        )
    return None


def needs_triage(state: CaseState) -> Refused | None:
    """Nothing is decided before triage (T1)."""
    if state.triage is None:
        return Refused(say("First decide whether this is a clear and severe breach."), Clause.TRIAGE_FIRST)
    return None


def handle(asked: Asked, fact: f.HandledByHand) -> Refused | None:
    """What was done by hand is written down once, by a member, for a severe case only (S2)."""
    severe = asked.state.severe
    if severe is None:
        return Refused(say("Nobody has taken this as a clear and severe breach."), Clause.TRIAGE_FIRST)
    if severe.signatures:
        return Refused(
            say("The others have begun to review what was done, so it stands as it was written."),
            Clause.SIGN_OFF,
        )
    if set(fact.disconnected) & set(fact.not_yet):
        return Refused(say("A space is either disconnected or not yet, not both."), Clause.DISCONNECT)
    return None


def signers(state: CaseState) -> tuple[Member, ...]:
    """Who may review: everybody in the case but the member who acted (S7)."""
    severe = state.severe
    if severe is None:
        return ()
    return tuple(m for m in state.readers if m != severe.handled_by)


def sign_off_outcome(state: CaseState, policy: Policy) -> f.SignOff | None:
    """What the review came to, once enough members have signed: the least that any of them upheld."""
    severe = state.severe
    if severe is None or severe.handled is None:
        return None
    needed = max(1, min(policy.sign_off_members, len(signers(state))))
    if len(severe.signatures) < needed:
        return None
    given = set(severe.signatures.values())
    for outcome in (f.SignOff.REFUSED, f.SignOff.IN_PART):
        if outcome in given:
            return outcome
    return f.SignOff.UPHELD


def sign_off(asked: Asked) -> Refused | None:
    """Signed by members other than the one who acted, on what that one wrote down (S7)."""
    severe = asked.state.severe
    if severe is None or severe.handled is None:
        return Refused(say("First somebody writes down what was done, space by space."), Clause.DISCONNECT)
    if asked.member == severe.handled_by:
        return Refused(say("You acted, so members other than you review it and sign."), Clause.SIGN_OFF)
    return None


def in_force(severe: Severe | None) -> bool:
    """Whether somebody is still disconnected under the severe path."""
    if severe is None or severe.handled is None:
        return False
    return bool(severe.handled.disconnected) and severe.reconnected_at is None


def tell_of_reconnection(asked: Asked) -> Refused | None:
    """The reporter hears of a reconnection before it happens (S7)."""
    if not in_force(asked.state.severe):
        return Refused(say("Nobody is disconnected in this case."), Clause.SIGN_OFF)
    return None


def reconnect(asked: Asked) -> Refused | None:
    """Reconnection comes after the review, and after every reachable reporter was told (S7)."""
    state = asked.state
    severe = state.severe
    if severe is None or not in_force(severe):
        return Refused(say("Nobody is disconnected in this case."), Clause.SIGN_OFF)
    if sign_off_outcome(state, asked.policy) is None:
        return Refused(say("First members other than the one who acted review it and sign."), Clause.SIGN_OFF)
    untold = [p for p in state.reporters if p.is_reachable and p.handle not in severe.reporters_told]
    if untold:
        return Refused(
            say("First tell the reporter that the person will be reconnected, and why."),
            Clause.SIGN_OFF,
        )
    return None
