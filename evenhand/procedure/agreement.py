"""Consensus, derived from positions: nobody writes down "agreed" (D1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.facts import Member
from evenhand.procedure.policy import Fallback, Policy, Team
from evenhand.procedure.seating import able
from evenhand.procedure.state import CaseState, Proposal
from evenhand.procedure.withdrawing import rests_on_word_alone

__all__ = [
    "Agreement",
    "acting_chair",
    "agreement",
    "deadlocked_since",
    "fallback_at",
    "has_taken_position",
    "may_turn_over_at",
    "shows_position",
    "voters",
]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The proposal that stands agreed, and since when."""

    proposal: Proposal
    since: datetime


def voters(state: CaseState) -> tuple[Member, ...]:
    """Those who count: who holds the committee room now and may act; once turned over, the council (D1, D2, K4)."""
    return state.turned_over_to if state.council_decides else able(state)


def agreement(state: CaseState, policy: Policy, now: datetime) -> Agreement | None:
    """The newest proposal, if it is agreed at this time.

    Once the first letter of consultation is out the agreement stands, whoever joins or
    leaves after. It covers proposal and determination, so a newer determination ends it (D1);
    so does the last reporter's withdrawing, where it rests on nothing but their word (R4).
    """
    proposal = state.proposal
    if proposal is None or not state.cites_newest or _has_lost_its_ground(state, proposal):
        return None
    if proposal.consulted_at is not None:
        return Agreement(proposal, proposal.consulted_at)
    if proposal.enacted:  # nobody could be consulted, so no letter fixed the agreement
        return Agreement(proposal, proposal.weighed_at or proposal.proposed_at)
    since = _consented_since(state, proposal, policy, now)
    return None if since is None else Agreement(proposal, since)


def _has_lost_its_ground(state: CaseState, proposal: Proposal) -> bool:
    """Whether it would act on the word of reporters who have all withdrawn, and nothing of it was done yet (R4)."""
    acts = any(measure.kind is not f.MeasureKind.NO_ACTION for measure in proposal.measures)
    return acts and not proposal.enacted and rests_on_word_alone(state)


def _consented_since(state: CaseState, proposal: Proposal, policy: Policy, now: datetime) -> datetime | None:
    """Since when all have answered, or the date has passed, and enough of them consent (D1, D2)."""
    positions = [proposal.positions.get(member) for member in voters(state)]
    if not _is_enough(state, positions, policy, now):
        return None
    last = proposal.last_position_at or proposal.proposed_at
    if f.Position.OBJECT in positions and state.turned_over_at is None:
        last = max(last, fallback_at(state, policy) or last)
    if None not in positions:
        return last
    return max(proposal.positions_until, last) if now >= proposal.positions_until else None


def _is_enough(state: CaseState, positions: list[f.Position | None], policy: Policy, now: datetime) -> bool:
    """Consensus of the committee, or what its manual lets pass without; once turned over the council's own rule.

    By that rule the committee decides as well where nobody of the council is left to do it (D2, C2): else one
    objection would keep such a case open for ever.
    """
    consents = positions.count(f.Position.CONSENT)
    if state.turned_over_at is not None:
        taken = len(positions) - positions.count(None)
        return consents >= policy.council_quorum_of(taken, len(positions))
    if consents < policy.quorum_of(len(positions)):
        return False
    if f.Position.OBJECT not in positions:
        return True
    tried = fallback_at(state, policy)
    return tried is not None and now >= tried and policy.fallback.is_met(consents, len(positions))


def deadlocked_since(state: CaseState) -> datetime | None:
    """Since when the first objection stands, unless an agreement was fixed or the council decides (D2)."""
    fixed = state.proposal is not None and state.proposal.consulted_at is not None
    if fixed or state.council_decides or state.is_enacted:
        return None
    standing = [at for member, at in state.objecting_since.items() if member in voters(state)]
    return min(standing, default=None)


def may_turn_over_at(state: CaseState, policy: Policy) -> datetime | None:
    """From when on the case may be turned over to the council, while an objection stands (D2)."""
    since = deadlocked_since(state)
    return None if since is None else since + policy.deadlock_after


def fallback_at(state: CaseState, policy: Policy) -> datetime | None:
    """From when on less than consensus may pass, where the manual has such a rule: consensus is tried first."""
    since = deadlocked_since(state)
    return None if since is None or policy.fallback is Fallback.NONE else since + policy.fallback_after


def shows_position(state: CaseState, viewer: Member, fact: f.PositionTaken, by: str) -> bool:
    """Whether somebody may see the position that another has taken: once they took their own on it (D1, local).

    Nobody is led by the others. Who is not asked sees positions once the proposal is
    agreed, which the first letter of consultation fixes, or once a newer one has replaced it.
    """
    proposal = state.proposal
    if by == viewer or proposal is None or proposal.consulted_at is not None or proposal.enacted:
        return True
    if viewer in state.proposals[fact.proposal - 1].positions:
        return True
    return viewer in proposal.positions if viewer in voters(state) else fact.proposal < proposal.version


def has_taken_position(state: CaseState, member: Member | None) -> bool:
    """Whether nothing that says how the others see it could lead this member any more (D1, local)."""
    return state.proposal is None or member not in voters(state) or member in state.proposal.positions


def acting_chair(state: CaseState, team: Team, now: datetime) -> Member | None:
    """Who is chair for this case: the chair, or the first deputy in it who is there (N4).

    Derived, never stored. Where neither chair nor deputy sits, the first reader in
    the rota is; somebody away passes it on for as long as they are away.
    """
    ranked = _ranked(state, team)
    present = [m for m in ranked if not team.is_away(m, now)]
    return next(iter(present or ranked), None)


def _ranked(state: CaseState, team: Team) -> list[Member]:
    first: Iterable[Member] = [m for m in (team.chair, *team.deputies) if m is not None]
    everybody = dict.fromkeys((*first, *team.order, *state.readers))
    return [m for m in everybody if m in able(state)]
