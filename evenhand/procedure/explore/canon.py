"""When two states are the same for the rules: the canonical state.

A date is "not set", "not yet" or "passed", never itself. Members who are alike are
interchangeable, so a state keeps how many there are of each kind and not who. What no
gate and no duty ever looks at is dropped; ``DROPPED`` says what, and why that is sound.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure.access import due_at, waiting
from evenhand.procedure.afterwards import review_until, to_check
from evenhand.procedure.agreement import acting_chair, fallback_at, may_turn_over_at
from evenhand.procedure.explore.canon_parties import canonical_party, canonical_question, passed
from evenhand.procedure.explore.world import AFTER_CLOSING, Aspect, World
from evenhand.procedure.facts import LetterKind, Member, SignOff
from evenhand.procedure.questioning import answer_due
from evenhand.procedure.reviewing import sign_off_outcome
from evenhand.procedure.speaking_up import is_past
from evenhand.procedure.state import Access, CaseState, Contact, Look, Proposal, Severe, Statement
from evenhand.procedure.withdrawing import has_asked_to_wait

Key = Hashable
Kind = tuple[bool | str, ...]
"""What a person is in a case, as the rules see it."""

DROPPED = {
    "CaseState": {
        "manual": "the same in the whole walk",
        "opened_at": "always set",
        "way": "only told to people",
        "operator_named": "only told to people",
        "is_test": "a test is closed as it opens, so no walk begins with one",
        "opened_rooms": "only told to people",
        "not_meant": "read by casework alone, where it looks for names in words",
        "named_since": "only dates a duty",
        "names_looked_for_at": "read by casework alone, which says when to look for names again",
        "seated_at": "only dates a duty",
        "epochs": "keys, not rules",
        "triaged_at": "set with the triage",
        "objecting_since": "the position itself is kept, and whether the case may be turned over",
        "turned_over_from": "whether the newest proposal decides is kept",
        "seats_changed_at": "only dates a duty",
        "said_in_danger": "only orders duties",
        "in_danger": "only orders duties",
        "last_at": "the past",
        "length": "the past",
        "proposals": "only the newest counts, which is kept",
        "reopening_asked_at": "only dates a duty",
        "settled_determinations": "the same since the one reopening",
        "settled_proposals": "the same since the one reopening",
    },
    "PartyState": {
        "member": "nobody in this cast is party and member",
        "language": "only told to people",
        "invited_at": "set with invited_until",
        "anew_at": "set with anew_until",
        "notice_lost_at": "only says by which clause a letter is owed",
        "promised_before": "no letter comes back where something was promised before",
        "newcomer_since": "only dates a duty",
        "fairness_at": "only orders the answers that are counted",
        "feedback_at": "only dates a duty",
        "begun_anew_at": "set with the one reopening",
        "reach_before": "follows from the cast and the withdrawal",
    },
    "Erasure": {
        "files": "names rows, not rules",
        "holders": "whose half of a hold still stands is kept with the people",
        "hold_asked_until": "whether the first member's half still stands is kept",
    },
    "Contact": {
        "member": "nobody in this cast is party and member",
        "number": "at most one",
        "role": "the same in the whole walk",
        "proposed_at": "only dates a duty",
        "moved_at": "only dates a duty",
        "objected_at": "only dates a duty",
        "again_at": "only dates a duty",
    },
    "Question": {"number": "the order is kept", "asked_at": "only dates a duty"},
    "Severe": {"since": "only dates a duty", "handled_at": "set with handled", "signed_at": "only dates a duty"},
    "Statement": {
        "number": "the order is kept",
        "drafted_at": "only dates a duty",
        "checked_at": "only dates a duty",
        "corrects": "nothing is corrected in this walk",
        "names_somebody": "only told to people",
    },
    "Questioned": {"asked_by": "only told to people", "asked_at": "the date is kept"},
    "Access": {"prepared_at": "only dates a duty"},
    "Minor": {"named_at": "only dates a duty"},
    "Look": {"number": "the order is kept", "asked_at": "only dates a duty", "granted_at": "only dates a duty"},
    "Disclosure": {"number": "the order is kept", "written_at": "only dates a duty"},
    "Proposal": {"proposed_at": "only dates a duty", "last_position_at": "only dates a duty"},
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A state at a time: what the walk stands on."""

    state: CaseState
    now: datetime
    length: int = 0
    """How many facts led here; it names the next entry."""


def kinds(world: World, moment: Moment) -> dict[Member, Kind]:
    """What each person is in this case; people of the same kind are interchangeable."""
    state = moment.state
    acting = acting_chair(state, world.team, moment.now)
    did = _deeds(world, moment)
    return {m: (*_seat(state, m, acting), *did(m)) for m in world.everybody}


