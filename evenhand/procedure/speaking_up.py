"""Who may speak in public of a case, and whether a text is ready for it (D3c, D3e, D7)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import acting_chair
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member
from evenhand.procedure.seating import able, had_a_conflict
from evenhand.procedure.state import CaseState, Statement

__all__ = [
    "PUBLIC",
    "clause_of",
    "is_checked",
    "is_past",
    "is_sound",
    "lacks_review",
    "may_speak",
    "measure_of",
    "needs_review",
    "newest_for",
    "only_says_it",
    "who_speaks",
]

PUBLIC = {
    f.MeasureKind.PUBLIC_REMINDER: Clause.PUBLIC_REMINDER,
    f.MeasureKind.PUBLIC_REPRIMAND: Clause.PUBLIC_REPRIMAND,
}
"""Measures that are carried out by saying something in public, and the clause of each."""


def who_speaks(asked: Asked, kind: f.MeasureKind | None = None) -> tuple[Member, ...]:
    """The chair of this case, then council members who sit at it (D7, N4); a public reprimand is the chair's (D3e)."""
    state, chair = asked.state, acting_chair(asked.state, asked.team, asked.now)
    alone = kind is f.MeasureKind.PUBLIC_REPRIMAND
    council = () if alone else (m for m in asked.team.council if m in able(state))
    return tuple(dict.fromkeys((*(() if chair is None else (chair,)), *council)))


def may_speak(asked: Asked, kind: f.MeasureKind | None = None) -> bool:
    """Whether this member speaks in public; a public reprimand is the chair's alone (D3e)."""
    return asked.member in who_speaks(asked, kind)


def only_says_it(asked: Asked, statement: Statement) -> bool:
    """Whether nobody but this member can say the text, while another member could check it (D3e, D7).

    Where there is no such other, their check waits for the day on which somebody else says it.
    """
    measure = measure_of(asked.state, statement)
    speakers = who_speaks(asked, None if measure is None else measure.kind)
    others = set(able(asked.state)) - {statement.writer, asked.member}
    return speakers == (asked.member,) and bool(others)


def measure_of(state: CaseState, statement: Statement) -> f.Measure | None:
    """The measure that a statement carries out, if it carries one out."""
    if statement.measure is None or not 0 < statement.proposal <= len(state.proposals):
        return None
    return state.proposals[statement.proposal - 1].measures[statement.measure]


def clause_of(state: CaseState, statement: Statement) -> Clause:
    """Under which clause a statement stands."""
    measure = measure_of(state, statement)
    return Clause.PUBLIC_VOICE if measure is None else PUBLIC[measure.kind]


def newest_for(state: CaseState, index: int) -> Statement | None:
    """The newest text for a measure of the newest proposal."""
    version = 0 if state.proposal is None else state.proposal.version
    found = (s for s in state.statements.values() if s.measure == index and s.proposal == version)
    return max(found, key=lambda s: s.number, default=None)


def is_past(state: CaseState, statement: Statement) -> bool:
    """Whether another text, or another proposal, has taken the place of this one."""
    if statement.measure is None:
        return False
    newest = newest_for(state, statement.measure)
    return newest is None or newest.number != statement.number


def is_sound(state: CaseState, statement: Statement) -> bool:
    """Whether nobody found fault with a text, and its writer had no conflict of interest (C1)."""
    fault = any(not passes(check, statement, state) for check in _counted(state, statement).values())
    return not fault and not had_a_conflict(state, statement.writer)


def is_checked(state: CaseState, statement: Statement, speaker: Member) -> bool:
    """Whether a second member, neither writer nor speaker, found nothing in this exact text (D3e, D7)."""
    return is_sound(state, statement) and any(m != speaker for m in _counted(state, statement))


def lacks_review(asked: Asked, statement: Statement) -> bool:
    """Whether the community wants a public reprimand read by somebody who knows the law first (D3e, local)."""
    return needs_review(asked, statement) and statement.reviewed_at is None


def needs_review(asked: Asked, statement: Statement) -> bool:
    """Whether this text is one that the community wants reviewed."""
    measure = measure_of(asked.state, statement)
    reprimand = measure is not None and measure.kind is f.MeasureKind.PUBLIC_REPRIMAND
    return asked.policy.legal_review and reprimand


def passes(check: f.StatementChecked, statement: Statement, state: CaseState) -> bool:
    """Whether a check found nothing: of a reprimand it also says that the person was heard."""
    measure = measure_of(state, statement)
    heard = check.was_heard or measure is None or measure.kind is not f.MeasureKind.PUBLIC_REPRIMAND
    return check.digest == statement.digest and check.nobody_recognised and check.only_behaviour and heard


def _counted(state: CaseState, statement: Statement) -> dict[Member, f.StatementChecked]:
    """Checks by others than the writer, without those of members who turned out to have a conflict."""
    return {
        member: check
        for member, check in statement.checks.items()
        if member != statement.writer and not had_a_conflict(state, member)
    }
