"""What can happen on the roster: a closed vocabulary, each act signed and chained (THREATS 4.6)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

COMMITTEE, CHAIR, DEPUTY, COUNCIL, OFFICE = "committee", "chair", "deputy", "council", "office"
ALTERNATE = "alternate"
ROLES = (CHAIR, DEPUTY, COMMITTEE, ALTERNATE, COUNCIL, OFFICE)


class RosterFormatError(Exception):
    """An entry of the roster holds something that this version does not know."""


@dataclass(frozen=True, slots=True)
class Founded:
    """The founder's keys: every other key is trusted because a chain of signatures reaches this one."""

    member: str
    name: str
    box: str
    signing: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """A member admitted a newcomer's keys after the six words of the fingerprint were read out."""

    member: str
    name: str
    box: str
    signing: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seconded:
    """A second member signed too: existing cases may now be opened to the newcomer."""

    member: str


@dataclass(frozen=True, slots=True)
class RolesSet:
    """Somebody has these roles from now on."""

    member: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renamed:
    """Somebody is called this from now on."""

    member: str
    name: str


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """After a reset: a member admits somebody's new keys; they count once a second member signs."""

    member: str
    box: str
    signing: str


@dataclass(frozen=True, slots=True)
class RotaSet:
    """Who is on duty first, and who after."""

    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwaySet:
    """Somebody is away until this time (ISO 8601, UTC), or back where it is empty."""

    member: str
    until: str


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody is not on the committee or the council any more."""

    member: str


@dataclass(frozen=True, slots=True)
class ManualAdopted:
    """A manual file is in force for new cases; its digest."""

    digest: str


@dataclass(frozen=True, slots=True)
class Published:
    """The form for reports is open, or closed again."""

    is_open: bool


@dataclass(frozen=True, slots=True)
class Rewound:
    """A member signed that the database was restored and what was lost; two signatures end the recess."""

    expected: int
    found: int


LETTER, REPORT = "letter", "report"


@dataclass(frozen=True, slots=True)
class RehearsalSent:
    """A test letter or a test report went to these members, who are asked whether it reached them.

    ``case`` is the random number of the test report, so that it can be opened; a letter has none.
    """

    what: str
    to: tuple[str, ...]
    case: str


@dataclass(frozen=True, slots=True)
class RehearsalSeen:
    """A member says that the test has reached them."""

    what: str


RosterFact = (
    Founded
    | Joined
    | Seconded
    | RolesSet
    | Renamed
    | Rekeyed
    | RotaSet
    | AwaySet
    | Left
    | ManualAdopted
    | Published
    | Rewound
    | RehearsalSent
    | RehearsalSeen
)

_KINDS = {
    kind.__name__: kind
    for kind in (
        Founded,
        Joined,
        Seconded,
        RolesSet,
        Renamed,
        Rekeyed,
        RotaSet,
        AwaySet,
        Left,
        ManualAdopted,
        Published,
        Rewound,
        RehearsalSent,
        RehearsalSeen,
    )
}


def encode(fact: RosterFact, by: str, at: str) -> bytes:
    """Write an act in its one form: sorted keys, no spaces."""
    body = {"kind": type(fact).__name__, "by": by, "at": at, "fact": asdict(fact)}
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _require_fields(kind: type[RosterFact], values: dict[str, object]) -> None:
    if set(values) != {field.name for field in fields(kind)}:
        raise KeyError(kind.__name__)


def decode(raw: bytes) -> tuple[RosterFact, str, str]:
    """Read an act, who did it, and when."""
    try:
        body = json.loads(raw)
        kind = _KINDS[body["kind"]]
        values = body["fact"]
        _require_fields(kind, values)
        values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        return kind(**values), body["by"], body["at"]
    except (KeyError, TypeError, ValueError) as err:
        message = "the roster holds an act that this version does not know"
        raise RosterFormatError(message) from err
