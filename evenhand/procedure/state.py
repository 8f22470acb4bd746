"""What a case's facts add up to. State is derived and never stored (decision 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import assert_never

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Actor, Happened, Member, Party, Standing

EMPTY: Mapping[object, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PartyState:
    """One party's line: who they are in the case and what was said to them, by kind and time."""

    handle: Party
    role: f.Role
    member: Member | None = None
    reach: f.Reach = f.Reach.PHRASE
    language: str = "en"
    reached_at: datetime | None = None
    invited_at: datetime | None = None
    invited_until: datetime | None = None
    joined_at: datetime | None = None
    newcomer: bool = False
    support_settled: bool = False
    first_reply_at: datetime | None = None
    waiting_since: datetime | None = None
    not_reached: bool = False
    promised_until: datetime | None = None
    promises: int = 0
    closing_sent: bool = False
    told_of: int = 0
    """The newest version of a proposal that was explained to them (D4)."""
    told_until: datetime | None = None
    feedback: f.Feedback | None = None

    @property
    def has_line(self) -> bool:
        """Whether they hold a key to their own line."""
        return self.joined_at is not None

    @property
    def is_reachable(self) -> bool:
        """Whether anything that is laid in their line can be expected to be read (D4)."""
        return self.has_line and self.reach is not f.Reach.NONE and not self.not_reached


