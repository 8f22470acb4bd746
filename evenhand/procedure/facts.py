"""What can happen in a case: the closed vocabulary of facts.

A fact says what was done, never what was said: it holds handles, times and values
of closed lists, no names and no text (ADR 1). The words that belong to it are
sealed to a room and are not seen here. The running service can read facts, so
nothing that is not in this file can ever reach the clock, a list or a reminder.

Facts are past (`Triaged`), acts are imperatives (`triage`, in casework).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from evenhand.procedure.clauses import Clause

Member = NewType("Member", str)
"""A member of the committee or the council: the random id of an account."""

Party = NewType("Party", str)
"""A party's handle in one case, such as ``reporter-1``. Never joined across cases."""


class Standing(StrEnum):
    """In what standing somebody acts."""

    MEMBER = "member"
    PARTY = "party"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a member, a party in their own line, or the clerk (intake and clock)."""

    standing: Standing
    who: str = ""

    @classmethod
    def member(cls, member: Member) -> Actor:
        """A member of the committee or the council."""
        return cls(Standing.MEMBER, member)

    @classmethod
    def party(cls, party: Party) -> Actor:
        """A party, in their own line."""
        return cls(Standing.PARTY, party)


CLERK = Actor(Standing.CLERK)


class Role(StrEnum):
    """What a party is in this case; a person with two roles has two lines."""

    REPORTER = "reporter"
    REPORTED = "reported"
    AFFECTED = "affected"
    WITNESS = "witness"


class Way(StrEnum):
    """How a report reached the committee (T1)."""

    WEB = "web"
    MAIL = "mail"
    CHAT = "chat"
    CALL = "call"
    IN_PERSON = "in-person"


class Reach(StrEnum):
    """How a party may be reached."""

    PHRASE = "phrase"
    MAIL = "mail"
    NONE = "none"


class Answer(StrEnum):
    """Yes, no, or as far as the committee could tell neither (R4)."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"


class SevereKind(StrEnum):
    """The manual's examples of a clear and severe breach, or another kind, in words (S1)."""

    PERSONAL_THREAT = "personal-threat"
    VIOLENT_LANGUAGE = "violent-language"
    SEXIST_LANGUAGE = "sexist-language"
    RACIST_LANGUAGE = "racist-language"
    OTHER = "other"


class ConflictAnswer(StrEnum):
    """What a member answered to the conflict question; recusal is a fact of its own."""

    NONE = "none"
    STAYS = "declared-and-stays"


class RecusalCause(StrEnum):
    """Why somebody holds no key of a case any more."""

    DECLARED = "declared"
    NAMED = "named"
    LEFT = "left"


class SignOff(StrEnum):
    """What members other than the acting one make of a use of the severe path (S7)."""

    UPHELD = "upheld"
    IN_PART = "in-part"
    REFUSED = "refused"


class LetterKind(StrEnum):
    """What a letter from a person is for."""

    ACKNOWLEDGEMENT = "acknowledgement"
    MESSAGE = "message"
    CONTACT_NOTICE = "contact-notice"
    FIRST_CONTACT = "first-contact"
    QUESTION = "question"
    UPDATE = "update"
    CONSULTATION = "consultation"
    REPRIMAND = "reprimand"
    RECONNECTION = "reconnection"
    CLOSING = "closing"


class Via(StrEnum):
    """By what way a letter went: the party's page, their mail as well, or another way."""

    LINE = "line"
    MAIL = "mail"
    OTHER = "other"


class EvidenceKind(StrEnum):
    """The kinds of evidence and deliberation that are kept (R8)."""

    CHAT = "chat"
    MAIL = "mail"
    LINK = "link"
    RECORDING_SUMMARY = "recording-summary"
    PICTURE = "picture"
    DOCUMENT = "document"


class MeasureKind(StrEnum):
    """The responses that can be proposed (D3). More kinds join without changing these."""

    NO_ACTION = "no-action"
    PRIVATE_REPRIMAND = "private-reprimand"


class Ground(StrEnum):
    """On what ground no further action is taken (D3a)."""

    NO_VIOLATION = "no-violation"
    SETTLED_IN_PUBLIC = "settled-in-public"


class Position(StrEnum):
    """A member's position on an exact version of a proposal (D1)."""

    CONSENT = "consent"
    STAND_ASIDE = "stand-aside"
    OBJECT = "object"


class Feedback(StrEnum):
    """What a party says of a proposed resolution, or that they said nothing (D5)."""

    ACCEPTS = "accepts"
    IN_PART = "in-part"
    DOES_NOT_ACCEPT = "does-not-accept"
    SILENT = "silent"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a proposed resolution: its kind, whom it concerns, its ground."""

    kind: MeasureKind
    to: Party | None = None
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of consulting one party (D5)."""

    party: Party
    feedback: Feedback


