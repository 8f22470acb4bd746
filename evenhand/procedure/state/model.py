"""What the rules need to know of a case. Derived from its facts and never stored (decision 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Actor, Member, Party


@dataclass(frozen=True, slots=True)
class Erasure:
    """A wish to have an identity erased, while it can still be taken back (K1)."""

    asked_at: datetime
    asked_by: Member | None = None
    """The member who wrote it down for the reporter; nobody where the reporter asked themselves."""
    seconded: bool = False
    files: tuple[str, ...] = ()
    holders: frozenset[Member] = frozenset()
    """Members who ask to wait, until the second of them."""
    hold_asked_until: datetime | None = None
    held_until: datetime | None = None
    releasers: frozenset[Member] = frozenset()

    @property
    def stands(self) -> bool:
        """Whether it is the reporter's own wish, or two members have written it down."""
        return self.asked_by is None or self.seconded


@dataclass(frozen=True)  # no slots: `procedure.changing`
class PartyState:
    """One party's line: who they are in the case and what was said to them, by kind and time."""

    handle: Party
    role: f.Role
    member: Member | None = None
    reach: f.Reach = f.Reach.PHRASE
    language: str = "en"
    purpose: f.Purpose = f.Purpose.REPORT
    """What they want who wrote: a report, advice only, or that it is known (K3)."""
    way: f.Way | None = None
    """How a reporter's report came."""
    reached_at: datetime | None = None
    invited_at: datetime | None = None
    invited_until: datetime | None = None
    anew_at: datetime | None = None
    """When a link was made for new words, because they had lost theirs; nothing once it was used."""
    anew_until: datetime | None = None
    invitation: str = ""
    """The entry of the newest invitation, by which it can come back."""
    tried_at: datetime | None = None
    """When a letter or an invitation last set out to them, whether it arrived or not (R4)."""
    came_back: bool = False
    """Whether the last thing that set out to them came back."""
    wrote_at: datetime | None = None
    """When they last said something themselves."""
    joined_at: datetime | None = None
    worried_since: datetime | None = None
    """Since when a member is worried that they may harm themselves, and nobody has reached out (R7)."""
    says_minor: bool = False
    """Whether their report says that somebody who is concerned is under 18 (R3)."""
    newcomer: bool = False
    newcomer_since: datetime | None = None
    support_settled: bool = False
    first_reply_at: datetime | None = None
    waiting_since: datetime | None = None
    notice_lost_at: datetime | None = None
    """When the mail that something waits for them last came back: they may not know of it."""
    not_reached: bool = False
    promised_until: datetime | None = None
    promises: int = 0
    dates_passed: int = 0
    """How many promised dates passed before a message with the next one came (R12)."""
    promised_before: tuple[datetime | None, int, int] = (None, 0, 0)
    """The same three as no letter of this case has promised them: elsewhere, or in the case from which they came."""
    closing_sent: bool = False
    told_of: int = 0
    """The newest version of a proposal that was explained to them (D4)."""
    told_until: datetime | None = None
    feedback: f.Feedback | None = None
    feedback_at: datetime | None = None
    withdrawn: frozenset[f.Withdrawal] = frozenset()
    reach_before: f.Reach | None = None
    """How they could be reached before they asked for no contact."""
    erasure: Erasure | None = None
    checked: bool = False
    """Whether they were asked after the end whether anybody made them pay for it."""
    review_asked_at: datetime | None = None
    review_answered: bool = False
    fairness: f.Fairness | None = None
    fairness_at: datetime | None = None
    begun_anew_at: datetime | None = None
    """When their case was reopened, if they were in it then: their two weeks run from there (R11, D6)."""
    erased: bool = False
    """Whether their words, name and address are gone: nothing is owed to them or asked of them any more."""

    @property
    def has_withdrawn(self) -> bool:
        """Whether they no longer stand by their report as its ground; wanting no contact is not that."""
        return bool(self.withdrawn & {f.Withdrawal.ERASURE, f.Withdrawal.PATTERN})

    counts: bool | None = None
    """Whether the committee decided that they count as affected; where it did not, their part says so (D4)."""

    @property
    def has_line(self) -> bool:
        """Whether they hold a key to their own line."""
        return self.joined_at is not None

    def is_invited_anew(self, now: datetime) -> bool:
        """Whether a link waits with which they make other words than those that they have lost."""
        return self.anew_until is not None and now < self.anew_until

    @property
    def is_reachable(self) -> bool:
        """Whether they can be expected to hear of a letter: not who wants no contact, nor who was not reached (D4)."""
        return self.reach is not f.Reach.NONE and not self.not_reached

    @property
    def may_be_written_to(self) -> bool:
        """Whether a letter has anywhere to go: their own line, or another way to reach them."""
        return self.has_line or self.is_reachable