@dataclass(frozen=True, slots=True)
class Contact:
    """A proposed contact with somebody, and how far R3's steps have come."""

    number: int
    party: Party
    role: f.Role
    proposed_at: datetime
    proposer: Member
    member: Member | None = None
    told: Mapping[Party, datetime] = field(default_factory=dict)
    """Which reporter was told, and until when they may object."""
    answers: Mapping[Party, bool] = field(default_factory=dict)
    """Which reporter objects (true) or does not."""
    weighed: bool | None = None
    seconded_by: Member | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something asked of a party, with the date by which an answer is hoped for (R2)."""

    number: int
    party: Party
    asked_at: datetime
    until: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Severe:
    """The severe path, written down by hand: who acted, and what the others made of it."""

    since: datetime
    decided_by: Member
    handled: f.HandledByHand | None = None
    handled_by: Member | None = None
    handled_at: datetime | None = None
    signatures: Mapping[Member, f.SignOff] = field(default_factory=dict)
    reconnected_at: datetime | None = None
    reporters_told: frozenset[Party] = frozenset()
    """Reporters who were told of a reconnection before it happened (S7)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One version of a proposed resolution and the positions taken on it (D1)."""

    version: int
    determination: int
    measures: tuple[f.Measure, ...]
    proposer: Member
    proposed_at: datetime
    positions_until: datetime
    positions: Mapping[Member, f.Position] = field(default_factory=dict)
    last_position_at: datetime | None = None
    consulted_at: datetime | None = None
    """When the first letter of consultation went out: from then positions stand (D1)."""
    weighed_at: datetime | None = None
    outcomes: tuple[f.Outcome, ...] = ()
    enacted: Mapping[int, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterRef:
    """A letter by its entry, so that one that came back can reopen its duty."""

    entry: str
    sent: f.LetterSent
    at: datetime
    by: Actor


@dataclass(frozen=True, slots=True)
class CaseState:
    """Everything the rules need to know of a case."""

    manual: str = ""
    opened_at: datetime | None = None
    way: f.Way | None = None
    with_council: bool = False
    operator_named: bool = False
    readers: tuple[Member, ...] = ()
    """Who holds the committee room now, in the roster's order of the day."""
    left_out: frozenset[Member] = frozenset()
    held_back: frozenset[Member] = frozenset()
    recused: Mapping[Member, f.RecusalCause] = field(default_factory=dict)
    involved: frozenset[Member] = frozenset()
    names_written: bool = False
    opened_rooms: frozenset[tuple[str, str]] = frozenset()
    conflict_answers: Mapping[Member, f.ConflictAnswer] = field(default_factory=dict)
    seated_at: Mapping[Member, datetime] = field(default_factory=dict)
    epochs: Mapping[str, int] = field(default_factory=dict)
    triage: f.Triaged | None = None
    triaged_at: datetime | None = None
    severe: Severe | None = None
    parties: Mapping[Party, PartyState] = field(default_factory=dict)
    contacts: Mapping[int, Contact] = field(default_factory=dict)
    questions: Mapping[int, Question] = field(default_factory=dict)
    talks: Mapping[int, tuple[datetime, Member]] = field(default_factory=dict)
    """Talks whose summary is owed: when logged, and by whom."""
    talks_logged: int = 0
    determinations: tuple[tuple[f.Determined, datetime], ...] = ()
    proposals: tuple[Proposal, ...] = ()
    objecting_since: Mapping[Member, datetime] = field(default_factory=dict)
    """Whose objection stands, and since when; amending a proposal does not end it (D2)."""
    letters: tuple[LetterRef, ...] = ()
    delays_told: frozenset[tuple[Clause, Party, int]] = frozenset()
    said_in_danger: bool = False
    """Whether a reporter said that somebody is in danger, before anybody has looked."""
    council_reported_at: datetime | None = None
    closed_at: datetime | None = None
    last_at: datetime | None = None
    length: int = 0

    @property
    def reporters(self) -> tuple[PartyState, ...]:
        """Those who reported, in the order in which their reports came."""
        return tuple(p for p in self.parties.values() if p.role is f.Role.REPORTER)

    @property
    def received_at(self) -> datetime | None:
        """When the first report reached the committee: the two weeks run from here (R11)."""
        times = [p.reached_at for p in self.reporters if p.reached_at is not None]
        return min(times, default=None)

    @property
    def determination(self) -> f.Determined | None:
        """The newest version of the determination."""
        return self.determinations[-1][0] if self.determinations else None

    @property
    def proposal(self) -> Proposal | None:
        """The newest version of the proposal."""
        return self.proposals[-1] if self.proposals else None

    @property
    def in_danger(self) -> bool:
        """Whether anybody's physical safety is said to be threatened, by the newest word on it (R7)."""
        if self.determination is not None:
            return self.determination.in_danger is f.Answer.YES
        return self.triage is not None and self.triage.in_danger

    @property
    def is_enacted(self) -> bool:
        """Whether every measure of the agreed resolution was carried out."""
        p = self.proposal
        return p is not None and len(p.enacted) == len(p.measures)

    @property
    def is_open(self) -> bool:
        """Whether the case is still under way."""
        return self.opened_at is not None and self.closed_at is None

    def has_answered(self, member: Member) -> bool:
        """Whether this member may go on to the words: holds a key and answered the conflict question (C1)."""
        return member in self.readers and member in self.conflict_answers


def fold(happened: Iterable[Happened], start: CaseState | None = None) -> CaseState:
    """Fold facts into a state, from nothing or from an earlier state."""
    state = CaseState() if start is None else start
    for one in happened:
        state = replace(apply(state, one), last_at=one.at, length=state.length + 1)
    return state


