"""Consensus, derived from positions: nobody writes down "agreed" (D1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.facts import Member
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.seating import able
from evenhand.procedure.state import CaseState, Proposal
from evenhand.procedure.withdrawing import rests_on_word_alone

__all__ = ["Agreement", "acting_chair", "agreement", "deadlocked_since", "voters"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The proposal that stands agreed, and since when."""

    proposal: Proposal
    since: datetime


def voters(state: CaseState) -> tuple[Member, ...]:
    """Those who count: the members who hold the committee room now and may act (D1, K4)."""
    return able(state)


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
    """Since when all have answered, or the date has passed, with nobody objecting and the quorum consenting (D1)."""
    positions = [proposal.positions.get(member) for member in voters(state)]
    if f.Position.OBJECT in positions:
        return None
    if positions.count(f.Position.CONSENT) < policy.quorum_of(len(positions)):
        return None
    last = proposal.last_position_at or proposal.proposed_at
    if None not in positions:
        return last
    return max(proposal.positions_until, last) if now >= proposal.positions_until else None


def deadlocked_since(state: CaseState) -> datetime | None:
    """Since when the first standing objection stands, if no agreement was fixed (D2)."""
    if state.proposal is not None and state.proposal.consulted_at is not None:
        return None
    standing = [at for member, at in state.objecting_since.items() if member in voters(state)]
    return min(standing, default=None)


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
