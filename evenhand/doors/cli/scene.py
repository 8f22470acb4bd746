"""Scenario files: who does what and when, and what must then be true. Read whole before anything is played.

`docs/scenarios.md` documents the format. A file that cannot be played as it stands is refused with the step and
a sentence; so is a key that nobody knows, and an expectation that could never fail.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from evenhand.doors.cli.keys import (
    EXPECTATIONS,
    OTHER_REFUSALS,
    SCENE,
    STEP,
    Key,
    MalformedError,
    allow,
    require,
)
from evenhand.procedure.clauses import Clause

T = TypeVar("T")

ZONE = ZoneInfo("Europe/Berlin")
"""The zone in which a scene's times are written: the staged community's."""
_MOMENT = re.compile(r"day (\d{1,4}) (\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns "day 8 09:30" into a time; day 0 is the day on which the scene starts."""

    start: date

    def read(self, text: str) -> datetime:
        """The time of this text; raise where it is none."""
        found = _MOMENT.fullmatch(text.strip())
        if found is None:
            raise MalformedError(f'{text!r} is not a time. Write it as "day 8 09:30".')
        day, hour, minute = (int(part) for part in found.groups())
        try:
            local = datetime.combine(self.start + timedelta(days=day), time(hour, minute), ZONE)
        except ValueError:
            raise MalformedError(f"{text!r} is not a time of the day.") from None
        return local.astimezone(UTC)

    def write(self, at: datetime) -> str:
        """A time as a scene writes it."""
        local = at.astimezone(ZONE)
        return f"day {(local.date() - self.start).days} {local:%H:%M}"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scene: at a time somebody does something, and then something must be true."""

    number: int
    at: datetime
    calendar: Calendar
    who: tuple[str, ...] = ()
    does: str = ""
    case: str = ""
    refused: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    then: Mapping[str, object] = field(default_factory=dict)

    def get(self, key: Key[T]) -> T:
        """What stands under this key, or its default."""
        return key.read(self.fields[key.name]) if key.name in self.fields else key.default

    def moment(self, key: Key[str], default: datetime) -> datetime:
        """The time under this key."""
        text = self.get(key)
        return self.calendar.read(text) if text else default


class Shape(Protocol):
    """What reading has to know of a verb."""

    @property
    def keys(self) -> tuple[Key[Any], ...]:  # Any: keys of all types
        """The keys that it can have."""

    def require_standing(self, who: tuple[str, ...]) -> None:
        """Raise where one of these people could never do it."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the cast, where a scene brings its own."""

    name: str
    roles: tuple[str, ...]
    handles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole scenario file."""

    title: str
    manual: str
    calendar: Calendar
    steps: tuple[Step, ...]
    cast: tuple[Member, ...] = ()
    scenario: str = ""
    about: str = ""
    choices: Mapping[str, object] = field(default_factory=dict)
    """What the community has chosen where the manual's file has something else, by name."""


def _toml(path: Path) -> dict[str, Any]:  # Any: what TOML holds
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))  # some editors put a mark before the first line
    except OSError as err:
        raise MalformedError(f"This file cannot be read: {err.strerror or err}.") from None
    except UnicodeDecodeError:
        raise MalformedError("This is not text in UTF-8.") from None
    except ValueError as err:  # a TOMLDecodeError, or a number with thousands of digits
        raise MalformedError(f"This is not readable as TOML: {err}.") from None
    except RecursionError:
        raise MalformedError("Lists or tables stand too deep inside each other.") from None


def read_scene(path: Path, verbs: Mapping[str, Shape], start: date | None = None) -> Scene:
    """Read a scenario file, starting on its own day or on another; raise `MalformedError` with the step and why."""
    body = _toml(path)
    allow(body, SCENE, "The scene")
    calendar = Calendar(start or _start(body.get("start", date(2026, 3, 2))))
    steps: list[Step] = []
    for number, raw in enumerate(_tables(body.get("step"), "step"), 1):
        try:
            steps.append(_step(number, raw, calendar, steps[-1] if steps else None, verbs))
        except MalformedError as err:
            raise MalformedError(f"Step {number}: {err}") from None
    if not steps:
        raise MalformedError("A scene has at least one step.")
    return Scene(
        title=require(body, "title"),
        manual=str(body.get("manual", "numpy")),
        calendar=calendar,
        steps=tuple(steps),
        cast=tuple(_member(raw) for raw in _tables(body.get("cast", []), "cast")),
        scenario=str(body.get("scenario", "")),
        about=str(body.get("about", "")),
        choices=_choices(body.get("choices", {})),
    )


