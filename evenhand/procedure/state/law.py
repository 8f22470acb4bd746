"""What the law asks, folded (K1)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Member
from evenhand.procedure.state.model import CaseState, Disclosure


def disclosed(state: CaseState, fact: f.Disclosed, by: Member, at: datetime) -> CaseState:
    """Something was told outside; a second member has not looked yet."""
    one = Disclosure(fact.disclosure, by, at)
    return replace(state, disclosures={**state.disclosures, fact.disclosure: one})


def seconded(state: CaseState, fact: f.DisclosureSeconded, by: Member) -> CaseState:
    """A second member has looked at it."""
    one = replace(state.disclosures[fact.disclosure], seconded_by=by)
    return replace(state, disclosures={**state.disclosures, fact.disclosure: one})