def _seat(state: CaseState, member: Member, acting: Member | None) -> Kind:
    return (
        member in state.readers,
        member in state.council_readers,
        member in state.turned_over_to,
        member == acting,
        member in state.seated_at,
        member in state.left_out,
        member in state.held_back,
        member in state.named_elsewhere,
        member in state.shown_names,
        member in state.involved,
        member in state.found_not_involved,
        state.recused.get(member, ""),
        state.conflict_answers.get(member) is not None,
        member in state.hard_since,
    )


def _deeds(world: World, moment: Moment) -> Callable[[Member], Kind]:
    """What each person did that a rule looks at; what is the same for all of them is asked once."""
    state, now, proposal = moment.state, moment.now, moment.state.proposal
    contacts = [c for c in state.contacts.values() if not _is_spent(state, c)]
    erasures = [p.erasure for p in state.parties.values() if p.erasure is not None]
    positions = proposal.positions if proposal and proposal.consulted_at is None and not proposal.enacted else {}
    parts: tuple[frozenset[Member | None], ...] = (
        frozenset(c.proposer for c in contacts),
        frozenset(c.seconded_by for c in contacts),
        frozenset(one.decided_by for one in state.disclosures.values() if one.seconded_by is None),
        frozenset(one.named_by for one in state.minors.values() if one.agreed_by is None),
        frozenset(one.agreed_by for one in state.minors.values()),
        frozenset(e.asked_by for e in erasures if not e.seconded),
        frozenset(m for e in erasures for m in e.holders if has_asked_to_wait(e, m, now)),
        frozenset(m for e in erasures for m in e.releasers),
        frozenset((state.reopening_asked_by,)),
        frozenset(first for first, _ in state.found_not_involved.values()),
    )
    review = _open_review(world, state)

    def of(member: Member) -> Kind:
        return (
            *((False, False, "") if review is None else _part_in_review(review, member)),
            positions.get(member, ""),
            *(member in part for part in parts),
            _question_to(world, moment, member),
            *said_by(state, member),
            *looks_of(state, member),
            *_of_a_request(state, member),
        )

    return of


def _question_to(world: World, moment: Moment, member: Member) -> str:
    """How far a question to somebody has come; who asked it counts for nothing."""
    one = moment.state.questioned.get(member)
    if one is None:
        return ""
    if one.told is not None:
        return "told"
    return "late" if moment.now >= answer_due(one, world.policy) else "asked"


def _of_a_request(state: CaseState, member: Member) -> Kind:
    """Who put the files together that wait, and what others found in them."""
    return tuple("wrote" if one.prepared_by == member else str(one.checks.get(member, "")) for _, one in waiting(state))


def key(world: World, moment: Moment) -> Key:
    """The canonical state."""
    state, now = moment.state, moment.now
    return (
        tuple(sorted(kinds(world, moment).values())),
        (state.closed_at is not None, state.reopened_at is not None, _time_after_the_end(world, state, now)),
        state.with_council,
        _turned_over(world, state, now),
        state.names_written,
        None if state.triage is None else (state.triage.severe, state.triage.in_danger),
        _severe(world, state),
        tuple(canonical_party(world, state, party, now) for party in state.parties.values()),
        tuple(_contact(state, contact, now) for contact in state.contacts.values()),
        tuple(canonical_question(world, q, now) for q in state.questions.values()),
        (tuple(state.talks), state.talks_logged),
        _decision(state, now),
        (
            state.council_reported_at is not None,
            state.core_team_told_at is not None,
            state.core_team_upholds is not None,
        ),
        statements(state),
        state.delays_told,
        _letters(world, state),
        passed(state.rests_until, now) == 1,
        _reports(state),
        tuple(one.seconded_by is not None for one in state.disclosures.values()),
        tuple((one.agreed_by is not None, passed(one.until, now), one.is_taken) for one in state.looks.values()),
        (state.informed, tuple((p, passed(at, now)) for p, at in state.informed_later.items())),
        tuple((p, _access(world, one, now)) for p, one in state.accesses.items()),
        (state.minors_named, tuple((p, one.agreed_by in state.readers) for p, one in state.minors.items())),
    )


def _access(world: World, access: Access, now: datetime) -> tuple[object, ...]:
    """Who put files together and who read them stands with the people; what was answered is answered."""
    if access.answered_at is not None:
        return (access.version,)
    due = due_at(access, world.policy)
    return access.version, access.digest, access.extended, passed(due, now)


def _reports(state: CaseState) -> tuple[object, ...]:
    """What came from elsewhere and what went, as far as a rule looks at it."""
    return (
        tuple(sorted(state.moved)),
        state.linked,
        state.brought_in_at is not None,
        len(state.named_elsewhere),  # who is named and has no seat is not among the world's people
        state.looked_for_danger,
        tuple(sorted(state.translations.items())),
    )


def _turned_over(world: World, state: CaseState, now: datetime) -> tuple[object, ...]:
    """How far a deadlock has come, and whether the newest proposal can decide it (D1, D2)."""
    policy = world.policy
    return (
        state.turned_over_at is not None,
        state.cites_newest,
        passed(may_turn_over_at(state, policy), now),
        passed(fallback_at(state, policy), now),
    )


