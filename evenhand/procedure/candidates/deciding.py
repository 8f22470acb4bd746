"""Determination, proposal, positions, and carrying out what was agreed (R4 to R7, D1 to D6)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.afterwards import concerns_core_team, decides_what_lasts
from evenhand.procedure.agreement import has_taken_position, may_turn_over_at
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates.acts import Act, Candidate, letter_to
from evenhand.procedure.consulting import MAY_COUNT, consulted_parties, informed_parties, is_consulted, outcomes
from evenhand.procedure.lapsing import may_lapse
from evenhand.procedure.seating import council_for

__all__ = ["deciding", "enacting"]


def deciding(asked: Asked) -> Iterator[Candidate]:
    """From the determination to a decision (R4 to R7, D1, D2)."""
    state, no = asked.state, f.Answer.NO
    version = len(state.determinations) + 1
    for despite in (False, True):
        found = f.Determined(version, f.Answer.YES, no, (), no, no, despite_requests=despite)
        yield Candidate(Act.DETERMINE, found)
    until = asked.now + asked.policy.positions_within
    for measure in _measures(asked):
        proposed = f.Proposed(len(state.proposals) + 1, len(state.determinations), (measure,), until)
        yield Candidate(Act.PROPOSE, proposed)
    for position in f.Position:
        yield Candidate(Act.TAKE_POSITION, f.PositionTaken(len(state.proposals), position))
    yield from _without_consensus(asked)


def _without_consensus(asked: Asked) -> Iterator[Candidate]:
    """Turning over while somebody objects; then the decision, which is the council's, stands beside the rest (D2).

    That it could become possible says that somebody objects, so it waits for one's own position, or for its time.
    """
    state = asked.state
    at = may_turn_over_at(state, asked.policy)
    if at is not None and (has_taken_position(state, asked.member) or asked.now >= at):
        yield Candidate(Act.TURN_OVER, f.TurnedOver(council_for(state, asked.team)))
    proposes = asked.member in state.turned_over_to and asked.member in state.readers  # who sits here decides here
    if state.council_decides and not proposes:
        until = asked.now + asked.policy.positions_within
        for measure in _measures(asked):
            decided = f.Proposed(len(state.proposals) + 1, len(state.determinations), (measure,), until)
            yield Candidate(Act.DECIDE, decided)


def _measures(asked: Asked) -> Iterator[f.Measure]:
    for ground in f.Ground:
        yield f.Measure(f.MeasureKind.NO_ACTION, ground=ground)
    if asked.state.determination is not None:
        for party in asked.state.determination.responsible:
            yield f.Measure(f.MeasureKind.PRIVATE_REPRIMAND, party)
            for space in asked.policy.spaces[:1]:
                yield f.Measure(f.MeasureKind.PUBLIC_REPRIMAND, party, space=space)
    yield f.Measure(f.MeasureKind.PUBLIC_REMINDER)
    yield f.Measure(f.MeasureKind.OTHER)


def enacting(asked: Asked) -> Iterator[Candidate]:
    """Telling, hearing, carrying out, reporting, the last letters, the end (D3 to D6)."""
    state = asked.state
    version = len(state.proposals)
    told = (*consulted_parties(state), *informed_parties(state))
    for party in state.parties.values():
        if party.role in MAY_COUNT:
            counts = f.AffectedDecided(party.handle, not is_consulted(party))
            yield Candidate(Act.DECIDE_AFFECTED, counts, party.handle)
    for party in told:
        letter = letter_to(asked, f.LetterKind.CONSULTATION, party, version)
        yield Candidate(Act.CONSULT, letter, party.handle, number=version)
    for party in told:
        for feedback in (f.Feedback.ACCEPTS, f.Feedback.IN_PART, f.Feedback.DOES_NOT_ACCEPT):
            given = f.FeedbackGiven(party.handle, version, feedback)
            yield Candidate(Act.RECORD_FEEDBACK, given, party.handle, number=version)
    yield Candidate(Act.WEIGH_FEEDBACK, f.FeedbackWeighed(version, outcomes(asked)), number=version)
    yield from _carrying_out(asked, version)
    if concerns_core_team(state):
        notice = f.CoreTeamTold(version, ended=not decides_what_lasts(state))
        yield Candidate(Act.TELL_CORE_TEAM, notice, number=version)
    yield Candidate(Act.REPORT_TO_COUNCIL, f.CouncilReported(version))
    for party in state.parties.values():
        if party.may_be_written_to:
            letter = letter_to(asked, f.LetterKind.CLOSING, party)
            yield Candidate(Act.WRITE_LAST_LETTER, letter, party.handle)
    yield Candidate(Act.CLOSE, f.Closed())


def _carrying_out(asked: Asked, version: int) -> Iterator[Candidate]:
    """What carrying the resolution out begins with: for a reprimand its letter, else the measure itself."""
    proposal = asked.state.proposal
    if proposal is None:
        yield Candidate(Act.ENACT, f.MeasureEnacted(version, 0))
        return
    for index, measure in enumerate(proposal.measures):
        if measure.kind in {f.MeasureKind.NO_ACTION, f.MeasureKind.OTHER}:
            yield Candidate(Act.ENACT, f.MeasureEnacted(version, index), number=index)
        elif measure.kind is f.MeasureKind.PRIVATE_REPRIMAND and measure.to is not None:
            party = asked.state.parties[measure.to]
            letter = letter_to(asked, f.LetterKind.REPRIMAND, party, index)
            yield Candidate(Act.DELIVER_REPRIMAND, letter, party.handle, number=index)
        if may_lapse(asked.state, measure):
            yield Candidate(Act.ENACT, f.MeasureEnacted(version, index, lapsed=True), number=index)
