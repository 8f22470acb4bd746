"""The values that a manual file has to give: what each is, in a sentence, and how it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from evenhand.procedure.clauses import Clause
from evenhand.procedure.policy import Fallback, Quorum

TO_BE = re.compile(r"^\s*to be (chosen|filled in|named)\b", re.IGNORECASE)
"""How a file marks what a community still has to fill in."""

FOR_EVER = "while the community exists"
"""The other answer to how long cases are kept (R9)."""


class Written(StrEnum):
    """How a value is written in the file."""

    SPAN = "span"
    NUMBER = "number"
    QUORUM = "quorum"
    ROLES = "roles"
    RETENTION = "retention"
    FLAG = "flag"
    FALLBACK = "fallback"
    REVIEW = "review"


class OfficeRole(StrEnum):
    """Roles of the roster that may be given the office."""

    CHAIR = "chair"
    DEPUTIES = "deputies"
    MEMBERS = "members"
    COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class Asked:
    """One value that the file has to give; ``says`` completes a line that people read."""

    name: str
    written: Written
    says: str
    unless: str | int | None = None
    """What holds under a file from before this was asked: a case keeps the version it was opened under."""
    clause: Clause = Clause.FAIRNESS
    """The clause of a value that such a file does not give."""


VALUES = (
    Asked("receipt_within", Written.SPAN, "A person confirms receipt within"),
    Asked("resolution_within", Written.SPAN, "A resolution is agreed on within"),
    Asked("deadlock_after", Written.SPAN, "Without consensus the council decides after"),
    Asked("floor", Written.NUMBER, "Fewest readers, or the council reads as well"),
    Asked(
        "alternates",
        Written.FLAG,
        "Where too few are left, alternates come in first",
        unless=False,
        clause=Clause.RECUSAL,
    ),
    Asked("conflict_answer_within", Written.SPAN, "A member answers the conflict question within"),
    Asked(
        "soft_conflict_stays",
        Written.FLAG,
        "Who declares a soft conflict may stay",
        unless=True,
        clause=Clause.RECUSAL,
    ),
    Asked(
        "questioned_within",
        Written.SPAN,
        "Whoever is asked about a conflict answers within",
        "48 hours",
        Clause.CONFLICT_TOLD,
    ),
    Asked(
        "silence_takes_out",
        Written.FLAG,
        "The chair may take out who does not answer that",
        unless=False,
        clause=Clause.RECUSAL,
    ),
    Asked("passes_on_after", Written.SPAN, "An unanswered duty passes to the next person after"),
    Asked("office_holders", Written.ROLES, "The office may be held by"),
    Asked("triage_within", Written.SPAN, "Somebody decides whether it is severe within"),
    Asked("messages_answered_within", Written.SPAN, "A person answers a party's message within"),
    Asked("support_within", Written.SPAN, "A newcomer is offered support within"),
    Asked("write_down_within", Written.SPAN, "What was done by hand is written down within"),
    Asked("reach_attempts", Written.NUMBER, "Attempts before 'could not be reached'"),
    Asked("sign_off_within", Written.SPAN, "The severe path is reviewed and signed within"),
    Asked("sign_off_members", Written.NUMBER, "Members who sign, or all others if fewer"),
    Asked("objection_within", Written.SPAN, "The reporter may object to a contact for"),
    Asked("invitation_lives", Written.SPAN, "An invitation can be taken for"),
    Asked("answers_within", Written.SPAN, "Somebody who is asked has time to answer for"),
    Asked("summary_within", Written.SPAN, "A talk held elsewhere is summarised within"),
    Asked("quorum", Written.QUORUM, "Of those who hold the room, consent is needed of"),
    Asked("quorum_minimum", Written.NUMBER, "And of at least so many members"),
    Asked("positions_within", Written.SPAN, "Members take a position on a proposal within"),
    Asked("fallback", Written.FALLBACK, "Without consensus passes", "none", Clause.CONSENSUS),
    Asked("fallback_after", Written.SPAN, "And that once an objection has stood for", "3 days", Clause.CONSENSUS),
    Asked(
        "council_quorum",
        Written.QUORUM,
        "Of the council, or of you in its place, consent of",
        "majority",
        Clause.DEADLOCK,
    ),
    Asked("council_minimum", Written.NUMBER, "And at least so many, or all who are left", 2, Clause.DEADLOCK),
    Asked("council_decides_within", Written.SPAN, "The council decides within", "14 days", Clause.DEADLOCK),
    Asked("feedback_within", Written.SPAN, "Reporter and affected parties may answer for"),
    Asked("enact_within", Written.SPAN, "An agreed resolution is carried out within"),
    Asked(
        "legal_review",
        Written.FLAG,
        "A public reprimand is first read for the law",
        unless=False,
        clause=Clause.PUBLIC_REPRIMAND,
    ),
    Asked(
        "statements_indexed",
        Written.FLAG,
        "Search engines may list what is said in public",
        unless=True,
        clause=Clause.PUBLIC_VOICE,
    ),
    Asked("council_report_within", Written.SPAN, "The council has its report within"),
    Asked("closing_within", Written.SPAN, "Each party has a last letter within"),
    Asked(
        "aftercare_after", Written.SPAN, "A reporter is asked about retaliation after", "30 days", Clause.COUNCIL_REPORT
    ),
    Asked("reopening_members", Written.NUMBER, "Members who take a closed case up again", 2, Clause.COUNCIL_REPORT),
    Asked(
        "review_within", Written.REVIEW, "A review of the resolution can be asked for", "none", Clause.DISCRIMINATION
    ),
    Asked("erasure_after", Written.SPAN, "A wish to be erased can be taken back for", "14 days", Clause.IDENTITY),
    Asked("hold_most", Written.SPAN, "Two members may let an erasure wait for at most", "90 days", Clause.IDENTITY),
    Asked(
        "reach_out_within",
        Written.SPAN,
        "Who may harm themselves hears from a person within",
        "12 hours",
        Clause.ONGOING_OR_DANGER,
    ),
    Asked(
        "data_notice_within",
        Written.SPAN,
        "A reported person is told what is kept within",
        "30 days",
        Clause.CONTACTING_ANYONE,
    ),
    Asked(
        "access_within",
        Written.SPAN,
        "Who asks for the data on them is answered within",
        "30 days",
        Clause.IDENTITY,
    ),
    Asked("access_extension", Written.REVIEW, "That can be put off once, for", "60 days", Clause.IDENTITY),
    Asked(
        "disclosure_second",
        Written.FLAG,
        "A second member looks at what was told outside",
        unless=True,
        clause=Clause.IDENTITY,
    ),
    Asked("look_longest", Written.SPAN, "The council is granted a look for at most", "14 days", Clause.ARCHIVE),
    Asked("retention", Written.RETENTION, "After closing, a case's words are kept for"),
)
"""Every value, in the order of the file."""

MOST_MEMBERS = 25
"""More people than this read no case together; a number of members above it is a slip of the keyboard."""
MOST_ATTEMPTS = 10
LONGEST = timedelta(days=730)
LONGEST_KEPT = timedelta(days=365 * 100)

_SPAN = re.compile(r"(?P<number>[1-9][0-9]{0,3}) (?P<unit>hours?|days?|weeks?|years?)")
_NO_TIME = re.compile(r"0+ (?:hours?|days?|weeks?|years?)")
_UNITS = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "year": timedelta(days=365),
}


class ValueProblem(ValueError):  # noqa: N818  a sentence for the person who wrote the file
    """A value is not written as it has to be; the text is a whole sentence."""


def span(written: object, *, years: bool = False) -> timedelta:
    """A span of time, written as "72 hours", "14 days" or "2 weeks"."""
    found = _SPAN.fullmatch(written) if isinstance(written, str) else None
    if isinstance(written, str) and _NO_TIME.fullmatch(written):
        raise ValueProblem("That is no time at all. Write at least 1 hour.")
    if found is None:
        raise ValueProblem('Write a span of time such as "72 hours" or "14 days".')
    unit = found["unit"].removesuffix("s")
    if unit == "year" and not years:
        raise ValueProblem("Years are too coarse here. Write hours, days or weeks.")
    return int(found["number"]) * _UNITS[unit]


def number(written: object) -> int:
    """A number of people or attempts."""
    if type(written) is not int:
        raise ValueProblem("Write a whole number, without quotes.")
    return written


def flag(written: object) -> bool:
    """A yes or a no."""
    if type(written) is not bool:
        raise ValueProblem("Write true or false, without quotes.")
    return written


def quorum(written: object) -> Quorum:
    """The share of the members that has to consent."""
    try:
        return Quorum(str(written))
    except ValueError:
        raise ValueProblem('Write "majority" or "all".') from None


def fallback(written: object) -> Fallback:
    """What may pass without consensus."""
    try:
        return Fallback(str(written))
    except ValueError:
        raise ValueProblem('Write "none", "two-thirds" or "majority".') from None


def roles(written: object) -> tuple[OfficeRole, ...]:
    """Roles of the roster."""
    known = ", ".join(f'"{role}"' for role in OfficeRole)
    try:
        found = tuple(OfficeRole(role) for role in written) if isinstance(written, list) else ()
    except ValueError:
        found = ()
    if not found:
        raise ValueProblem(f"Write a list with at least one of {known}.")
    return found


def retention(written: object) -> timedelta | None:
    """How long a closed case is kept; nothing where it is kept while the community exists."""
    if written == FOR_EVER:
        return None
    try:
        return span(written, years=True)
    except ValueProblem:
        raise ValueProblem(f'Write a span such as "3 years", or "{FOR_EVER}".') from None


def unfit(asked: Asked, setting: object) -> str:
    """Why no community could live by a value that can be read; empty where one could."""
    match asked.written:
        case Written.NUMBER if isinstance(setting, int):
            return _unfit_number(asked.name, setting)
        case Written.RETENTION if isinstance(setting, timedelta) and setting > LONGEST_KEPT:
            return f'That is more than a hundred years. Write a shorter span, or "{FOR_EVER}".'
        case Written.SPAN | Written.REVIEW if isinstance(setting, timedelta) and setting > LONGEST:
            return f"Nobody waits for more than {LONGEST.days} days. Write a shorter span."
        case _:
            return ""


def _unfit_number(name: str, number: int) -> str:
    if name == "reach_attempts":
        return f"Write at most {MOST_ATTEMPTS} attempts." if number > MOST_ATTEMPTS else ""
    if number > MOST_MEMBERS:
        return f"No committee has so many members. Write {MOST_MEMBERS} at most, and no more than you are."
    return ""


def review(written: object) -> timedelta | None:
    """How long a review of a resolution can be asked for; nothing where there is none."""
    if written == "none":
        return None
    try:
        return span(written)
    except ValueProblem:
        raise ValueProblem('Write a span such as "30 days", or "none".') from None
