"""A measured value, and the bar that it has to hold where there is one."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table. `bar` reads as "at most 1.5" or "at least 0.33"; without one, `holds` is true."""

    name: str
    value: float
    unit: str
    bar: str = ""
    holds: bool = True


def at_most(name: str, value: float, unit: str, bar: float) -> Result:
    """Measure against an upper bar."""
    return Result(name, value, unit, f"at most {bar:g}", value <= bar)


def at_least(name: str, value: float, unit: str, bar: float) -> Result:
    """Measure against a lower bar."""
    return Result(name, value, unit, f"at least {bar:g}", value >= bar)


def table(results: Sequence[Result]) -> str:
    """Write the results for people."""
    width = max((len(result.name) for result in results), default=4)
    return "\n".join(
        f"{result.name:<{width}}  {result.value:>12.4g} {result.unit:<10} {result.bar:<14} {_verdict(result)}".rstrip()
        for result in results
    )


def _verdict(result: Result) -> str:
    if not result.bar:
        return ""
    return "holds" if result.holds else "DOES NOT HOLD"


def write(results: Iterable[Result], path: Path) -> None:
    """Write the results for programs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(result) for result in results], indent=2) + "\n", encoding="utf-8")
