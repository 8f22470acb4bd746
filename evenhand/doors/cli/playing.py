"""Plays a scene through the acts and tells it line by line; an expectation that does not hold ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from evenhand.casework.errors import RefusedError
from evenhand.casework.reported import NobodyCanReadError
from evenhand.casework.staging import Stage
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.expectations import look
from evenhand.doors.cli.performing import Keeper, Performance
from evenhand.doors.cli.scene import ZONE, Scene, Step
from evenhand.doors.cli.verbs import VERBS
from evenhand.outbox import queue
from evenhand.people.occasion import Entropy
from evenhand.record.ledger import NoSuchCaseError, RecessError

Tell = Callable[[str], None]
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that did not hold: in which step, and what was instead."""

    step: int
    sentence: str


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of a step: nothing said that it was done, else by which name a scene knows the refusal."""

    refused: str = ""
    reason: str = ""


def perform(
    scene: Scene,
    stage: Stage,
    entropy: Entropy,
    tell: Tell,
    keeper: Keeper | None = None,
    *,
    after: Callable[[Performance], None] | None = None,
) -> list[Failure]:
    """Play a scene in the database at hand; answer what was otherwise in the first step where something was."""
    play = Performance(stage, scene.calendar, scene.steps[0].at, entropy, keeper)
    tell(_title(scene))
    for step in scene.steps:
        play.now = step.at
        before = queue.which_wait(play.community)
        found = list(_does(play, step, tell))
        if not found:
            found = look(play, step, queue.waiting(play.community, before))
            for name, value in step.then.items():
                tell(f"{'':22}then {name.replace('_', ' ')}: {_brief(value)}")
        if found:
            return [Failure(step.number, sentence) for sentence in found]
        if after is not None:
            after(play)
    return []


def _does(play: Performance, step: Step, tell: Tell) -> Iterator[str]:
    for who in step.who:
        tell(f"{_stamp(step.at)}  {who}: {step.does}{_fields(step)}")
        came = _try(play, who, step)
        if came.refused:
            tell(f"{'':22}refused: {came.reason} ({came.refused})")
        if came.refused != step.refused:
            yield _otherwise(who, step, came)
            return


def _otherwise(who: str, step: Step, came: _Came) -> str:
    if not came.refused:
        return f"{who} could {step.does}, and it should have been refused ({step.refused})."
    if not step.refused:
        return f"{who} could not {step.does}: {came.reason} ({came.refused})."
    return f"{who} was refused by {came.refused} and not by {step.refused}: {came.reason}"


def _try(play: Performance, who: str, step: Step) -> _Came:
    try:
        VERBS[step.does].act(play, who, step)
    except RefusedError as err:
        return _Came(str(err.clause), err.reason)
    except RecessError as err:
        return _Came(k.READ_ONLY, str(err))
    except NobodyCanReadError:
        return _Came(k.NOBODY, "Nobody is left who could read this report.")
    except NoSuchCaseError:
        name = k.LINK_ENDED if step.does == "take-invitation" else k.NO_SUCH_CASE
        return _Came(name, "There is no such case, or it is not for them: nobody can tell which.")
    return _Came()


def _title(scene: Scene) -> str:
    number = f"{scene.scenario} · " if scene.scenario else ""
    return f"{number}{scene.title}"


def _stamp(at: datetime) -> str:
    return f"  {at.astimezone(ZONE):%a %d %b %Y %H:%M}"


def _fields(step: Step) -> str:
    told = [_field(name, value) for name, value in step.fields.items()]
    return f" · {' · '.join(told)}" if told else ""


def _field(name: str, value: object) -> str:
    return name.replace("_", " ") if value is True else f"{name.replace('_', ' ')} {_brief(value)}"


def _brief(value: object) -> str:
    match value:
        case str():
            return value if len(value) <= _LONGEST_QUOTE else f"{value[:_LONGEST_QUOTE].rstrip()}…"
        case dict():
            return "; ".join(f"{name} {_brief(one)}" for name, one in value.items())
        case list():
            return ", ".join(map(str, value)) or "nothing"
        case _:
            return str(value).lower()