def apply(state: CaseState, happened: Happened) -> CaseState:  # noqa: C901, PLR0911, PLR0912, PLR0915  one arm a fact: the closed vocabulary, read top to bottom
    """The state after one more fact. Facts that were recorded are taken as they are."""
    at, by = happened.at, happened.by
    match happened.fact:
        case f.CaseOpened() as fact:
            return replace(
                state,
                manual=fact.manual,
                opened_at=at,
                readers=fact.readers,
                left_out=frozenset(fact.left_out),
                held_back=frozenset(fact.held_back),
                with_council=fact.with_council,
                operator_named=fact.operator_named,
                seated_at=dict.fromkeys(fact.readers, at),
            )
        case f.ReportReceived() as fact:
            party = PartyState(
                handle=fact.party,
                role=f.Role.REPORTER,
                reach=fact.reach,
                language=fact.language,
                reached_at=fact.reached_at,
                joined_at=at if fact.way is f.Way.WEB else None,
                newcomer=fact.newcomer,
            )
            return replace(
                _with_party(state, party),
                way=state.way or fact.way,
                said_in_danger=state.said_in_danger or fact.in_danger,
            )
        case (
            f.ReceiptGiven()
            | f.IdentityGiven()
            | f.AddressGiven()
            | f.EvidenceFiled()
            | f.NoteWritten()
        ):
            return state
        case f.RoomOpened(room=room):
            return replace(state, opened_rooms=state.opened_rooms | {(room, by.who)})
        case f.ReportAddedTo(party=handle) | f.MessageReceived(party=handle):
            party = state.parties[handle]
            return _with_party(state, replace(party, waiting_since=party.waiting_since or at))
        case f.KeysChanged(circle=circle, epoch=epoch):
            return replace(state, epochs={**state.epochs, circle: epoch})
        case f.Admitted(member=member):
            return replace(
                state,
                held_back=state.held_back - {member},
                readers=(*state.readers, member),
                seated_at={**state.seated_at, member: at},
            )
        case f.CouncilSeated(members=members):
            new = tuple(m for m in members if m not in state.readers)
            return replace(
                state,
                readers=(*state.readers, *new),
                with_council=True,
                seated_at={**state.seated_at, **dict.fromkeys(new, at)},
            )
        case f.NamesWritten(involved=involved):
            return replace(state, names_written=True, involved=state.involved | set(involved))
        case f.ConflictAnswered(answer=answer):
            return replace(state, conflict_answers={**state.conflict_answers, Member(by.who): answer})
        case f.Recused(member=member, cause=cause):
            return _recused(state, member, cause)
        case f.Triaged() as fact:
            severe = state.severe
            if fact.severe and severe is None:
                severe = Severe(since=at, decided_by=Member(by.who))
            return replace(state, triage=fact, triaged_at=state.triaged_at or at, severe=severe)
        case f.HandledByHand() as fact:
            assert state.severe is not None  # noqa: S101  the gate holds it
            severe = replace(state.severe, handled=fact, handled_by=Member(by.who), handled_at=at)
            return replace(state, severe=severe)
        case f.SignedOff(outcome=outcome):
            assert state.severe is not None  # noqa: S101  the gate holds it
            signatures = {**state.severe.signatures, Member(by.who): outcome}
            return replace(state, severe=replace(state.severe, signatures=signatures))
        case f.Reconnected():
            assert state.severe is not None  # noqa: S101  the gate holds it
            return replace(state, severe=replace(state.severe, reconnected_at=at))
        case f.LetterSent() as fact:
            letters = (*state.letters, LetterRef(happened.entry, fact, at, by))
            return replace(_letter(state, fact, at), letters=letters)
        case f.LetterCameBack(letter=letter):
            return _came_back(state, letter)
        case f.QuestionAnswered(party=handle, question=number):
            answered = replace(state.questions[number], answered_at=at)
            party = state.parties[handle]
            party = replace(party, waiting_since=party.waiting_since or at)
            state = _with_party(state, party)
            return replace(state, questions={**state.questions, number: answered})
        case f.MessageSettled(party=handle):
            return _with_party(state, replace(state.parties[handle], waiting_since=None))
        case f.ContactProposed() as fact:
            contact = Contact(fact.contact, fact.party, fact.role, at, Member(by.who), fact.member)
            return _with_contact(state, contact)
        case f.ContactAnswered(contact=number, party=handle, objects=objects):
            contact = state.contacts[number]
            answers = {**contact.answers, handle: objects}
            return _with_contact(state, replace(contact, answers=answers, weighed=None))
        case f.ObjectionWeighed(contact=number, go_on=go_on):
            return _with_contact(state, replace(state.contacts[number], weighed=go_on))
        case f.ContactSeconded(contact=number):
            contact = replace(state.contacts[number], seconded_by=Member(by.who))
            return _with_contact(state, contact)
        case f.Invited(party=handle, until=until):
            return _invited(state, handle, at, until)
        case f.InvitationTaken(party=handle, language=language):
            party = replace(state.parties[handle], joined_at=at, language=language, not_reached=False)
            return _with_party(state, party)
        case f.NotReached(party=handle):
            return _with_party(state, replace(state.parties[handle], not_reached=True))
        case f.NewcomerMarked(party=handle):
            return _with_party(state, replace(state.parties[handle], newcomer=True))
        case f.SupportSettled(party=handle):
            return _with_party(state, replace(state.parties[handle], support_settled=True))
        case f.TalkLogged(talk=talk):
            talks = {**state.talks, talk: (at, Member(by.who))}
            return replace(state, talks=talks, talks_logged=state.talks_logged + 1)
        case f.TalkSummarised(talk=talk):
            return replace(state, talks={k: v for k, v in state.talks.items() if k != talk})
        case f.Determined() as fact:
            return replace(state, determinations=(*state.determinations, (fact, at)))
        case f.Proposed() as fact:
            proposer = Member(by.who)
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
            objecting = {m: t for m, t in state.objecting_since.items() if m != proposer}
            parties = {h: replace(p, feedback=None, told_until=None) for h, p in state.parties.items()}
            return replace(
                state,
                proposals=(*state.proposals, proposal),
                objecting_since=objecting,
                parties=parties,
            )
        case f.PositionTaken(position=position):
            return _position(state, Member(by.who), position, at)
        case f.FeedbackGiven(party=handle, feedback=feedback):
            state = _with_proposal(state, weighed_at=None)  # an answer that came after is weighed too
            return _with_party(state, replace(state.parties[handle], feedback=feedback))
        case f.FeedbackWeighed(outcomes=outcomes):
            return _with_proposal(state, weighed_at=at, outcomes=outcomes)
        case f.MeasureEnacted(measure=measure):
            assert state.proposal is not None  # noqa: S101  the gate holds it
            return _with_proposal(state, enacted={**state.proposal.enacted, measure: at})
        case f.CouncilReported():
            return replace(state, council_reported_at=at)
        case f.CouncilToldOfDelay(clause=clause, party=handle):
            told = (clause, handle, state.parties[handle].promises)
            return replace(state, delays_told=state.delays_told | {told})
        case f.Closed():
            return replace(state, closed_at=at)
        case unknown:
            assert_never(unknown)


