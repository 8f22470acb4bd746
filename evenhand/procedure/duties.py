"""What is owed: by whom, by when, under which clause.

Each rule is a generator in the manual's words; `duties` gathers them, gives each to
one person, and puts what is late and what is dangerous first. Nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import acting_chair, agreement, deadlocked_since
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member, Party
from evenhand.procedure.gates.asked import Asked
from evenhand.procedure.gates.enacting import (
    closing_owed,
    consulted_parties,
    informed_parties,
    told_and_heard,
)
from evenhand.procedure.gates.handling import ready_to_contact
from evenhand.procedure.gates.severe import in_force, sign_off_outcome, signers
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.state import CaseState, Contact


class Owed(StrEnum):
    """What is owed. The names are what a page says, as an act."""

    ANSWER_CONFLICT = "answer-conflict"
    STEP_BACK = "step-back"
    LOOK_AT_HELD_BACK = "look-at-held-back"
    TRIAGE = "triage"
    WRITE_DOWN_BY_HAND = "write-down-by-hand"
    SIGN_OFF = "sign-off"
    TELL_OF_RECONNECTION = "tell-of-reconnection"
    RECONNECT = "reconnect"
    ACKNOWLEDGE = "acknowledge"
    REPLY = "reply"
    TELL_OF_CONTACT = "tell-of-contact"
    WEIGH_OBJECTION = "weigh-objection"
    SECOND_CONTACT = "second-contact"
    INVITE = "invite"
    SUMMARISE = "summarise"
    OFFER_SUPPORT = "offer-support"
    DETERMINE = "determine"
    PROPOSE = "propose"
    TAKE_POSITION = "take-position"
    UPDATE = "update"
    CONSULT = "consult"
    WEIGH_FEEDBACK = "weigh-feedback"
    ENACT = "enact"
    DELIVER_REPRIMAND = "deliver-reprimand"
    REPORT_TO_COUNCIL = "report-to-council"
    WRITE_LAST_LETTER = "write-last-letter"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that somebody owes.

    ``since`` is when it arose, ``due`` when its time is up. ``owner`` is the one
    person who has it now, ``then`` those to whom it passes on. ``party``, ``member``
    and ``number`` say what it is about. ``personal`` duties do not pass on.
    """

    owed: Owed
    clause: Clause
    since: datetime
    due: datetime
    owner: Member | None = None
    then: tuple[Member, ...] = ()
    party: Party | None = None
    member: Member | None = None
    number: int | None = None
    personal: bool = False
    urgent: bool = False

    def is_late(self, now: datetime) -> bool:
        """Whether its time is up."""
        return now >= self.due


Rule = Callable[[CaseState, Policy, Asked], Iterator[Duty]]


def duties(state: CaseState, policy: Policy, team: Team, now: datetime) -> tuple[Duty, ...]:
    """All that is owed in this case now: danger first, then by when it is due."""
    if state.opened_at is None:
        return ()
    rules = RULES if state.is_open else STILL_OWED_WHEN_CLOSED
    asked = Asked(state, policy, team, now, f.CLERK)
    found = [_assigned(duty, asked) for rule in rules for duty in rule(state, policy, asked)]
    return tuple(sorted(found, key=lambda d: (not (d.urgent or state.in_danger), d.due, d.owed)))


def next_boundary(state: CaseState, policy: Policy, team: Team, now: datetime) -> datetime | None:
    """The next moment at which what is owed, or what is allowed, changes by itself."""
    if not state.is_open:
        return None
    times: set[datetime] = set()
    for duty in duties(state, policy, team, now):
        times.add(duty.due)
        if not duty.personal:
            steps = (now - duty.since) // policy.passes_on_after + 1
            if duty.then:
                times.add(duty.since + max(steps, 1) * policy.passes_on_after)
    times |= set(_gate_times(state))
    received = state.received_at
    if received is not None:
        times.add(received + policy.resolution_within)
    return min((t for t in times if t > now), default=None)


def _gate_times(state: CaseState) -> Iterator[datetime]:
    """Dates that parties and members were given."""
    for contact in state.contacts.values():
        yield from contact.told.values()
    for question in state.questions.values():
        if question.answered_at is None:
            yield question.until
    for party in state.parties.values():
        yield from (t for t in (party.invited_until, party.told_until, party.promised_until) if t)
    if state.proposal is not None:
        yield state.proposal.positions_until


# --- seats -------------------------------------------------------------------


