"""What comes next, in the manual's own order: the page that leads people reads this and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates import Act, Candidate, candidates
from evenhand.procedure.clauses import Clause
from evenhand.procedure.consulting import is_weighed
from evenhand.procedure.duties import Duty, Owed, duties
from evenhand.procedure.facts import Actor, Member, Party
from evenhand.procedure.gates import gate
from evenhand.procedure.minors import agreed
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.reviewing import sign_off_outcome
from evenhand.procedure.speaking_up import newest_for
from evenhand.procedure.state import CaseState

__all__ = ["Act", "Standing", "Step", "next_steps", "owed_by_others_alone"]


class Standing(StrEnum):
    """How far a step has come."""

    DONE = "done"
    OWED = "owed"
    POSSIBLE = "possible"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Step:
    """One act, about one party, member or numbered thing, as it stands for one viewer.

    ``refused`` says why this viewer cannot do it now; ``duty`` who owes it, by when.
    """

    act: Act
    clause: Clause
    standing: Standing
    refused: Refused | None = None
    duty: Duty | None = None
    party: Party | None = None
    member: Member | None = None
    number: int | None = None


CLAUSE_OF = {
    Act.ANSWER_CONFLICT: Clause.CONFLICT_TOLD,
    Act.RECUSE: Clause.RECUSAL,
    Act.ANSWER_QUESTIONED: Clause.CONFLICT_TOLD,
    Act.QUESTION_CONFLICT: Clause.CONFLICT_TOLD,
    Act.WRITE_NAMES: Clause.INVOLVED_MEMBER,
    Act.ADMIT: Clause.RECUSAL,
    Act.LOOK_WHETHER_MEANT: Clause.RECUSAL,
    Act.SHOW_NAMES: Clause.ARCHIVE,
    Act.FIND_NOT_INVOLVED: Clause.INVOLVED_MEMBER,
    Act.LET_IN: Clause.ARCHIVE,
    Act.SEAT_ALTERNATES: Clause.RECUSAL,
    Act.SEAT_COUNCIL: Clause.RECUSAL,
    Act.TRIAGE: Clause.TRIAGE_FIRST,
    Act.WRITE_DOWN_BY_HAND: Clause.DISCONNECT,
    Act.SIGN_OFF: Clause.SIGN_OFF,
    Act.TELL_OF_RECONNECTION: Clause.SIGN_OFF,
    Act.RECONNECT: Clause.SIGN_OFF,
    Act.LOOK_FOR_DANGER: Clause.ADVICE,
    Act.ACKNOWLEDGE: Clause.RECEIPT,
    Act.WRITE_LETTER: Clause.PERSONAL,
    Act.SETTLE_MESSAGE: Clause.PERSONAL,
    Act.MARK_NEWCOMER: Clause.NEWCOMERS,
    Act.OFFER_SUPPORT: Clause.NEWCOMERS,
    Act.ASK_QUESTION: Clause.ENOUGH_INFORMATION,
    Act.RECORD_ANSWER: Clause.ENOUGH_INFORMATION,
    Act.PROPOSE_CONTACT: Clause.CONTACTING_ANYONE,
    Act.TELL_OF_CONTACT: Clause.CONTACTING_ANYONE,
    Act.RECORD_OBJECTION: Clause.CONTACTING_ANYONE,
    Act.WEIGH_OBJECTION: Clause.CONTACTING_ANYONE,
    Act.SECOND_CONTACT: Clause.CONTACTING_ANYONE,
    Act.TAKE_BACK_CONTACT: Clause.CONTACTING_ANYONE,
    Act.INVITE: Clause.CONTACTING_ANYONE,
    Act.INVITE_ANEW: Clause.CONTACTING_ANYONE,
    Act.NOT_REACHED: Clause.WHAT_HAPPENED,
    Act.FILE_EVIDENCE: Clause.IN_WRITING,
    Act.WRITE_NOTE: Clause.IN_WRITING,
    Act.LOG_TALK: Clause.SUMMARISED_BACK,
    Act.SUMMARISE_TALK: Clause.SUMMARISED_BACK,
    Act.REST: Clause.UPDATE,
    Act.WAKE: Clause.UPDATE,
    Act.TRANSLATE: Clause.MISUNDERSTANDINGS,
    Act.JOIN_REPORT: Clause.TRIAGE_FIRST,
    Act.SPLIT_REPORT: Clause.TRIAGE_FIRST,
    Act.LINK_CASE: Clause.DISCRIMINATION,
    Act.UPDATE: Clause.UPDATE,
    Act.DETERMINE: Clause.WHAT_HAPPENED,
    Act.PROPOSE: Clause.CONSENSUS,
    Act.TAKE_POSITION: Clause.CONSENSUS,
    Act.TURN_OVER: Clause.DEADLOCK,
    Act.DECIDE: Clause.DEADLOCK,
    Act.DECIDE_AFFECTED: Clause.CONSULTATION,
    Act.CONSULT: Clause.CONSULTATION,
    Act.RECORD_FEEDBACK: Clause.FEEDBACK,
    Act.WEIGH_FEEDBACK: Clause.FEEDBACK,
    Act.ENACT: Clause.RESPONSES,
    Act.DELIVER_REPRIMAND: Clause.PRIVATE_REPRIMAND,
    Act.TELL_CORE_TEAM: Clause.COUNCIL_REPORT,
    Act.REPORT_TO_COUNCIL: Clause.COUNCIL_REPORT,
    Act.WRITE_LAST_LETTER: Clause.COUNCIL_REPORT,
    Act.CLOSE: Clause.COUNCIL_REPORT,
    Act.RECORD_WITHDRAWAL: Clause.IDENTITY,
    Act.TAKE_BACK_WITHDRAWAL: Clause.IDENTITY,
    Act.SECOND_ERASURE: Clause.IDENTITY,
    Act.HOLD_ERASURE: Clause.IDENTITY,
    Act.RELEASE_ERASURE: Clause.IDENTITY,
    Act.DISCLOSE: Clause.IDENTITY,
    Act.SECOND_DISCLOSURE: Clause.IDENTITY,
    Act.GIVE_DATA_NOTICE: Clause.CONTACTING_ANYONE,
    Act.DEFER_DATA_NOTICE: Clause.CONTACTING_ANYONE,
    Act.MARK_WORRY: Clause.ONGOING_OR_DANGER,
    Act.REACH_OUT: Clause.ONGOING_OR_DANGER,
    Act.SETTLE_WORRY: Clause.ONGOING_OR_DANGER,
    Act.NAME_MINORS: Clause.CONTACTING_ANYONE,
    Act.AGREE_TO_MINOR: Clause.CONTACTING_ANYONE,
    Act.SPEAK_IN_PUBLIC: Clause.PUBLIC_VOICE,
    Act.DRAFT_STATEMENT: Clause.PUBLIC_VOICE,
    Act.CHECK_STATEMENT: Clause.PUBLIC_VOICE,
    Act.REVIEW_STATEMENT: Clause.PUBLIC_REPRIMAND,
    Act.MAKE_STATEMENT: Clause.PUBLIC_VOICE,
    Act.CORRECT_STATEMENT: Clause.PUBLIC_VOICE,
    Act.WITHDRAW_STATEMENT: Clause.PUBLIC_VOICE,
    Act.CHECK_RETALIATION: Clause.COUNCIL_REPORT,
    Act.ANSWER_REVIEW: Clause.DISCRIMINATION,
    Act.ASK_REOPENING: Clause.COUNCIL_REPORT,
    Act.REOPEN: Clause.COUNCIL_REPORT,
    Act.DECLINE_REOPENING: Clause.COUNCIL_REPORT,
    Act.RECORD_ACCESS: Clause.IDENTITY,
    Act.PREPARE_ACCESS: Clause.IDENTITY,
    Act.CHECK_ACCESS: Clause.IDENTITY,
    Act.GIVE_ACCESS: Clause.IDENTITY,
    Act.EXTEND_ACCESS: Clause.IDENTITY,
    Act.REFUSE_ACCESS: Clause.IDENTITY,
    Act.RECORD_ASKER: Clause.IDENTITY,
    Act.TAKE_BACK_ACCESS: Clause.IDENTITY,
    Act.GRANT_LOOK: Clause.ARCHIVE,
    Act.AGREE_TO_LOOK: Clause.ARCHIVE,
    Act.DECLINE_LOOK: Clause.ARCHIVE,
    Act.END_LOOK: Clause.ARCHIVE,
}
"""The clause that an act carries out."""

MEETS = {owed: Act(owed.value) for owed in Owed if owed.value in set(Act)} | {
    Owed.STEP_BACK: Act.RECUSE,
    Owed.LOOK_AT_HELD_BACK: Act.ADMIT,
    Owed.REPLY: Act.WRITE_LETTER,
    Owed.SUMMARISE: Act.SUMMARISE_TALK,
}
"""The act that meets a duty."""

EACH_THEIR_OWN = (Act.ANSWER_CONFLICT, Act.ANSWER_QUESTIONED, Act.SIGN_OFF, Act.TAKE_POSITION)
"""What nobody can do for another: the viewer is shown their own duty only."""


OF_THE_COUNCIL = (Act.ANSWER_CONFLICT, Act.RECUSE, Act.DECIDE, Act.TAKE_POSITION)
"""What is for a member of the council in a case that was turned over (D2)."""

ON_THE_NAMES = (Act.ANSWER_CONFLICT, Act.RECUSE)
"""What is for a newcomer who holds the names alone (R9)."""


def next_steps(state: CaseState, policy: Policy, team: Team, now: datetime, viewer: Member) -> tuple[Step, ...]:
    """Every act with its standing for this viewer, in the manual's order; nothing for who has no seat."""
    theirs = _of(state, viewer)
    if not theirs:
        return ()
    asked = Asked(state, policy, team, now, Actor.member(viewer))
    owed = duties(state, policy, team, now)
    subjects: dict[tuple[Act, Party | None, Member | None, int | None], list[Candidate]] = {}
    for one in candidates(asked):
        if one.act not in theirs:
            continue
        subjects.setdefault((one.act, one.party, one.member, one.number), []).append(one)
    steps = [_step(asked, variants, owed) for variants in subjects.values()]
    shown = [step for step in steps if state.is_open or step.standing is not Standing.NOT_YET]
    order = list(Act)
    return tuple(sorted(shown, key=lambda step: order.index(step.act)))