def _with_party(state: CaseState, party: PartyState) -> CaseState:
    return replace(state, parties={**state.parties, party.handle: party})


def _with_contact(state: CaseState, contact: Contact) -> CaseState:
    return replace(state, contacts={**state.contacts, contact.number: contact})


def _with_proposal(state: CaseState, **changes: object) -> CaseState:
    assert state.proposal is not None  # noqa: S101  the gate holds it
    changed = replace(state.proposal, **changes)  # type: ignore[arg-type]  names are checked by replace
    return replace(state, proposals=(*state.proposals[:-1], changed))


def _recused(state: CaseState, member: Member, cause: f.RecusalCause) -> CaseState:
    """Take a member out of everything that counts: readers, positions, standing objections."""
    objecting = {m: t for m, t in state.objecting_since.items() if m != member}
    state = replace(
        state,
        readers=tuple(m for m in state.readers if m != member),
        held_back=state.held_back - {member},
        recused={**state.recused, member: cause},
        conflict_answers={m: a for m, a in state.conflict_answers.items() if m != member},
        objecting_since=objecting,
    )
    if state.proposal is None or state.proposal.consulted_at is not None:
        return state
    positions = {m: p for m, p in state.proposal.positions.items() if m != member}
    return _with_proposal(state, positions=positions)


