"""From an agreed resolution to the last letter (D3a, D3d, D4 to D6)."""

from __future__ import annotations

from typing import assert_never

from evenhand.procedure import facts as f
from evenhand.procedure.afterwards import concerns_core_team, core_team_owed_since, decides_what_lasts
from evenhand.procedure.agreement import acting_chair
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.consulting import is_weighed, outcomes, told_and_heard
from evenhand.procedure.duties import Owed, still_to_do
from evenhand.procedure.gates import public
from evenhand.procedure.gates.council import LOOK_FIRST, look_first
from evenhand.procedure.gates.deciding import needs_agreement
from evenhand.procedure.lapsing import may_lapse
from evenhand.procedure.seating import barred

__all__ = [
    "close",
    "closing_letter",
    "consult",
    "enact",
    "give_feedback",
    "make_statement",
    "outcomes",
    "report_to_council",
    "reprimand",
    "tell_core_team",
    "weigh_feedback",
]


def consult(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """The letter explains the agreed resolution, names its version and hash, and gives a date (D4, D1)."""
    refused = needs_agreement(asked, fact.refers, Clause.CONSULTATION)
    if refused is not None:
        return refused
    party = asked.state.parties[fact.to]
    if party.role is f.Role.WITNESS and not party.counts:
        return Refused(
            say("A proposed resolution is explained to those whom it affects or concerns, and to nobody else."),
            Clause.CONSULTATION,
        )
    if fact.via is f.Via.LINE and not party.has_line:
        return Refused(
            say("Nobody has opened this line yet. Send the letter in a way that reaches them."), Clause.CONSULTATION
        )
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
    if asked.state.is_enacted:
        return Refused(say("The resolution has been carried out already."), Clause.FEEDBACK)
    if fact.feedback in {f.Feedback.SILENT, f.Feedback.UNREACHABLE}:
        return Refused(say("Say whether the resolution is acceptable."), Clause.FEEDBACK)
    return None


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


def enact(asked: Asked, fact: f.MeasureEnacted) -> Refused | None:
    """Nothing is enacted before it was agreed, explained, and the feedback noted (D1, D4, D5)."""
    refused = _may_be_enacted(asked, fact)
    if refused is not None:
        return refused
    return _lapses(asked, fact.measure) if fact.lapsed else _its_own_rule(asked, fact.measure)


def _lapses(asked: Asked, index: int) -> Refused | None:
    """A measure does not lapse while it can be carried out, whoever would rather not (D3d, K1)."""
    if may_lapse(asked.state, asked.state.proposals[-1].measures[index]):
        return None
    return Refused(
        say("This can still be carried out. Nothing keeps it from the person whom it is for."),
        Clause.PRIVATE_REPRIMAND,
    )


def _may_be_enacted(asked: Asked, fact: f.MeasureEnacted) -> Refused | None:
    refused = needs_agreement(asked, fact.proposal, Clause.CONSULTATION) or told_and_heard(asked)
    if refused is not None:
        return refused
    if not is_weighed(asked):
        return Refused(say("First note the feedback for the record, and what you make of it."), Clause.FEEDBACK)
    proposal = asked.state.proposals[fact.proposal - 1]
    if not 0 <= fact.measure < len(proposal.measures):
        return Refused(say("There is no such measure."), Clause.RESPONSES)
    if fact.measure in proposal.enacted:
        return Refused(say("This measure has been carried out already."), Clause.RESPONSES)
    return None


def _its_own_rule(asked: Asked, index: int) -> Refused | None:
    """By whom, and with what on record (D3a, D3d)."""
    measure = asked.state.proposals[-1].measures[index]
    match measure.kind:
        case f.MeasureKind.PRIVATE_REPRIMAND:
            return _only_chair(asked) or _is_delivered(asked, index)
        case f.MeasureKind.PUBLIC_REMINDER | f.MeasureKind.PUBLIC_REPRIMAND:
            return public.not_a_speaker(asked, measure.kind) or public.is_said(asked, index)
        case f.MeasureKind.NO_ACTION | f.MeasureKind.OTHER:
            return None
        case unknown:
            assert_never(unknown)


def _only_chair(asked: Asked) -> Refused | None:
    if asked.member != acting_chair(asked.state, asked.team, asked.now):
        return Refused(
            say("Only the chair, or whoever is acting chair of this case, delivers a reprimand."),
            Clause.PRIVATE_REPRIMAND,
        )
    return None


def _is_delivered(asked: Asked, index: int) -> Refused | None:
    """The reprimand's letter is on record, sent since it was agreed (D3d)."""
    weighed_at = asked.state.proposals[-1].weighed_at
    for ref in asked.state.letters:
        sent = ref.sent.kind is f.LetterKind.REPRIMAND and ref.sent.refers == index
        if sent and weighed_at is not None and ref.at >= weighed_at:
            return None
    return Refused(say("First write the reprimand and send it."), Clause.PRIVATE_REPRIMAND)


def reprimand(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """A reprimand is sent when it may be enacted, by the chair, to the person it names (D3d)."""
    proposal = asked.state.proposal
    index = -1 if fact.refers is None else fact.refers
    if proposal is None or not 0 <= index < len(proposal.measures):
        return Refused(say("No reprimand was agreed."), Clause.PRIVATE_REPRIMAND)
    if proposal.measures[index].to != fact.to:
        return Refused(say("The agreed reprimand is for somebody else."), Clause.PRIVATE_REPRIMAND)
    return _may_be_enacted(asked, f.MeasureEnacted(proposal.version, index)) or _only_chair(asked)


def make_statement(asked: Asked, fact: f.StatementMade) -> Refused | None:
    """What carries a measure out is said when the measure may be carried out (D3c, D3e)."""
    statement = asked.state.statements.get(fact.statement)
    if statement is None or statement.measure is None:
        return public.not_a_speaker(asked) or public.make(asked, fact)
    may = public.not_a_speaker(asked) or _may_be_enacted(asked, f.MeasureEnacted(statement.proposal, statement.measure))
    return may or public.make(asked, fact)


def tell_core_team(asked: Asked, fact: f.CoreTeamTold) -> Refused | None:
    """The core team hears of what lasts once it was carried out, and when that ended: of nothing else (D6)."""
    state = asked.state
    if state.core_team_told_at is not None:
        return Refused(say("The core team has been told already."), Clause.COUNCIL_REPORT)
    if not concerns_core_team(state):
        return Refused(
            say("The core team is told of what lasts and is theirs to uphold. Nothing of this case is."),
            Clause.COUNCIL_REPORT,
        )
    if fact.ended is decides_what_lasts(state):
        return Refused(say("Tell them what holds now: it is not what it was when you looked."), Clause.COUNCIL_REPORT)
    version = None if state.proposal is None else state.proposal.version
    if fact.proposal != version or core_team_owed_since(state) is None:
        return Refused(
            say("First carry it out: the core team is told what holds, and not what may come."), Clause.COUNCIL_REPORT
        )
    return None


def report_to_council(asked: Asked, fact: f.CouncilReported) -> Refused | None:
    """The council is told once, when the resolution has been carried out, without whoever was left out (D6, C2)."""
    state = asked.state
    if state.proposal is None or fact.proposal != state.proposal.version or not state.is_enacted:
        return Refused(say("First carry the resolution out, so that the report is complete."), Clause.COUNCIL_REPORT)
    if state.council_reported_at is not None:
        return Refused(say("The council has the report already."), Clause.COUNCIL_REPORT)
    refused = look_first(asked)
    if refused is not None:
        return refused
    if set(fact.readers) & barred(state):
        return Refused(say("Somebody who must not see this case would read the report."), Clause.RECUSAL)
    return None


def closing_letter(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """The last letter says how it ended, so it comes after the end, once (D6)."""
    if not asked.state.is_enacted:
        return Refused(
            say("First carry the resolution out, so that the last letter can say so."), Clause.COUNCIL_REPORT
        )
    if asked.state.parties[fact.to].closing_sent:
        return Refused(say("This person has their last letter already."), Clause.COUNCIL_REPORT)
    return None


FIRST = {
    Owed.SEAT_ALTERNATES: say("First call alternates in: too few are left to read this case."),
    Owed.SEAT_COUNCIL: say("First let the council in: too few are left to read this case."),
    Owed.STEP_BACK: say("First somebody who has no way to stay has to step back."),
    Owed.LOOK_AT_HELD_BACK: say("First look whether the member who was held back may come in."),
    Owed.LOOK_WHETHER_MEANT: LOOK_FIRST,
    Owed.WRITE_DOWN_BY_HAND: say("First write down what was done by hand, space by space."),
    Owed.SIGN_OFF: say("First members other than the one who acted review it and sign."),
    Owed.TELL_OF_RECONNECTION: say("First tell the reporter that the person will be reconnected, and why."),
    Owed.RECONNECT: say("Somebody is still disconnected under the severe path. Lift it first."),
    Owed.ACKNOWLEDGE: say("A reporter has had no reply from a person yet."),
    Owed.REPLY: say("Somebody wrote and waits for a reply."),
    Owed.SUMMARISE: say("First write the summary of the talk that was held elsewhere."),
    Owed.OFFER_SUPPORT: say("First offer support to the newcomer, or write down why not."),
    Owed.LOOK_FOR_DANGER: say("First look whether what was told speaks of danger."),
    Owed.REACH_OUT: say("First somebody reaches out to the person whom one of you is worried about."),
    Owed.NAME_MINORS: say("First write down who is under 18."),
    Owed.AGREE_TO_MINOR: say("First another member has to agree to write to somebody who is under 18."),
    Owed.TELL_CORE_TEAM: say("First tell the core team what lasts and is theirs to uphold, or that it has ended."),
    Owed.REPORT_TO_COUNCIL: say("First report to the Steering Council."),
    Owed.WRITE_LAST_LETTER: say("First write a last letter to each party."),
}
"""What may still be owed once the resolution is carried out, and how a refused closing says so."""


def close(asked: Asked) -> Refused | None:
    """A case closes when nothing is owed any more (D6, S7, R10, V6); a test of the form, as soon as it has arrived."""
    if asked.state.is_test:
        return None
    if not asked.state.is_enacted:
        return Refused(say("First the resolution is agreed, explained and carried out."), Clause.CONSULTATION)
    owed = still_to_do(asked)
    return Refused(FIRST[owed[0].owed], owed[0].clause) if owed else None
