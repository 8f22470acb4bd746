"""What the law makes somebody owe (K1, R3)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.contacting import is_open
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.facts import Party
from evenhand.procedure.minors import agreed, said_since
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["agree_to_minor", "name_minors", "second_disclosure"]


def second_disclosure(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Where the community wants it, a second member looks at what one told outside."""
    for one in state.disclosures.values():
        if policy.disclosure_second and one.seconded_by is None:
            due = one.written_at + policy.messages_answered_within
            yield Duty(
                Owed.SECOND_DISCLOSURE,
                Clause.IDENTITY,
                one.written_at,
                due,
                member=one.decided_by,
                number=one.number,
            )


def name_minors(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Where a report says that somebody is under 18, who that is is written down as soon as it is triaged."""
    since = said_since(state)
    if since is not None:
        yield Duty(Owed.NAME_MINORS, Clause.CONTACTING_ANYONE, since, since + policy.triage_within)


def agree_to_minor(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Another member looks whether somebody who is under 18 is to be written to."""
    for party, minor in state.minors.items():
        if not agreed(state, party) and _is_to_be_written_to(state, party):
            due = minor.named_at + policy.messages_answered_within
            yield Duty(
                Owed.AGREE_TO_MINOR, Clause.CONTACTING_ANYONE, minor.named_at, due, party=party, member=minor.named_by
            )


def _is_to_be_written_to(state: CaseState, party: Party) -> bool:
    known = state.parties.get(party)
    if known is not None:
        return known.may_be_written_to and not known.erased and not known.closing_sent
    return any(contact.party == party and is_open(state, contact) for contact in state.contacts.values())
