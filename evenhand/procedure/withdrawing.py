"""What follows when reporters withdraw: when an identity is erased, and what a finding may rest on (K1, R4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.facts import Member, Party
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState, Erasure

__all__ = [
    "erasure_at",
    "erasures",
    "has_asked_to_wait",
    "is_erased",
    "longest_hold",
    "rests_on_word_alone",
    "waiting_times",
    "word_alone",
]


def is_erased(state: CaseState, party: Party | None) -> bool:
    """Whether this party's identity was erased."""
    return party in state.parties and party is not None and state.parties[party].erased


def erasure_at(erasure: Erasure, policy: Policy) -> datetime:
    """When it is done: after the time in which it can be taken back, and after a hold (K1)."""
    at = erasure.asked_at + policy.erasure_after
    return at if erasure.held_until is None else max(at, erasure.held_until)


def has_asked_to_wait(erasure: Erasure, member: Member, now: datetime) -> bool:
    """Whether this member's half of a hold stands: it ends with the date that they gave."""
    until = erasure.hold_asked_until
    return member in erasure.holders and until is not None and now < until


def longest_hold(erasure: Erasure, policy: Policy, now: datetime) -> datetime:
    """Until when it can be made to wait: as long as the manual says, in all, however often it is asked for (K1)."""
    return min(now, erasure.asked_at + policy.erasure_after) + policy.hold_most


def erasures(state: CaseState, policy: Policy, now: datetime) -> tuple[f.IdentityErased, ...]:
    """What the clerk erases now: it follows from a wish that was signed, whose time has come, and that nobody holds."""
    return tuple(
        f.IdentityErased(party.handle)
        for party in state.parties.values()
        if party.erasure is not None and party.erasure.stands and now >= erasure_at(party.erasure, policy)
    )


def waiting_times(state: CaseState, policy: Policy) -> Iterator[datetime]:
    """When an erasure that was asked for is done, or a hold ends."""
    for party in state.parties.values():
        if party.erasure is not None:
            yield party.erasure.asked_at + policy.erasure_after
            yield from (t for t in (party.erasure.hold_asked_until, party.erasure.held_until) if t is not None)


def word_alone(state: CaseState) -> bool:
    """Whether every reporter has withdrawn, so that their word alone carries nothing any more (R4)."""
    return bool(state.reporters) and all(party.has_withdrawn for party in state.reporters)


def rests_on_word_alone(state: CaseState) -> bool:
    """Whether the newest determination finds something and rests on the word of reporters who all withdrew (R4)."""
    found = state.determination
    if found is None or found.beyond_statement or not word_alone(state):
        return False
    return found.violation is f.Answer.YES or bool(found.responsible)
