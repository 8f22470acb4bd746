"""What a manual file holds once it is read, and what can be the matter with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import SevereKind
from evenhand.procedure.manual_file_values import OfficeRole
from evenhand.procedure.policy import Policy
from evenhand.procedure.wording import Entry


class Kind(StrEnum):
    """What is the matter with a line of the file."""

    UNREADABLE = "unreadable"
    MISTAKE = "mistake"
    SILENCE = "silence"
    CONTRADICTION = "contradiction"
    PLACEHOLDER = "placeholder"
    UNFIT = "unfit"
    """A number that can be read but that no community could live by; a version in force from before is still read."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend in a manual file: the line, a whole sentence, and its kind."""

    line: int
    sentence: str
    kind: Kind


class ManualError(ValueError):
    """A file that cannot be a manual, with every problem that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; the text of the error is all of their sentences."""
        super().__init__("\n".join(f"line {p.line}: {p.sentence}" for p in problems))
        self.problems = problems


class Origin(StrEnum):
    """Whose a value is: the manual's own rule, or a local choice where the manual is silent."""

    RULE = "rule"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Value:
    """One value as the file writes it, with its clause; only a choice has a default."""

    name: str
    origin: Origin
    clause: Clause
    written: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """One of the bodies that the manual speaks of, by its name in this community."""

    id: str
    name: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class OutsideContact:
    """To whom people can turn who do not want to report to the committee (K2)."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Space:
    """A place where the community meets, by id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A piece of text in every language of the manual; ``clause`` where it has one of its own."""

    id: str
    by_language: Mapping[str, str]
    clause: Clause | None = None

    def in_language(self, language: str) -> str:
        """The text in this language, or in the manual's first one."""
        return self.by_language.get(language) or next(iter(self.by_language.values()))


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that helps to understand, from the community's own library (V5).

    ``languages`` are those in which it can be read; its title has every language of the manual.
    """

    title: Wording
    link: str
    languages: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its short name in the file."""
        return self.title.id


@dataclass(frozen=True, slots=True)
class Response:
    """A possible response; ``built`` says whether this Evenhand can carry it out (D3)."""

    wording: Wording
    clause: Clause
    built: bool


@dataclass(frozen=True, slots=True)
class Manual:
    """One version of one community's manual."""

    name: str
    title: str
    version: str
    dated: date
    languages: tuple[str, ...]
    policy: Policy
    values: tuple[Value, ...]
    office_holders: tuple[OfficeRole, ...]
    retention: timedelta | None
    bodies: Mapping[str, Body]
    outside_contact: OutsideContact
    spaces: tuple[Space, ...]
    safety_steps: tuple[Wording, ...]
    code_sections: tuple[Wording, ...]
    severe_kinds: Mapping[SevereKind, Wording]
    responses: tuple[Response, ...]
    texts: Mapping[str, Wording]
    wording: tuple[Entry, ...] = ()
    wording_off: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()
    safeguarding: OutsideContact | None = None
    """Who protects young people in this community (R3); a file need not name anybody."""
    statements_indexed: bool = True
    """Whether search engines may list the page of statements (D7, local); every other page asks them not to."""
    placeholders: tuple[Problem, ...] = ()
    unfit: tuple[Problem, ...] = ()
    """Numbers that no community could live by: intake is not published, and no new version is taken, with any."""

    def choices(self) -> tuple[Value, ...]:
        """What the manual leaves open and this community decided."""
        return tuple(value for value in self.values if value.origin is Origin.CHOICE)

    def rules(self) -> tuple[Value, ...]:
        """The values that are the manual's own."""
        return tuple(value for value in self.values if value.origin is Origin.RULE)
