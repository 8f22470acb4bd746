"""Who reads: keys, rooms, the conflict question, recusal (C1, C2, K4)."""

from __future__ import annotations

from dataclasses import dataclass

from evenhand.procedure.facts.values import ConflictAnswer, Member, RecusalCause


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
class FoundNotMeant:
    """A member looked: somebody of the council, or an alternate, whose name occurs here is not who is meant (C2).

    They get no seat and no key by it, and are told nothing; they are passed over no more.
    """

    member: Member


@dataclass(frozen=True, slots=True)
class FoundNotInvolved:
    """A member says that somebody was named as involved by mistake; what a second one says as well ends it (K4)."""

    member: Member


@dataclass(frozen=True, slots=True)
class NamesLookedFor:
    """Names were looked for in words that came after the report, or because somebody came after it (C2).

    Whoever was ``found`` is named and has no key: they wait like those whom the report itself names, whatever was
    found before. ``in_all`` says that all that was said here was searched, for everybody who was there then.
    """

    found: tuple[Member, ...] = ()
    in_all: bool = False


@dataclass(frozen=True, slots=True)
class CouncilSeated:
    """Too few members were left: these council members read and act from now on (C2)."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class AlternatesSeated:
    """Too few members were left: these alternates read and act from now on (C2)."""

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
