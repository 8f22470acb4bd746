"""A report arrives: the case, its reporter, the automatic receipt (T1, R1, K1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand.procedure.facts.values import Member, Party, Purpose, Reach, Way


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """The first fact of a case: the manual it runs under, and who may read it.

    ``manual`` is the SHA-256 of the manual file's bytes: the case keeps that version.
    ``left_out`` was ticked by the reporter and gets no key in any role (C2).
    ``held_back`` waits until a member has looked (C2, THREATS 4.4).
    ``named_elsewhere`` are named in the report and would not sit at it: of the council, alternates. They
    hear and get nothing of the case until a member has looked whether it is they who are meant (C2).
    ``with_council`` says that too few readers were left, so the council reads (C2).
    ``is_test`` says that nobody reported anything: the form was tried, and the case is closed as it opens.
    """

    manual: str
    readers: tuple[Member, ...]
    left_out: tuple[Member, ...] = ()
    held_back: tuple[Member, ...] = ()
    with_council: bool = False
    operator_named: bool = False
    is_test: bool = False
    named_elsewhere: tuple[Member, ...] = ()


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
    purpose: Purpose = Purpose.REPORT
    sealed: tuple[str, ...] = ()
    """The files that came with it, each by its random id and the hash of its sealed parts; `evenhand verify` looks."""
    minor: bool = False
    """Whether it says that somebody who is concerned is under 18 (R3)."""


@dataclass(frozen=True, slots=True)
class ReceiptGiven:
    """The automatic receipt was shown, and mailed if an address was given (R1)."""

    party: Party
    mailed: bool


@dataclass(frozen=True, slots=True)
class ReportAddedTo:
    """The reporter sent more of the same report, with the same form or later."""

    party: Party
    sealed: tuple[str, ...] = ()
    """The files that came with it, each by its random id and the hash of its sealed parts; `evenhand verify` looks."""


@dataclass(frozen=True, slots=True)
class IdentityGiven:
    """A party's name stands in the identity room, for those who have a reason to open it (K1)."""

    party: Party


@dataclass(frozen=True, slots=True)
class AddressGiven:
    """A party's address stands in their line: used for sending, never shown (K1)."""

    party: Party
