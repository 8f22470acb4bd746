"""From an agreed resolution to the last letter (D3a, D3d, D4 to D6)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import acting_chair
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Party
from evenhand.procedure.gates.asked import Asked
from evenhand.procedure.gates.deciding import needs_agreement
from evenhand.procedure.gates.severe import in_force, sign_off_outcome
from evenhand.procedure.state import CaseState, PartyState, Proposal

CONSULTED_ROLES = (f.Role.REPORTER, f.Role.AFFECTED)
"""Who is asked whether a proposed resolution is acceptable (D4)."""


def consulted_parties(state: CaseState) -> tuple[PartyState, ...]:
    """The reporters and other affected parties, reachable or not (D4)."""
    return tuple(p for p in state.parties.values() if p.role in CONSULTED_ROLES)


def informed_parties(state: CaseState) -> tuple[PartyState, ...]:
    """The reported persons who have a line: they are told as well (D4)."""
    return tuple(p for p in state.parties.values() if p.role is f.Role.REPORTED and p.has_line)


def consult(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """The letter explains the agreed resolution, names its version and hash, and gives a date (D4, D1)."""
    refused = needs_agreement(asked, fact.refers, Clause.CONSULTATION)
    if refused is not None:
        return refused
    if fact.until is None or not fact.digest:
        return Refused(
            say("The letter names the exact proposal and the date by which an answer is hoped for."),
            Clause.CONSULTATION,
        )
    if fact.until < asked.now + asked.policy.feedback_within:
        return Refused(say("Leave them the whole time that your manual gives for an answer."), Clause.FEEDBACK)
    return None


def give_feedback(asked: Asked, fact: f.FeedbackGiven) -> Refused | None:
    """Whoever was told of the newest version may say whether it is acceptable (D5)."""
    proposal = asked.state.proposal
    party = asked.state.parties.get(fact.party)
    if proposal is None or party is None or party.told_of != proposal.version:
        return Refused(say("The proposed resolution was not explained to this person yet."), Clause.CONSULTATION)
    if fact.proposal != proposal.version:
        return Refused(say("There is a newer proposal. Please read that one."), Clause.FEEDBACK)
    if proposal.enacted:
        return Refused(say("The resolution has been carried out already."), Clause.FEEDBACK)
    if fact.feedback in {f.Feedback.SILENT, f.Feedback.UNREACHABLE}:
        return Refused(say("Say whether the resolution is acceptable."), Clause.FEEDBACK)
    return None


def outcome_of(party: PartyState, proposal: Proposal, asked: Asked) -> f.Feedback | None:
    """What came of consulting a party, or nothing while it is still to be waited for (D5)."""
    if party.told_of == proposal.version:
        if party.feedback is not None:
            return party.feedback
        if party.told_until is not None and asked.now < party.told_until and party.is_reachable:
            return None
        return f.Feedback.SILENT if party.is_reachable else f.Feedback.UNREACHABLE
    return None if party.is_reachable else f.Feedback.UNREACHABLE


def weigh_feedback(asked: Asked, fact: f.FeedbackWeighed) -> Refused | None:
    """Every answer, or its absence by the date given, is recorded, and what was made of it (D5)."""
    refused = needs_agreement(asked, fact.proposal, Clause.FEEDBACK)
    if refused is not None:
        return refused
    refused = told_and_heard(asked)
    if refused is not None:
        return refused
    if fact.outcomes != outcomes(asked):
        return Refused(say("The case has changed since you looked: another answer has come."), Clause.FEEDBACK)
    return None


def outcomes(asked: Asked) -> tuple[f.Outcome, ...]:
    """The outcome of consulting each party, as it stands now (D5)."""
    proposal = asked.state.proposal
    if proposal is None:
        return ()
    rows = [(p.handle, outcome_of(p, proposal, asked)) for p in consulted_parties(asked.state)]
    return tuple(f.Outcome(handle, outcome) for handle, outcome in rows if outcome is not None)


def told_and_heard(asked: Asked) -> Refused | None:
    """Each reachable reporter and affected party was told, and answered or had the time (D4, D5)."""
    proposal = asked.state.proposal
    if proposal is None:
        return Refused(say("There is no proposal yet."), Clause.CONSENSUS)
    for party in consulted_parties(asked.state):
        if party.is_reachable and party.told_of != proposal.version:
            return Refused(
                say("First explain the proposed resolution to the reporter and to everybody affected."),
                Clause.CONSULTATION,
            )
        if outcome_of(party, proposal, asked) is None:
            return Refused(say("Wait for the answer, or for the date that you gave."), Clause.FEEDBACK)
    return None


def enact(asked: Asked, fact: f.MeasureEnacted) -> Refused | None:
    """Nothing is enacted before it was agreed, explained, and the feedback noted (D1, D4, D5)."""
    refused = needs_agreement(asked, fact.proposal, Clause.CONSULTATION) or told_and_heard(asked)
    if refused is not None:
        return refused
    proposal = asked.state.proposal
    assert proposal is not None  # noqa: S101  needs_agreement holds it
    if proposal.weighed_at is None:
        return Refused(say("First note the feedback for the record, and what you make of it."), Clause.FEEDBACK)
    if not 0 <= fact.measure < len(proposal.measures):
        return Refused(say("There is no such measure."), Clause.RESPONSES)
    if fact.measure in proposal.enacted:
        return Refused(say("This measure has been carried out already."), Clause.RESPONSES)
    if proposal.measures[fact.measure].kind is f.MeasureKind.PRIVATE_REPRIMAND:
        return _only_chair(asked)
    return None


def _only_chair(asked: Asked) -> Refused | None:
    if asked.member != acting_chair(asked.state, asked.team, asked.now):
        return Refused(
            say("Only the chair, or whoever is acting chair of this case, delivers a reprimand."),
            Clause.PRIVATE_REPRIMAND,
        )
    return None


def reprimand(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """The reprimand's letter is the measure being enacted, to the person it names (D3d)."""
    proposal = asked.state.proposal
    index = fact.refers if fact.refers is not None else -1
    if proposal is None or not 0 <= index < len(proposal.measures):
        return Refused(say("No reprimand was agreed."), Clause.PRIVATE_REPRIMAND)
    if proposal.measures[index].to != fact.to:
        return Refused(say("The agreed reprimand is for somebody else."), Clause.PRIVATE_REPRIMAND)
    return enact(asked, f.MeasureEnacted(proposal.version, index))


