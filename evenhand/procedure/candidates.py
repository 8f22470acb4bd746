"""The acts of the desk, and for each the facts that it would plausibly add to a case as it stands.

A page that asks what may be done asks the real gate about these facts, so page and
rules can never disagree. What an act could not be about is not here: nobody signs off
a severe path that was never taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import deadlocked_since
from evenhand.procedure.asked import Asked
from evenhand.procedure.consulting import MAY_COUNT, consulted_parties, informed_parties, is_consulted, outcomes
from evenhand.procedure.contacting import is_open
from evenhand.procedure.facts import Fact, Member, Party
from evenhand.procedure.informing import uninformed
from evenhand.procedure.minors import known_people
from evenhand.procedure.resting import rests
from evenhand.procedure.reviewing import in_force
from evenhand.procedure.seating import able, barred, seatable
from evenhand.procedure.speaking_up import PUBLIC, is_past, measure_of, needs_review
from evenhand.procedure.state import Contact, PartyState, Statement
from evenhand.procedure.withdrawing import is_erased

__all__ = ["SOMEBODY", "Act", "Candidate", "candidates"]


class Act(StrEnum):
    """What a member can do at the desk, in the manual's own order."""

    ANSWER_CONFLICT = "answer-conflict"
    RECUSE = "recuse"
    WRITE_NAMES = "write-names"
    ADMIT = "admit"
    SEAT_COUNCIL = "seat-council"
    TRIAGE = "triage"
    WRITE_DOWN_BY_HAND = "write-down-by-hand"
    SIGN_OFF = "sign-off"
    TELL_OF_RECONNECTION = "tell-of-reconnection"
    RECONNECT = "reconnect"
    LOOK_FOR_DANGER = "look-for-danger"
    ACKNOWLEDGE = "acknowledge"
    WRITE_LETTER = "write-letter"
    SETTLE_MESSAGE = "settle-message"
    MARK_NEWCOMER = "mark-newcomer"
    OFFER_SUPPORT = "offer-support"
    ASK_QUESTION = "ask-question"
    PROPOSE_CONTACT = "propose-contact"
    TELL_OF_CONTACT = "tell-of-contact"
    RECORD_OBJECTION = "record-objection"
    WEIGH_OBJECTION = "weigh-objection"
    SECOND_CONTACT = "second-contact"
    INVITE = "invite"
    NOT_REACHED = "not-reached"
    FILE_EVIDENCE = "file-evidence"
    WRITE_NOTE = "write-note"
    LOG_TALK = "log-talk"
    SUMMARISE_TALK = "summarise-talk"
    REST = "rest"
    WAKE = "wake"
    TRANSLATE = "translate"
    JOIN_REPORT = "join-report"
    SPLIT_REPORT = "split-report"
    LINK_CASE = "link-case"
    UPDATE = "update"
    DETERMINE = "determine"
    PROPOSE = "propose"
    TAKE_POSITION = "take-position"
    TURN_OVER = "turn-over"
    DECIDE = "decide"
    DECIDE_AFFECTED = "decide-affected"
    CONSULT = "consult"
    RECORD_FEEDBACK = "record-feedback"
    WEIGH_FEEDBACK = "weigh-feedback"
    ENACT = "enact"
    DELIVER_REPRIMAND = "deliver-reprimand"
    DRAFT_STATEMENT = "draft-statement"
    CHECK_STATEMENT = "check-statement"
    REVIEW_STATEMENT = "review-statement"
    MAKE_STATEMENT = "make-statement"
    REPORT_TO_COUNCIL = "report-to-council"
    WRITE_LAST_LETTER = "write-last-letter"
    CLOSE = "close"
    RECORD_WITHDRAWAL = "record-withdrawal"
    TAKE_BACK_WITHDRAWAL = "take-back-withdrawal"
    SECOND_ERASURE = "second-erasure"
    HOLD_ERASURE = "hold-erasure"
    RELEASE_ERASURE = "release-erasure"
    DISCLOSE = "disclose"
    SECOND_DISCLOSURE = "second-disclosure"
    NAME_MINORS = "name-minors"
    AGREE_TO_MINOR = "agree-to-minor"
    MARK_WORRY = "mark-worry"
    REACH_OUT = "reach-out"
    SETTLE_WORRY = "settle-worry"
    GIVE_DATA_NOTICE = "give-data-notice"
    DEFER_DATA_NOTICE = "defer-data-notice"
    SPEAK_IN_PUBLIC = "speak-in-public"
    CORRECT_STATEMENT = "correct-statement"
    WITHDRAW_STATEMENT = "withdraw-statement"