@dataclass(frozen=True, slots=True)
class Contact:
    """A proposed contact with somebody, and how far R3's steps have come."""

    number: int
    party: Party
    role: f.Role
    proposed_at: datetime
    proposer: Member
    moved_at: datetime
    """When the last of R3's steps was taken."""
    member: Member | None = None
    told: Mapping[Party, datetime] = field(default_factory=dict)
    """Which reporter was told, and until when they may object."""
    answers: Mapping[Party, bool] = field(default_factory=dict)
    """Which reporter objects (true) or does not."""
    weighed: bool | None = None
    weighed_at: datetime | None = None
    """When an objection was last weighed."""
    objected_at: datetime | None = None
    """Since when an objection waits to be weighed; what others answer does not put it off."""
    again_at: datetime | None = None
    """When it was taken up again after an objection to it had been heeded."""
    seconded_by: Member | None = None
    taken_back: bool = False
    """Whether it was proposed by mistake: nothing of it is owed, nobody answers to it."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something asked of a party, with the date by which an answer is hoped for (R2)."""

    number: int
    party: Party
    asked_at: datetime
    until: datetime
    answered_at: datetime | None = None
    came_back: bool = False
    """Whether the letter that asked came back, so that nobody was asked."""


@dataclass(frozen=True, slots=True)
class Severe:
    """The severe path, written down by hand: who acted, and what the others made of it."""

    since: datetime
    decided_by: Member
    handled: f.HandledByHand | None = None
    handled_by: Member | None = None
    handled_at: datetime | None = None
    signatures: Mapping[Member, f.SignOff] = field(default_factory=dict)
    signed_at: datetime | None = None
    """When the last of them signed."""
    could_sign: int | None = None
    """How many could sign when the last of them did: whoever comes later opens no review that was done."""
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
class Statement:
    """A text for the public, and how far it has come (D7). A changed text is another statement."""

    number: int
    digest: str
    writer: Member
    drafted_at: datetime
    measure: int | None = None
    proposal: int = 0
    corrects: int | None = None
    names_somebody: bool = False
    checks: Mapping[Member, f.StatementChecked] = field(default_factory=dict)
    """What each second member found, by their newest word on it."""
    checked_at: datetime | None = None
    reviewed_at: datetime | None = None
    made_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Something that was told outside: who decided it, when it was written down, and who looked at it (K1)."""

    number: int
    decided_by: Member
    written_at: datetime
    seconded_by: Member | None = None


@dataclass(frozen=True, slots=True)
class Minor:
    """Somebody who is under 18: who wrote that down, and who agreed that they are written to (R3)."""

    named_by: Member
    named_at: datetime
    agreed_by: Member | None = None


@dataclass(frozen=True, slots=True)
class Questioned:
    """Somebody whom another member asked about a conflict of interest, until they answer (C1)."""

    asked_by: Member
    asked_at: datetime
    told: Member | None = None
    """Who was chair when the date passed, and heard of it."""


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody's request for the data kept about them, and the newest files that would answer it (K1)."""

    asked_at: datetime
    extended: bool = False
    version: int = 0
    digest: str = ""
    prepared_by: Member | None = None
    prepared_at: datetime | None = None
    checks: Mapping[Member, bool] = field(default_factory=dict)
    """What each second member found in exactly these files, by their newest word on it."""
    answered_at: datetime | None = None
    """When it came to its end: given, refused, or taken back by the person."""


@dataclass(frozen=True, slots=True)
class Look:
    """A look at this case that a member of the council asked for, and how far it has come (R9)."""

    number: int
    member: Member
    asked_at: datetime
    granted_by: Member | None = None
    granted_at: datetime | None = None
    until: datetime | None = None
    agreed_by: Member | None = None
    is_taken: bool = False
    is_over: bool = False
    """Declined, or its keys were changed, or whoever asked has stepped back."""