# --- opening ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """The first fact of a case: the manual it runs under, and who may read it.

    ``manual`` is the SHA-256 of the manual file's bytes: the case keeps that version.
    ``left_out`` was ticked by the reporter and gets no key in any role (C2).
    ``held_back`` waits until a member has looked (C2, THREATS 4.4).
    ``with_council`` says that too few readers were left, so the council reads (C2).
    """

    manual: str
    readers: tuple[Member, ...]
    left_out: tuple[Member, ...] = ()
    held_back: tuple[Member, ...] = ()
    with_council: bool = False
    operator_named: bool = False


@dataclass(frozen=True, slots=True)
class ReportReceived:
    """A report arrived; its clocks run from ``reached_at`` (T1, R1, R11)."""

    party: Party
    way: Way
    reached_at: datetime
    reach: Reach
    language: str
    newcomer: bool = False
    in_danger: bool = False
    may_be_named: bool = False
    names_given: bool = False
    about_handling: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptGiven:
    """The automatic receipt was shown, and mailed if an address was given (R1)."""

    party: Party
    mailed: bool


@dataclass(frozen=True, slots=True)
class ReportAddedTo:
    """The reporter sent more of the same report, with the same form or later."""

    party: Party


@dataclass(frozen=True, slots=True)
class IdentityGiven:
    """A party's name stands in the identity room, for those who have a reason to open it (K1)."""

    party: Party


@dataclass(frozen=True, slots=True)
class AddressGiven:
    """A party's address stands in their line: used for sending, never shown (K1)."""

    party: Party


# --- keys and seats ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeysChanged:
    """A circle of rooms, or one room, has a new set of holders (decision 2).

    ``recipients`` are fingerprints in hex; who is no longer among them reads nothing new.
    """

    circle: str
    epoch: int
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoomOpened:
    """A room was opened for the first time by this person; identity needs a reason (K1)."""

    room: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """A held-back member, or a newcomer, was let in by a member who had looked (C2, R9)."""

    member: Member


@dataclass(frozen=True, slots=True)
class CouncilSeated:
    """Too few members were left: these council members read and act from now on (C2)."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class NamesWritten:
    """A member wrote down who is said to be involved; ``involved`` are members among them (K4)."""

    involved: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class ConflictAnswered:
    """A member answered the conflict question (C1)."""

    answer: ConflictAnswer


@dataclass(frozen=True, slots=True)
class Recused:
    """A member reads nothing of the case from this moment (C2, K4)."""

    member: Member
    cause: RecusalCause


# --- triage and the severe path, by hand ------------------------------------


@dataclass(frozen=True, slots=True)
class Triaged:
    """One member decided whether it is a clear and severe breach, and whether anybody is in danger."""

    severe: bool
    kind: SevereKind | None
    in_danger: bool
    ongoing: bool


@dataclass(frozen=True, slots=True)
class HandledByHand:
    """What was done by hand, space by space, and who was told (S2 to S6)."""

    disconnected: tuple[str, ...]
    not_yet: tuple[str, ...]
    reporter_told: bool
    originator_told: bool


@dataclass(frozen=True, slots=True)
class SignedOff:
    """A member other than the one who acted reviewed the use of the severe path (S7)."""

    outcome: SignOff


@dataclass(frozen=True, slots=True)
class Reconnected:
    """The originator has access again everywhere it was taken (S7)."""


# --- speaking with the parties ------------------------------------------------


@dataclass(frozen=True, slots=True)
class LetterSent:
    """A person wrote and signed a letter to a party (V1).

    ``refers`` is the contact, question, proposal version or measure it speaks of;
    ``until`` the date it gives; ``digest`` the hash of what it explains (D1).
    """

    kind: LetterKind
    to: Party
    via: Via
    refers: int | None = None
    until: datetime | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class LetterCameBack:
    """A letter did not arrive: the duty it met stands again. ``letter`` is its entry."""

    letter: str


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """A party wrote in their own line."""

    party: Party


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """A party answered the question that this letter asked (R2). ``question`` is its number."""

    party: Party
    question: int


@dataclass(frozen=True, slots=True)
class MessageSettled:
    """A member read a party's message and it needs no reply, for a recorded reason (V1)."""

    party: Party


@dataclass(frozen=True, slots=True)
class ContactProposed:
    """A member proposes to contact somebody; who, when and what will be said is in the words (R3)."""

    contact: int
    party: Party
    role: Role
    member: Member | None = None


@dataclass(frozen=True, slots=True)
class ContactAnswered:
    """A reporter says whether they object to that contact; it is no veto (R3)."""

    contact: int
    party: Party
    objects: bool


