"""What becomes of a text for the public: written, checked, reviewed, said, taken back (D7)."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Member
from evenhand.procedure.state.model import CaseState, Statement

OnTheWay = f.StatementDrafted | f.StatementChecked | f.StatementReviewed | f.StatementMade


def spoken(state: CaseState, fact: OnTheWay, member: Member, at: datetime) -> CaseState:
    """One step of a text on its way to the public."""
    match fact:
        case f.StatementDrafted():
            return _with(state, _drafted(fact, member, at))
        case f.StatementChecked(statement=number):
            known = state.statements[number]
            return _with(state, replace(known, checks={**known.checks, member: fact}, checked_at=at))
        case f.StatementReviewed(statement=number):
            return _with(state, replace(state.statements[number], reviewed_at=at))
        case f.StatementMade(statement=number):
            return _with(state, replace(state.statements[number], made_at=at))
        case unknown:
            assert_never(unknown)


def withdrawn(state: CaseState, number: int, at: datetime) -> CaseState:
    """A statement no longer stands."""
    return _with(state, replace(state.statements[number], withdrawn_at=at))


def _drafted(fact: f.StatementDrafted, writer: Member, at: datetime) -> Statement:
    return Statement(
        number=fact.statement,
        digest=fact.digest,
        writer=writer,
        drafted_at=at,
        measure=fact.measure,
        proposal=fact.proposal,
        corrects=fact.corrects,
        names_somebody=fact.names_somebody,
    )


def _with(state: CaseState, statement: Statement) -> CaseState:
    return replace(state, statements={**state.statements, statement.number: statement})
