"""A person asks for the data that is kept about them, and what becomes of it (K1; data protection law)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure.facts.values import Party


@dataclass(frozen=True, slots=True)
class AccessAsked:
    """Somebody asks for the data kept about them; a member writes it down for who asked another way.

    The time of the law runs from ``asked_at``. Who is no party of the case gets a handle of their own, ``asking-1``.
    """

    party: Party
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class AccessExtended:
    """They were told within the first time that it takes longer, and why; once, by as much as the law allows.

    ``by_hand`` says here and below that it did not go to their page: how it went stands in the words.
    """

    party: Party
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class AccessPrepared:
    """A member put together the files that would be given. A changed file is another version.

    ``digest`` is the hash of all of it, ``sealed`` names the files; ``in_part`` says that
    something is kept back, for a reason that is given with them.
    """

    party: Party
    version: int
    digest: str
    sealed: tuple[str, ...] = ()
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class AccessChecked:
    """A second member read exactly these files, and says whether anybody else can be recognised in them."""

    party: Party
    version: int
    digest: str
    nobody_recognised: bool


@dataclass(frozen=True, slots=True)
class AccessGiven:
    """They have these files, word for word as they were checked."""

    party: Party
    version: int
    digest: str
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class AccessRefused:
    """They were told that they get nothing, why, and to whom they can turn."""

    party: Party
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class AccessTakenBack:
    """They want it no more, on their own page; a member writes it down for who has none."""

    party: Party
