"""One thing that somebody owes, and what a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member, Party
from evenhand.procedure.policy import Policy
from evenhand.procedure.state import CaseState

__all__ = ["Duty", "Owed", "Rule"]


class Owed(StrEnum):
    """What is owed. The names are what a page says, as an act."""

    SEAT_COUNCIL = "seat-council"
    SEAT_ALTERNATES = "seat-alternates"
    STEP_BACK = "step-back"
    WRITE_NAMES = "write-names"
    ANSWER_CONFLICT = "answer-conflict"
    ANSWER_QUESTIONED = "answer-questioned"
    LOOK_AT_HELD_BACK = "look-at-held-back"
    LOOK_WHETHER_MEANT = "look-whether-meant"
    FIND_NOT_INVOLVED = "find-not-involved"
    LET_IN = "let-in"
    TRIAGE = "triage"
    WRITE_DOWN_BY_HAND = "write-down-by-hand"
    SIGN_OFF = "sign-off"
    TELL_OF_RECONNECTION = "tell-of-reconnection"
    RECONNECT = "reconnect"
    LOOK_FOR_DANGER = "look-for-danger"
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
    TURN_OVER = "turn-over"
    DECIDE = "decide"
    UPDATE = "update"
    CONSULT = "consult"
    WEIGH_FEEDBACK = "weigh-feedback"
    ENACT = "enact"
    DELIVER_REPRIMAND = "deliver-reprimand"
    DRAFT_STATEMENT = "draft-statement"
    CHECK_STATEMENT = "check-statement"
    REVIEW_STATEMENT = "review-statement"
    MAKE_STATEMENT = "make-statement"
    TELL_CORE_TEAM = "tell-core-team"
    REPORT_TO_COUNCIL = "report-to-council"
    WRITE_LAST_LETTER = "write-last-letter"
    CLOSE = "close"
    SECOND_ERASURE = "second-erasure"
    SECOND_DISCLOSURE = "second-disclosure"
    NAME_MINORS = "name-minors"
    REACH_OUT = "reach-out"
    GIVE_DATA_NOTICE = "give-data-notice"
    AGREE_TO_MINOR = "agree-to-minor"
    CHECK_RETALIATION = "check-retaliation"
    ANSWER_REVIEW = "answer-review"
    REOPEN = "reopen"
    PREPARE_ACCESS = "prepare-access"
    CHECK_ACCESS = "check-access"
    GIVE_ACCESS = "give-access"
    GRANT_LOOK = "grant-look"
    AGREE_TO_LOOK = "agree-to-look"
    END_LOOK = "end-look"


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
"""What one sentence of the manual makes somebody owe in a case."""
