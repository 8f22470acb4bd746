"""By which acts each duty may end: the one that meets it first, then those that take its ground away.

A duty that vanishes in any other way was lost. Names are those of ``acts.act_of``, or
how they begin.
"""

from __future__ import annotations

from collections.abc import Mapping

from evenhand.procedure.duties import Owed
from evenhand.procedure.explore.acts import CLOCK

_HARD = "ConflictAnswered declared-hard"
"""Whoever has to go counts for nothing any more, as if they were gone (C2)."""
_LEAVES = ("Recused", "Closed", _HARD)
_WITHDRAWS = ("Withdraw", "IdentityErased")
"""Who withdraws asks for less; what rested on their word alone has to find other ground (K1, R4)."""
_AGREEMENT_CHANGES = (
    *_WITHDRAWS,
    "Determined",
    "Proposed",
    "PositionTaken",
    "Admitted",
    "CouncilSeated",
    "AlternatesSeated",
    "NamesWritten",
    "LetterCameBack",
    "AffectedDecided",
    "TurnedOver",
)

ENDED_BY: Mapping[Owed, tuple[str, ...]] = {
    Owed.SEAT_ALTERNATES: ("AlternatesSeated", "CouncilSeated", "Admitted", "Recused"),
    Owed.SEAT_COUNCIL: ("CouncilSeated", "AlternatesSeated", "Admitted", "Recused"),
    Owed.WRITE_NAMES: ("NamesWritten", "ConflictAnswered", *_LEAVES),
    Owed.ANSWER_CONFLICT: ("ConflictAnswered", "NamesWritten", "MeasureEnacted", *_LEAVES),
    Owed.STEP_BACK: ("Recused",),
    Owed.ANSWER_QUESTIONED: ("ConflictAnswered", "Recused", "NamesWritten", "ContactProposed"),
    Owed.LOOK_AT_HELD_BACK: ("Admitted", *_LEAVES),
    Owed.LOOK_WHETHER_MEANT: ("FoundNotMeant", *_LEAVES),
    Owed.LET_IN: ("Admitted", "NamesWritten", "ContactProposed", "Recused"),
    Owed.TRIAGE: ("Triaged",),
    Owed.LOOK_FOR_DANGER: ("LookedForDanger", "ReportMade"),
    Owed.WRITE_DOWN_BY_HAND: ("HandledByHand",),
    Owed.SIGN_OFF: ("SignedOff", "HandledByHand", *_LEAVES),
    Owed.TELL_OF_RECONNECTION: ("LetterSent reconnection", "NotReached", "Reconnected", "Recused", *_WITHDRAWS),
    Owed.RECONNECT: ("Reconnected", "Recused"),
    Owed.ACKNOWLEDGE: ("LetterSent", "Invited", "NotReached", "BroughtIn", *_WITHDRAWS),
    Owed.REPLY: ("LetterSent", "MessageSettled", "Closed", "ReportMade", *_WITHDRAWS),
    Owed.TELL_OF_CONTACT: (
        "ContactTakenBack",
        "MeasureEnacted",
        "LetterSent contact-notice",
        "ObjectionWeighed",
        "Invited",
        "NotReached",
        *_WITHDRAWS,
    ),
    Owed.WEIGH_OBJECTION: ("ContactTakenBack", "MeasureEnacted", "ObjectionWeighed", "ContactAnswered", "Invited"),
    Owed.SECOND_CONTACT: ("ContactTakenBack", "MeasureEnacted", "ContactSeconded", "ObjectionWeighed", "Invited"),
    Owed.INVITE: (
        "ContactTakenBack",
        "MeasureEnacted",
        "Invited",
        "ObjectionWeighed",
        "ContactAnswered",
        "LetterSent contact-notice",
        "Recused",
    ),
    Owed.SUMMARISE: ("TalkSummarised",),
    Owed.OFFER_SUPPORT: ("SupportSettled", "IdentityErased"),
    Owed.DETERMINE: ("Determined",),
    Owed.PROPOSE: (
        *_WITHDRAWS,
        "Proposed",
        "PositionTaken",
        "Determined",
        *_LEAVES,
        "Admitted",
        "CouncilSeated",
        "AlternatesSeated",
        "NamesWritten",
        CLOCK,  # what may pass without consensus, and the week after which it is turned over
    ),
    Owed.TURN_OVER: ("TurnedOver", "PositionTaken", "Proposed", "Determined", CLOCK, *_LEAVES, "NamesWritten"),
    Owed.DECIDE: ("Proposed", "PositionTaken", *_LEAVES, "NamesWritten"),
    Owed.TAKE_POSITION: (
        "PositionTaken",
        "NamesWritten",
        "Proposed",
        "Determined",
        "LetterSent consultation",
        "MeasureEnacted",
        "TurnedOver",
        *_LEAVES,
    ),
    Owed.UPDATE: (
        "LetterSent update",
        "BroughtIn",
        "NotReached",
        "Proposed",
        "PositionTaken",
        "NamesWritten",
        CLOCK,
        *_LEAVES,
        *_WITHDRAWS,
    ),
    Owed.CONSULT: ("LetterSent consultation", "NotReached", *_AGREEMENT_CHANGES, *_LEAVES),
    Owed.WEIGH_FEEDBACK: ("FeedbackWeighed", "Invit", *_AGREEMENT_CHANGES, *_LEAVES),
    Owed.ENACT: ("MeasureEnacted", "FeedbackGiven", "Invit", *_AGREEMENT_CHANGES),
    Owed.DELIVER_REPRIMAND: ("MeasureEnacted", "FeedbackGiven", "Invit", *_AGREEMENT_CHANGES),
    Owed.DRAFT_STATEMENT: (
        "StatementDrafted",
        "StatementChecked",
        "FeedbackGiven",
        "Invit",
        *_AGREEMENT_CHANGES,
        *_LEAVES,
    ),
    Owed.CHECK_STATEMENT: (
        "StatementChecked",
        "StatementDrafted",
        "FeedbackGiven",
        "Invit",
        *_AGREEMENT_CHANGES,
        *_LEAVES,
    ),
    Owed.REVIEW_STATEMENT: (
        "StatementReviewed",
        "StatementChecked",
        "StatementDrafted",
        "FeedbackGiven",
        "Invit",
        *_AGREEMENT_CHANGES,
        *_LEAVES,
    ),
    Owed.MAKE_STATEMENT: (
        "MeasureEnacted",
        "StatementChecked",
        "StatementDrafted",
        "FeedbackGiven",
        "Invit",
        *_AGREEMENT_CHANGES,
        *_LEAVES,
    ),
    Owed.REPORT_TO_COUNCIL: ("CouncilReported",),
    Owed.WRITE_LAST_LETTER: ("LetterSent closing", "NotReached", *_WITHDRAWS),
    Owed.SECOND_ERASURE: ("ErasureSeconded", "WithdrawalTakenBack"),
    Owed.SECOND_DISCLOSURE: ("DisclosureSeconded",),
    Owed.REACH_OUT: ("WorrySettled", "LetterSent message", "LetterSent acknowledgement", "IdentityErased"),
    Owed.GIVE_DATA_NOTICE: ("ContactTakenBack", "DataNoticeGiven", "Invited", "NotReached", "InvitationTaken"),
    Owed.NAME_MINORS: ("MinorsNamed",),
    Owed.AGREE_TO_MINOR: ("MinorContactAgreed", "MinorsNamed", "NotReached", *_WITHDRAWS, *_LEAVES),
    Owed.CHECK_RETALIATION: ("LetterSent aftercare", "Reopened", "NotReached", *_WITHDRAWS),
    Owed.ANSWER_REVIEW: ("LetterSent review-answer", "Reopened", "NotReached", *_WITHDRAWS),
    Owed.REOPEN: ("Reopened", "ReopeningDeclined", "Recused"),
    Owed.PREPARE_ACCESS: ("AccessPrepared", "AccessChecked", "AccessRefused", "AccessTakenBack", "IdentityErased"),
    Owed.CHECK_ACCESS: (
        "AccessChecked",
        "AccessPrepared",
        "AccessRefused",
        "AccessTakenBack",
        "IdentityErased",
        "Recused",
        "NamesWritten",
        "ConflictAnswered",
    ),
    Owed.GIVE_ACCESS: (
        "AccessGiven",
        "AccessChecked",
        "AccessPrepared",
        "AccessRefused",
        "AccessTakenBack",
        "IdentityErased",
        "Recused",
        "NamesWritten",
        "ConflictAnswered",
    ),
    Owed.GRANT_LOOK: ("LookGranted", "LookDeclined", "Recused"),
    Owed.AGREE_TO_LOOK: ("LookAgreed", "LookDeclined", "Recused", CLOCK),
    Owed.END_LOOK: ("LookEnded", "Recused"),
    Owed.CLOSE: ("",),  # any act may give rise to something that comes before the closing
}
