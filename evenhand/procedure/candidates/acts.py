"""What a member can do at the desk, and one fact that it would add."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.facts import Fact, Member, Party
from evenhand.procedure.state import PartyState

__all__ = ["SOMEBODY", "SOME_CASE", "Act", "Candidate", "letter_to"]


class Act(StrEnum):
    """What a member can do at the desk, in the manual's own order."""

    ANSWER_CONFLICT = "answer-conflict"
    RECUSE = "recuse"
    ANSWER_QUESTIONED = "answer-questioned"
    QUESTION_CONFLICT = "question-conflict"
    WRITE_NAMES = "write-names"
    ADMIT = "admit"
    LOOK_WHETHER_MEANT = "look-whether-meant"
    SHOW_NAMES = "show-names"
    FIND_NOT_INVOLVED = "find-not-involved"
    LET_IN = "let-in"
    SEAT_ALTERNATES = "seat-alternates"
    SEAT_COUNCIL = "seat-council"
    TRIAGE = "triage"
    WRITE_DOWN_BY_HAND = "write-down-by-hand"
    SIGN_OFF = "sign-off"
    TELL_OF_RECONNECTION = "tell-of-reconnection"
    RECONNECT = "reconnect"
    LOOK_FOR_DANGER = "look-for-danger"
    ACKNOWLEDGE = "acknowledge"
    WRITE_LETTER = "write-letter"
    SETTLE_MESSAGE = "settle-message"
    MARK_NEWCOMER = "mark-newcomer"
    OFFER_SUPPORT = "offer-support"
    ASK_QUESTION = "ask-question"
    RECORD_ANSWER = "record-answer"
    PROPOSE_CONTACT = "propose-contact"
    TELL_OF_CONTACT = "tell-of-contact"
    RECORD_OBJECTION = "record-objection"
    WEIGH_OBJECTION = "weigh-objection"
    SECOND_CONTACT = "second-contact"
    TAKE_BACK_CONTACT = "take-back-contact"
    INVITE = "invite"
    INVITE_ANEW = "invite-anew"
    NOT_REACHED = "not-reached"
    FILE_EVIDENCE = "file-evidence"
    WRITE_NOTE = "write-note"
    LOG_TALK = "log-talk"
    SUMMARISE_TALK = "summarise-talk"
    REST = "rest"
    WAKE = "wake"
    TRANSLATE = "translate"
    JOIN_REPORT = "join-report"
    SPLIT_REPORT = "split-report"
    LINK_CASE = "link-case"
    UPDATE = "update"
    DETERMINE = "determine"
    PROPOSE = "propose"
    TAKE_POSITION = "take-position"
    TURN_OVER = "turn-over"
    DECIDE = "decide"
    DECIDE_AFFECTED = "decide-affected"
    CONSULT = "consult"
    RECORD_FEEDBACK = "record-feedback"
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
    RECORD_WITHDRAWAL = "record-withdrawal"
    TAKE_BACK_WITHDRAWAL = "take-back-withdrawal"
    SECOND_ERASURE = "second-erasure"
    HOLD_ERASURE = "hold-erasure"
    RELEASE_ERASURE = "release-erasure"
    DISCLOSE = "disclose"
    SECOND_DISCLOSURE = "second-disclosure"
    NAME_MINORS = "name-minors"
    AGREE_TO_MINOR = "agree-to-minor"
    MARK_WORRY = "mark-worry"
    REACH_OUT = "reach-out"
    SETTLE_WORRY = "settle-worry"
    GIVE_DATA_NOTICE = "give-data-notice"
    DEFER_DATA_NOTICE = "defer-data-notice"
    SPEAK_IN_PUBLIC = "speak-in-public"
    CORRECT_STATEMENT = "correct-statement"
    WITHDRAW_STATEMENT = "withdraw-statement"
    CHECK_RETALIATION = "check-retaliation"
    ANSWER_REVIEW = "answer-review"
    ASK_REOPENING = "ask-reopening"
    REOPEN = "reopen"
    DECLINE_REOPENING = "decline-reopening"
    RECORD_ACCESS = "record-access"
    PREPARE_ACCESS = "prepare-access"
    CHECK_ACCESS = "check-access"
    GIVE_ACCESS = "give-access"
    EXTEND_ACCESS = "extend-access"
    REFUSE_ACCESS = "refuse-access"
    RECORD_ASKER = "record-asker"
    TAKE_BACK_ACCESS = "take-back-access"
    GRANT_LOOK = "grant-look"
    AGREE_TO_LOOK = "agree-to-look"
    DECLINE_LOOK = "decline-look"
    END_LOOK = "end-look"


SOMEBODY = Party("somebody")
"""Stands for a person who is not in the case yet."""

SOME_CASE = "some"
"""Stands for another case, or for an entry, that a form names."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One fact that an act would add, and what it is about. Variants of one act share all but the fact."""

    act: Act
    fact: Fact
    party: Party | None = None
    member: Member | None = None
    number: int | None = None


def letter_to(asked: Asked, kind: f.LetterKind, party: PartyState, refers: int | None = None) -> f.LetterSent:
    """A letter by the way that reaches this party."""
    invited = party.invited_until is not None and asked.now < party.invited_until
    via = f.Via.LINE if party.has_line or (invited and kind is not f.LetterKind.CONSULTATION) else f.Via.MAIL
    until = {
        f.LetterKind.QUESTION: asked.now + asked.policy.answers_within,
        f.LetterKind.CONTACT_NOTICE: asked.now + asked.policy.objection_within,
        f.LetterKind.CONSULTATION: asked.now + asked.policy.feedback_within,
        f.LetterKind.UPDATE: asked.now + asked.policy.resolution_within,
    }.get(kind)
    digest = "00" if kind is f.LetterKind.CONSULTATION else ""
    return f.LetterSent(kind, party.handle, via, refers, until, digest)
