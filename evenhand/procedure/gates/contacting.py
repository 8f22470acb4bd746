"""Contacting anybody but the reporter, step by step (R3)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.contacting import ready_to_contact
from evenhand.procedure.gates.severe import needs_triage
from evenhand.procedure.state import Contact

__all__ = [
    "answer_contact",
    "invite",
    "invite_anew",
    "propose_contact",
    "second_contact",
    "take_back_contact",
    "take_invitation",
    "tell_of_contact",
    "weigh_objection",
]


def propose_contact(asked: Asked, fact: f.ContactProposed) -> Refused | None:
    """Contacting anyone but the reporter starts with a proposal to do so (R3)."""
    refused = needs_triage(asked.state)
    if refused is not None:
        return refused
    if fact.contact != len(asked.state.contacts) + 1:
        return Refused(
            say("The case has changed since you looked: another contact was proposed."),
            Clause.CONTACTING_ANYONE,
        )
    if fact.role is f.Role.REPORTER:
        return Refused(say("A reporter joins by reporting; write to them directly."), Clause.CONTACTING_ANYONE)
    known = {*asked.state.parties, *(c.party for c in asked.state.contacts.values())}
    if fact.party in known:
        return Refused(say("Contacting this person has been proposed already."), Clause.CONTACTING_ANYONE)
    if fact.member == asked.member:
        return Refused(
            say("The report involves you, so you cannot stay. Step back from this case."),
            Clause.INVOLVED_MEMBER,
        )
    return None


def _contact(asked: Asked, number: int | None) -> Contact | Refused:
    contact = asked.state.contacts.get(number or 0)
    if contact is None:
        return Refused(say("There is no such proposed contact."), Clause.CONTACTING_ANYONE)
    if contact.party in asked.state.parties:
        return Refused(say("This person has been contacted already."), Clause.CONTACTING_ANYONE)
    if contact.taken_back:
        return Refused(say("This contact was taken back, and will not be made."), Clause.CONTACTING_ANYONE)
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


def take_back_contact(asked: Asked, fact: f.ContactTakenBack) -> Refused | None:
    """What was proposed by mistake is taken back before anybody is contacted (R3)."""
    contact = _contact(asked, fact.contact)
    return contact if isinstance(contact, Refused) else None


def second_contact(asked: Asked, fact: f.ContactSeconded) -> Refused | None:
    """A member other than the proposer agrees, once (R3)."""
    contact = _contact(asked, fact.contact)
    if isinstance(contact, Refused):
        return contact
    if contact.proposer == asked.member:
        return Refused(
            say("You proposed this contact, so another member has to agree to it."), Clause.CONTACTING_ANYONE
        )
    if contact.seconded_by in asked.state.readers:
        return Refused(say("A second member has agreed to this contact already."), Clause.CONTACTING_ANYONE)
    return None


def invite(asked: Asked, fact: f.Invited) -> Refused | None:
    """Somebody is invited once R3's steps are done, and again for as long as they have no line."""
    if not asked.now < fact.until <= asked.now + asked.policy.invitation_lives:
        return Refused(say("An invitation ends, and not later than your manual says."), Clause.CONTACTING_ANYONE)
    known = asked.state.parties.get(fact.party)
    if known is not None:
        return _again(known.has_line, known.reach)
    contact = next((c for c in asked.state.contacts.values() if c.party == fact.party), None)
    if contact is None:
        return Refused(say("First propose the contact, so that the reporter can be told."), Clause.CONTACTING_ANYONE)
    return ready_to_contact(asked, contact)


def _again(has_line: bool, reach: f.Reach) -> Refused | None:  # noqa: FBT001 - a state, not a switch
    """A reporter whose report reached a member is invited like any party (T1)."""
    if has_line:
        return Refused(say("This person has a line of their own already."), Clause.CONTACTING_ANYONE)
    if reach is f.Reach.NONE:
        return Refused(say("This person does not want to be contacted."), Clause.PERSONAL)
    return None


def invite_anew(asked: Asked, fact: f.InvitedAnew) -> Refused | None:
    """Whoever was invited and has lost their ten words makes others; a reporter's identity hangs on theirs (R3, K1)."""
    party = asked.state.parties.get(fact.party)
    if party is None or not party.has_line:
        return Refused(
            say("This person has no line of their own yet, so there are no words to replace. Invite them."),
            Clause.CONTACTING_ANYONE,
        )
    if party.role is f.Role.REPORTER:
        return Refused(
            say(
                "Whoever reported and lost their words reports again and says that they did so before; then the two "
                "are put together. Nobody else can show that the report is theirs."
            ),
            Clause.IDENTITY,
        )
    if party.reach is f.Reach.NONE or party.erased:
        return Refused(say("This person does not want to be contacted."), Clause.PERSONAL)
    if not asked.now < fact.until <= asked.now + asked.policy.invitation_lives:
        return Refused(say("An invitation ends, and not later than your manual says."), Clause.CONTACTING_ANYONE)
    return None


def take_invitation(asked: Asked, fact: f.InvitationTaken) -> Refused | None:
    """An invitation opens a line once, while it lives (R3)."""
    party = asked.state.parties[fact.party]
    if party.has_line and party.anew_until is None:
        return Refused(say("This invitation was used already."), Clause.CONTACTING_ANYONE)
    if party.has_line and party.is_invited_anew(asked.now):
        return None
    if party.has_line or party.invited_until is None or asked.now >= party.invited_until:
        return Refused(say("This invitation has ended. Ask the committee for a new one."), Clause.CONTACTING_ANYONE)
    return None