AWAITED = frozenset({Owed.TAKE_POSITION, Owed.SIGN_OFF, Owed.ANSWER_QUESTIONED})
"""What each does for themselves, and everybody waits for; a conflict is asked about when somebody comes (C1)."""


def owed_by_others_alone(
    state: CaseState, policy: Policy, team: Team, now: datetime, viewer: Member
) -> tuple[Duty, ...]:
    """What others owe that this viewer cannot do for them, and the case waits for; nothing for who is no reader."""
    if viewer not in state.readers:
        return ()
    return tuple(d for d in duties(state, policy, team, now) if d.owed in AWAITED and d.owner not in {None, viewer})


def _of(state: CaseState, viewer: Member) -> tuple[Act, ...]:
    """Which acts somebody is shown at all, by where they sit."""
    if viewer in state.readers:
        return tuple(Act)
    if viewer in state.turned_over_to:
        return OF_THE_COUNCIL
    return ON_THE_NAMES if viewer in state.shown_names else ()


def _step(asked: Asked, variants: list[Candidate], owed: Iterable[Duty]) -> Step:
    """A step is possible when the gate allows any of its variants; else the first refusal says why not."""
    one = variants[0]
    answers = [gate(asked.state, asked.policy, asked.team, asked.now, asked.by, v.fact) for v in variants]
    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    refused = refusals[0] if len(refusals) == len(answers) else None
    duty = next((duty for duty in owed if _meets(asked.member, one, duty)), None)
    clause = _clause_of(one) if duty is None else duty.clause
    standing = _standing(asked, one, duty, refused)
    return Step(one.act, clause, standing, refused, duty, one.party, one.member, one.number)