@dataclass(frozen=True, slots=True)
class LetterRef:
    """A letter by its entry, so that one that came back can reopen its duty."""

    entry: str
    sent: f.LetterSent
    at: datetime
    by: Actor
    answered: datetime | None = None
    """Since when the party had been waiting for it."""
    worried: datetime | None = None
    """Since when somebody had been worried about its reader."""


@dataclass(frozen=True)  # no slots: `procedure.changing`
class CaseState:
    """Everything the rules need to know of a case."""

    manual: str = ""
    opened_at: datetime | None = None
    way: f.Way | None = None
    with_council: bool = False
    operator_named: bool = False
    is_test: bool = False
    """Whether the form was tried and nobody reported anything: nothing is owed or handled in it."""
    readers: tuple[Member, ...] = ()
    """Who holds the committee room now, in the roster's order of the day."""
    left_out: frozenset[Member] = frozenset()
    held_back: frozenset[Member] = frozenset()
    named_elsewhere: frozenset[Member] = frozenset()
    """Those of the held back who would not sit here, as the council does not: cleared, they get no seat (C2)."""
    not_meant: frozenset[Member] = frozenset()
    """Whose name is a word of what was written, and a member looked and found that it is not they (C2)."""
    named_since: Mapping[Member, datetime] = field(default_factory=dict)
    """Since when those wait whose name came up after the case was opened (C2)."""
    names_looked_for_at: datetime | None = None
    """When names were last looked for in all that was said here, for everybody who was there then (C2)."""
    recused: Mapping[Member, f.RecusalCause] = field(default_factory=dict)
    involved: frozenset[Member] = frozenset()
    found_not_involved: Mapping[Member, tuple[Member, datetime]] = field(default_factory=dict)
    """Of whom one member says that they were named by mistake: who, and since when a second one may agree (K4)."""
    shown_names: Mapping[Member, datetime] = field(default_factory=dict)
    """Newcomers who hold the names alone, and since when it is theirs to answer, or somebody's to let them in (R9)."""
    names_written: bool = False
    """Whether anything stands in the names room, from the reporter or from a member."""
    opened_rooms: frozenset[tuple[str, str]] = frozenset()
    conflict_answers: Mapping[Member, f.ConflictAnswer] = field(default_factory=dict)
    hard_since: Mapping[Member, datetime] = field(default_factory=dict)
    """Who declared a conflict with which nobody stays, and since when, until they have stepped back (C2)."""
    questioned: Mapping[Member, Questioned] = field(default_factory=dict)
    """Whom another member asked about a conflict, and who has not answered yet (C1)."""
    seated_at: Mapping[Member, datetime] = field(default_factory=dict)
    seats_changed_at: datetime | None = None
    """When somebody last came, went, or was named as involved."""
    epochs: Mapping[str, int] = field(default_factory=dict)
    triage: f.Triaged | None = None
    triaged_at: datetime | None = None
    """When it was first decided; it can be raised later (T1)."""
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
    turned_over_at: datetime | None = None
    turned_over_from: int = 0
    """How many proposals the committee had made when it turned the case over: later ones decide it (D2)."""
    turned_over_to: tuple[Member, ...] = ()
    """Members of the council who decide it: none who sits at the case, and none who has stepped back since."""
    letters: tuple[LetterRef, ...] = ()
    delays_told: frozenset[tuple[Clause, Party, int]] = frozenset()
    said_in_danger: bool = False
    """Whether a reporter said that somebody is in danger."""
    in_danger: bool = False
    """Whether anybody's physical safety is said to be threatened, by the newest word on it (R7)."""
    rests_until: datetime | None = None
    """Until when a member lets the case rest; a word of a party ends it (R12)."""
    council_reported_at: datetime | None = None
    council_readers: tuple[Member, ...] = ()
    """Council members who may read the committee's report, once they answered the conflict question (D6)."""
    core_team_told_at: datetime | None = None
    core_team_upholds: datetime | None = None
    """Since when the core team upholds what it was told, unless the newest that it was told is that it ended (D6)."""
    moved: Mapping[Party, str] = field(default_factory=dict)
    """Reporters whose report moved to another case, and to which."""
    linked: frozenset[str] = frozenset()
    """Cases that concern the same thing; each is known only to whoever sits in both."""
    brought_in_at: datetime | None = None
    """When a case that began elsewhere was brought in with its true dates."""
    looked_for_danger: bool = False
    """Whether somebody looked if what was told for the record speaks of danger (K3)."""
    translations: Mapping[str, int] = field(default_factory=dict)
    """The newest version of the translation of an entry's words (V7)."""
    statements: Mapping[int, Statement] = field(default_factory=dict)
    disclosures: Mapping[int, Disclosure] = field(default_factory=dict)
    looks: Mapping[int, Look] = field(default_factory=dict)
    minors: Mapping[Party, Minor] = field(default_factory=dict)
    informed: frozenset[Party] = frozenset()
    """Reported persons who were told another way than by a letter what is kept about them (R3)."""
    informed_later: Mapping[Party, datetime] = field(default_factory=dict)
    """Until when that was put off."""
    minors_named: bool = False
    """Whether somebody wrote down who is under 18, or that nobody is whom the committee writes to."""
    accesses: Mapping[Party, Access] = field(default_factory=dict)
    """The newest request of each person for the data kept about them (K1)."""
    closed_at: datetime | None = None
    reopening_asked_by: Member | None = None
    reopening_asked_at: datetime | None = None
    reopened_at: datetime | None = None
    settled_determinations: int = 0
    """How many determinations, and proposals, belong to a handling that was closed; they keep their numbers."""
    settled_proposals: int = 0
    last_at: datetime | None = None
    length: int = 0

    @property
    def reporters(self) -> tuple[PartyState, ...]:
        """Those who reported, in the order in which their reports came."""
        return tuple(p for p in self.parties.values() if p.role is f.Role.REPORTER)

    @property
    def purpose(self) -> f.Purpose:
        """What the case is for: a report, as soon as one of those who wrote wants that (K3)."""
        wanted = [p.purpose for p in self.reporters]
        return f.Purpose.REPORT if not wanted or f.Purpose.REPORT in wanted else wanted[0]

    @property
    def is_report(self) -> bool:
        """Whether the committee looks into something; advice and the record open no case against anyone (K3)."""
        return self.purpose is f.Purpose.REPORT

    @property
    def received_at(self) -> datetime | None:
        """When the first report reached the committee, or the case was reopened: the two weeks run from here (R11)."""
        times = [at for p in self.reporters if (at := self.clock_of(p)) is not None]
        return min(times, default=self.reopened_at)

    def clock_of(self, reporter: PartyState) -> datetime | None:
        """From when a reporter's two weeks run: their report, or when the case that they were in was reopened (R11)."""
        if reporter.reached_at is None or reporter.begun_anew_at is None:
            return reporter.reached_at
        return max(reporter.reached_at, reporter.begun_anew_at)

    @property
    def determination(self) -> f.Determined | None:
        """The newest version of the determination."""
        return self.determinations[-1][0] if len(self.determinations) > self.settled_determinations else None

    @property
    def proposal(self) -> Proposal | None:
        """The newest version of the proposal."""
        return self.proposals[-1] if len(self.proposals) > self.settled_proposals else None

    @property
    def is_enacted(self) -> bool:
        """Whether every measure of the agreed resolution was carried out."""
        return self.enacted_at is not None

    @property
    def enacted_at(self) -> datetime | None:
        """When the last measure of the agreed resolution was carried out."""
        proposal = self.proposal
        if proposal is None or len(proposal.enacted) < len(proposal.measures):
            return None
        return max(proposal.enacted.values())

    @property
    def cites_newest(self) -> bool:
        """Whether the newest proposal rests on the newest determination, and was made since a turn-over (D1, D2)."""
        proposal = self.proposal
        if proposal is None or proposal.version <= self.turned_over_from:
            return False
        return proposal.determination == len(self.determinations)

    @property
    def council_decides(self) -> bool:
        """Whether the council decides this case: turned over, and somebody of it is left (D2)."""
        return self.turned_over_at is not None and bool(self.turned_over_to)

    @property
    def must_go(self) -> frozenset[Member]:
        """Who has no way to stay: named as involved, or with a conflict with which nobody stays (K4, C2)."""
        return self.involved | self.hard_since.keys()

    @property
    def is_open(self) -> bool:
        """Whether the case is still under way."""
        return self.opened_at is not None and self.closed_at is None

    def has_answered(self, member: Member) -> bool:
        """Whether this member may go on to the words: holds a key and answered the conflict question (C1)."""
        return member in self.readers and member in self.conflict_answers and member not in self.hard_since
