"""The manual's clauses as values. Their text stands in ``manuals/clauses.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources


class Clause(StrEnum):
    """A clause of NumPy's manual, by what it asks for; the value is its number."""

    FAIRNESS = "V0"
    PERSONAL = "V1"
    EMPATHY = "V2"
    RESPECT = "V3"
    DISCRIMINATION = "V4"
    GOOD_DISCUSSION = "V5"
    NEWCOMERS = "V6"
    MISUNDERSTANDINGS = "V7"
    MEDIATION_VOLUNTARY = "M1"
    MEDIATION_CANDIDATE = "M2"
    MEDIATION_REPORTERS_AGREE = "M3"
    MEDIATION_REPORTED_AGREE = "M4"
    MEDIATION_TERMS = "M5"
    MEDIATION_TIMELINE = "M6"
    MEDIATION_ENGAGES = "M7"
    MEDIATION_REPORT = "M8"
    MEDIATION_EVALUATED = "M9"
    TRIAGE_FIRST = "T1"
    SEVERE_IN_ADDITION = "T2"
    SEVERE_MEANS = "S1"
    DISCONNECT = "S2"
    TELL_REPORTER_OF_DISCONNECTION = "S3"
    TELL_ORIGINATOR = "S4"
    REVIEW_OF_DISCONNECTION = "S5"
    EXPLANATION_COPIED = "S6"
    SIGN_OFF = "S7"
    RECEIPT = "R1"
    ENOUGH_INFORMATION = "R2"
    CONTACTING_ANYONE = "R3"
    WHAT_HAPPENED = "R4"
    WHETHER_VIOLATION = "R5"
    WHO_IS_RESPONSIBLE = "R6"
    ONGOING_OR_DANGER = "R7"
    IN_WRITING = "R8"
    ARCHIVE = "R9"
    SUMMARISED_BACK = "R10"
    RESOLUTION_IN_TIME = "R11"
    UPDATE = "R12"
    CONSENSUS = "D1"
    DEADLOCK = "D2"
    RESPONSES = "D3"
    NO_ACTION = "D3a"
    MEDIATION_RESPONSE = "D3b"
    PUBLIC_REMINDER = "D3c"
    PRIVATE_REPRIMAND = "D3d"
    PUBLIC_REPRIMAND = "D3e"
    APOLOGY = "D3f"
    HIATUS = "D3g"
    COOLING_OFF = "D3i"
    BAN = "D3h"
    CONSULTATION = "D4"
    FEEDBACK = "D5"
    COUNCIL_REPORT = "D6"
    PUBLIC_VOICE = "D7"
    CONFLICT_TOLD = "C1"
    RECUSAL = "C2"
    IDENTITY = "K1"
    OUTSIDE_CONTACT = "K2"
    ADVICE = "K3"
    INVOLVED_MEMBER = "K4"
    HELP_FIRST = "K5"


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause in our own words; ``ours`` is our reading, never the manual's rule."""

    id: str
    kind: str
    says: str
    shown: str
    ours: str = ""


@cache
def clause_texts() -> dict[Clause, ClauseText]:
    """All clauses with their texts, in the manual's order."""
    source = resources.files("evenhand.manuals").joinpath("clauses.toml").read_text("utf-8")
    rows = tomllib.loads(source)["clause"]
    return {Clause(row["id"]): ClauseText(**row) for row in rows}