SOMEBODY = Party("somebody")
"""Stands for a person who is not in the case yet."""

SOME_CASE = "some"
"""Stands for another case, or for an entry, that a form names."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One fact that an act would add, and what it is about. Variants of one act share all but the fact."""

    act: Act
    fact: Fact
    party: Party | None = None
    member: Member | None = None
    number: int | None = None


def candidates(asked: Asked) -> Iterator[Candidate]:
    """Everything that this member could plausibly want to do now, in the manual's order."""
    whole = (
        _seats,
        _severe,
        _speaking,
        _contacting,
        _record,
        _resting,
        _reports,
        _updates,
        _deciding,
        _enacting,
        _withdrawing,
        _worry,
        _law,
        _in_public,
    )
    only_asked = (_seats, _only_asked, _speaking, _record, _withdrawing, _worry, _law)
    for chapter in whole if asked.state.is_report else only_asked:
        yield from (one for one in chapter(asked) if not is_erased(asked.state, one.party))


def _seats(asked: Asked) -> Iterator[Candidate]:
    state, member = asked.state, asked.member
    for answer in f.ConflictAnswer:
        yield Candidate(Act.ANSWER_CONFLICT, f.ConflictAnswered(answer))
    yield Candidate(Act.RECUSE, f.Recused(member, f.RecusalCause.DECLARED), member=member)
    for involved in state.readers:
        if involved in state.involved:
            yield Candidate(Act.RECUSE, f.Recused(involved, f.RecusalCause.NAMED), member=involved)
    yield Candidate(Act.WRITE_NAMES, f.NamesWritten())
    for held_back in sorted(state.held_back):
        yield Candidate(Act.ADMIT, f.Admitted(held_back), member=held_back)
    if len(able(state)) < asked.policy.floor:
        yield from _more_readers(asked)


def _more_readers(asked: Asked) -> Iterator[Candidate]:
    """Too few are left: newcomers of the committee, and the council."""
    council = seatable(asked.state, asked.team)
    for newcomer in asked.team.order:
        if newcomer not in {*asked.state.readers, *asked.team.council, *barred(asked.state)}:
            yield Candidate(Act.ADMIT, f.Admitted(newcomer), member=newcomer)
    if council:
        yield Candidate(Act.SEAT_COUNCIL, f.CouncilSeated(council))


def _only_asked(asked: Asked) -> Iterator[Candidate]:
    """Where somebody asked for advice, or told it for the record: looked at, answered, ended (K3)."""
    if asked.state.purpose is f.Purpose.RECORD:
        yield Candidate(Act.LOOK_FOR_DANGER, f.LookedForDanger(in_danger=False))
    for party in asked.state.parties.values():
        number = len(asked.state.questions) + 1
        yield Candidate(Act.ASK_QUESTION, _letter(asked, f.LetterKind.QUESTION, party, number), party.handle)
        if not party.has_line:
            yield Candidate(
                Act.INVITE, f.Invited(party.handle, asked.now + asked.policy.invitation_lives, f.Via.MAIL), party.handle
            )
            yield Candidate(Act.NOT_REACHED, f.NotReached(party.handle), party.handle)
    yield Candidate(Act.CLOSE, f.Closed())


