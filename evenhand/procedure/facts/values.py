"""The values that facts are made of: who, in what standing, and the closed lists of what can be said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

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


class Purpose(StrEnum):
    """What somebody wants who writes: that we look into it, advice only, or that it is known (K3)."""

    REPORT = "report"
    ADVICE = "advice"
    RECORD = "record"


class Carried(StrEnum):
    """What words were in the case from which they came."""

    REPORT = "report"
    ADDITION = "addition"
    MESSAGE = "message"
    ANSWER = "answer"
    LETTER = "letter"


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
    """What a member answered to the conflict question; recusal is a fact of its own.

    The manual file says which conflicts are hard: nobody stays with one of those (C2).
    """

    NONE = "none"
    STAYS = "declared-and-stays"
    HARD = "declared-hard"


class Fairness(StrEnum):
    """Whether somebody felt fairly treated (V4)."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Withdrawal(StrEnum):
    """In what way a reporter withdraws (K1, D4)."""

    NO_CONTACT = "no-contact"
    ERASURE = "erasure"
    PATTERN = "pattern"


class RecusalCause(StrEnum):
    """Why somebody holds no key of a case any more."""

    DECLARED = "declared"
    NAMED = "named"
    LEFT = "left"
    HARD = "hard"
    SILENT = "silent"


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
    AFTERCARE = "aftercare"
    REVIEW_ANSWER = "review-answer"


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
    PUBLIC_REMINDER = "public-reminder"
    PUBLIC_REPRIMAND = "public-reprimand"
    OTHER = "other"


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
    """One measure of a proposed resolution: its kind, whom it concerns, its ground.

    ``space`` is the venue of the violation, where a public reprimand belongs (D3e).
    ``lasts``: it goes on after it was carried out, and somebody has to uphold it (D6).
    """

    kind: MeasureKind
    to: Party | None = None
    ground: Ground | None = None
    space: str = ""
    lasts: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of consulting one party (D5)."""

    party: Party
    feedback: Feedback


class DisclosedTo(StrEnum):
    """Who outside was told something of a case (K1)."""

    POLICE = "police"
    COURT = "court"
    AUTHORITY = "authority"
    SAFEGUARDING = "safeguarding"
    LAWYER = "lawyer"
    OTHER = "other"


class DisclosureGround(StrEnum):
    """On what ground somebody outside was told (K1)."""

    ORDER = "order"
    LEGAL_DUTY = "legal-duty"
    DANGER = "danger"
    CONSENT = "consent"
    ADVICE = "advice"