def _step(
    number: int, raw: Mapping[str, object], calendar: Calendar, before: Step | None, verbs: Mapping[str, Shape]
) -> Step:
    at = calendar.read(require(raw, "at"))
    if before is not None and at < before.at:
        raise MalformedError(f"It happens before step {before.number}. Put the steps in the order of their time.")
    then = _then(raw.get("then", {}), calendar)
    if "does" not in raw and not then:
        raise MalformedError("It does nothing and expects nothing.")
    if "does" not in raw:
        allow(raw, ("at", "case", "then"), "A step that only looks")
        return Step(number, at, calendar, case=_case(raw), then=then)
    does, who = require(raw, "does"), _people(raw)
    verb = verbs.get(does)
    if verb is None:
        raise MalformedError(f"Nobody can {does!r}. Say one of: {', '.join(sorted(verbs))}.")
    verb.require_standing(who)
    return Step(number, at, calendar, who, does, _case(raw), _refused(raw), _fields(raw, does, verb, calendar), then)


def _fields(raw: Mapping[str, object], does: str, verb: Shape, calendar: Calendar) -> Mapping[str, object]:
    """The verb's own keys, each read once so that a mistake is found before anything is played."""
    allow(raw, (*STEP, *(key.name for key in verb.keys)), f"{does!r}")
    fields = {name: value for name, value in raw.items() if name not in STEP}
    for key in verb.keys:
        if key.needed and key.name not in fields:
            raise MalformedError(f"{does!r} needs {key.name!r}: {key.says}.")
        if key.name in fields:
            found = key.read(fields[key.name])
            if key.is_time:
                calendar.read(str(found))
    return fields


def _case(raw: Mapping[str, object]) -> str:
    return require(raw, "case") if "case" in raw else ""


def _refused(raw: Mapping[str, object]) -> str:
    if "refused" not in raw:
        return ""
    refused = require(raw, "refused")
    if refused not in {*Clause, *OTHER_REFUSALS}:
        raise MalformedError(f"{refused!r} is no clause, nor one of: {', '.join(OTHER_REFUSALS)}.")
    return refused


def _people(raw: Mapping[str, object]) -> tuple[str, ...]:
    who = raw.get("who")
    match who:
        case str() if who.strip():
            return (who,)
        case list() if who and all(isinstance(one, str) for one in who):
            return tuple(str(one) for one in who)
        case _:
            raise MalformedError('Say who does it: who = "Bo", or who = ["Bo", "Dara"].')


def _then(raw: object, calendar: Calendar) -> Mapping[str, object]:
    if not isinstance(raw, dict):
        raise MalformedError("What must be true stands under [step.then].")
    then: dict[str, object] = raw
    allow(then, EXPECTATIONS, "[step.then]")
    for name, value in then.items():
        EXPECTATIONS[name].check(name, value, calendar.read)
    return then


def _start(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise MalformedError("The start is a date: start = 2026-03-02.")
    return value


def _tables(value: object, name: str) -> list[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise MalformedError(f"Write each {name} under [[{name}]].")
    return value


def _choices(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise MalformedError('Write what the community has chosen under [choices]: review_within = "30 days".')
    for name, one in value.items():
        if not all(isinstance(part, str | int) for part in (one if isinstance(one, list) else [one])):
            raise MalformedError(f"The choice {name!r} is a text, a whole number, true or false, or a list of texts.")
    return value


def _member(raw: Mapping[str, object]) -> Member:
    allow(raw, ("name", "roles", "handles"), "Somebody of the cast")
    roles, handles = raw.get("roles"), raw.get("handles", [])
    if not isinstance(roles, list) or not isinstance(handles, list) or not roles:
        raise MalformedError('Somebody of the cast has roles: roles = ["committee"].')
    return Member(require(raw, "name"), tuple(map(str, roles)), tuple(map(str, handles)))
