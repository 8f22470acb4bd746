"""A report as somebody sends it, and what they are answered (R1, T1, THREATS 4.4)."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from evenhand.casework import uploads
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Member, Party
from evenhand.vault.phrase import Phrase

REPORTER = Party("reporter-1")


class NobodyCanReadError(Exception):
    """Everybody was left out, or nobody is there: the report was not taken. The form says where else to turn."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who would read a report, as the form showed it."""

    committee: tuple[Member, ...]
    council: tuple[Member, ...]
    alternates: tuple[Member, ...] = ()
    """Who comes in before the council where too few of the committee are left, where the manual has them (C2)."""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody sends. Only ``what`` is required; everything else may be empty."""

    what: str
    left_out: tuple[Member, ...] = ()
    operator_named: bool = False
    when: str = ""
    where: str = ""
    links: str = ""
    who: str = ""
    others_affected: str = ""
    not_to_contact: str = ""
    name: str = ""
    may_be_named: bool = False
    address: str = ""
    no_contact: bool = False
    language: str = "en"
    newcomer: bool = False
    in_danger: bool = False
    minor: bool = False
    about_handling: bool = False
    is_test: bool = False
    """Made by `test_report` alone, whose words are constant: no form can say it."""
    purpose: f.Purpose = f.Purpose.REPORT
    files: tuple[uploads.StoredFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the page after sending shows: the phrase, by when a person answers, who reads it."""

    phrase: Phrase = field(repr=False)
    answer_by: datetime
    was_here: bool
    """The same form was sent before: one report, the same phrase."""
    readers: tuple[Member, ...] = ()
    waiting: tuple[Member, ...] = ()
    """Named in the text, or new: held back until a reader has looked (4.4)."""
    with_council: bool = False


MARKED = ("what", "when", "where", "links", "others_affected", "not_to_contact", "minor", "who", "name", "address")
"""What is compared when the same form comes again."""


def marks_of(report: Report, nonce: bytes) -> dict[str, str]:
    """What was sent, by field, as only the sender's nonce can tell: so that what is new can be told at a resend.

    The reporter cannot open the rooms of names and identity, and their readers must learn nothing from here.
    """

    def mark(name: str) -> str:
        value = str(getattr(report, name)).encode("utf-8", "replace")
        return hmac.digest(nonce, name.encode() + b"\0" + value, "sha256")[:16].hex()

    return {name: mark(name) for name in MARKED if getattr(report, name)}


def more_of(report: Report) -> dict[str, object]:
    """What was filled in beside the one required field, as it stands in the words of the report."""
    optional: Mapping[str, object] = {
        "when": report.when,
        "where": report.where,
        "links": report.links,
        "others_affected": report.others_affected,
        "not_to_contact": report.not_to_contact,
        "minor": report.minor,
    }
    return {name: value for name, value in optional.items() if value}