def _severe(asked: Asked) -> Iterator[Candidate]:
    state = asked.state
    yield Candidate(Act.TRIAGE, f.Triaged(severe=False, kind=None, in_danger=False, ongoing=False))
    yield Candidate(Act.TRIAGE, f.Triaged(severe=True, kind=f.SevereKind.OTHER, in_danger=False, ongoing=False))
    if state.severe is None:
        return
    by_hand = f.HandledByHand(asked.policy.spaces, (), reporter_told=False, originator_told=False)
    yield Candidate(Act.WRITE_DOWN_BY_HAND, by_hand)
    for outcome in f.SignOff:
        yield Candidate(Act.SIGN_OFF, f.SignedOff(outcome))
    if in_force(state) or state.severe.reconnected_at is not None:
        for party in state.reporters:
            yield Candidate(Act.TELL_OF_RECONNECTION, _letter(asked, f.LetterKind.RECONNECTION, party), party.handle)
        yield Candidate(Act.RECONNECT, f.Reconnected())


def _letter(asked: Asked, kind: f.LetterKind, party: PartyState, refers: int | None = None) -> f.LetterSent:
    """A letter by the way that reaches this party."""
    invited = party.invited_until is not None and asked.now < party.invited_until
    via = f.Via.LINE if party.has_line or (invited and kind is not f.LetterKind.CONSULTATION) else f.Via.MAIL
    until = {
        f.LetterKind.QUESTION: asked.now + asked.policy.answers_within,
        f.LetterKind.CONTACT_NOTICE: asked.now + asked.policy.objection_within,
        f.LetterKind.CONSULTATION: asked.now + asked.policy.feedback_within,
        f.LetterKind.UPDATE: asked.now + asked.policy.resolution_within,
    }.get(kind)
    digest = "00" if kind is f.LetterKind.CONSULTATION else ""
    return f.LetterSent(kind, party.handle, via, refers, until, digest)


def _speaking(asked: Asked) -> Iterator[Candidate]:
    for party in asked.state.reporters:
        yield Candidate(Act.ACKNOWLEDGE, _letter(asked, f.LetterKind.ACKNOWLEDGEMENT, party), party.handle)
    for party in asked.state.parties.values():
        yield Candidate(Act.WRITE_LETTER, _letter(asked, f.LetterKind.MESSAGE, party), party.handle)
        if party.waiting_since is not None:
            yield Candidate(Act.SETTLE_MESSAGE, f.MessageSettled(party.handle), party.handle)
        if party.newcomer:
            yield Candidate(Act.OFFER_SUPPORT, f.SupportSettled(party.handle, offered=True), party.handle)
        else:
            yield Candidate(Act.MARK_NEWCOMER, f.NewcomerMarked(party.handle), party.handle)


def _contacting(asked: Asked) -> Iterator[Candidate]:
    state = asked.state
    number = len(state.questions) + 1
    for party in state.parties.values():
        yield Candidate(Act.ASK_QUESTION, _letter(asked, f.LetterKind.QUESTION, party, number), party.handle)
    yield Candidate(Act.PROPOSE_CONTACT, f.ContactProposed(len(state.contacts) + 1, SOMEBODY, f.Role.REPORTED))
    invitation_ends = asked.now + asked.policy.invitation_lives
    for contact in state.contacts.values():
        if is_open(state, contact):
            yield from _contact(asked, contact, invitation_ends)
    for party in state.parties.values():
        if not party.has_line:
            yield Candidate(Act.INVITE, f.Invited(party.handle, invitation_ends, f.Via.MAIL), party.handle)
            yield Candidate(Act.NOT_REACHED, f.NotReached(party.handle), party.handle)


def _contact(asked: Asked, contact: Contact, invitation_ends: datetime) -> Iterator[Candidate]:
    """What R3 asks for before somebody is contacted, and the contact itself."""
    for reporter in asked.state.reporters:
        notice = _letter(asked, f.LetterKind.CONTACT_NOTICE, reporter, contact.number)
        yield Candidate(Act.TELL_OF_CONTACT, notice, reporter.handle, number=contact.number)
    for handle in contact.told:
        for objects in (True, False):
            said = f.ContactAnswered(contact.number, handle, objects)
            yield Candidate(Act.RECORD_OBJECTION, said, handle, number=contact.number)
    if True in contact.answers.values():
        for go_on in (True, False):
            weighed = f.ObjectionWeighed(contact.number, go_on)
            yield Candidate(Act.WEIGH_OBJECTION, weighed, number=contact.number)
    yield Candidate(Act.SECOND_CONTACT, f.ContactSeconded(contact.number), number=contact.number)
    invited = f.Invited(contact.party, invitation_ends, f.Via.MAIL)
    yield Candidate(Act.INVITE, invited, contact.party, number=contact.number)


