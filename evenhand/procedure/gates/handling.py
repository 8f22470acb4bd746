"""Regular handling: receipt, letters, questions, the record (R1, R2, R4, R8, R10, R12, V1, V6)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.changing import replace
from evenhand.procedure.clauses import Clause
from evenhand.procedure.delays import delays
from evenhand.procedure.facts import Party
from evenhand.procedure.hearing import had_time_since_tried
from evenhand.procedure.promised import weighed_objections

__all__ = [
    "answer_question",
    "ask",
    "came_back",
    "describe_file",
    "file_evidence",
    "known_party",
    "log_talk",
    "mark_newcomer",
    "not_reached",
    "receive",
    "settle_message",
    "settle_support",
    "summarise_talk",
    "tell_council_of_delay",
    "update",
    "write_to",
]


def known_party(asked: Asked, party: Party) -> Refused | None:
    """The party exists in this case."""
    if party not in asked.state.parties:
        return Refused(say("There is no such person in this case."), Clause.PERSONAL)
    return None


def receive(asked: Asked, fact: f.ReportReceived) -> Refused | None:
    """A report opens a line of its own, and cannot have reached anybody in the future (T1)."""
    if fact.party in asked.state.parties:
        return Refused(say("This report is in the case already."), Clause.RECEIPT)
    if fact.reached_at > asked.now:
        return Refused(say("The report cannot have reached you in the future."), Clause.TRIAGE_FIRST)
    return None


def write_to(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """A letter goes to somebody who is in the case, by a way that reaches them (V1)."""
    refused = known_party(asked, fact.to)
    if refused is not None:
        return refused
    party = asked.state.parties[fact.to]
    if fact.until is not None and fact.until <= asked.now:
        return Refused(say("The date that the letter gives has passed already."), Clause.PERSONAL)
    if party.reach is f.Reach.NONE and (not party.has_line or fact.via is not f.Via.LINE):
        return Refused(
            say("This person does not want to be contacted. You can only leave a letter in their own line."),
            Clause.PERSONAL,
        )
    invited = party.invited_until is not None and asked.now < party.invited_until
    if fact.via is f.Via.LINE and not party.has_line and not invited:
        return Refused(
            say("This person has no line of their own yet. Invite them, or send the letter another way."),
            Clause.PERSONAL,
        )
    return None


def came_back(asked: Asked, fact: f.LetterCameBack) -> Refused | None:
    """Only a letter or an invitation that was sent can come back."""
    sent = {ref.entry for ref in asked.state.letters}
    invitations = {p.invitation for p in asked.state.parties.values() if p.invitation and not p.has_line}
    if fact.letter not in sent | invitations:
        return Refused(say("There is no such letter in this case."), Clause.RECEIPT)
    return None


def ask(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """A question has a number of its own and a date (R2)."""
    if fact.until is None:
        return Refused(say("Say by when you hope for an answer."), Clause.ENOUGH_INFORMATION)
    if fact.refers != len(asked.state.questions) + 1:
        return Refused(
            say("The case has changed since you looked: another question was asked."),
            Clause.ENOUGH_INFORMATION,
        )
    return None


def answer_question(asked: Asked, fact: f.QuestionAnswered) -> Refused | None:
    """An answer belongs to a question that was asked of this party (R2)."""
    question = asked.state.questions.get(fact.question)
    if question is None or question.party != fact.party:
        return Refused(say("There is no such question."), Clause.ENOUGH_INFORMATION)
    return None


def settle_message(asked: Asked, fact: f.MessageSettled) -> Refused | None:
    """Only a message that waits can need no reply, and no objection that was weighed: its answer is promised (V1, R3).

    Who can be reached in no way is promised nothing.
    """
    refused = known_party(asked, fact.party)
    if refused is not None:
        return refused
    party = asked.state.parties[fact.party]
    if party.waiting_since is None:
        return Refused(say("Nothing from this person waits for a reply."), Clause.PERSONAL)
    if party.may_be_written_to and weighed_objections(asked.state, fact.party):
        return Refused(
            say("They objected, and their page promises that they hear what you made of it. Write to them."),
            Clause.CONTACTING_ANYONE,
        )
    return None


def update(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """An update goes to a reporter and gives a projected date (R12)."""
    if asked.state.parties[fact.to].role is not f.Role.REPORTER:
        return Refused(say("Updates with a date are owed to reporters."), Clause.UPDATE)
    if fact.until is None:
        return Refused(say("Give the date by which you now expect a resolution."), Clause.UPDATE)
    return None


def not_reached(asked: Asked, fact: f.NotReached) -> Refused | None:
    """Somebody without a line could not be reached once they were tried and had the time to answer (R4, D4)."""
    refused = known_party(asked, fact.party)
    if refused is not None:
        return refused
    if asked.state.parties[fact.party].has_line:
        return Refused(
            say("This person has a line of their own. Write to them there and give them a date."),
            Clause.CONSULTATION,
        )
    if asked.state.parties[fact.party].tried_at is None:
        return Refused(say("Nobody has tried to reach this person yet."), Clause.WHAT_HAPPENED)
    if not had_time_since_tried(asked, fact.party):
        return Refused(
            say("Leave them the time that your manual gives for an answer, unless a letter came back."),
            Clause.WHAT_HAPPENED,
        )
    return None


def mark_newcomer(asked: Asked, fact: f.NewcomerMarked) -> Refused | None:
    """A party can say that they are new, and a member can note it, once (V6)."""
    refused = known_party(asked, fact.party)
    if refused is not None:
        return refused
    if asked.state.parties[fact.party].newcomer:
        return Refused(say("It is noted already that this person is new here."), Clause.NEWCOMERS)
    return None


def settle_support(asked: Asked, fact: f.SupportSettled) -> Refused | None:
    """Support is offered to somebody who is new, or a reason given why not, once (V6)."""
    refused = known_party(asked, fact.party)
    if refused is not None:
        return refused
    party = asked.state.parties[fact.party]
    if not party.newcomer:
        return Refused(say("Nobody has said that this person is new here."), Clause.NEWCOMERS)
    if party.support_settled:
        return Refused(say("This is settled already."), Clause.NEWCOMERS)
    return None


def file_evidence(asked: Asked, fact: f.EvidenceFiled) -> Refused | None:
    """Evidence has a time of its own, which has passed (R8)."""
    if fact.dated is not None and fact.dated > asked.now:
        return Refused(say("The date of this evidence lies in the future."), Clause.IN_WRITING)
    return None


def describe_file(asked: Asked, fact: f.FileDescribed) -> Refused | None:
    """What a file shows can be said in the room in which it is, by whoever reads there (R8)."""
    return None if fact.party is None else known_party(asked, fact.party)


def log_talk(asked: Asked, fact: f.TalkLogged) -> Refused | None:
    """A talk is logged after it was held (R10)."""
    if fact.talk != asked.state.talks_logged + 1:
        return Refused(say("The case has changed since you looked: another talk was logged."), Clause.SUMMARISED_BACK)
    if fact.held_at > asked.now:
        return Refused(say("The talk has not been held yet."), Clause.SUMMARISED_BACK)
    return None


def summarise_talk(asked: Asked, fact: f.TalkSummarised) -> Refused | None:
    """A summary closes one logged talk (R10)."""
    if fact.talk not in asked.state.talks:
        return Refused(say("No summary of such a talk is owed."), Clause.SUMMARISED_BACK)
    return None


def tell_council_of_delay(asked: Asked, fact: f.CouncilToldOfDelay) -> Refused | None:
    """The council is told of a promise that was broken, once each (R1, R12)."""
    if replace(fact, to_nobody=False) not in delays(asked.state, asked.policy, asked.now):
        return Refused(say("No such promise was broken, or the council has been told of it."), fact.clause)
    return None