def _invited(state: CaseState, handle: Party, at: datetime, until: datetime) -> CaseState:
    contact = next((c for c in state.contacts.values() if c.party == handle), None)
    known = state.parties.get(handle)
    if known is None:
        role = contact.role if contact is not None else f.Role.WITNESS
        member = contact.member if contact is not None else None
        known = PartyState(handle=handle, role=role, member=member)
    first_reply = known.first_reply_at or at
    return _with_party(state, replace(known, invited_at=at, invited_until=until, first_reply_at=first_reply))


def _position(state: CaseState, member: Member, position: f.Position, at: datetime) -> CaseState:
    assert state.proposal is not None  # noqa: S101  the gate holds it
    objecting = dict(state.objecting_since)
    if position is f.Position.OBJECT:
        objecting.setdefault(member, at)
    else:
        objecting.pop(member, None)
    positions = {**state.proposal.positions, member: position}
    state = _with_proposal(state, positions=positions, last_position_at=at)
    return replace(state, objecting_since=objecting)


def _letter(state: CaseState, letter: f.LetterSent, at: datetime) -> CaseState:
    """What a letter settles: the party is no longer waiting, and by its kind more."""
    party = state.parties.get(letter.to)
    if party is None:
        return state
    party = replace(party, waiting_since=None, first_reply_at=party.first_reply_at or at)
    number = letter.refers if letter.refers is not None else 0
    match letter.kind:
        case f.LetterKind.UPDATE:
            party = replace(party, promised_until=letter.until, promises=party.promises + 1)
        case f.LetterKind.CONSULTATION:
            party = replace(party, told_of=number, told_until=letter.until)
            if state.proposal is not None and state.proposal.consulted_at is None:
                state = _with_proposal(state, consulted_at=at)
        case f.LetterKind.CLOSING:
            party = replace(party, closing_sent=True)
        case f.LetterKind.QUESTION if letter.until is not None:
            question = Question(number, letter.to, at, letter.until)
            state = replace(state, questions={**state.questions, number: question})
        case f.LetterKind.CONTACT_NOTICE if letter.until is not None:
            contact = state.contacts[number]
            told = {**contact.told, letter.to: letter.until}
            state = _with_contact(state, replace(contact, told=told))
        case f.LetterKind.RECONNECTION if state.severe is not None:
            told_now = state.severe.reporters_told | {letter.to}
            state = replace(state, severe=replace(state.severe, reporters_told=told_now))
        case _:
            pass
    return _with_party(state, party)


def _came_back(state: CaseState, entry: str) -> CaseState:
    """Undo what a letter settled: fold the party's remaining letters again."""
    lost = next((ref for ref in state.letters if ref.entry == entry), None)
    if lost is None:
        return state
    remaining = tuple(ref for ref in state.letters if ref.entry != entry)
    party = state.parties[lost.sent.to]
    party = replace(
        party,
        first_reply_at=None,
        closing_sent=False,
        told_of=0,
        told_until=None,
        promised_until=None,
        promises=0,
        waiting_since=party.waiting_since or lost.at,
    )
    contacts = {
        n: replace(c, told={p: t for p, t in c.told.items() if p != party.handle}) for n, c in state.contacts.items()
    }
    state = _with_party(replace(state, letters=remaining, contacts=contacts), party)
    waiting = party.waiting_since
    for ref in remaining:
        if ref.sent.to == party.handle and ref.sent.kind is not f.LetterKind.QUESTION:
            state = _letter(state, ref.sent, ref.at)
    newest = state.parties[party.handle]
    return _with_party(state, replace(newest, waiting_since=waiting))


__all__ = [
    "Actor",
    "CaseState",
    "Contact",
    "PartyState",
    "Proposal",
    "Question",
    "Severe",
    "Standing",
    "apply",
    "fold",
]