def _record(asked: Asked) -> Iterator[Candidate]:
    state = asked.state
    yield Candidate(Act.FILE_EVIDENCE, f.EvidenceFiled(f.EvidenceKind.LINK, None))
    yield Candidate(Act.WRITE_NOTE, f.NoteWritten())
    yield Candidate(Act.LOG_TALK, f.TalkLogged(state.talks_logged + 1, asked.now))
    for talk in state.talks:
        yield Candidate(Act.SUMMARISE_TALK, f.TalkSummarised(talk), number=talk)
    yield Candidate(Act.TRANSLATE, f.Translated(SOME_CASE, "en", 1, asked.member))


def _reports(asked: Asked) -> Iterator[Candidate]:
    """The only report of a case may join another; one of several becomes a case of its own again; cases are linked."""
    reporters = asked.state.reporters
    act = Act.JOIN_REPORT if len(reporters) == 1 else Act.SPLIT_REPORT
    for party in reporters:
        yield Candidate(act, f.ReportMoved(party.handle, SOME_CASE), party.handle)
    yield Candidate(Act.LINK_CASE, f.CasesLinked(SOME_CASE))


def _resting(asked: Asked) -> Iterator[Candidate]:
    if rests(asked.state.rests_until, asked.now):
        yield Candidate(Act.WAKE, f.Woken())
    else:
        yield Candidate(Act.REST, f.Rested(asked.now + timedelta(days=1)))


def _updates(asked: Asked) -> Iterator[Candidate]:
    for party in asked.state.reporters:
        yield Candidate(Act.UPDATE, _letter(asked, f.LetterKind.UPDATE, party), party.handle)


def _deciding(asked: Asked) -> Iterator[Candidate]:
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
    """Turning over while somebody objects; then the decision, which is the council's, stands beside the rest (D2)."""
    state = asked.state
    if deadlocked_since(state) is not None:
        yield Candidate(Act.TURN_OVER, f.TurnedOver(seatable(state, asked.team)))
    if state.council_decides:
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


def _enacting(asked: Asked) -> Iterator[Candidate]:
    state = asked.state
    version = len(state.proposals)
    told = (*consulted_parties(state), *informed_parties(state))
    for party in state.parties.values():
        if party.role in MAY_COUNT:
            counts = f.AffectedDecided(party.handle, not is_consulted(party))
            yield Candidate(Act.DECIDE_AFFECTED, counts, party.handle)
    for party in told:
        letter = _letter(asked, f.LetterKind.CONSULTATION, party, version)
        yield Candidate(Act.CONSULT, letter, party.handle, number=version)
    for party in told:
        for feedback in (f.Feedback.ACCEPTS, f.Feedback.IN_PART, f.Feedback.DOES_NOT_ACCEPT):
            given = f.FeedbackGiven(party.handle, version, feedback)
            yield Candidate(Act.RECORD_FEEDBACK, given, party.handle, number=version)
    yield Candidate(Act.WEIGH_FEEDBACK, f.FeedbackWeighed(version, outcomes(asked)), number=version)
    yield from _carrying_out(asked, version)
    yield Candidate(Act.REPORT_TO_COUNCIL, f.CouncilReported(version))
    for party in state.parties.values():
        if party.may_be_written_to:
            letter = _letter(asked, f.LetterKind.CLOSING, party)
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
            letter = _letter(asked, f.LetterKind.REPRIMAND, party, index)
            yield Candidate(Act.DELIVER_REPRIMAND, letter, party.handle, number=index)


