"""Determination, proposal, positions (R4 to R7, D1, D3)."""

from __future__ import annotations

from typing import assert_never

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import agreement
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Party
from evenhand.procedure.gates.asked import Asked
from evenhand.procedure.gates.handling import open_requests
from evenhand.procedure.gates.severe import needs_triage
from evenhand.procedure.state import CaseState

CHANGED = say("The case has changed since you looked: there is a newer version.")


def was_heard(state: CaseState, asked: Asked, party: Party) -> bool:
    """Whether a party was asked and answered, or had the time to, or could not be reached (R4)."""
    known = state.parties.get(party)
    if known is None:
        return False
    if known.not_reached:
        return True
    if known.invited_until is not None and not known.has_line and asked.now >= known.invited_until:
        return True
    questions = [q for q in state.questions.values() if q.party == party]
    return any(q.answered_at is not None or asked.now >= q.until for q in questions)


def determine(asked: Asked, fact: f.Determined) -> Refused | None:
    """Four parts, in writing; nobody is found responsible who was not asked, without a reason (R4 to R7)."""
    state = asked.state
    refused = needs_triage(state)
    if refused is not None:
        return refused
    if fact.version != len(state.determinations) + 1:
        return Refused(CHANGED, Clause.WHAT_HAPPENED)
    if state.proposal is not None and state.proposal.enacted:
        return Refused(say("The resolution is being carried out already."), Clause.WHAT_HAPPENED)
    known = {*state.parties, *(c.party for c in state.contacts.values())}
    if not set(fact.responsible) <= known:
        return Refused(say("Name a responsible person by their part in this case."), Clause.WHO_IS_RESPONSIBLE)
    if fact.responsible and fact.violation is not f.Answer.YES:
        return Refused(
            say("Where no violation was determined, nobody is responsible for one."),
            Clause.WHO_IS_RESPONSIBLE,
        )
    if open_requests(state, asked) and not fact.despite_requests:
        return Refused(
            say("An answer is still awaited. Wait for it, or write down why you determine without it."),
            Clause.ENOUGH_INFORMATION,
        )
    return _heard(asked, fact)


def _heard(asked: Asked, fact: f.Determined) -> Refused | None:
    for party in fact.responsible:
        if was_heard(asked.state, asked, party):
            continue
        known = asked.state.parties.get(party)
        if known is not None and known.role is not f.Role.REPORTED:
            return Refused(
                say("Somebody who reported or stood by is first told and heard before being found responsible."),
                Clause.WHO_IS_RESPONSIBLE,
            )
        if party not in fact.unheard:
            return Refused(
                say("This person was neither asked nor tried to be reached. Ask them, or write down why not."),
                Clause.WHAT_HAPPENED,
            )
    return None


def propose(asked: Asked, fact: f.Proposed) -> Refused | None:
    """A proposal cites the newest determination; its measures fit what was determined (D1, D3)."""
    state = asked.state
    determination = state.determination
    refused = needs_triage(state)
    if refused is not None:
        return refused
    if determination is None:
        return Refused(
            say(
                "First determine what happened, whether it breaks the code, who is responsible, and whether it is ongoing."
            ),
            Clause.WHAT_HAPPENED,
        )
    if fact.version != len(state.proposals) + 1 or fact.determination != len(state.determinations):
        return Refused(CHANGED, Clause.CONSENSUS)
    if state.proposal is not None and state.proposal.enacted:
        return Refused(say("The resolution is being carried out already."), Clause.CONSENSUS)
    if not fact.measures:
        return Refused(say("A proposal has at least one measure."), Clause.RESPONSES)
    if fact.positions_until < asked.now + asked.policy.positions_within:
        return Refused(
            say("Leave everybody the whole time that your manual gives for positions."),
            Clause.CONSENSUS,
        )
    if len(set(fact.measures)) != len(fact.measures):
        return Refused(say("The same measure stands twice."), Clause.RESPONSES)
    kinds = {measure.kind for measure in fact.measures}
    if f.MeasureKind.NO_ACTION in kinds and len(fact.measures) > 1:
        return Refused(say("No further action stands alone."), Clause.NO_ACTION)
    for measure in fact.measures:
        refused = _measure(asked, determination, measure)
        if refused is not None:
            return refused
    return None


def _measure(asked: Asked, determination: f.Determined, measure: f.Measure) -> Refused | None:
    match measure.kind:
        case f.MeasureKind.NO_ACTION:
            if measure.ground is None:
                return Refused(say("Say on which ground no further action is taken."), Clause.NO_ACTION)
            if measure.ground is f.Ground.NO_VIOLATION and determination.violation is f.Answer.YES:
                return Refused(
                    say("You determined a violation. Take another ground, or determine anew."),
                    Clause.NO_ACTION,
                )
            return None
        case f.MeasureKind.PRIVATE_REPRIMAND:
            if measure.to is None or measure.to not in determination.responsible:
                return Refused(
                    say("A reprimand goes to somebody whom the determination finds responsible."),
                    Clause.PRIVATE_REPRIMAND,
                )
            if measure.to not in asked.state.parties:
                return Refused(
                    say("This person has not been contacted, so nothing can be delivered to them."),
                    Clause.PRIVATE_REPRIMAND,
                )
            return None
        case unknown:
            assert_never(unknown)


def take_position(asked: Asked, fact: f.PositionTaken) -> Refused | None:
    """On the newest version, until the first letter of consultation is out (D1)."""
    proposal = asked.state.proposal
    if proposal is None:
        return Refused(say("There is no proposal yet."), Clause.CONSENSUS)
    if fact.proposal != proposal.version or proposal.determination != len(asked.state.determinations):
        return Refused(CHANGED, Clause.CONSENSUS)
    if proposal.consulted_at is not None or proposal.enacted:
        return Refused(
            say("The proposal has been explained to those concerned, so positions stand."),
            Clause.CONSENSUS,
        )
    return None


def needs_agreement(asked: Asked, version: int | None, clause: Clause) -> Refused | None:
    """The newest proposal is agreed by consensus (D1)."""
    proposal = asked.state.proposal
    if proposal is None or agreement(asked.state, asked.policy, asked.now) is None:
        return Refused(say("The committee has not agreed on a resolution yet."), Clause.CONSENSUS)
    if version != proposal.version:
        return Refused(CHANGED, clause)
    return None
