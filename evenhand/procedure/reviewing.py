"""The review of every use of the severe path by members other than the one who acted (S7)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.facts import Member, Party
from evenhand.procedure.policy import Policy
from evenhand.procedure.seating import able
from evenhand.procedure.state import CaseState

__all__ = ["in_force", "sign_off_outcome", "signers", "untold_of_reconnection"]


def signers(state: CaseState) -> tuple[Member, ...]:
    """Who may review: everybody in the case but who decided that it was severe, and who wrote it down (S7).

    Where nobody else is left, whoever only wrote down what another did signs: the duty is one that somebody can meet.
    """
    severe = state.severe
    if severe is None:
        return able(state)
    others = tuple(m for m in able(state) if m != severe.decided_by)
    return tuple(m for m in others if m != severe.handled_by) or others


def sign_off_outcome(state: CaseState, policy: Policy) -> f.SignOff | None:
    """What the review came to, once enough members have signed: the least that any of them upheld.

    In a case with fewer other members than the manual asks for, all of them sign.
    """
    severe = state.severe
    if severe is None or severe.handled is None:
        return None
    needed = max(1, min(policy.sign_off_members, len(signers(state))))
    if len(severe.signatures) < needed:
        return None
    given = set(severe.signatures.values())
    return next(s for s in (f.SignOff.REFUSED, f.SignOff.IN_PART, f.SignOff.UPHELD) if s in given)


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
