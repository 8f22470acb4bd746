"""What reporters say to a proposed contact, and whether it is still weighed (R3)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Party
from evenhand.procedure.state.model import CaseState, Contact, PartyState


def answered(contact: Contact, party: Party, at: datetime, *, objects: bool) -> Contact:
    """An objection is weighed anew; another reporter's "no objection" changes nothing of what was weighed (R3)."""
    answers = {**contact.answers, party: objects}
    no_longer = contact.answers.get(party) is True and not objects
    weighed = None if objects or (no_longer and _was_for_them(contact, answers)) else contact.weighed
    after = replace(contact, answers=answers, weighed=weighed, moved_at=at)
    since = contact.objected_at if waits(contact) else None
    return replace(after, objected_at=(since or at) if waits(after) else None)


def weighed(state: CaseState, number: int, at: datetime, *, go_on: bool) -> CaseState:
    """Heeded or not; what was heeded can be weighed anew, and then its steps are owed from that day.

    Their page promises whoever objects that they are told what was made of it. So from now on they wait for a
    reply, as whoever wrote does (V1): a letter to them settles it, or a reason why none is needed.
    """
    contact = state.contacts[number]
    again = at if go_on and contact.weighed is False else contact.again_at
    after = replace(contact, weighed=go_on, weighed_at=at, moved_at=at, again_at=again)
    objectors = (
        state.parties[party] for party, objects in contact.answers.items() if objects and party in state.parties
    )
    waiting = {party.handle: _waits(party, at) for party in objectors if party.may_be_written_to}
    return replace(state, contacts={**state.contacts, number: after}, parties={**state.parties, **waiting})


def waits(contact: Contact) -> bool:
    """Whether somebody objects, and it was not weighed."""
    return contact.weighed is None and True in contact.answers.values()


def _was_for_them(contact: Contact, answers: dict[Party, bool]) -> bool:
    """Whether the weighing falls with an objection that was taken back: it was heeded, or it was the only one."""
    return contact.weighed is False or True not in answers.values()


def _waits(party: PartyState, at: datetime) -> PartyState:
    return replace(party, waiting_since=party.waiting_since or at)