def report_to_council(asked: Asked, fact: f.CouncilReported) -> Refused | None:
    """The council is told once the resolution has been carried out (D6)."""
    proposal = asked.state.proposal
    if proposal is None or fact.proposal != proposal.version or not asked.state.is_enacted:
        return Refused(
            say("First carry the resolution out, so that the report is complete."),
            Clause.COUNCIL_REPORT,
        )
    return None


def closing_letter(asked: Asked) -> Refused | None:
    """The last letter says how it ended, so it comes after the end (D6)."""
    if not asked.state.is_enacted:
        return Refused(
            say("First carry the resolution out, so that the last letter can say so."),
            Clause.COUNCIL_REPORT,
        )
    return None


def closing_owed(state: CaseState) -> tuple[Party, ...]:
    """Who is still owed a last letter: each party with a line (D6)."""
    return tuple(p.handle for p in state.parties.values() if p.has_line and not p.closing_sent)


def close(asked: Asked) -> Refused | None:  # noqa: PLR0911  each early return is one clause
    """A case closes when nothing is owed any more (D6, S7, R10, V6)."""
    state = asked.state
    if not state.is_enacted:
        return Refused(say("First the resolution is agreed, explained and carried out."), Clause.CONSULTATION)
    if state.council_reported_at is None:
        return Refused(say("First report to the Steering Council."), Clause.COUNCIL_REPORT)
    if closing_owed(state):
        return Refused(say("First write a last letter to each party."), Clause.COUNCIL_REPORT)
    if state.severe is not None and sign_off_outcome(state, asked.policy) is None:
        return Refused(say("First members other than the one who acted review it and sign."), Clause.SIGN_OFF)
    if in_force(state.severe):
        return Refused(
            say("Somebody is still disconnected under the severe path. Lift it first."),
            Clause.SIGN_OFF,
        )
    if state.talks:
        return Refused(
            say("First write the summary of the talk that was held elsewhere."),
            Clause.SUMMARISED_BACK,
        )
    if any(p.newcomer and not p.support_settled for p in state.parties.values()):
        return Refused(say("First offer support to the newcomer, or write down why not."), Clause.NEWCOMERS)
    if any(p.waiting_since is not None for p in state.parties.values()):
        return Refused(say("Somebody wrote and waits for a reply."), Clause.PERSONAL)
    if any(p.first_reply_at is None for p in state.reporters):
        return Refused(say("A reporter has had no reply from a person yet."), Clause.RECEIPT)
    return None
