"""Whether an address that somebody typed names something that there is in the case."""

from __future__ import annotations

from collections.abc import Container

from evenhand.doors.desk.acts.base import Subject
from evenhand.procedure.next_steps import Act
from evenhand.procedure.state import CaseState

__all__ = ["is_known"]

_OF_A_MEASURE = {Act.ENACT, Act.DELIVER_REPRIMAND, Act.DRAFT_STATEMENT}
_OF_A_PROPOSAL = {Act.CONSULT, Act.RECORD_FEEDBACK, Act.WEIGH_FEEDBACK}
_OF_A_CONTACT = {
    *(Act.TELL_OF_CONTACT, Act.RECORD_OBJECTION, Act.WEIGH_OBJECTION, Act.SECOND_CONTACT),
    *(Act.TAKE_BACK_CONTACT, Act.INVITE),
}
_OF_A_LOOK = {Act.GRANT_LOOK, Act.AGREE_TO_LOOK, Act.DECLINE_LOOK, Act.END_LOOK}
_OF_A_STATEMENT = {
    *(Act.CORRECT_STATEMENT, Act.WITHDRAW_STATEMENT, Act.CHECK_STATEMENT, Act.REVIEW_STATEMENT, Act.MAKE_STATEMENT),
}


def is_known(state: CaseState, act: Act, subject: Subject) -> bool:
    """Whether there is this party, and what the number counts: no page speaks of a second measure where one is."""
    contacts = (contact.party for contact in state.contacts.values())
    parties = {*state.parties, *contacts, *state.accesses, *state.moved}
    if subject.party is not None and subject.party not in parties:
        return False
    numbers = _numbers(state, act)
    return numbers is None or subject.number is None or subject.number in numbers


def _numbers(state: CaseState, act: Act) -> Container[int] | None:  # noqa: PLR0911 - one line for what is counted
    """Every number that there is for an act; nothing where it takes none, or any entry's."""
    if act in _OF_A_MEASURE:
        return range(0 if state.proposal is None else len(state.proposal.measures))
    if act in _OF_A_PROPOSAL:
        return range(len(state.proposals) + 1)
    if act in _OF_A_CONTACT:
        return state.contacts
    if act in _OF_A_LOOK:
        return state.looks
    if act in _OF_A_STATEMENT:
        return state.statements
    match act:
        case Act.RECORD_ANSWER:
            return state.questions
        case Act.SUMMARISE_TALK:
            return state.talks
        case Act.SECOND_DISCLOSURE:
            return state.disclosures
        case _:
            return None
