"""What the walk found, as lines for people."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum

from evenhand.procedure.explore.acts import Move
from evenhand.procedure.explore.invariants import ALWAYS, STEPS
from evenhand.procedure.explore.walk import CLOSING, FOLDS, CounterExample, Found
from evenhand.procedure.explore.world import START

WIDTH = 80
"""Of a terminal that nobody has widened."""


def row(found: Found) -> str:
    """One world in one line."""
    name = " + ".join(sorted(found.world.aspects)) or "the spine"
    marks = f"  {len(found.broken)} broken" if found.broken else ""
    frontier = f"  {found.frontier:,} not walked" if found.frontier else ""
    return f"  {name:<34}{found.states:>9,}{found.transitions:>13,}{frontier}{marks}"


HEAD = f"  {'in play, beside the spine':<34}{'states':>9}{'transitions':>13}"


def summary(walks: Iterable[Found]) -> Iterator[str]:
    """All worlds together: how much was walked, each act, each invariant, counter-examples."""
    every = tuple(walks)
    acts = sum((found.acts for found in every), Counter[str]())
    yield f"  {'together':<34}{sum(w.states for w in every):>9,}{acts.total():>13,}"
    yield ""
    yield f"A resolution was carried out in {sum(w.enacted for w in every):,} states, closed in {_closed(every):,}."
    too_few, unknown = sum(w.too_few for w in every), sum(w.unknown for w in every)
    if too_few:
        yield from _wrapped(
            f"In {too_few:,} states committee and council together have too few left to agree; "
            "only the contact outside the committee remains (K2)."
        )
    if unknown:
        yield from _wrapped(f"From {unknown:,} states it is unknown whether a closing can be reached: not walked on.")
    yield ""
    yield "Transitions per act"
    yield from (f"  {act:<44}{count:>11,}" for act, count in sorted(acts.items()))
    yield ""
    yield from _verdict(every)


def _closed(walks: tuple[Found, ...]) -> int:
    return sum(found.closed for found in walks)


def _verdict(walks: tuple[Found, ...]) -> Iterator[str]:
    broken: dict[str, CounterExample] = {}
    for found in walks:
        for name, example in found.broken.items():
            if name not in broken or len(example.story.told()) < len(broken[name].story.told()):
                broken[name] = example
    yield "Invariants"
    for name in (*ALWAYS, *STEPS, FOLDS, CLOSING):
        yield f"  {'BROKEN' if name in broken else 'holds '}  {name}"
    for name, example in broken.items():
        yield ""
        yield f"Shortest counter-example: {name}"
        yield from _wrapped(example.says)
        yield from counter_example(example)


def counter_example(example: CounterExample) -> Iterator[str]:
    """The story, a line for each move; the first line is the case as the walk found it."""
    for number, step in enumerate(example.story.told()):
        if number == 0:
            yield f"    {_since(step.at)}  the walk starts"
        elif step.move is None:
            yield f"    {_since(step.at)}  time goes on"
        else:
            lines = textwrap.wrap(_told(step.move), WIDTH - 18) or [""]
            yield f"    {_since(step.at)}  {lines[0]}"
            yield from (f"{'':18}{line}" for line in lines[1:])


def _since(at: datetime) -> str:
    days, rest = divmod(at - START, timedelta(days=1))
    return f"day {days:>2} {rest // timedelta(hours=1):>2} h"


def _told(move: Move) -> str:
    who = move.by.who or "the clerk"
    return f"{who}: {type(move.fact).__name__}({', '.join(_fields(move.fact))})"


def _fields(fact: object) -> Iterator[str]:
    if not is_dataclass(fact):
        return
    for field in fields(fact):
        value = getattr(fact, field.name)
        if value not in (None, False, (), ""):
            yield f"{field.name}={_value(value)}"


def _value(value: object) -> str:
    match value:
        case Enum():
            return str(value.value)
        case datetime():
            return _since(value)
        case tuple():
            return "(" + ", ".join(map(_value, value)) + ")"
        case _ if is_dataclass(value):
            return f"{type(value).__name__}({', '.join(_fields(value))})"
        case _:
            return str(value)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH - 2, initial_indent="  ", subsequent_indent="  ")
