"""Regular handling: receipt, questions, contacting anyone, the record (R1 to R3, R8, R10, R12)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Party
from evenhand.procedure.gates.asked import Asked
from evenhand.procedure.gates.severe import needs_triage
from evenhand.procedure.state import CaseState, Contact


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
    """A letter goes to somebody who is in the case, signed by a person (V1)."""
    refused = known_party(asked, fact.to)
    if refused is not None:
        return refused
    if fact.until is not None and fact.until <= asked.now:
        return Refused(say("The date that the letter gives has passed already."), Clause.PERSONAL)
    party = asked.state.parties[fact.to]
    if party.invited_at is None and not party.has_line and party.role is not f.Role.REPORTER:
        return Refused(
            say("This person has not been invited yet. Propose the contact first."),
            Clause.CONTACTING_ANYONE,
        )
    return None


def came_back(asked: Asked, fact: f.LetterCameBack) -> Refused | None:
    """Only a letter that was sent can come back."""
    if all(ref.entry != fact.letter for ref in asked.state.letters):
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
    """Only a message that waits can need no reply (V1)."""
    refused = known_party(asked, fact.party)
    if refused is not None:
        return refused
    if asked.state.parties[fact.party].waiting_since is None:
        return Refused(say("Nothing from this person waits for a reply."), Clause.PERSONAL)
    return None


def update(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """An update goes to a reporter and gives a projected date (R12)."""
    if asked.state.parties[fact.to].role is not f.Role.REPORTER:
        return Refused(say("Updates with a date are owed to reporters."), Clause.UPDATE)
    if fact.until is None:
        return Refused(say("Give the date by which you now expect a resolution."), Clause.UPDATE)
    return None


def propose_contact(asked: Asked, fact: f.ContactProposed) -> Refused | None:
    """Contacting anyone but the reporter starts with a proposal to do so (R3)."""
    refused = needs_triage(asked.state)
    if refused is not None:
        return refused
    if fact.contact != len(asked.state.contacts) + 1 or fact.party in asked.state.parties:
        return Refused(
            say("The case has changed since you looked: another contact was proposed."),
            Clause.CONTACTING_ANYONE,
        )
    if any(c.party == fact.party for c in asked.state.contacts.values()):
        return Refused(say("Contacting this person has been proposed already."), Clause.CONTACTING_ANYONE)
    return None


def _contact(asked: Asked, number: int | None) -> Contact | Refused:
    contact = asked.state.contacts.get(number or 0)
    if contact is None:
        return Refused(say("There is no such proposed contact."), Clause.CONTACTING_ANYONE)
    if contact.party in asked.state.parties:
        return Refused(say("This person has been contacted already."), Clause.CONTACTING_ANYONE)
    return contact


def tell_of_contact(asked: Asked, fact: f.LetterSent) -> Refused | None:
    """The reporter hears who will be asked, when and what, with a time to object (R3)."""
    contact = _contact(asked, fact.refers)
    if isinstance(contact, Refused):
        return contact
    if asked.state.parties[fact.to].role is not f.Role.REPORTER:
        return Refused(say("Only reporters are told beforehand."), Clause.CONTACTING_ANYONE)
    if fact.until is None or fact.until < asked.now + asked.policy.objection_within:
        return Refused(
            say("Leave the reporter the whole time that your manual gives them to object."),
            Clause.CONTACTING_ANYONE,
        )
    return None


def answer_contact(asked: Asked, fact: f.ContactAnswered) -> Refused | None:
    """A reporter who was told may object, or say that they do not (R3)."""
    contact = _contact(asked, fact.contact)
    if isinstance(contact, Refused):
        return contact
    if fact.party not in contact.told:
        return Refused(say("This reporter was not told of the contact yet."), Clause.CONTACTING_ANYONE)
    return None


def weigh_objection(asked: Asked, fact: f.ObjectionWeighed) -> Refused | None:
    """An objection is weighed and the outcome recorded; it is no veto (R3)."""
    contact = _contact(asked, fact.contact)
    if isinstance(contact, Refused):
        return contact
    if True not in contact.answers.values():
        return Refused(say("Nobody has objected to this contact."), Clause.CONTACTING_ANYONE)
    return None


def second_contact(asked: Asked, fact: f.ContactSeconded) -> Refused | None:
    """A member other than the proposer agrees (R3)."""
    contact = _contact(asked, fact.contact)
    if isinstance(contact, Refused):
        return contact
    if contact.proposer == asked.member:
        return Refused(
            say("You proposed this contact, so another member has to agree to it."),
            Clause.CONTACTING_ANYONE,
        )
    return None


def invite(asked: Asked, fact: f.Invited) -> Refused | None:
    """Somebody is invited once R3's steps are done, or again when the invitation has lapsed."""
    state = asked.state
    if fact.until <= asked.now:
        return Refused(say("The invitation would have ended already."), Clause.CONTACTING_ANYONE)
    known = state.parties.get(fact.party)
    if known is not None:
        if known.has_line:
            return Refused(say("This person has a line of their own already."), Clause.CONTACTING_ANYONE)
        return None
    contact = next((c for c in state.contacts.values() if c.party == fact.party), None)
    if contact is None:
        return Refused(
            say("First propose the contact, so that the reporter can be told."),
            Clause.CONTACTING_ANYONE,
        )
    return ready_to_contact(asked, contact)