def answer_conflict(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Each member says whether they have a conflict of interest, before any other word."""
    for member in state.readers:
        since = state.seated_at[member]
        if member in state.involved:
            yield Duty(Owed.STEP_BACK, Clause.INVOLVED_MEMBER, since, since, member, personal=True)
        elif member not in state.conflict_answers:
            due = since + policy.conflict_answer_within
            yield Duty(Owed.ANSWER_CONFLICT, Clause.CONFLICT_TOLD, since, due, member, personal=True)


def look_at_held_back(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Somebody who was held back waits until a member has looked."""
    assert state.opened_at is not None  # noqa: S101  duties() holds it
    for member in sorted(state.held_back):
        due = state.opened_at + policy.conflict_answer_within
        yield Duty(Owed.LOOK_AT_HELD_BACK, Clause.RECUSAL, state.opened_at, due, member=member)


# --- triage and the severe path by hand ------------------------------------------


def triage(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """First decide whether it is a clear and severe breach."""
    if state.triage is None and state.received_at is not None:
        due = state.received_at + policy.triage_within
        yield Duty(Owed.TRIAGE, Clause.TRIAGE_FIRST, state.received_at, due, urgent=state.said_in_danger)


def severe_by_hand(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """What was done by hand is written down, space by space; then the others review and sign."""
    severe = state.severe
    if severe is None:
        return
    if severe.handled is None or severe.handled_at is None:
        due = severe.since + policy.write_down_within
        first = severe.decided_by if severe.decided_by in state.readers else None
        yield Duty(Owed.WRITE_DOWN_BY_HAND, Clause.DISCONNECT, severe.since, due, first, urgent=True)
        return
    outcome = sign_off_outcome(state, policy)
    if outcome is None:
        due = severe.handled_at + policy.sign_off_within
        yield from (
            Duty(Owed.SIGN_OFF, Clause.SIGN_OFF, severe.handled_at, due, member, personal=True)
            for member in signers(state)
            if member not in severe.signatures
        )
    elif in_force(severe) and outcome is f.SignOff.REFUSED:
        yield from _reconnection(state, policy)


def _reconnection(state: CaseState, policy: Policy) -> Iterator[Duty]:
    severe = state.severe
    if severe is None or severe.handled_at is None:
        return
    due = severe.handled_at + policy.sign_off_within
    untold = [p for p in state.reporters if p.is_reachable and p.handle not in severe.reporters_told]
    for party in untold:
        yield Duty(Owed.TELL_OF_RECONNECTION, Clause.SIGN_OFF, severe.handled_at, due, party=party.handle)
    if not untold:
        yield Duty(Owed.RECONNECT, Clause.SIGN_OFF, severe.handled_at, due, urgent=True)


# --- receipt, replies, contacts -------------------------------------------------------


def receipt(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Confirm receipt to the reporter within 72 hours of the report: a person does."""
    for party in state.reporters:
        if party.reached_at is not None and party.first_reply_at is None:
            due = party.reached_at + policy.receipt_within
            yield Duty(Owed.ACKNOWLEDGE, Clause.RECEIPT, party.reached_at, due, party=party.handle)


def reply(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Whoever wrote to the committee hears from a person."""
    for party in state.parties.values():
        if party.waiting_since is not None and party.first_reply_at is not None:
            due = party.waiting_since + policy.messages_answered_within
            yield Duty(Owed.REPLY, Clause.PERSONAL, party.waiting_since, due, party=party.handle)


def contacts(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Before anyone else is contacted the reporter is told and may object, and a second member agrees."""
    for contact in state.contacts.values():
        if contact.party in state.parties or contact.weighed is False:
            continue
        yield from _contact_steps(state, policy, asked, contact)


def _contact_steps(state: CaseState, policy: Policy, asked: Asked, contact: Contact) -> Iterator[Duty]:
    clause, since = Clause.CONTACTING_ANYONE, contact.proposed_at
    due = since + policy.objection_within
    for party in state.reporters:
        if party.is_reachable and party.handle not in contact.told:
            yield Duty(Owed.TELL_OF_CONTACT, clause, since, due, party=party.handle, number=contact.number)
    if True in contact.answers.values() and contact.weighed is None:
        yield Duty(Owed.WEIGH_OBJECTION, clause, since, due, number=contact.number)
    if contact.seconded_by is None or contact.seconded_by not in state.readers:
        yield Duty(Owed.SECOND_CONTACT, clause, since, due, number=contact.number, member=contact.proposer)
    if ready_to_contact(asked, contact) is None:
        ready = max([since, *(t for t in contact.told.values() if t <= asked.now)])
        yield Duty(Owed.INVITE, clause, ready, ready + policy.objection_within, number=contact.number)


def summaries(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Whatever was discussed elsewhere is summarised back."""
    for talk, (since, member) in state.talks.items():
        first = member if member in state.readers else None
        due = since + policy.summary_within
        yield Duty(Owed.SUMMARISE, Clause.SUMMARISED_BACK, since, due, first, number=talk)


def support(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Be mindful of newcomers: offer support, or say why not."""
    assert state.opened_at is not None  # noqa: S101  duties() holds it
    for party in state.parties.values():
        if party.newcomer and not party.support_settled:
            since = party.joined_at or state.opened_at
            due = since + policy.support_within
            yield Duty(Owed.OFFER_SUPPORT, Clause.NEWCOMERS, since, due, party=party.handle)


# --- deciding ------------------------------------------------------------------------------


def determine(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Determine in writing what happened, whether it breaks the code, who is responsible, whether it goes on."""
    if state.triaged_at is None or state.received_at is None:
        return
    due = state.received_at + policy.resolution_within
    if state.determination is None:
        yield Duty(Owed.DETERMINE, Clause.WHAT_HAPPENED, state.triaged_at, due)
        return
    outdated = (
        state.proposal is not None
        and not state.proposal.enacted
        and state.proposal.determination != len(state.determinations)
    )
    if state.proposal is None or outdated:
        yield Duty(Owed.PROPOSE, Clause.CONSENSUS, state.determinations[-1][1], due)


def positions(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Every member states consent, stand aside or an objection with a reason."""
    proposal = state.proposal
    if proposal is None or proposal.consulted_at is not None or proposal.enacted:
        return
    if proposal.determination != len(state.determinations):
        return
    for member in state.readers:
        if member not in proposal.positions:
            yield Duty(
                Owed.TAKE_POSITION,
                Clause.CONSENSUS,
                proposal.proposed_at,
                proposal.positions_until,
                member,
                number=proposal.version,
                personal=True,
            )
    stuck = asked.now >= proposal.positions_until or len(proposal.positions) >= len(state.readers)
    if stuck and agreement(state, policy, asked.now) is None:
        since = deadlocked_since(state) or proposal.positions_until
        yield Duty(Owed.PROPOSE, Clause.CONSENSUS, since, since + policy.deadlock_after)


def update(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """After two weeks without a resolution each reporter gets an update and a projected date."""
    agreed = agreement(state, policy, asked.now)
    if agreed is not None or state.received_at is None:
        return
    for party in state.reporters:
        if not party.has_line:
            continue
        due = party.promised_until or state.received_at + policy.resolution_within
        if asked.now >= due:
            yield Duty(Owed.UPDATE, Clause.UPDATE, due, due, party=party.handle, number=party.promises)


# --- from agreement to the last letter ---------------------------------------------------


def consult(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Before enacting, explain the proposed resolution to reporters and affected parties; tell the reported too."""
    agreed = agreement(state, policy, asked.now)
    if agreed is None or state.is_enacted:
        return
    due = agreed.since + policy.enact_within
    for party in (*consulted_parties(state), *informed_parties(state)):
        reachable = party.is_reachable or party.role is f.Role.REPORTED
        if reachable and party.told_of != agreed.proposal.version:
            yield Duty(
                Owed.CONSULT,
                Clause.CONSULTATION,
                agreed.since,
                due,
                party=party.handle,
                number=agreed.proposal.version,
            )


def feedback(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Note the feedback for the record, or its absence, and what the committee made of it."""
    agreed = agreement(state, policy, asked.now)
    if agreed is None or agreed.proposal.weighed_at is not None or agreed.proposal.enacted:
        return
    if told_and_heard(asked) is not None:
        return
    dates = [p.told_until for p in consulted_parties(state) if p.told_until is not None]
    since = max([agreed.since, *(date for date in dates if date <= asked.now)])
    yield Duty(
        Owed.WEIGH_FEEDBACK,
        Clause.FEEDBACK,
        since,
        since + policy.enact_within,
        number=agreed.proposal.version,
    )


def enact(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """Carry out what was agreed: each measure, by whom the manual says."""
    proposal = state.proposal
    if proposal is None or proposal.weighed_at is None:
        return
    if agreement(state, policy, asked.now) is None or told_and_heard(asked) is not None:
        return
    due = proposal.weighed_at + policy.enact_within
    for index, measure in enumerate(proposal.measures):
        if index in proposal.enacted:
            continue
        match measure.kind:
            case f.MeasureKind.PRIVATE_REPRIMAND:
                owed, clause = Owed.DELIVER_REPRIMAND, Clause.PRIVATE_REPRIMAND
                owner = acting_chair(state, asked.team, asked.now)
            case f.MeasureKind.NO_ACTION:
                owed, clause, owner = Owed.ENACT, Clause.NO_ACTION, None
        yield Duty(
            owed,
            clause,
            proposal.weighed_at,
            due,
            owner,
            party=measure.to,
            number=index,
            personal=owner is not None,
        )


def council_report(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """Report to the Steering Council."""
    at = _enacted_at(state)
    if at is not None and state.council_reported_at is None:
        due = at + policy.council_report_within
        yield Duty(Owed.REPORT_TO_COUNCIL, Clause.COUNCIL_REPORT, at, due)


def last_letters(state: CaseState, policy: Policy, _: Asked) -> Iterator[Duty]:
    """A closing letter to each party."""
    at = _enacted_at(state)
    if at is None:
        return
    for handle in closing_owed(state):
        due = at + policy.closing_within
        yield Duty(Owed.WRITE_LAST_LETTER, Clause.COUNCIL_REPORT, at, due, party=handle)


def _enacted_at(state: CaseState) -> datetime | None:
    proposal = state.proposal
    if proposal is None or not state.is_enacted:
        return None
    return max(proposal.enacted.values())


def close(state: CaseState, policy: Policy, asked: Asked) -> Iterator[Duty]:
    """When nothing else is owed the case is closed."""
    at = _enacted_at(state)
    if at is None:
        return
    others = (rule(state, policy, asked) for rule in RULES if rule is not close)
    if any(True for found in others for _ in found):
        return
    yield Duty(Owed.CLOSE, Clause.COUNCIL_REPORT, at, at + policy.closing_within)


RULES: tuple[Rule, ...] = (
    answer_conflict,
    look_at_held_back,
    triage,
    severe_by_hand,
    receipt,
    reply,
    contacts,
    summaries,
    support,
    determine,
    positions,
    update,
    consult,
    feedback,
    enact,
    council_report,
    last_letters,
    close,
)
"""All rules, in the manual's order."""

STILL_OWED_WHEN_CLOSED: tuple[Rule, ...] = (reply,)
"""A party who writes after the end hears from a person too."""


def delays(state: CaseState, policy: Policy, now: datetime) -> tuple[f.CouncilToldOfDelay, ...]:
    """Broken promises of which the council is told, without content: no reply at 72 hours; a second date passed."""
    found: list[f.CouncilToldOfDelay] = []
    if not state.is_open:
        return ()
    for party in state.reporters:
        if (
            party.reached_at is not None
            and party.first_reply_at is None
            and now >= party.reached_at + policy.receipt_within
        ):
            found.append(f.CouncilToldOfDelay(Clause.RECEIPT, party.handle))
        if (
            party.promises > 1
            and party.promised_until is not None
            and now >= party.promised_until
            and agreement(state, policy, now) is None
        ):
            found.append(f.CouncilToldOfDelay(Clause.UPDATE, party.handle))
    return tuple(
        told for told in found if (told.clause, told.party, state.parties[told.party].promises) not in state.delays_told
    )


# --- who -----------------------------------------------------------------------------------


def _assigned(duty: Duty, asked: Asked) -> Duty:
    """Give a duty to one person: its owner, or whoever is on duty, then it passes on when unanswered.

    Somebody who is away is passed over, and somebody who has not answered the
    conflict question cannot act yet, so an open question comes before.
    """
    if duty.personal:
        return duty
    line = _line(duty, asked)
    if not line:
        return duty
    if duty.owner in line:
        line = [duty.owner, *(m for m in line if m != duty.owner)]
    passed = max((asked.now - duty.since) // asked.policy.passes_on_after, 0)
    turn = min(passed, len(line) - 1)
    return replace(duty, owner=line[turn], then=tuple(line[turn + 1 :]))


def _line(duty: Duty, asked: Asked) -> list[Member]:
    state, team = asked.state, asked.team
    ordered = dict.fromkeys((*team.order, *state.readers))
    able = [m for m in ordered if m in state.readers and m not in state.involved]
    if duty.owed is Owed.SECOND_CONTACT:
        able = [m for m in able if m != duty.member]
    return [m for m in able if not team.is_away(m, asked.now)] or able


__all__ = ["Duty", "Owed", "delays", "duties", "next_boundary"]
