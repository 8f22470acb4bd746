"""The review of every use of the severe path by members other than the one who acted (S7)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState
from evenhand.procedure.state.reviewing import signers

__all__ = ["in_force", "may_begin_anew", "sign_off_outcome", "signers", "untold_of_reconnection", "was_refused"]


def sign_off_outcome(state: CaseState, policy: Policy) -> f.SignOff | None:
    """What the review came to, once enough members have signed: the least that any of them upheld.

    In a case with fewer other members than the manual asks for, all of them sign; who joins after that adds none.
    """
    severe = state.severe
    if severe is None or severe.handled is None:
        return None
    there = len(signers(state)) if severe.could_sign is None else min(severe.could_sign, len(signers(state)))
    needed = max(1, min(policy.sign_off_members, there))
    if len(severe.signatures) < needed:
        return None
    given = set(severe.signatures.values())
    return next(s for s in (f.SignOff.REFUSED, f.SignOff.IN_PART, f.SignOff.UPHELD) if s in given)


def was_refused(state: CaseState, policy: Policy) -> bool:
    """Whether the others found that it was no clear and severe breach."""
    return sign_off_outcome(state, policy) is f.SignOff.REFUSED


def may_begin_anew(state: CaseState, policy: Policy) -> bool:
    """Whether another breach can be acted on by itself: every use of the severe path has its own review (S7)."""
    return sign_off_outcome(state, policy) is not None and not in_force(state)


def in_force(state: CaseState) -> bool:
    """Whether somebody is still disconnected under the severe path (S7)."""
    severe = state.severe
    if severe is None or severe.handled is None:
        return False
    return bool(severe.handled.disconnected) and severe.reconnected_at is None


def untold_of_reconnection(state: CaseState) -> tuple[Party, ...]:
    """Reachable reporters who have not heard that somebody will be reconnected (S7)."""
    told = frozenset() if state.severe is None else state.severe.reporters_told
    return tuple(p.handle for p in state.reporters if p.is_reachable and p.handle not in told)
