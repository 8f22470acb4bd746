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

from evenhand.procedure.facts.access import (
    AccessAsked,
    AccessChecked,
    AccessExtended,
    AccessGiven,
    AccessPrepared,
    AccessRefused,
    AccessTakenBack,
)
from evenhand.procedure.facts.afterwards import (
    FairnessAnswered,
    Reopened,
    ReopeningAsked,
    ReopeningDeclined,
    ReviewAsked,
)
from evenhand.procedure.facts.conflicts import ChairToldOfSilence, ConflictQuestioned
from evenhand.procedure.facts.council import AffectedDecided, TurnedOver
from evenhand.procedure.facts.deciding import (
    Closed,
    CoreTeamTold,
    CouncilReported,
    CouncilToldOfDelay,
    Determined,
    FeedbackGiven,
    FeedbackWeighed,
    MeasureEnacted,
    PositionTaken,
    Proposed,
)
from evenhand.procedure.facts.informing import DataNoticeDeferred, DataNoticeGiven
from evenhand.procedure.facts.joining import NamesShown
from evenhand.procedure.facts.law import Disclosed, DisclosureSeconded, MinorContactAgreed, MinorsNamed
from evenhand.procedure.facts.looking import (
    LookAgreed,
    LookAsked,
    LookDeclined,
    LookEnded,
    LookGranted,
    LookTaken,
)
from evenhand.procedure.facts.opening import (
    AddressGiven,
    CaseOpened,
    IdentityGiven,
    ReceiptGiven,
    ReportAddedTo,
    ReportReceived,
)
from evenhand.procedure.facts.public import (
    StatementChecked,
    StatementDrafted,
    StatementMade,
    StatementReviewed,
    StatementWithdrawn,
)
from evenhand.procedure.facts.record import (
    EvidenceFiled,
    FileDescribed,
    NoteWritten,
    TalkLogged,
    TalkSummarised,
)
from evenhand.procedure.facts.reports import (
    BroughtIn,
    CasesLinked,
    LookedForDanger,
    Promised,
    ReportBrought,
    ReportMade,
    ReportMoved,
    Translated,
    WordsCarried,
)
from evenhand.procedure.facts.resting import Rested, Woken
from evenhand.procedure.facts.seats import (
    Admitted,
    AlternatesSeated,
    ConflictAnswered,
    CouncilSeated,
    FoundNotInvolved,
    FoundNotMeant,
    KeysChanged,
    NamesLookedFor,
    NamesWritten,
    Recused,
    RoomOpened,
)
from evenhand.procedure.facts.severe import (
    HandledByHand,
    Reconnected,
    SignedOff,
    Triaged,
)
from evenhand.procedure.facts.speaking import (
    ContactAnswered,
    ContactProposed,
    ContactSeconded,
    ContactTakenBack,
    InvitationTaken,
    Invited,
    InvitedAnew,
    LetterCameBack,
    LetterSent,
    MessageReceived,
    MessageSettled,
    NewcomerMarked,
    NoticeCameBack,
    NotReached,
    ObjectionWeighed,
    QuestionAnswered,
    SupportSettled,
)
from evenhand.procedure.facts.values import (
    CLERK,
    Actor,
    Answer,
    Carried,
    ConflictAnswer,
    DisclosedTo,
    DisclosureGround,
    EvidenceKind,
    Fairness,
    Feedback,
    Ground,
    LetterKind,
    Measure,
    MeasureKind,
    Member,
    Outcome,
    Party,
    Position,
    Purpose,
    Reach,
    RecusalCause,
    Role,
    SevereKind,
    SignOff,
    Standing,
    Via,
    Way,
    Withdrawal,
)
from evenhand.procedure.facts.withdrawing import (
    ErasureHeld,
    ErasureReleased,
    ErasureSeconded,
    IdentityErased,
    WithdrawalTakenBack,
    Withdrawn,
)
from evenhand.procedure.facts.worry import WorryMarked, WorrySettled

