"""For whom a case waits: dates that people were given and that are still to come (R2, R3, D5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from evenhand.procedure.clauses import Clause
from evenhand.procedure.contacting import is_open
from evenhand.procedure.facts import Party
from evenhand.procedure.state import CaseState

__all__ = ["Awaited", "Hoped", "awaited"]


class Hoped(StrEnum):
    """What is hoped for from somebody."""

    ANSWER = "answer"
    WORD_ON_CONTACT = "word on contact"
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class Awaited:
    """Somebody who was asked, has not answered, and has time until a date."""

    hoped: Hoped
    clause: Clause
    party: Party
    until: datetime


def awaited(state: CaseState, now: datetime) -> tuple[Awaited, ...]:
    """Everybody who has still time to answer what they were asked, by the date they were given."""
    if not state.is_open:
        return ()
    found = (*_answers(state), *_objections(state), *_feedback(state))
    return tuple(sorted((one for one in found if now < one.until), key=lambda one: (one.until, one.party)))


def _answers(state: CaseState) -> Iterator[Awaited]:
    for question in state.questions.values():
        if question.answered_at is None and not question.came_back:
            yield Awaited(Hoped.ANSWER, Clause.ENOUGH_INFORMATION, question.party, question.until)


def _objections(state: CaseState) -> Iterator[Awaited]:
    for contact in state.contacts.values():
        for reporter in state.reporters if is_open(state, contact) else ():
            until = contact.told.get(reporter.handle)
            if until is not None and reporter.is_reachable and reporter.handle not in contact.answers:
                yield Awaited(Hoped.WORD_ON_CONTACT, Clause.CONTACTING_ANYONE, reporter.handle, until)


def _feedback(state: CaseState) -> Iterator[Awaited]:
    proposal = state.proposal
    if proposal is None or state.is_enacted:
        return
    for party in state.parties.values():
        if party.told_of == proposal.version and party.feedback is None and party.told_until is not None:
            yield Awaited(Hoped.FEEDBACK, Clause.FEEDBACK, party.handle, party.told_until)