def _withdrawing(asked: Asked) -> Iterator[Candidate]:
    """What a reporter said elsewhere, written down for them; and what two members do about an erasure (K1)."""
    for party in asked.state.reporters:
        handle, erasure = party.handle, party.erasure
        for way in f.Withdrawal:
            if way not in party.withdrawn:
                yield Candidate(Act.RECORD_WITHDRAWAL, f.Withdrawn(handle, way), handle)
        for way in sorted(party.withdrawn):
            yield Candidate(Act.TAKE_BACK_WITHDRAWAL, f.WithdrawalTakenBack(handle, way), handle)
        if erasure is None:
            continue
        if not erasure.stands:
            yield Candidate(Act.SECOND_ERASURE, f.ErasureSeconded(handle), handle)
        until = asked.now + asked.policy.hold_most
        yield Candidate(Act.HOLD_ERASURE, f.ErasureHeld(handle, until), handle)
        if erasure.held_until is not None:
            yield Candidate(Act.RELEASE_ERASURE, f.ErasureReleased(handle), handle)


def _worry(asked: Asked) -> Iterator[Candidate]:
    """Somebody may be thinking of harming themselves (R7)."""
    for party in asked.state.parties.values():
        if party.worried_since is None:
            yield Candidate(Act.MARK_WORRY, f.WorryMarked(party.handle), party.handle)
        else:
            yield Candidate(Act.REACH_OUT, _letter(asked, f.LetterKind.MESSAGE, party), party.handle)
            yield Candidate(Act.SETTLE_WORRY, f.WorrySettled(party.handle), party.handle)


def _law(asked: Asked) -> Iterator[Candidate]:
    """What somebody outside is told, people under 18, and what another member makes of either (K1, R3)."""
    number = len(asked.state.disclosures) + 1
    told = f.Disclosed(number, f.DisclosedTo.COURT, f.DisclosureGround.ORDER, asked.now, told_first=True)
    yield Candidate(Act.DISCLOSE, told)
    for one in asked.state.disclosures.values():
        yield Candidate(Act.SECOND_DISCLOSURE, f.DisclosureSeconded(one.number, stands=True), number=one.number)
    for party, _since in uninformed(asked.state):
        yield Candidate(Act.GIVE_DATA_NOTICE, f.DataNoticeGiven(party), party)
        later = asked.now + asked.policy.data_notice_within
        yield Candidate(Act.DEFER_DATA_NOTICE, f.DataNoticeDeferred(party, later), party)
    people = known_people(asked.state)
    for named in ((), *((party,) for party in people)):
        yield Candidate(Act.NAME_MINORS, f.MinorsNamed(named))
    for party in asked.state.minors:
        yield Candidate(Act.AGREE_TO_MINOR, f.MinorContactAgreed(party), party)


def _in_public(asked: Asked) -> Iterator[Candidate]:
    state, number = asked.state, len(asked.state.statements) + 1
    yield Candidate(Act.SPEAK_IN_PUBLIC, f.StatementDrafted(number, "00"))
    if state.proposal is not None:
        for index, measure in enumerate(state.proposal.measures):
            if measure.kind in PUBLIC:
                drafted = f.StatementDrafted(number, "00", index, state.proposal.version)
                yield Candidate(Act.DRAFT_STATEMENT, drafted, number=index)
    for statement in state.statements.values():
        if statement.made_at is None:
            yield from _on_the_way(asked, statement)
        elif statement.withdrawn_at is None:
            corrected = f.StatementDrafted(number, "00", corrects=statement.number)
            yield Candidate(Act.CORRECT_STATEMENT, corrected, number=statement.number)
            withdrawn = f.StatementWithdrawn(statement.number)
            yield Candidate(Act.WITHDRAW_STATEMENT, withdrawn, number=statement.number)


def _on_the_way(asked: Asked, statement: Statement) -> Iterator[Candidate]:
    """A text that was not said yet; an older version of it is left alone."""
    number, digest = statement.number, statement.digest
    measure = measure_of(asked.state, statement)
    if is_past(asked.state, statement):
        return
    checked = f.StatementChecked(number, digest, nobody_recognised=True, only_behaviour=True, was_heard=False)
    yield Candidate(Act.CHECK_STATEMENT, checked, number=number)
    if needs_review(asked, statement):
        yield Candidate(Act.REVIEW_STATEMENT, f.StatementReviewed(number, digest), number=number)
    space = "" if measure is None else measure.space
    made = f.StatementMade(number, digest, space, on_page=True)
    yield Candidate(Act.MAKE_STATEMENT, made, number=number)
