"""How letters and public texts begin: templates of our own with blanks that somebody has to fill (V2, D3c to D3e).

One file per text and language in ``beginnings/``: the first line is a comment with the
clause, the second the title where the text has one. A blank stands between ``⟦`` and ``⟧``,
signs that nobody types by chance; a text in which one is left does not leave.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

LANGUAGES = ("en", "es")
KNOWN = ("path_back", "pointers", "report", "contact", "until")
"""What a template may name that a form knows: it stands in the text already."""
_BLANK = re.compile(r"⟦[^⟧]*⟧?|⟧")


class Beginning(StrEnum):
    """Every template."""

    PUBLIC_REMINDER = "public-reminder"
    PUBLIC_REPRIMAND = "public-reprimand"
    PRIVATE_REPRIMAND = "private-reprimand"
    STATEMENT = "statement"
    CORRECTION = "correction"
    OTHER = "other"
    CORE_TEAM = "core-team"
    CORE_TEAM_AGAIN = "core-team-again"
    ACCESS = "access"
    ACCESS_LATER = "access-later"
    ACCESS_REFUSED = "access-refused"


@dataclass(frozen=True, slots=True)
class Begun:
    """A title and a text, with their blanks."""

    title: str
    text: str


def begin(which: Beginning, language: str, **known: str) -> Begun:
    """A template in a language, or in English where it is not there in that one; what is known stands in it."""
    begun = _source(which, language if language in LANGUAGES else "en")
    text = begun.text
    for name in KNOWN:
        text = text.replace(f"{{{name}}}", known.get(name, "").strip())
    paragraphs = (part.strip() for part in text.split("\n\n"))
    return Begun(begun.title, "\n\n".join(part for part in paragraphs if part) + "\n")


def blanks(text: str) -> tuple[str, ...]:
    """What is still to be filled in, as the template says it."""
    return tuple(found.strip("⟦⟧ \n") for found in _BLANK.findall(text))


@cache
def _source(which: Beginning, language: str) -> Begun:
    file = resources.files("evenhand.outbox").joinpath("beginnings", language, f"{which}.txt")
    _comment, title, body = file.read_text("utf-8").split("\n", 2)
    return Begun(title.removeprefix("Title:").strip(), body.strip() + "\n")
