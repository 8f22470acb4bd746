"""From triage to what is filed: letters, contacts, evidence, reports that come and go (T1 to R12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates.acts import SOME_CASE, SOMEBODY, Act, Candidate, letter_to
from evenhand.procedure.contacting import is_open
from evenhand.procedure.resting import rests
from evenhand.procedure.reviewing import in_force
from evenhand.procedure.state import Contact

__all__ = ["contacting", "record", "reports", "resting", "severe", "speaking", "updates"]


def severe(asked: Asked) -> Iterator[Candidate]:
    """Triage, and the severe path where it was taken (T1, S1 to S7)."""
    state = asked.state
    yield Candidate(Act.TRIAGE, f.Triaged(severe=False, kind=None, in_danger=False, ongoing=False))
    yield Candidate(Act.TRIAGE, f.Triaged(severe=True, kind=f.SevereKind.OTHER, in_danger=False, ongoing=False))
    if state.severe is None:
        return
    another = f.Triaged(severe=True, kind=f.SevereKind.OTHER, in_danger=False, ongoing=False, anew=True)
    yield Candidate(Act.TRIAGE, another)
    by_hand = f.HandledByHand(asked.policy.spaces, (), reporter_told=False, originator_told=False)
    yield Candidate(Act.WRITE_DOWN_BY_HAND, by_hand)
    for outcome in f.SignOff:
        yield Candidate(Act.SIGN_OFF, f.SignedOff(outcome))
    if in_force(state) or state.severe.reconnected_at is not None:
        for party in state.reporters:
            yield Candidate(Act.TELL_OF_RECONNECTION, letter_to(asked, f.LetterKind.RECONNECTION, party), party.handle)
        yield Candidate(Act.RECONNECT, f.Reconnected())


def speaking(asked: Asked) -> Iterator[Candidate]:
    """Letters to a party, and what their messages ask for (R1, V3, V6)."""
    for party in asked.state.reporters:
        yield Candidate(Act.ACKNOWLEDGE, letter_to(asked, f.LetterKind.ACKNOWLEDGEMENT, party), party.handle)
    for party in asked.state.parties.values():
        yield Candidate(Act.WRITE_LETTER, letter_to(asked, f.LetterKind.MESSAGE, party), party.handle)
        if party.waiting_since is not None:
            yield Candidate(Act.SETTLE_MESSAGE, f.MessageSettled(party.handle), party.handle)
        if party.newcomer:
            yield Candidate(Act.OFFER_SUPPORT, f.SupportSettled(party.handle, offered=True), party.handle)
        else:
            yield Candidate(Act.MARK_NEWCOMER, f.NewcomerMarked(party.handle), party.handle)


def contacting(asked: Asked) -> Iterator[Candidate]:
    """Questions, and each step before somebody else is asked (R2, R3)."""
    state = asked.state
    number = len(state.questions) + 1
    for party in state.parties.values():
        yield Candidate(Act.ASK_QUESTION, letter_to(asked, f.LetterKind.QUESTION, party, number), party.handle)
    for question in state.questions.values():
        if question.answered_at is None and question.party in state.parties:
            answered = f.QuestionAnswered(question.party, question.number)
            yield Candidate(Act.RECORD_ANSWER, answered, question.party, number=question.number)
    yield Candidate(Act.PROPOSE_CONTACT, f.ContactProposed(len(state.contacts) + 1, SOMEBODY, f.Role.REPORTED))
    invitation_ends = asked.now + asked.policy.invitation_lives
    for contact in state.contacts.values():
        if is_open(state, contact):
            yield from _contact(asked, contact, invitation_ends)
        elif contact.weighed is False and not contact.taken_back and not state.is_enacted:
            yield from _weighing(contact)  # what was heeded then can be weighed anew, when more is known
    for party in state.parties.values():
        if not party.has_line:
            yield Candidate(Act.INVITE, f.Invited(party.handle, invitation_ends, f.Via.MAIL), party.handle)
            yield Candidate(Act.NOT_REACHED, f.NotReached(party.handle), party.handle)
        elif party.role is not f.Role.REPORTER:
            anew = f.InvitedAnew(party.handle, invitation_ends, f.Via.MAIL)
            yield Candidate(Act.INVITE_ANEW, anew, party.handle)


def _contact(asked: Asked, contact: Contact, invitation_ends: datetime) -> Iterator[Candidate]:
    """What R3 asks for before somebody is contacted, and the contact itself."""
    for reporter in asked.state.reporters:
        notice = letter_to(asked, f.LetterKind.CONTACT_NOTICE, reporter, contact.number)
        yield Candidate(Act.TELL_OF_CONTACT, notice, reporter.handle, number=contact.number)
    for handle in contact.told:
        for objects in (True, False):
            said = f.ContactAnswered(contact.number, handle, objects)
            yield Candidate(Act.RECORD_OBJECTION, said, handle, number=contact.number)
    yield from _weighing(contact)
    yield Candidate(Act.SECOND_CONTACT, f.ContactSeconded(contact.number), number=contact.number)
    yield Candidate(Act.TAKE_BACK_CONTACT, f.ContactTakenBack(contact.number), number=contact.number)
    invited = f.Invited(contact.party, invitation_ends, f.Via.MAIL)
    yield Candidate(Act.INVITE, invited, contact.party, number=contact.number)


def _weighing(contact: Contact) -> Iterator[Candidate]:
    if True in contact.answers.values():
        for go_on in (True, False):
            weighed = f.ObjectionWeighed(contact.number, go_on)
            yield Candidate(Act.WEIGH_OBJECTION, weighed, number=contact.number)


def record(asked: Asked) -> Iterator[Candidate]:
    """What is written down and filed (R8, R10, V7)."""
    state = asked.state
    yield Candidate(Act.FILE_EVIDENCE, f.EvidenceFiled(f.EvidenceKind.LINK, None))
    yield Candidate(Act.WRITE_NOTE, f.NoteWritten())
    yield Candidate(Act.LOG_TALK, f.TalkLogged(state.talks_logged + 1, asked.now))
    for talk in state.talks:
        yield Candidate(Act.SUMMARISE_TALK, f.TalkSummarised(talk), number=talk)
    yield Candidate(Act.TRANSLATE, f.Translated(SOME_CASE, "en", 1, asked.member))


def reports(asked: Asked) -> Iterator[Candidate]:
    """The only report of a case may join another; one of several becomes a case of its own again; cases are linked.

    Once it was determined, what was weighed stays where it was weighed, even where it is taken up again (R4).
    """
    reporters = () if asked.state.settled_determinations else asked.state.reporters
    act = Act.JOIN_REPORT if len(reporters) == 1 else Act.SPLIT_REPORT
    for party in reporters:
        yield Candidate(act, f.ReportMoved(party.handle, SOME_CASE), party.handle)
    yield Candidate(Act.LINK_CASE, f.CasesLinked(SOME_CASE))


def resting(asked: Asked) -> Iterator[Candidate]:
    """Resting until a date, or waking (R12)."""
    if rests(asked.state.rests_until, asked.now):
        yield Candidate(Act.WAKE, f.Woken())
    else:
        yield Candidate(Act.REST, f.Rested(asked.now + timedelta(days=1)))


def updates(asked: Asked) -> Iterator[Candidate]:
    """A new date for each reporter (R12)."""
    for party in asked.state.reporters:
        yield Candidate(Act.UPDATE, letter_to(asked, f.LetterKind.UPDATE, party), party.handle)