def ready_to_contact(asked: Asked, contact: Contact) -> Refused | None:
    """Told, time to object gone, objections weighed, a second member agrees (R3)."""
    for reporter in asked.state.reporters:
        if not reporter.is_reachable:
            continue
        if reporter.handle not in contact.told:
            return Refused(
                say("First tell the reporter who will be asked, when and what, and let them object."),
                Clause.CONTACTING_ANYONE,
            )
        if reporter.handle not in contact.answers and asked.now < contact.told[reporter.handle]:
            return Refused(say("The reporter still has time to object."), Clause.CONTACTING_ANYONE)
    if True in contact.answers.values() and contact.weighed is None:
        return Refused(
            say("The reporter objects. Weigh that first and write down what you make of it."),
            Clause.CONTACTING_ANYONE,
        )
    if contact.weighed is False:
        return Refused(
            say("You weighed the objection and decided not to make this contact."),
            Clause.CONTACTING_ANYONE,
        )
    if contact.seconded_by is None or contact.seconded_by not in asked.state.readers:
        return Refused(say("A second member has to agree to this contact."), Clause.CONTACTING_ANYONE)
    return None


def take_invitation(asked: Asked, fact: f.InvitationTaken) -> Refused | None:
    """An invitation opens a line once, while it lives (R3)."""
    party = asked.state.parties[fact.party]
    if party.invited_until is None or party.has_line:
        return Refused(say("This invitation was used already."), Clause.CONTACTING_ANYONE)
    if asked.now >= party.invited_until:
        return Refused(
            say("This invitation has ended. Ask the committee for a new one."),
            Clause.CONTACTING_ANYONE,
        )
    return None


def not_reached(asked: Asked, fact: f.NotReached) -> Refused | None:
    """Only somebody whom the committee has tried to reach could not be reached (R4, D4)."""
    refused = known_party(asked, fact.party)
    if refused is not None:
        return refused
    party = asked.state.parties[fact.party]
    if party.invited_at is None and party.first_reply_at is None:
        return Refused(say("Nobody has tried to reach this person yet."), Clause.WHAT_HAPPENED)
    return None


def settle_support(asked: Asked, fact: f.SupportSettled) -> Refused | None:
    """Support is offered to somebody who is new (V6)."""
    refused = known_party(asked, fact.party)
    if refused is not None:
        return refused
    if not asked.state.parties[fact.party].newcomer:
        return Refused(say("Nobody has said that this person is new here."), Clause.NEWCOMERS)
    return None


def log_talk(asked: Asked, fact: f.TalkLogged) -> Refused | None:
    """A talk is logged after it was held (R10)."""
    if fact.talk != asked.state.talks_logged + 1:
        return Refused(
            say("The case has changed since you looked: another talk was logged."),
            Clause.SUMMARISED_BACK,
        )
    if fact.held_at > asked.now:
        return Refused(say("The talk has not been held yet."), Clause.SUMMARISED_BACK)
    return None


def summarise_talk(asked: Asked, fact: f.TalkSummarised) -> Refused | None:
    """A summary closes one logged talk (R10)."""
    if fact.talk not in asked.state.talks:
        return Refused(say("No summary of such a talk is owed."), Clause.SUMMARISED_BACK)
    return None


def tell_council_of_delay(asked: Asked, fact: f.CouncilToldOfDelay) -> Refused | None:
    """The council is told once of each broken promise (R1, R12)."""
    refused = known_party(asked, fact.party)
    if refused is not None:
        return refused
    promises = asked.state.parties[fact.party].promises
    if (fact.clause, fact.party, promises) in asked.state.delays_told:
        return Refused(say("The council has been told of this already."), fact.clause)
    return None


def open_requests(state: CaseState, asked: Asked) -> tuple[int, ...]:
    """Questions that wait for an answer and whose date has not passed (R2)."""
    return tuple(q.number for q in state.questions.values() if q.answered_at is None and asked.now < q.until)
