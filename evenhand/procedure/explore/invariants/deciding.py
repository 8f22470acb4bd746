"""Determination, proposal, consensus (R2 to R6, D1, D3)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.explore.invariants.step import Said, Step, able, about, deciding, is_turned_over
from evenhand.procedure.policy import Fallback
from evenhand.procedure.state import CaseState, Proposal


@about(f.Determined)
def nobody_is_found_responsible_unheard(step: Step) -> Said:
    """Asked, or tried to be reached, or a reason is written down; a reporter always first (R4, R6)."""
    if not isinstance(step.fact, f.Determined):
        return None
    state, now = step.before.state, step.before.now
    for handle in step.fact.responsible:
        party = state.parties.get(handle)
        asked = [q for q in state.questions.values() if q.party == handle]
        heard = any(q.answered_at is not None or q.until <= now for q in asked)
        tried = party is not None and (
            party.not_reached
            or (party.joined_at is None and party.invited_until is not None and party.invited_until <= now)
        )
        if not heard and not tried and handle not in step.fact.unheard:
            return f"{handle} was found responsible and neither asked nor tried to be reached."
    return None


@about(f.Determined)
def open_requests_need_a_reason(step: Step) -> Said:
    """All relevant data before acting, or a recorded reason (R2)."""
    if not isinstance(step.fact, f.Determined) or step.fact.despite_requests:
        return None
    waits = [q for q in step.before.state.questions.values() if q.answered_at is None and step.before.now < q.until]
    return "A determination did not wait for an answer." if waits else None


@about(f.Determined, f.Proposed, f.PositionTaken, f.FeedbackGiven)
def versions_follow_each_other(step: Step) -> Said:
    """A proposal cites the newest determination, and positions the newest proposal (D1)."""
    state = step.before.state
    match step.fact:
        case f.Determined(version=version):
            wrong = version != len(state.determinations) + 1
        case f.Proposed(version=version, determination=cited):
            wrong = (
                version != len(state.proposals) + 1 or not state.determinations or cited != len(state.determinations)
            )
        case f.PositionTaken(proposal=version):
            wrong = version != len(state.proposals) or _fixed(state)
        case f.FeedbackGiven(proposal=version):
            wrong = version != len(state.proposals)
        case _:
            wrong = False
    return "It is not about the newest version." if wrong else None


def _fixed(state: CaseState) -> bool:
    p = state.proposal
    return p is None or p.consulted_at is not None or p.determination != len(state.determinations)


@about(f.Proposed)
def measures_fit_the_determination(step: Step) -> Said:
    """A reprimand is for somebody found responsible, and 'no violation' for where there is none (D3)."""
    if not isinstance(step.fact, f.Proposed) or step.before.state.determination is None:
        return None
    found = step.before.state.determination
    for measure in step.fact.measures:
        if measure.kind is f.MeasureKind.PRIVATE_REPRIMAND and measure.to not in found.responsible:
            return "A reprimand was proposed for somebody who was not found responsible."
        if measure.ground is f.Ground.NO_VIOLATION and found.violation is f.Answer.YES:
            return "'No violation' was proposed although one was determined."
    return None


USED = (f.LetterSent, f.FeedbackWeighed, f.MeasureEnacted)
"""By these an agreement is used."""


def _explained_first_now(step: Step) -> Proposal | None:
    """The proposal whose agreement is used for the first time by this step, if it is."""
    proposal = step.before.state.proposal
    match step.fact:
        case f.LetterSent(kind=f.LetterKind.CONSULTATION | f.LetterKind.REPRIMAND):
            used = True
        case f.FeedbackWeighed() | f.MeasureEnacted():
            used = True
        case _:
            used = False
    return proposal if used and proposal is not None and proposal.consulted_at is None else None


@about(*USED)
def no_majority_passes_under_consensus(step: Step) -> Said:
    """Nothing goes on over an objection, unless the manual says which share passes, and when (D1)."""
    proposal, state = _explained_first_now(step), step.before.state
    if proposal is None or is_turned_over(state):
        return None
    policy, readers = step.world.policy, able(state)
    objecting = [m for m in readers if proposal.positions.get(m) is f.Position.OBJECT]
    if not objecting:
        return None
    if policy.fallback is Fallback.NONE:
        return f"{objecting[0]} objects."
    since = min(state.objecting_since[m] for m in objecting)
    consents = sum(proposal.positions.get(m) is f.Position.CONSENT for m in readers)
    share = (2, 3) if policy.fallback is Fallback.TWO_THIRDS else (1, 2)
    enough = consents * share[1] >= len(readers) * share[0] and consents * 2 > len(readers)
    if not enough or step.before.now < since + policy.fallback_after:
        return "Less than consensus passed, and less than the manual asks for."
    return None


@about(*USED)
def no_agreement_below_quorum(step: Step) -> Said:
    """Enough of those who decide have consented, all have answered or the date is over (D1, D2)."""
    proposal, state = _explained_first_now(step), step.before.state
    if proposal is None:
        return None
    given = [proposal.positions.get(m) for m in deciding(state)]
    consents = given.count(f.Position.CONSENT)
    policy = step.world.policy
    if is_turned_over(state):
        least = min(policy.council_minimum, len(given))
        if consents < least or 2 * consents <= len(given) - given.count(None):
            return "Too few of those who decide after the week have consented."
    elif consents < policy.quorum_of(len(given)):
        return "Too few have consented."
    if None in given and step.before.now < proposal.positions_until:
        return "Not everybody has answered, and the date for positions has not passed."
    return None


def a_turned_over_case_is_decided_by_the_council_only(step: Step) -> Said:
    """From the turn-over on nobody else determines, proposes or takes a position, and nothing older is used (D2)."""
    state = step.before.state
    if not is_turned_over(state):
        return None
    if isinstance(step.fact, f.Determined | f.Proposed | f.PositionTaken) and step.member not in deciding(state):
        return f"{step.member} decided a case that the council has."
    proposal = _explained_first_now(step)
    older = proposal is not None and state.turned_over_at is not None and proposal.proposed_at < state.turned_over_at
    return "A proposal of the committee was used after the turn-over." if older else None


@about(f.TurnedOver)
def nothing_is_turned_over_too_early(step: Step) -> Said:
    """An objection has stood for more than a week, and nobody gets it who must not (D2, C2)."""
    if not isinstance(step.fact, f.TurnedOver):
        return None
    state, now = step.before.state, step.before.now
    standing = [at for member, at in state.objecting_since.items() if member in able(state)]
    if not standing or now < min(standing) + step.world.policy.deadlock_after:
        return "The case was turned over before an objection had stood for the whole time."
    out = {*state.left_out, *state.recused, *state.involved}
    out |= set() if state.with_council else set(state.readers)
    if not step.fact.readers:  # only where nobody of the council may decide, nor could once somebody has looked
        return "It was turned over to nobody." if set(step.world.team.council) - out else None
    barred = out | set(state.held_back)
    return "It was turned over to somebody who may not." if barred & set(step.fact.readers) else None


@about(f.Proposed)
def an_amended_proposal_carries_no_old_consent(step: Step) -> Said:
    """A change asks everybody again: only who proposes it consents already (D1)."""
    if not isinstance(step.fact, f.Proposed) or step.after.state.proposal is None:
        return None
    carried = set(step.after.state.proposal.positions) - {step.member}
    return f"{', '.join(sorted(carried))} consents to what nobody asked them." if carried else None


@about(f.LetterSent, f.FeedbackWeighed, f.MeasureEnacted)
def nothing_is_agreed_without_a_proposal(step: Step) -> Said:
    """What is explained, weighed or carried out was proposed on the newest determination (D1)."""
    match step.fact:
        case f.LetterSent(kind=f.LetterKind.CONSULTATION | f.LetterKind.REPRIMAND):
            pass
        case f.FeedbackWeighed() | f.MeasureEnacted():
            pass
        case _:
            return None
    state = step.before.state
    if state.proposal is None:
        return "Nothing was proposed."
    if not state.proposal.enacted and state.proposal.determination != len(state.determinations):
        return "The determination is newer than the proposal."
    return None
