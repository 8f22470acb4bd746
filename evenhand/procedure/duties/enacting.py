"""From agreement to the last letter (D3a, D3d, D4 to D6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from evenhand.procedure import facts as f
from evenhand.procedure.afterwards import core_team_owed_since
from evenhand.procedure.agreement import acting_chair, agreement
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.consulting import consulted_parties, informed_parties, is_weighed, told_and_heard
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.duties.public import carry_out
from evenhand.procedure.lapsing import has_nowhere_to_go
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState, Proposal

__all__ = ["consult", "core_team_notice", "council_report", "enact", "feedback", "last_letters"]


def consult(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Before enacting, explain the proposed resolution to reporters and affected parties; tell the reported too."""
    agreed = agreement(state, policy, asked.now)
    if agreed is None or state.is_enacted:
        return
    due, version = agreed.since + policy.enact_within, agreed.proposal.version
    reachable = [p for p in consulted_parties(state) if p.is_reachable]
    for party in (*reachable, *informed_parties(state)):
        if party.told_of != version:
            yield Duty(Owed.CONSULT, Clause.CONSULTATION, agreed.since, due, party=party.handle, number=version)


def feedback(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Note the feedback for the record, or its absence, and what the committee made of it."""
    agreed = agreement(state, policy, asked.now)
    if agreed is None or state.is_enacted or is_weighed(asked) or told_and_heard(asked) is not None:
        return
    since = _heard_since(state, agreed.proposal, agreed.since, asked.now)
    due, version = since + policy.enact_within, agreed.proposal.version
    yield Duty(Owed.WEIGH_FEEDBACK, Clause.FEEDBACK, since, due, number=version)


def _heard_since(state: CaseState, proposal: Proposal, agreed_at: datetime, now: datetime) -> datetime:
    """Since when everybody has answered, or the last date that somebody was given has passed."""
    told = [p for p in consulted_parties(state) if p.told_of == proposal.version]
    answered = [p.feedback_at for p in told if p.feedback is not None and p.feedback_at is not None]
    dates = [p.told_until for p in told if p.told_until is not None and p.told_until <= now]
    return max([agreed_at, *answered, *dates])


def enact(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Carry out what was agreed: each measure, by whom the manual says."""
    proposal = state.proposal
    if proposal is None or proposal.weighed_at is None or agreement(state, policy, asked.now) is None:
        return
    if told_and_heard(asked) is not None or not is_weighed(asked):
        return
    due = proposal.weighed_at + policy.enact_within
    for index, measure in enumerate(proposal.measures):
        if index not in proposal.enacted:
            yield _measure(asked, measure, index, proposal.weighed_at, due)


def _measure(asked: Asked, measure: f.Measure, index: int, since: datetime, due: datetime) -> Duty:
    if has_nowhere_to_go(asked.state, measure):
        return Duty(Owed.ENACT, LAPSES[measure.kind], since, due, number=index)
    match measure.kind:
        case f.MeasureKind.PRIVATE_REPRIMAND:
            chair = acting_chair(asked.state, asked.team, asked.now)
            return Duty(
                Owed.DELIVER_REPRIMAND,
                Clause.PRIVATE_REPRIMAND,
                since,
                due,
                chair,
                party=measure.to,
                number=index,
                personal=True,
            )
        case f.MeasureKind.PUBLIC_REMINDER | f.MeasureKind.PUBLIC_REPRIMAND:
            return carry_out(asked, measure, index, since, due)
        case f.MeasureKind.NO_ACTION:
            return Duty(Owed.ENACT, Clause.NO_ACTION, since, due, number=index)
        case f.MeasureKind.OTHER:
            return Duty(Owed.ENACT, Clause.RESPONSES, since, due, number=index)
        case unknown:
            assert_never(unknown)


LAPSES = {
    f.MeasureKind.PRIVATE_REPRIMAND: Clause.PRIVATE_REPRIMAND,
    f.MeasureKind.PUBLIC_REPRIMAND: Clause.PUBLIC_REPRIMAND,
}
"""Under which clause it is written down that a measure cannot be carried out any more."""


def council_report(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Report to the Steering Council."""
    if state.enacted_at is not None and state.council_reported_at is None:
        due = state.enacted_at + policy.council_report_within
        yield Duty(Owed.REPORT_TO_COUNCIL, Clause.COUNCIL_REPORT, state.enacted_at, due)


def core_team_notice(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Tell the core team what lasts and is theirs to uphold, as soon as it holds."""
    since = core_team_owed_since(state)
    if since is not None:
        due, version = since + policy.council_report_within, len(state.proposals)
        yield Duty(Owed.TELL_CORE_TEAM, Clause.COUNCIL_REPORT, since, due, number=version)


def last_letters(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """A closing letter to each party who can be written to."""
    if state.enacted_at is None:
        return
    due = state.enacted_at + policy.closing_within
    for party in state.parties.values():
        if party.may_be_written_to and not party.closing_sent:
            yield Duty(Owed.WRITE_LAST_LETTER, Clause.COUNCIL_REPORT, state.enacted_at, due, party=party.handle)
