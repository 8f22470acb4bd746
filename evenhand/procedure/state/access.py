"""What becomes of a request for the data kept about somebody, folded (K1)."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Member, Party
from evenhand.procedure.state.model import Access, CaseState

Later = f.AccessExtended | f.AccessPrepared | f.AccessChecked | f.AccessGiven | f.AccessRefused | f.AccessTakenBack
OfAccess = f.AccessAsked | Later


def moved_on(state: CaseState, fact: OfAccess, member: Member, at: datetime) -> CaseState:
    """One step of a request. Who asks again begins anew; versions of their files go on being counted."""
    known = state.accesses.get(fact.party)
    if isinstance(fact, f.AccessAsked):
        asked = Access(fact.asked_at, version=0 if known is None else known.version)
        return _with(state, fact.party, asked)
    if known is None:
        raise ValueError("A fact stands in the record before the one that it speaks of.")
    return _with(state, fact.party, _after(known, fact, member, at))


def _after(known: Access, fact: Later, member: Member, at: datetime) -> Access:
    match fact:
        case f.AccessExtended():
            return replace(known, extended=True)
        case f.AccessPrepared(version=version, digest=digest):
            return replace(known, version=version, digest=digest, prepared_by=member, prepared_at=at, checks={})
        case f.AccessChecked(nobody_recognised=sound):
            return replace(known, checks={**known.checks, member: sound})
        case f.AccessGiven() | f.AccessRefused():
            return replace(known, answered_at=at)
        case f.AccessTakenBack():
            return replace(_unprepared(known), answered_at=at)
        case unknown:
            assert_never(unknown)


def after_erasure(state: CaseState, erased: Party) -> CaseState:
    """Nothing is owed to who is gone, and files that were put together before may hold them: they are made anew."""
    left = {
        party: access if access.answered_at is not None else _unprepared(access)
        for party, access in state.accesses.items()
        if party != erased
    }
    return replace(state, accesses=left)


def _unprepared(access: Access) -> Access:
    return replace(access, digest="", prepared_by=None, prepared_at=None, checks={})


def _with(state: CaseState, party: Party, access: Access) -> CaseState:
    return replace(state, accesses={**state.accesses, party: access})
