"""What reopening sets back, and what of the end is kept (D6)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure.changing import replace
from evenhand.procedure.clauses import Clause
from evenhand.procedure.state.model import CaseState, PartyState


def reopened(state: CaseState, at: datetime) -> CaseState:
    """Open as if nothing were decided; what was determined and proposed before keeps its number and counts no more.

    The committee decides it anew, even what the council had decided: only it may determine, and
    a deadlock can be turned over again (D2).
    """
    return replace(
        state,
        closed_at=None,
        reopened_at=at,
        reopening_asked_by=None,
        reopening_asked_at=None,
        rests_until=None,
        settled_determinations=len(state.determinations),
        settled_proposals=len(state.proposals),
        objecting_since={},
        turned_over_at=None,
        turned_over_from=0,
        turned_over_to=(),
        council_reported_at=None,
        core_team_told_at=None,
        delays_told=frozenset(told for told in state.delays_told if told[0] is not Clause.UPDATE),
        parties={handle: _begins_again(party, at) for handle, party in state.parties.items()},
    )


def _begins_again(party: PartyState, at: datetime) -> PartyState:
    return replace(
        party,
        begun_anew_at=at,
        promised_until=None,
        promises=0,
        dates_passed=0,
        promised_before=(None, 0, 0),
        closing_sent=False,
        told_of=0,
        told_until=None,
        feedback=None,
        checked=False,
        review_asked_at=None,
        review_answered=False,
    )
