"""What the law asks, folded (K1, R3)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Member, Party
from evenhand.procedure.state.model import CaseState, Disclosure, Minor


def disclosed(state: CaseState, fact: f.Disclosed, by: Member, at: datetime) -> CaseState:
    """Something was told outside; a second member has not looked yet."""
    one = Disclosure(fact.disclosure, by, at)
    return replace(state, disclosures={**state.disclosures, fact.disclosure: one})


def seconded(state: CaseState, fact: f.DisclosureSeconded, by: Member) -> CaseState:
    """A second member has looked at it."""
    one = replace(state.disclosures[fact.disclosure], seconded_by=by)
    return replace(state, disclosures={**state.disclosures, fact.disclosure: one})


def minors_named(state: CaseState, fact: f.MinorsNamed, by: Member, at: datetime) -> CaseState:
    """Who was named before keeps what was agreed about them."""
    named = {party: state.minors.get(party, Minor(by, at)) for party in fact.parties}
    return replace(state, minors=named, minors_named=True)


def contact_agreed(state: CaseState, party: Party, by: Member) -> CaseState:
    """Another member agrees that they are written to."""
    agreed = replace(state.minors[party], agreed_by=by)
    return replace(state, minors={**state.minors, party: agreed})
