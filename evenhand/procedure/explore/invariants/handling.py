"""The manual's order up to the determination (T1, S7, R2, R3)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.invariants.step import Said, Step, about, reachable, reporters
from evenhand.procedure.facts import Fact, Member
from evenhand.procedure.reviewing import was_refused
from evenhand.procedure.seating import able
from evenhand.procedure.state import CaseState, Contact, Severe

DECIDED = (f.Determined, f.Proposed, f.ContactProposed)


@about(*DECIDED)
def nothing_is_decided_before_triage(step: Step) -> Said:
    """First whether it is clear and severe (T1)."""
    early = isinstance(step.fact, DECIDED) and step.before.state.triage is None
    return "Something was decided before triage." if early else None


@about(f.Triaged)
def severe_ends_by_sign_off(step: Step) -> Said:
    """What was taken as severe is not taken back by another triage, unless the others found that it was none (S7)."""
    state = step.before.state
    lowered = isinstance(step.fact, f.Triaged) and state.triage is not None and state.triage.severe
    if not lowered or not isinstance(step.fact, f.Triaged) or step.fact.severe:
        return None
    refused = was_refused(state, step.world.policy)
    return None if refused else "A severe case was made regular without a sign-off."


@about(f.Triaged)
def every_use_of_the_severe_path_is_reviewed(step: Step) -> Said:
    """Another use begins when the one before was signed by others and nobody is disconnected by it (S7)."""
    before, after = step.before.state.severe, step.after.state.severe
    if before is None or after is None or after.since == before.since:
        return None
    disconnected = before.handled is not None and before.handled.disconnected and before.reconnected_at is None
    return "A use of the severe path was lost unreviewed." if disconnected or not before.signatures else None


@about(f.SignedOff, f.HandledByHand)
def others_sign_what_was_written(step: Step) -> Said:
    """Signed by members other than the one who acted, on what that one wrote; then it stands (S7)."""
    severe = step.before.state.severe
    match step.fact:
        case f.SignedOff() if severe is None or severe.handled is None or _acted(step, severe):
            return "The sign-off is not of another member on what was written down."
        case f.HandledByHand() if severe is None or severe.signatures:
            return "What was reviewed was written anew."
    return None


def _acted(step: Step, severe: Severe) -> bool:
    """Who decided acted; who wrote it down as well, unless nobody else is there to sign (S7)."""
    others = set(able(step.before.state)) - {severe.decided_by, severe.handled_by}
    return step.member == severe.decided_by or (step.member == severe.handled_by and bool(others))


@about(f.Reconnected)
def told_before_reconnection(step: Step) -> Said:
    """Reconnection comes after the review, and after the reporter was told (S7)."""
    if not isinstance(step.fact, f.Reconnected):
        return None
    severe = step.before.state.severe
    if severe is None or not severe.signatures:
        return "Somebody was reconnected before any review."
    untold = [p for p in reporters(step.before.state) if reachable(p) and p.handle not in severe.reporters_told]
    return "The reporter was not told of the reconnection." if untold else None


@about(f.Invited, f.LetterSent)
def nobody_is_contacted_before_the_reporter_knows(step: Step) -> Said:
    """Told, time to object gone, objection weighed, a second member agrees (R3)."""
    state = step.before.state
    match step.fact:
        case f.Invited(party=party) if party not in state.parties:
            contact = next((c for c in state.contacts.values() if c.party == party), None)
            return "Nobody had proposed this contact." if contact is None else _too_early(step.before, contact)
        case f.LetterSent(to=party) if party not in state.parties:
            return "A letter went to somebody who is not in the case."
        case _:
            return None


def _too_early(moment: Moment, contact: Contact) -> Said:
    for reporter in filter(reachable, reporters(moment.state)):
        until = contact.told.get(reporter.handle)
        if until is None or (reporter.handle not in contact.answers and moment.now < until):
            return "The reporter was not told, or still had time to object."
    if any(contact.answers.values()) and contact.weighed is not True:
        return "The objection was not weighed, or it was heeded."
    if contact.seconded_by is None or contact.seconded_by == contact.proposer:
        return "No second member agreed."
    return None


@about(f.LetterSent, f.Proposed)
def the_whole_time_is_given(step: Step) -> Said:
    """Dates that people are given leave them the time that the manual gives (R2, R3, D1, D5)."""
    policy, now = step.world.policy, step.before.now
    match step.fact:
        case f.LetterSent(kind=f.LetterKind.CONTACT_NOTICE, until=until):
            short = until is None or until < now + policy.objection_within
        case f.LetterSent(kind=f.LetterKind.CONSULTATION, until=until, digest=digest):
            short = until is None or until < now + policy.feedback_within or not digest
        case f.LetterSent(kind=f.LetterKind.QUESTION | f.LetterKind.UPDATE, until=until):
            short = until is None
        case f.Proposed(positions_until=until):
            short = until < now + policy.positions_within
        case _:
            short = False
    return "Somebody was given no date, or too little time." if short else None


def answers_belong_to_what_was_asked(step: Step) -> Said:
    """Nobody answers, weighs or sums up what was never asked, told or logged (R2, R3, R10, V1)."""
    state = step.before.state
    match step.fact:
        case f.QuestionAnswered(party=party, question=number):
            wrong = number not in state.questions or state.questions[number].party != party
        case f.TalkSummarised(talk=talk):
            wrong = talk not in state.talks
        case f.LetterCameBack(letter=letter):
            entries = {*(ref.entry for ref in state.letters), *(p.invitation for p in state.parties.values())}
            wrong = letter not in entries
        case f.ContactAnswered() | f.ObjectionWeighed() | f.ContactSeconded() | f.ContactTakenBack():
            wrong = _not_about_a_contact(state, step.fact, step.member)
        case _:
            wrong = _not_about_a_party(state, step.fact)
    return "There was nothing of that kind to answer." if wrong else None


def _not_about_a_contact(
    state: CaseState,
    fact: f.ContactAnswered | f.ObjectionWeighed | f.ContactSeconded | f.ContactTakenBack,
    member: Member | None,
) -> bool:
    contact = state.contacts.get(fact.contact)
    match fact:
        case _ if contact is None or contact.taken_back:
            return True
        case f.ContactTakenBack():
            return contact.party in state.parties
        case f.ContactAnswered(party=party):
            return party not in contact.told
        case f.ObjectionWeighed():
            return not any(contact.answers.values())
        case f.ContactSeconded():
            return contact.proposer == member


def _not_about_a_party(state: CaseState, fact: Fact | None) -> bool:
    match fact:
        case f.MessageSettled(party=party):
            waiting = None if party not in state.parties else state.parties[party].waiting_since
            if waiting is None:
                return True
            # An objection that was weighed was promised an answer, and nobody has written since (R3).
            return state.parties[party].may_be_written_to and any(
                contact.answers.get(party) is True and contact.weighed_at is not None and waiting <= contact.weighed_at
                for contact in state.contacts.values()
            )
        case f.SupportSettled(party=party):
            return party not in state.parties or not state.parties[party].newcomer
        case f.NotReached(party=party):
            return party not in state.parties or state.parties[party].tried_at is None
        case f.ReceiptGiven(party=party) | f.CouncilToldOfDelay(party=party):
            return party not in state.parties
        case _:
            return False