def _clause_of(one: Candidate) -> Clause:
    """That a measure cannot be carried out is written down under the measure's own clause (D3d)."""
    lapses = isinstance(one.fact, f.MeasureEnacted) and one.fact.lapsed
    return Clause.PRIVATE_REPRIMAND if lapses else CLAUSE_OF[one.act]


def _standing(asked: Asked, one: Candidate, duty: Duty | None, refused: Refused | None) -> Standing:
    if duty is not None:
        return Standing.OWED
    if _is_done(asked, one):
        return Standing.DONE
    return Standing.POSSIBLE if refused is None else Standing.NOT_YET


def _meets(viewer: Member, one: Candidate, duty: Duty) -> bool:
    """Whether this act would meet this duty."""
    if MEETS[duty.owed] is not one.act:
        return False
    if one.act in EACH_THEIR_OWN:
        return duty.owner == viewer
    same_party = duty.party in {None, one.party}
    same_member = one.member is None or duty.member == one.member
    same_number = one.number is None or duty.number in {None, one.number}
    return same_party and same_member and same_number


def _is_done(asked: Asked, one: Candidate) -> bool:
    """Whether the act was done, as far as it is done once."""
    return (
        _done_for_the_case(asked, one)
        or _done_for_the_party(asked, one)
        or _done_for_the_contact(asked, one)
        or _done_for_the_statement(asked, one)
    )


