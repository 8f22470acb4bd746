"""What has to be done before anybody but the reporter is contacted (R3)."""

from __future__ import annotations

from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Party
from evenhand.procedure.state import CaseState, Contact

__all__ = ["is_open", "ready_to_contact", "untold"]


def is_open(state: CaseState, contact: Contact) -> bool:
    """Whether this contact is still to be made: not made, taken back or decided against, the end not reached."""
    made = contact.party in state.parties
    return not (made or contact.taken_back) and contact.weighed is not False and not state.is_enacted


def untold(state: CaseState, contact: Contact) -> tuple[Party, ...]:
    """Reachable reporters who have not been told of this contact."""
    return tuple(p.handle for p in state.reporters if p.is_reachable and p.handle not in contact.told)


def ready_to_contact(asked: Asked, contact: Contact) -> Refused | None:
    """Told, the time to object gone, objections weighed, a second member agrees (R3)."""
    return _reporters_had_their_say(asked, contact) or _weighed(contact) or _seconded(asked, contact)


def _reporters_had_their_say(asked: Asked, contact: Contact) -> Refused | None:
    if untold(asked.state, contact):
        return Refused(
            say("First tell the reporter who will be asked, when and what, and let them object."),
            Clause.CONTACTING_ANYONE,
        )
    for reporter in asked.state.reporters:
        until = contact.told.get(reporter.handle)
        if reporter.is_reachable and reporter.handle not in contact.answers and until and asked.now < until:
            return Refused(say("The reporter still has time to object."), Clause.CONTACTING_ANYONE)
    return None


def _weighed(contact: Contact) -> Refused | None:
    if contact.weighed is False:
        return Refused(say("You weighed the objection and decided not to make this contact."), Clause.CONTACTING_ANYONE)
    if contact.weighed is None and True in contact.answers.values():
        return Refused(
            say("The reporter objects. Weigh that first and write down what you make of it."),
            Clause.CONTACTING_ANYONE,
        )
    return None


def _seconded(asked: Asked, contact: Contact) -> Refused | None:
    if contact.seconded_by not in asked.state.readers:
        return Refused(say("A second member has to agree to this contact."), Clause.CONTACTING_ANYONE)
    return None
