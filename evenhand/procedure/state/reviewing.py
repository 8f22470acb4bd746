"""Who reviews the use of the severe path, and what each of them made of it, folded (S7)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Member
from evenhand.procedure.state.entries import without
from evenhand.procedure.state.model import CaseState, Severe

__all__ = ["begins", "signed", "signers", "without_signature"]


def begins(state: CaseState, fact: f.Triaged) -> bool:
    """Whether the severe path begins with this: the first time, again after it was found to be none, or for another."""
    lowered = state.triage is not None and not state.triage.severe
    return fact.anew or (fact.severe and (state.severe is None or lowered))


def signers(state: CaseState) -> tuple[Member, ...]:
    """Who may review: everybody in the case but who decided that it was severe, and who wrote it down (S7).

    Where nobody else is left, whoever only wrote down what another did signs: the duty is one that somebody can meet.
    """
    gone = state.must_go
    here = tuple(m for m in state.readers if m not in gone)
    severe = state.severe
    if severe is None:
        return here
    others = tuple(m for m in here if m != severe.decided_by)
    return tuple(m for m in others if m != severe.handled_by) or others


def signed(state: CaseState, severe: Severe, member: Member, outcome: f.SignOff, at: datetime) -> CaseState:
    """A signature; how many could give one that day is kept, so that who joins later opens no review that was done."""
    signatures = {**severe.signatures, member: outcome}
    could_sign = len(signers(state))
    return replace(state, severe=replace(severe, signatures=signatures, could_sign=could_sign, signed_at=at))


def without_signature(state: CaseState, member: Member) -> CaseState:
    """A signature goes with whoever turns out to have a conflict; what is needed is counted anew then."""
    severe = state.severe
    if severe is None or member not in severe.signatures:
        return state
    fewer = replace(severe, signatures=without(severe.signatures, member), could_sign=None)
    return replace(state, severe=fewer)