def _done_for_the_case(asked: Asked, one: Candidate) -> bool:
    state, viewer = asked.state, asked.member
    severe, proposal = state.severe, state.proposal
    done = {
        Act.ANSWER_CONFLICT: viewer in state.conflict_answers,
        Act.WRITE_NAMES: state.names_written,
        Act.LOOK_FOR_DANGER: state.looked_for_danger,
        Act.TRIAGE: state.triage is not None,
        Act.WRITE_DOWN_BY_HAND: severe is not None and severe.handled is not None,
        Act.SIGN_OFF: sign_off_outcome(state, asked.policy) is not None
        or (severe is not None and viewer in severe.signatures),
        Act.RECONNECT: severe is not None and severe.reconnected_at is not None,
        Act.DETERMINE: state.determination is not None,
        Act.PROPOSE: state.cites_newest,
        Act.TAKE_POSITION: proposal is not None and viewer in proposal.positions,
        Act.TURN_OVER: state.council_decides,
        Act.DECIDE: state.council_decides and state.cites_newest,
        Act.WEIGH_FEEDBACK: is_weighed(asked),
        Act.ENACT: proposal is not None and one.number in proposal.enacted,
        Act.DELIVER_REPRIMAND: proposal is not None and one.number in proposal.enacted,
        Act.TELL_CORE_TEAM: state.core_team_told_at is not None,
        Act.REPORT_TO_COUNCIL: state.council_reported_at is not None,
        Act.CLOSE: state.closed_at is not None,
        Act.SECOND_DISCLOSURE: is_seconded(state, one.number),
        Act.NAME_MINORS: state.minors_named,
        Act.AGREE_TO_MINOR: one.party is not None and agreed(state, one.party),
    }
    return done.get(one.act, False)


def is_seconded(state: CaseState, number: int | None) -> bool:
    """Whether a second member has looked at this disclosure."""
    return number in state.disclosures and number is not None and state.disclosures[number].seconded_by is not None


def _done_for_the_party(asked: Asked, one: Candidate) -> bool:
    party = None if one.party is None else asked.state.parties.get(one.party)
    if party is None:
        return False
    severe = asked.state.severe
    done = {
        Act.ACKNOWLEDGE: party.first_reply_at is not None,
        Act.OFFER_SUPPORT: party.support_settled,
        Act.TELL_OF_RECONNECTION: severe is not None and party.handle in severe.reporters_told,
        Act.INVITE: party.invited_until is not None and asked.now < party.invited_until,
        Act.NOT_REACHED: party.not_reached,
        Act.DECIDE_AFFECTED: party.counts is not None,
        Act.CONSULT: one.number is not None and 0 < one.number == party.told_of,
        Act.RECORD_FEEDBACK: party.feedback is not None,
        Act.WRITE_LAST_LETTER: party.closing_sent,
        Act.CHECK_RETALIATION: party.checked,
        Act.ANSWER_REVIEW: party.review_answered,
    }
    return done.get(one.act, False)


def _done_for_the_contact(asked: Asked, one: Candidate) -> bool:
    contact = None if one.number is None else asked.state.contacts.get(one.number)
    if contact is None:
        return False
    done = {
        Act.TELL_OF_CONTACT: one.party in contact.told,
        Act.RECORD_OBJECTION: one.party in contact.answers,
        Act.WEIGH_OBJECTION: contact.weighed is not None,
        Act.SECOND_CONTACT: contact.seconded_by in asked.state.readers,
    }
    return one.act in done and (contact.taken_back or done[one.act])  # other acts have numbers of their own


def _done_for_the_statement(asked: Asked, one: Candidate) -> bool:
    if one.number is None or one.act not in {Act.DRAFT_STATEMENT, Act.CHECK_STATEMENT, Act.REVIEW_STATEMENT}:
        return False
    if one.act is Act.DRAFT_STATEMENT:
        return newest_for(asked.state, one.number) is not None
    statement = asked.state.statements[one.number]
    return asked.member in statement.checks if one.act is Act.CHECK_STATEMENT else statement.reviewed_at is not None
