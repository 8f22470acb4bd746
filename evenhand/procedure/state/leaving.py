"""Somebody is out of a case: of its readers, and of everything that counts because they read it (C2)."""

from __future__ import annotations

from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Member
from evenhand.procedure.state.entries import without
from evenhand.procedure.state.looking import without_member
from evenhand.procedure.state.model import CaseState


def taken_out(state: CaseState, member: Member) -> CaseState:
    """The case without this member among its readers, answers, objections and open positions."""
    state = replace(
        state,
        readers=tuple(m for m in state.readers if m != member),
        council_readers=tuple(m for m in state.council_readers if m != member),
        turned_over_to=tuple(m for m in state.turned_over_to if m != member),
        held_back=state.held_back - {member},
        named_elsewhere=state.named_elsewhere - {member},
        shown_names=without(state.shown_names, member),
        conflict_answers=without(state.conflict_answers, member),
        hard_since=without(state.hard_since, member),
        questioned=without(state.questioned, member),
        objecting_since=without(state.objecting_since, member),
    )
    state = without_member(state, member)
    proposal = state.proposal
    if proposal is None or proposal.consulted_at is not None:
        return state
    fewer = replace(proposal, positions=without(proposal.positions, member))
    return replace(state, proposals=(*state.proposals[:-1], fewer))
