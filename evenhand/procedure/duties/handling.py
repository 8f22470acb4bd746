"""Receipt, replies, contacts, summaries, support (R1, R3, R10, R12, V1, V6)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import agreement
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.contacting import is_open, ready_to_contact, untold
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.facts import Party
from evenhand.procedure.policy import Policy
from evenhand.procedure.promised import was_not_told, weighed_objections
from evenhand.procedure.state import CaseState, Contact

__all__ = ["contacts", "receipt", "reply", "summaries", "support", "update"]


def receipt(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Confirm receipt to the reporter within 72 hours of the report: a person does, also where advice was asked."""
    for party in state.reporters:
        if party.reached_at is not None and party.first_reply_at is None and party.may_be_written_to:
            due = party.reached_at + policy.receipt_within
            clause = Clause.RECEIPT if party.purpose is f.Purpose.REPORT else Clause.ADVICE
            yield Duty(Owed.ACKNOWLEDGE, clause, party.reached_at, due, party=party.handle)


def reply(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Whoever wrote to the committee hears from a person; a first reply is the receipt's matter."""
    for party in state.parties.values():
        if party.waiting_since is not None and party.first_reply_at is not None:
            due = party.waiting_since + policy.messages_answered_within
            yield Duty(Owed.REPLY, _why_written_to(state, party.handle), party.waiting_since, due, party=party.handle)


def _why_written_to(state: CaseState, party: Party) -> Clause:
    if weighed_objections(state, party):
        return Clause.CONTACTING_ANYONE
    return Clause.RESPECT if was_not_told(state, party) else Clause.PERSONAL


def contacts(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Before anyone else is contacted the reporter is told and may object, and a second member agrees."""
    for contact in state.contacts.values():
        if is_open(state, contact):
            yield from _contact_steps(state, policy, asked, contact)


def _contact_steps(state: CaseState, policy: Policy, asked: Asked, contact: Contact) -> Iterator[Duty]:
    clause, number = Clause.CONTACTING_ANYONE, contact.number
    times = (contact.proposed_at, contact.again_at, state.reopened_at)  # what is taken up again is owed anew, not late
    begun = max(at for at in times if at is not None)
    since, moved = begun, max(contact.moved_at, begun)
    within = policy.objection_within
    for party in untold(state, contact):
        yield Duty(Owed.TELL_OF_CONTACT, clause, since, since + within, party=party, number=number)
    if contact.weighed is None and True in contact.answers.values():
        objected = max(contact.objected_at or moved, begun)
        yield Duty(Owed.WEIGH_OBJECTION, clause, objected, objected + within, number=number)
    if contact.seconded_by not in state.readers:
        yield Duty(Owed.SECOND_CONTACT, clause, since, since + within, member=contact.proposer, number=number)
    if ready_to_contact(asked, contact) is None:
        ready = max([moved, *(t for t in contact.told.values() if t <= asked.now)])
        yield Duty(Owed.INVITE, clause, ready, ready + within, party=contact.party, number=number)


def summaries(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Whatever was discussed elsewhere is summarised back, first of all by who logged it."""
    for talk, (since, member) in state.talks.items():
        due = since + policy.summary_within
        yield Duty(Owed.SUMMARISE, Clause.SUMMARISED_BACK, since, due, member, number=talk)


def support(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Be mindful of newcomers: offer support, or say why not."""
    for party in state.parties.values():
        if party.newcomer_since is not None and not party.support_settled:
            due = party.newcomer_since + policy.support_within
            yield Duty(Owed.OFFER_SUPPORT, Clause.NEWCOMERS, party.newcomer_since, due, party=party.handle)


def update(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """After two weeks without a resolution each reporter gets an update and a projected date, each on their clock."""
    if not state.is_report or agreement(state, policy, asked.now) is not None:
        return
    for party in state.reporters:
        since = state.clock_of(party)
        if since is None:
            continue
        due = party.promised_until or since + policy.resolution_within
        if party.may_be_written_to and asked.now >= due:
            yield Duty(Owed.UPDATE, Clause.UPDATE, due, due, party=party.handle, number=party.promises)