__all__ = [
    "CLERK",
    "AccessAsked",
    "AccessChecked",
    "AccessExtended",
    "AccessGiven",
    "AccessPrepared",
    "AccessRefused",
    "AccessTakenBack",
    "Actor",
    "AddressGiven",
    "Admitted",
    "AffectedDecided",
    "AlternatesSeated",
    "Answer",
    "BroughtIn",
    "Carried",
    "CaseOpened",
    "CasesLinked",
    "ChairToldOfSilence",
    "Closed",
    "ConflictAnswer",
    "ConflictAnswered",
    "ConflictQuestioned",
    "ContactAnswered",
    "ContactProposed",
    "ContactSeconded",
    "ContactTakenBack",
    "CoreTeamTold",
    "CouncilReported",
    "CouncilSeated",
    "CouncilToldOfDelay",
    "DataNoticeDeferred",
    "DataNoticeGiven",
    "Determined",
    "Disclosed",
    "DisclosedTo",
    "DisclosureGround",
    "DisclosureSeconded",
    "ErasureHeld",
    "ErasureReleased",
    "ErasureSeconded",
    "EvidenceFiled",
    "EvidenceKind",
    "Fact",
    "Fairness",
    "FairnessAnswered",
    "Feedback",
    "FeedbackGiven",
    "FeedbackWeighed",
    "FileDescribed",
    "FoundNotInvolved",
    "FoundNotMeant",
    "Ground",
    "HandledByHand",
    "Happened",
    "IdentityErased",
    "IdentityGiven",
    "InvitationTaken",
    "Invited",
    "InvitedAnew",
    "KeysChanged",
    "LetterCameBack",
    "LetterKind",
    "LetterSent",
    "LookAgreed",
    "LookAsked",
    "LookDeclined",
    "LookEnded",
    "LookGranted",
    "LookTaken",
    "LookedForDanger",
    "Measure",
    "MeasureEnacted",
    "MeasureKind",
    "Member",
    "MessageReceived",
    "MessageSettled",
    "MinorContactAgreed",
    "MinorsNamed",
    "NamesLookedFor",
    "NamesShown",
    "NamesWritten",
    "NewcomerMarked",
    "NotReached",
    "NoteWritten",
    "NoticeCameBack",
    "ObjectionWeighed",
    "Outcome",
    "Party",
    "Position",
    "PositionTaken",
    "Promised",
    "Proposed",
    "Purpose",
    "QuestionAnswered",
    "Reach",
    "ReceiptGiven",
    "Reconnected",
    "RecusalCause",
    "Recused",
    "Reopened",
    "ReopeningAsked",
    "ReopeningDeclined",
    "ReportAddedTo",
    "ReportBrought",
    "ReportMade",
    "ReportMoved",
    "ReportReceived",
    "Rested",
    "ReviewAsked",
    "Role",
    "RoomOpened",
    "SevereKind",
    "SignOff",
    "SignedOff",
    "Standing",
    "StatementChecked",
    "StatementDrafted",
    "StatementMade",
    "StatementReviewed",
    "StatementWithdrawn",
    "SupportSettled",
    "TalkLogged",
    "TalkSummarised",
    "Translated",
    "Triaged",
    "TurnedOver",
    "Via",
    "Way",
    "Withdrawal",
    "WithdrawalTakenBack",
    "Withdrawn",
    "Woken",
    "WordsCarried",
    "WorryMarked",
    "WorrySettled",
]

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
    | FoundNotInvolved
    | FoundNotMeant
    | NamesLookedFor
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
    | NoticeCameBack
    | MessageReceived
    | QuestionAnswered
    | MessageSettled
    | ContactProposed
    | ContactAnswered
    | ObjectionWeighed
    | ContactSeconded
    | ContactTakenBack
    | Invited
    | InvitedAnew
    | InvitationTaken
    | NotReached
    | NewcomerMarked
    | SupportSettled
    | EvidenceFiled
    | FileDescribed
    | NoteWritten
    | TalkLogged
    | TalkSummarised
    | Rested
    | Woken
    | Determined
    | Proposed
    | PositionTaken
    | TurnedOver
    | AffectedDecided
    | FeedbackGiven
    | FeedbackWeighed
    | MeasureEnacted
    | CouncilReported
    | CoreTeamTold
    | CouncilToldOfDelay
    | StatementDrafted
    | StatementChecked
    | StatementReviewed
    | StatementMade
    | StatementWithdrawn
    | Closed
    | Withdrawn
    | WithdrawalTakenBack
    | ErasureSeconded
    | ErasureHeld
    | ErasureReleased
    | IdentityErased
    | ReportBrought
    | ReportMoved
    | WordsCarried
    | CasesLinked
    | BroughtIn
    | ReportMade
    | LookedForDanger
    | Translated
    | Disclosed
    | DisclosureSeconded
    | MinorsNamed
    | MinorContactAgreed
    | WorryMarked
    | WorrySettled
    | DataNoticeGiven
    | DataNoticeDeferred
    | ReopeningAsked
    | ReopeningDeclined
    | Reopened
    | ReviewAsked
    | FairnessAnswered
    | ConflictQuestioned
    | ChairToldOfSilence
    | AccessAsked
    | AccessExtended
    | AccessPrepared
    | AccessChecked
    | AccessGiven
    | AccessRefused
    | AccessTakenBack
    | NamesShown
    | AlternatesSeated
    | LookAsked
    | LookGranted
    | LookAgreed
    | LookDeclined
    | LookTaken
    | LookEnded
)


@dataclass(frozen=True, slots=True)
class Happened:
    """A fact with its place in the record: who, when, and the entry that holds it."""

    at: datetime
    by: Actor
    fact: Fact
    entry: str = ""
