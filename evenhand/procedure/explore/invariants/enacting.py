"""Carrying out and ending (D3d, D4 to D6)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import acting_chair
from evenhand.procedure.explore.invariants.step import Said, Step, about, reachable
from evenhand.procedure.state import PartyState


@about(f.MeasureEnacted, f.LetterSent, f.FeedbackWeighed)
def nothing_is_enacted_before_consultation(step: Step) -> Said:
    """Explained to each who can be reached, answered or the date passed, and weighed (D4, D5)."""
    state, now = step.before.state, step.before.now
    match step.fact:
        case f.MeasureEnacted() | f.LetterSent(kind=f.LetterKind.REPRIMAND):
            weighed = state.proposal is not None and state.proposal.weighed_at is not None
            if not weighed:
                return "The feedback was not noted."
        case f.FeedbackWeighed():
            pass
        case _:
            return None
    for party in filter(reachable, state.parties.values()):
        if not _is_asked(party):
            continue
        if state.proposal is None or party.told_of != state.proposal.version:
            return f"The proposal was not explained to {party.handle}."
        if party.feedback is None and (party.told_until is None or now < party.told_until):
            return f"{party.handle} still had time to answer."
    return None


def _is_asked(party: PartyState) -> bool:
    """Reporters always; of the others whoever was decided to be affected, or is so by their part (D4)."""
    if party.role is f.Role.REPORTER:
        return True
    if party.role is f.Role.REPORTED:
        return False
    return party.role is f.Role.AFFECTED if party.counts is None else party.counts


@about(f.FeedbackGiven)
def feedback_is_of_those_who_were_told(step: Step) -> Said:
    """Whoever was told may answer, until it is carried out (D5)."""
    if not isinstance(step.fact, f.FeedbackGiven):
        return None
    state = step.before.state
    party = state.parties.get(step.fact.party)
    told = state.proposal is not None and party is not None and party.told_of == state.proposal.version
    if not told or step.fact.feedback in {f.Feedback.SILENT, f.Feedback.UNREACHABLE}:
        return "Feedback was given on something that was not explained, or that is no answer."
    return None


@about(f.LetterSent, f.MeasureEnacted)
def only_the_chair_delivers(step: Step) -> Said:
    """A private reprimand is the chair's, or the acting chair's, and goes to whom it names (D3d)."""
    proposal = step.before.state.proposal
    if proposal is None:
        return None
    match step.fact:
        case f.LetterSent(kind=f.LetterKind.REPRIMAND, to=to, refers=int() as index):
            wrong = proposal.measures[index].to != to
        case f.MeasureEnacted(measure=index, lapsed=False):
            if proposal.measures[index].kind is not f.MeasureKind.PRIVATE_REPRIMAND:
                return None
            wrong = False
        case _:
            return None
    chair = acting_chair(step.before.state, step.world.team, step.before.now)
    return "Somebody other than the chair delivered a reprimand." if wrong or step.member != chair else None


@about(f.MeasureEnacted)
def only_what_reaches_nobody_lapses(step: Step) -> Said:
    """Nobody says of a measure that it cannot be carried out while the person whom it is for can be reached (D3d)."""
    proposal = step.before.state.proposal
    if not isinstance(step.fact, f.MeasureEnacted) or not step.fact.lapsed or proposal is None:
        return None
    measure = proposal.measures[step.fact.measure]
    party = None if measure.to is None else step.before.state.parties.get(measure.to)
    can_be_reached = party is None or (not party.erased and (party.has_line or reachable(party)))
    return "A measure lapsed that could be carried out." if can_be_reached else None


@about(f.CouncilReported, f.LetterSent, f.Closed)
def the_end_comes_after_the_resolution(step: Step) -> Said:
    """Council report and last letters say how it ended, so it has ended (D6)."""
    match step.fact:
        case f.CouncilReported() | f.LetterSent(kind=f.LetterKind.CLOSING) | f.Closed():
            proposal = step.before.state.proposal
            done = proposal is not None and len(proposal.enacted) == len(proposal.measures)
            only_asked = isinstance(step.fact, f.Closed) and not step.before.state.is_report
            return None if done or only_asked else "It was reported or closed before it was carried out."
    return None


@about(f.CoreTeamTold, f.Closed)
def the_core_team_knows_what_lasts(step: Step) -> Said:
    """Told of what was carried out, and no case ends in which what it was told is not what holds (D6)."""
    state = step.before.state
    proposal = state.proposal
    if proposal is None:
        return "The core team was told of nothing." if isinstance(step.fact, f.CoreTeamTold) else None
    lasting = [index for index, measure in enumerate(proposal.measures) if measure.lasts]
    match step.fact:
        case f.CoreTeamTold(ended=ended):
            held = all(index in proposal.enacted for index in lasting) and ended is not bool(lasting)
            return (
                None if held and (lasting or state.core_team_upholds) else "The core team was told what does not hold."
            )
        case f.Closed():
            return (
                None
                if (state.core_team_upholds is not None) is bool(lasting)
                else "The core team does not know what holds."
            )
        case _:
            return None