def _time_after_the_end(world: World, state: CaseState, now: datetime) -> tuple[bool, bool]:
    """Whether the reporter is to be asked how they are; whether a review can still be asked for."""
    until = review_until(state, world.policy)
    asks = bool(AFTER_CLOSING & world.aspects) and any(True for _ in to_check(state))
    due = asks and state.closed_at is not None and now >= state.closed_at + world.policy.aftercare_after
    return due, Aspect.REVIEWED in world and until is not None and now < until


def _settled_review(world: World, state: CaseState) -> SignOff | str:
    """What the review came to, where nobody can leave and undo it: who acted and who signed says no more (S7)."""
    return sign_off_outcome(state, world.policy) or "" if world.aspects <= {Aspect.SEVERE} else ""


def _open_review(world: World, state: CaseState) -> Severe | None:
    """The use of the severe path of which it counts who decided, wrote it down and signed: its review is open (S7)."""
    return state.severe if state.severe is not None and not _settled_review(world, state) else None


def _part_in_review(severe: Severe, member: Member) -> Kind:
    """Whether they decided it, wrote it down, and what they signed."""
    return severe.decided_by == member, severe.handled_by == member, severe.signatures.get(member, "")


def _severe(world: World, state: CaseState) -> tuple[object, ...] | None:
    severe = state.severe
    if severe is None:
        return None
    handled = severe.handled
    return (
        None if handled is None else bool(handled.disconnected),
        _settled_review(world, state),
        severe.reconnected_at is not None,
        severe.reporters_told,
        min(severe.could_sign or 0, world.policy.sign_off_members),
    )


def _is_spent(state: CaseState, contact: Contact) -> bool:
    return contact.party in state.parties


def _contact(state: CaseState, contact: Contact, now: datetime) -> tuple[object, ...]:
    if _is_spent(state, contact):
        return (contact.party, "spent")
    if contact.taken_back:
        return (contact.party, "taken back")
    told = tuple(sorted((p, passed(until, now)) for p, until in contact.told.items()))
    return (contact.party, told, tuple(sorted(contact.answers.items())), contact.weighed)


def _decision(state: CaseState, now: datetime) -> tuple[object, ...]:
    determination, proposal = state.determination, state.proposal
    found = None if determination is None else (determination.violation, determination.responsible)
    if proposal is None:
        return len(state.determinations), found
    positions_open = proposal.consulted_at is None and not proposal.enacted
    return (
        len(state.determinations),
        found,
        proposal.version,
        proposal.determination,
        tuple((measure.kind, measure.to, measure.lasts) for measure in proposal.measures),
        passed(proposal.positions_until, now) if positions_open else 0,
        proposal.consulted_at is not None,
        proposal.weighed_at is not None,
        proposal.outcomes,
        _is_delivered(state, proposal),
        frozenset(proposal.enacted),
    )


def _is_delivered(state: CaseState, proposal: Proposal) -> bool:
    """Whether a reprimand's letter went out since the feedback was noted (D3d)."""
    sent = (ref.at for ref in state.letters if ref.sent.kind is LetterKind.REPRIMAND)
    return proposal.weighed_at is not None and any(at >= proposal.weighed_at for at in sent)


def statements(state: CaseState) -> tuple[object, ...]:
    """Texts for the public; who wrote and who checked them stands with the people."""
    return tuple(
        (
            s.digest,
            s.measure,
            s.proposal,
            s.made_at is not None,
            s.withdrawn_at is not None,
            s.reviewed_at is not None and _is_on_its_way(state, s),
        )
        for s in state.statements.values()
    )


def _is_on_its_way(state: CaseState, statement: Statement) -> bool:
    """Once it was said, or another took its place, nobody asks how it came about."""
    return statement.made_at is None and not is_past(state, statement)


def said_by(state: CaseState, member: Member) -> tuple[str, ...]:
    """What somebody has to do with each text: wrote it, found fault, found nothing, or neither."""
    return tuple(_part_in(s, member) for s in state.statements.values() if _is_on_its_way(state, s))


def _part_in(statement: Statement, member: Member) -> str:
    if statement.writer == member:
        return "wrote"
    check = statement.checks.get(member)
    return "" if check is None else "found nothing" if check.nobody_recognised else "found fault"


def looks_of(state: CaseState, member: Member) -> tuple[str, ...]:
    """Who asked for each look that is not over, and who granted it."""
    parts = ("over" if look.is_over else _part_in_look(look, member) for look in state.looks.values())
    return tuple(parts)


def _part_in_look(look: Look, member: Member) -> str:
    return "asked" if look.member == member else "granted" if look.granted_by == member else ""


def _letters(world: World, state: CaseState) -> tuple[object, ...]:
    """Letters matter only where one can come back."""
    if Aspect.RETURNED not in world:
        return ()
    return tuple((ref.sent.kind, ref.sent.to, ref.sent.refers, ref.answered is not None) for ref in state.letters)
