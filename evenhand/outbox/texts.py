"""The constant texts: notices, the automatic receipt, what stands around a letter (THREATS 4.12).

One file per text and language in ``letters/``: the first line is a comment with the
clause, the second the subject, the rest the body. The blanks are ``{link}``, ``{letter}``
and the manual's own ``{hours}`` and ``{days}``; nothing else of a case can get into a mail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib import resources

LANGUAGES = ("en", "es")


class Text(StrEnum):
    """Every constant text."""

    DIGEST = "digest"
    URGENT = "urgent"
    WAITING = "waiting"
    WAITING_LINK = "waiting-link"
    RECEIPT = "receipt"
    INVITATION = "invitation"
    LETTER = "letter"
    COPY = "copy"
    DELAY = "delay"
    ENROL = "enrol"
    ROSTER = "roster"
    ACCOUNT = "account"
    CHECKPOINT = "checkpoint"
    TEST = "test"
    TEST_REPORT = "test-report"


@dataclass(frozen=True, slots=True)
class Written:
    """Subject and body, blanks filled."""

    subject: str
    body: str


def write(text: Text, language: str, *, link: str = "", letter: str = "", span: timedelta | None = None) -> Written:
    """A text in a language, or in English where it is not there in that one."""
    subject, body = _source(text, language if language in LANGUAGES else "en")
    hours = 0 if span is None else int(span.total_seconds() // 3600)
    for blank, value in (("{hours}", str(hours)), ("{days}", str(hours // 24)), ("{link}", link), ("{letter}", letter)):
        body = body.replace(blank, value)  # the letter comes last, so that nothing in it is taken for a blank
    return Written(subject, body)


@cache
def _source(text: Text, language: str) -> tuple[str, str]:
    file = resources.files("evenhand.outbox").joinpath("letters", language, f"{text}.txt")
    _comment, subject, body = file.read_text("utf-8").split("\n", 2)
    return subject.removeprefix("Subject: "), body.strip() + "\n"