@dataclass(frozen=True, slots=True)
class ObjectionWeighed:
    """The committee weighed an objection and says what it made of it (R3)."""

    contact: int
    go_on: bool


@dataclass(frozen=True, slots=True)
class ContactSeconded:
    """A second member agrees to the contact (R3)."""

    contact: int


@dataclass(frozen=True, slots=True)
class Invited:
    """A person was invited to their own line by a personal letter (R3)."""

    party: Party
    until: datetime
    via: Via


@dataclass(frozen=True, slots=True)
class InvitationTaken:
    """The invited person opened their line with a phrase of their own."""

    party: Party
    language: str


@dataclass(frozen=True, slots=True)
class NotReached:
    """The committee tried and could not reach a party; what was tried is in the words (R4, D4)."""

    party: Party


@dataclass(frozen=True, slots=True)
class NewcomerMarked:
    """Somebody noted that a party is new to the community (V6)."""

    party: Party


@dataclass(frozen=True, slots=True)
class SupportSettled:
    """Support was offered to a newcomer, or a reason given why not (V6)."""

    party: Party
    offered: bool


# --- the record ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EvidenceFiled:
    """Evidence was filed with its origin and its own time (R8)."""

    kind: EvidenceKind
    dated: datetime | None
    files: int = 0


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """A member wrote in the committee's room: the group's deliberation (R8)."""


@dataclass(frozen=True, slots=True)
class TalkLogged:
    """A talk took place elsewhere; its summary is owed (R10)."""

    talk: int
    held_at: datetime


@dataclass(frozen=True, slots=True)
class TalkSummarised:
    """The summary of a talk is in the record (R10)."""

    talk: int


# --- deciding --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Determined:
    """The four-part determination (R4 to R7), each part to the best of the committee's ability.

    ``unheard`` are responsible parties who were neither asked nor tried to be reached;
    ``despite_requests`` says that requests were open; both need a reason in the words.
    """

    version: int
    happened: Answer
    violation: Answer
    responsible: tuple[Party, ...]
    ongoing: Answer
    in_danger: Answer
    misunderstanding: bool = False
    unheard: tuple[Party, ...] = ()
    despite_requests: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """A resolution was proposed; it cites a version of the determination (D1). Proposing is consenting."""

    version: int
    determination: int
    measures: tuple[Measure, ...]
    positions_until: datetime


@dataclass(frozen=True, slots=True)
class PositionTaken:
    """A member took a position on an exact version of the proposal (D1)."""

    proposal: int
    position: Position


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    """A party said whether the proposed resolution is acceptable (D5)."""

    party: Party
    proposal: int
    feedback: Feedback


@dataclass(frozen=True, slots=True)
class FeedbackWeighed:
    """The outcome of consulting each party is recorded, and what the committee made of it (D5)."""

    proposal: int
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class MeasureEnacted:
    """A measure of the agreed resolution was carried out (D3a, D3d). ``measure`` is its index."""

    proposal: int
    measure: int


@dataclass(frozen=True, slots=True)
class CouncilReported:
    """The Steering Council has the committee's report (D6). ``readers`` are its members who may read it."""

    proposal: int
    readers: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class CouncilToldOfDelay:
    """The council was told, without content, that a promise of time was broken (R1, R12)."""

    clause: Clause
    party: Party


@dataclass(frozen=True, slots=True)
class Closed:
    """Everything the manual asks for is done."""


Fact = (
    CaseOpened
    | ReportReceived
    | ReceiptGiven
    | ReportAddedTo
    | IdentityGiven
    | AddressGiven
    | KeysChanged
    | RoomOpened
    | Admitted
    | CouncilSeated
    | NamesWritten
    | ConflictAnswered
    | Recused
    | Triaged
    | HandledByHand
    | SignedOff
    | Reconnected
    | LetterSent
    | LetterCameBack
    | MessageReceived
    | QuestionAnswered
    | MessageSettled
    | ContactProposed
    | ContactAnswered
    | ObjectionWeighed
    | ContactSeconded
    | Invited
    | InvitationTaken
    | NotReached
    | NewcomerMarked
    | SupportSettled
    | EvidenceFiled
    | NoteWritten
    | TalkLogged
    | TalkSummarised
    | Determined
    | Proposed
    | PositionTaken
    | FeedbackGiven
    | FeedbackWeighed
    | MeasureEnacted
    | CouncilReported
    | CouncilToldOfDelay
    | Closed
)


@dataclass(frozen=True, slots=True)
class Happened:
    """A fact with its place in the record: who, when, and the entry that holds it."""

    at: datetime
    by: Actor
    fact: Fact
    entry: str = ""
