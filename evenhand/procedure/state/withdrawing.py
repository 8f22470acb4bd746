"""What a withdrawal changes, and what is left of a party whose identity was erased (K1)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Actor, Member, Party, Standing
from evenhand.procedure.state.model import CaseState, Erasure, PartyState

HOLD_NEEDS = 2
"""So many members hold an erasure, and as many let it go on."""


def withdrawn(state: CaseState, fact: f.Withdrawn, by: Actor, at: datetime) -> CaseState:
    """A reporter withdraws: what they wrote no longer waits for a reply, because they asked for less and not more."""
    party = state.parties[fact.party]
    party = replace(party, withdrawn=party.withdrawn | {fact.way}, waiting_since=None)
    match fact.way:
        case f.Withdrawal.NO_CONTACT:
            party = replace(party, reach=f.Reach.NONE, reach_before=party.reach)
        case f.Withdrawal.ERASURE:
            member = Member(by.who) if by.standing is Standing.MEMBER else None
            party = replace(party, erasure=Erasure(at, member, files=fact.files))
        case f.Withdrawal.PATTERN:
            pass
    return _with(state, party)


def taken_back(state: CaseState, fact: f.WithdrawalTakenBack) -> CaseState:
    """As it was before they withdrew in this way."""
    party = state.parties[fact.party]
    party = replace(party, withdrawn=party.withdrawn - {fact.way})
    match fact.way:
        case f.Withdrawal.NO_CONTACT:
            party = replace(party, reach=party.reach_before or party.reach, reach_before=None)
        case f.Withdrawal.ERASURE:
            party = replace(party, erasure=None)
        case f.Withdrawal.PATTERN:
            pass
    return _with(state, party)


def seconded(state: CaseState, handle: Party) -> CaseState:
    """Two members have written the wish down."""
    return _with_erasure(state, handle, replace(_erasure(state, handle), seconded=True))


def held(state: CaseState, fact: f.ErasureHeld, member: Member, at: datetime) -> CaseState:
    """One more member asks to wait; with the second it waits, until the earlier of their dates that has not passed."""
    erasure = _erasure(state, fact.party)
    half = erasure.hold_asked_until
    stands = half is not None and at < half
    holders = (erasure.holders if stands else frozenset()) | {member}
    until = min(fact.until, half) if half is not None and stands else fact.until
    erasure = replace(erasure, holders=holders, hold_asked_until=until, releasers=frozenset())
    if len(holders) >= HOLD_NEEDS:
        erasure = replace(erasure, held_until=until, holders=frozenset(), hold_asked_until=None)
    return _with_erasure(state, fact.party, erasure)


def released(state: CaseState, handle: Party, member: Member) -> CaseState:
    """One more member sees no reason to wait; with the second nothing holds it."""
    erasure = _erasure(state, handle)
    erasure = replace(erasure, releasers=erasure.releasers | {member})
    if len(erasure.releasers) >= HOLD_NEEDS:
        erasure = replace(erasure, held_until=None, releasers=frozenset())
    return _with_erasure(state, handle, erasure)


def erased(state: CaseState, handle: Party) -> CaseState:
    """Only the handle and the dates are left: no line, no way to reach them, nothing that waits for them."""
    if handle in state.moved:
        return state
    party = replace(
        state.parties[handle],
        reach=f.Reach.NONE,
        reach_before=None,
        joined_at=None,
        invited_until=None,
        invitation="",
        waiting_since=None,
        promised_until=None,
        newcomer=False,
        newcomer_since=None,
        erasure=None,
        erased=True,
    )
    questions = {
        number: replace(question, came_back=True)
        if question.party == handle and question.answered_at is None
        else question
        for number, question in state.questions.items()
    }
    letters = tuple(ref for ref in state.letters if ref.sent.to != handle)
    return _with(replace(state, questions=questions, letters=letters), party)


def without_member(state: CaseState, member: Member) -> CaseState:
    """Who leaves a case takes their half of a hold, or of letting go, with them; what stands by two stays."""
    for party in state.parties.values():
        erasure = party.erasure
        if erasure is None:
            continue
        holders, releasers = erasure.holders - {member}, erasure.releasers - {member}
        until = erasure.hold_asked_until if holders else None
        halves = replace(erasure, holders=holders, hold_asked_until=until, releasers=releasers)
        state = _with_erasure(state, party.handle, halves)
    return state


def _erasure(state: CaseState, handle: Party) -> Erasure:
    erasure = state.parties[handle].erasure
    if erasure is None:
        raise ValueError("A fact stands in the record before the one that it speaks of.")
    return erasure


def _with_erasure(state: CaseState, handle: Party, erasure: Erasure) -> CaseState:
    return _with(state, replace(state.parties[handle], erasure=erasure))


def _with(state: CaseState, party: PartyState) -> CaseState:
    return replace(state, parties={**state.parties, party.handle: party})
