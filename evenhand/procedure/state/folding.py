"""The fold: one fact after the other, each taken as it was recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar, assert_never

from evenhand.procedure import facts as f
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Happened, Member, Party, Standing
from evenhand.procedure.state import (
    access,
    afterwards,
    conflicts,
    contacts,
    informing,
    joining,
    law,
    looking,
    naming,
    public,
    reports,
    reviewing,
    withdrawing,
    worry,
)
from evenhand.procedure.state.entries import without as _without
from evenhand.procedure.state.leaving import taken_out
from evenhand.procedure.state.letters import came_back, letter_sent, notice_came_back
from evenhand.procedure.state.model import CaseState, Contact, PartyState, Proposal, Severe
from evenhand.procedure.state.resting import awake

T = TypeVar("T")


def fold(happened: Iterable[Happened], start: CaseState | None = None) -> CaseState:
    """Fold facts into a state, from nothing or from an earlier state."""
    state = CaseState() if start is None else start
    for one in happened:
        state = replace(awake(apply(state, one), one), last_at=one.at, length=state.length + 1)
    return state


def apply(state: CaseState, happened: Happened) -> CaseState:  # noqa: C901, PLR0911, PLR0912, PLR0915 - one arm a fact: the closed vocabulary, read top to bottom
    """The state after one more fact. Facts that were recorded are taken as they are."""
    at, by = happened.at, happened.by
    member = Member(by.who)
    match happened.fact:
        case f.CaseOpened() as fact:
            return _opened(state, fact, at)
        case f.ReportReceived() as fact:
            return _received(state, fact, at)
        case f.ReceiptGiven() | f.EvidenceFiled() | f.NoteWritten() | f.IdentityGiven() | f.AddressGiven():
            return state
        case f.ReportBrought() as fact:
            return reports.brought(state, fact, at)
        case f.ReportMoved() as fact:
            return reports.moved(state, fact, at)
        case f.WordsCarried():
            return state
        case f.CasesLinked(other=other):
            return replace(state, linked=state.linked | {other})
        case f.BroughtIn() as fact:
            return reports.brought_in(state, fact, at)
        case f.ReportMade(party=handle):
            return reports.made_a_report(state, handle, at)
        case f.LookedForDanger() as fact:
            return reports.looked_for_danger(state, fact, at)
        case f.Translated(entry=entry, version=version):
            return replace(state, translations={**state.translations, entry: version})
        case f.FileDescribed():
            return state
        case f.Disclosed() as fact:
            return law.disclosed(state, fact, member, at)
        case f.DisclosureSeconded() as fact:
            return law.seconded(state, fact, member)
        case f.MinorsNamed() as fact:
            return law.minors_named(state, fact, member, at)
        case f.MinorContactAgreed(party=handle):
            return law.contact_agreed(state, handle, member)
        case f.DataNoticeGiven(party=handle):
            return informing.given(state, handle)
        case f.DataNoticeDeferred() as fact:
            return informing.deferred(state, fact)
        case f.WorryMarked(party=handle):
            return worry.marked(state, handle, at)
        case f.WorrySettled(party=handle):
            return worry.settled(state, handle)
        case f.ReportAddedTo(party=handle) | f.MessageReceived(party=handle):
            return _heard_from(state, handle, at, waits=True)
        case f.KeysChanged(circle=circle, epoch=epoch):
            return replace(state, epochs={**state.epochs, circle: epoch})
        case f.RoomOpened(room=room):
            return replace(state, opened_rooms=state.opened_rooms | {(room, by.who)})
        case f.Admitted(member=admitted):
            return _seated(replace(state, held_back=state.held_back - {admitted}), (admitted,), at)
        case f.FoundNotMeant(member=cleared):
            return joining.cleared(state, cleared)
        case f.FoundNotInvolved(member=other):
            return naming.found_not_involved(state, other, member, at)
        case f.NamesLookedFor() as fact:
            return joining.looked_for(state, fact, at)
        case f.NamesShown(member=newcomer):
            return joining.shown(state, newcomer, at)
        case f.AlternatesSeated(members=members):
            return _seated(state, members, at)
        case f.CouncilSeated(members=members):
            return _seated(replace(state, with_council=True), members, at)
        case f.NamesWritten(involved=involved):
            return _involved(replace(state, names_written=True), involved, at)
        case f.ConflictAnswered(answer=answer):
            return joining.answered(conflicts.answered(state, member, answer, at), member, at)
        case f.ConflictQuestioned(member=other):
            return conflicts.questioned(state, other, member, at)
        case f.ChairToldOfSilence():
            return conflicts.told(state, happened.fact)
        case f.Recused(member=recused, cause=cause):
            return replace(_recused(state, recused, cause), seats_changed_at=at)
        case f.Triaged() as fact:
            severe = Severe(since=at, decided_by=member) if reviewing.begins(state, fact) else state.severe
            triaged_at = state.triaged_at or at
            return replace(state, triage=fact, triaged_at=triaged_at, severe=severe, in_danger=fact.in_danger)
        case f.HandledByHand() as fact:
            severe = _known(state.severe)
            first = severe.handled_at or at  # correcting it does not put the review off
            return _with_severe(state, replace(severe, handled=fact, handled_by=member, handled_at=first))
        case f.SignedOff(outcome=outcome):
            return reviewing.signed(state, _known(state.severe), member, outcome, at)
        case f.Reconnected():
            return _with_severe(state, replace(_known(state.severe), reconnected_at=at))
        case f.LetterSent():
            return letter_sent(state, happened, happened.fact)
        case f.LetterCameBack(letter=letter):
            return came_back(state, letter)
        case f.NoticeCameBack(party=handle):
            return notice_came_back(state, handle, at)
        case f.QuestionAnswered(party=handle, question=number):
            question = state.questions[number]
            answered = replace(question, answered_at=question.answered_at or at, came_back=False)  # it did arrive
            state = _heard_from(state, handle, at, waits=by.standing is Standing.PARTY)
            return replace(state, questions={**state.questions, number: answered})
        case f.MessageSettled(party=handle):
            return _with_party(state, replace(state.parties[handle], waiting_since=None))
        case f.ContactProposed() as fact:
            state = state if fact.member is None else _involved(state, (fact.member,), at)
            contact = Contact(fact.contact, fact.party, fact.role, at, member, at, fact.member)
            return _with_contact(state, contact)
        case f.ContactAnswered(contact=number, party=handle, objects=objects):
            contact = contacts.answered(state.contacts[number], handle, at, objects=objects)
            return _with_contact(_heard_from(state, handle, at, waits=False), contact)
        case f.ObjectionWeighed(contact=number, go_on=go_on):
            return contacts.weighed(state, number, at, go_on=go_on)
        case f.ContactTakenBack(contact=number):
            return _with_contact(state, replace(state.contacts[number], taken_back=True))
        case f.ContactSeconded(contact=number):
            return _with_contact(state, replace(state.contacts[number], seconded_by=member, moved_at=at))
        case f.Invited() as fact:
            return _invited(state, fact, at, happened.entry)
        case f.InvitationTaken(party=handle, language=language):
            state = _heard_from(state, handle, at, waits=False)
            known = state.parties[handle]
            joined = replace(known, joined_at=known.joined_at or at, language=language, anew_at=None, anew_until=None)
            return _with_party(state, joined)
        case f.InvitedAnew(party=handle, until=until):
            anew = replace(state.parties[handle], anew_at=at, anew_until=until, not_reached=False)
            return _with_party(state, anew)
        case f.NotReached(party=handle):
            return _with_party(state, replace(state.parties[handle], not_reached=True))
        case f.NewcomerMarked(party=handle):
            return _with_party(state, replace(state.parties[handle], newcomer=True, newcomer_since=at))
        case f.SupportSettled(party=handle):
            return _with_party(state, replace(state.parties[handle], support_settled=True))
        case f.TalkLogged(talk=talk):
            return replace(state, talks={**state.talks, talk: (at, member)}, talks_logged=state.talks_logged + 1)
        case f.TalkSummarised(talk=talk):
            return replace(state, talks=_without(state.talks, talk))
        case f.Rested(until=until):
            return replace(state, rests_until=until)
        case f.Woken():
            return replace(state, rests_until=None)
        case f.Determined() as fact:
            danger = state.in_danger if fact.in_danger is f.Answer.UNDETERMINED else fact.in_danger is f.Answer.YES
            return replace(state, determinations=(*state.determinations, (fact, at)), in_danger=danger)
        case f.Proposed() as fact:
            return _proposed(state, fact, member, at)
        case f.PositionTaken(position=position):
            return _position(state, member, position, at)
        case f.TurnedOver(readers=readers):
            return _turned_over(state, readers, at)
        case f.AffectedDecided(party=handle, counts=counts):
            return _with_party(state, replace(state.parties[handle], counts=counts))
        case f.FeedbackGiven(party=handle, feedback=feedback):
            return _feedback(_heard_from(state, handle, at, waits=False), handle, feedback, at)
        case f.FeedbackWeighed(outcomes=outcomes):
            return _with_proposal(state, replace(_known(state.proposal), weighed_at=at, outcomes=outcomes))
        case f.MeasureEnacted(measure=measure):
            proposal = _known(state.proposal)
            return _with_proposal(state, replace(proposal, enacted={**proposal.enacted, measure: at}))
        case f.CouncilReported(readers=readers):
            return replace(state, council_reported_at=at, council_readers=readers)
        case f.CoreTeamTold(ended=ended):
            return replace(state, core_team_told_at=at, core_team_upholds=None if ended else at)
        case f.CouncilToldOfDelay(clause=clause, party=handle):
            told = (clause, handle, state.parties[handle].promises)
            return replace(state, delays_told=state.delays_told | {told})
        case f.StatementDrafted() | f.StatementChecked() | f.StatementReviewed() | f.StatementMade():
            return public.spoken(state, happened.fact, member, at)
        case f.StatementWithdrawn(statement=number):
            return public.withdrawn(state, number, at)
        case f.Closed():
            return replace(state, closed_at=at)
        case f.Withdrawn():
            return withdrawing.withdrawn(state, happened.fact, by, at)
        case f.WithdrawalTakenBack():
            return withdrawing.taken_back(state, happened.fact)
        case f.ErasureSeconded(party=handle):
            return withdrawing.seconded(state, handle)
        case f.ErasureHeld():
            return withdrawing.held(state, happened.fact, member, at)
        case f.ErasureReleased(party=handle):
            return withdrawing.released(state, handle, member)
        case f.IdentityErased(party=handle):
            return access.after_erasure(withdrawing.erased(state, handle), handle)
        case f.ReopeningAsked():
            return replace(state, reopening_asked_by=member, reopening_asked_at=at)
        case f.ReopeningDeclined():
            return replace(state, reopening_asked_by=None, reopening_asked_at=None)
        case f.Reopened():
            return afterwards.reopened(state, at)
        case f.ReviewAsked(party=handle):
            return _with_party(state, replace(state.parties[handle], review_asked_at=at))
        case f.FairnessAnswered(party=handle, answer=fairness):
            return _with_party(state, replace(state.parties[handle], fairness=fairness, fairness_at=at))
        case (
            f.AccessAsked()
            | f.AccessExtended()
            | f.AccessPrepared()
            | f.AccessChecked()
            | f.AccessGiven()
            | f.AccessRefused()
            | f.AccessTakenBack()
        ):
            return access.moved_on(state, happened.fact, member, at)
        case f.LookAsked() | f.LookGranted() | f.LookAgreed() | f.LookDeclined() | f.LookTaken() | f.LookEnded():
            return looking.looked(state, happened.fact, member, at)
        case unknown:
            assert_never(unknown)


def _known(part: T | None) -> T:
    """What the gate of this fact asked for: a record without it was made past the gate."""
    if part is None:
        raise ValueError("A fact stands in the record before the one that it speaks of.")
    return part


def _with_party(state: CaseState, party: PartyState) -> CaseState:
    return replace(state, parties={**state.parties, party.handle: party})


def _with_contact(state: CaseState, contact: Contact) -> CaseState:
    return replace(state, contacts={**state.contacts, contact.number: contact})


def _with_severe(state: CaseState, severe: Severe) -> CaseState:
    return replace(state, severe=severe)


def _with_proposal(state: CaseState, proposal: Proposal) -> CaseState:
    """The same case with its newest proposal changed."""
    return replace(state, proposals=(*state.proposals[:-1], proposal))


def _opened(state: CaseState, fact: f.CaseOpened, at: datetime) -> CaseState:
    return replace(
        state,
        manual=fact.manual,
        opened_at=at,
        readers=fact.readers,
        left_out=frozenset(fact.left_out),
        held_back=frozenset((*fact.held_back, *fact.named_elsewhere)),
        named_elsewhere=frozenset(fact.named_elsewhere),
        names_looked_for_at=at,
        with_council=fact.with_council,
        operator_named=fact.operator_named,
        is_test=fact.is_test,
        seated_at=dict.fromkeys(fact.readers, at),
        seats_changed_at=at,
    )


def _received(state: CaseState, fact: f.ReportReceived, at: datetime) -> CaseState:
    """A reporter joins; through the web with a line, otherwise with an invitation to come."""
    party = PartyState(
        handle=fact.party,
        role=f.Role.REPORTER,
        reach=fact.reach,
        language=fact.language,
        purpose=fact.purpose,
        way=fact.way,
        reached_at=fact.reached_at,
        joined_at=at if fact.way is f.Way.WEB else None,
        newcomer=fact.newcomer,
        newcomer_since=at if fact.newcomer else None,
        says_minor=fact.minor,
    )
    return replace(
        _with_party(state, party),
        way=state.way or fact.way,
        said_in_danger=state.said_in_danger or fact.in_danger,
        in_danger=state.in_danger or fact.in_danger,
        names_written=state.names_written or fact.names_given,
    )


def _heard_from(state: CaseState, handle: Party, at: datetime, *, waits: bool) -> CaseState:
    """A party said something, so they were reached; who wrote waits for a reply."""
    party = state.parties[handle]
    waiting = party.waiting_since or at if waits else party.waiting_since
    return _with_party(state, replace(party, wrote_at=at, waiting_since=waiting, not_reached=False, came_back=False))


def _turned_over(state: CaseState, readers: tuple[Member, ...], at: datetime) -> CaseState:
    """The council decides now; what the committee proposed stays in the record and decides nothing (D2)."""
    return replace(
        state,
        turned_over_at=at,
        turned_over_from=len(state.proposals),
        turned_over_to=readers,
        council_readers=tuple(m for m in readers if m not in state.readers),
        objecting_since={},
    )


def _seated(state: CaseState, members: tuple[Member, ...], at: datetime) -> CaseState:
    """Somebody sits at the case from now on: in one seat, so no longer in the council's, nor with the names alone.

    Where all who decide for the council come to sit here, they go on deciding where they sit (D2).
    """
    new = tuple(m for m in members if m not in state.readers)
    outside = tuple(m for m in state.turned_over_to if m not in new)
    return replace(
        state,
        turned_over_to=outside or state.turned_over_to,
        shown_names={m: since for m, since in state.shown_names.items() if m not in new},
        readers=(*state.readers, *new),
        seated_at={**state.seated_at, **dict.fromkeys(new, at)},
        seats_changed_at=at,
    )


def _involved(state: CaseState, members: tuple[Member, ...], at: datetime) -> CaseState:
    """A member who is a party, or named as involved, has no way to stay, nor to decide for the council (K4)."""
    if not members:
        return state
    left = tuple(m for m in state.turned_over_to if m not in members)
    return replace(state, involved=state.involved | set(members), seats_changed_at=at, turned_over_to=left)


def _recused(state: CaseState, member: Member, cause: f.RecusalCause) -> CaseState:
    """Whoever stepped back, or was named, is out of everything that counts.

    A signature under a sign-off (S7) goes as well, unless its writer simply left the committee:
    then it was given by somebody who might give it.
    """
    state = replace(taken_out(state, member), recused={**state.recused, member: cause})
    if cause is not f.RecusalCause.LEFT:
        state = reviewing.without_signature(state, member)
    return withdrawing.without_member(state, member)


def _invited(state: CaseState, fact: f.Invited, at: datetime, entry: str) -> CaseState:
    known = state.parties.get(fact.party)
    if known is None:
        contact = next(c for c in state.contacts.values() if c.party == fact.party)
        known = PartyState(handle=fact.party, role=contact.role, member=contact.member)
    invited = replace(
        known,
        invited_at=at,
        invited_until=fact.until,
        invitation=entry,
        tried_at=at,
        came_back=False,
        not_reached=False,
        first_reply_at=known.first_reply_at or at,
    )
    return _with_party(state, invited)


def _proposed(state: CaseState, fact: f.Proposed, proposer: Member, at: datetime) -> CaseState:
    """A new version: the proposer consents, everybody else is asked again, parties as well."""
    proposal = Proposal(
        version=fact.version,
        determination=fact.determination,
        measures=fact.measures,
        proposer=proposer,
        proposed_at=at,
        positions_until=fact.positions_until,
        positions={proposer: f.Position.CONSENT},
        last_position_at=at,
    )
    return replace(
        state,
        proposals=(*state.proposals, proposal),
        objecting_since=_without(state.objecting_since, proposer),
        parties={h: replace(p, feedback=None, told_until=None) for h, p in state.parties.items()},
    )


def _position(state: CaseState, member: Member, position: f.Position, at: datetime) -> CaseState:
    proposal = _known(state.proposal)
    objecting = _without(state.objecting_since, member)
    if position is f.Position.OBJECT:
        objecting[member] = state.objecting_since.get(member, at)
    positions = {**proposal.positions, member: position}
    state = _with_proposal(state, replace(proposal, positions=positions, last_position_at=at))
    return replace(state, objecting_since=objecting)


def _feedback(state: CaseState, handle: Party, feedback: f.Feedback, at: datetime) -> CaseState:
    """An answer that came after the weighing is weighed too; the reported person's is noted, and is no gate (D4)."""
    party = state.parties[handle]
    if party.role is not f.Role.REPORTED:
        state = _with_proposal(state, replace(_known(state.proposal), weighed_at=None))
    return _with_party(state, replace(party, feedback=feedback, feedback_at=at))
