"""Speaking with the parties: letters, questions, contacts, invitations (V1, R2, R3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure.facts.values import LetterKind, Member, Party, Role, Via


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
class NoticeCameBack:
    """The constant sentence that something waits did not arrive: this party may not know of it (V1, V3)."""

    party: Party


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """A party wrote in their own line."""

    party: Party
    sealed: tuple[str, ...] = ()
    """The files that came with it, each by its random id and the hash of its sealed parts; `evenhand verify` looks."""


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """A party answered the question that this letter asked (R2). ``question`` is its number."""

    party: Party
    question: int
    sealed: tuple[str, ...] = ()
    """The files that came with it, each by its random id and the hash of its sealed parts; `evenhand verify` looks."""


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
class ContactTakenBack:
    """A contact was proposed by mistake, and will not be made (R3)."""

    contact: int


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
class InvitedAnew:
    """Somebody whom the committee wrote to has lost their ten words: a link with which they make others (R3).

    Until it is taken the old words open their line as ever; then they open nothing more.
    """

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
