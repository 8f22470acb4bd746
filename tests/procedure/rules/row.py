"""One row of a table of rules: a sentence, the case as it stands, who tries what, and the clause that refuses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Actor, Fact
from tests.procedure.story import Story


@dataclass(frozen=True)
class Row:
    """``clause`` is ``None`` where the manual allows it."""

    sentence: str
    story: Callable[[], Story]
    by: str | Actor
    fact: Callable[[Story], Fact]
    clause: Clause | None = None


def answered() -> Story:
    """A report has come, and all members have answered the conflict question."""
    return Story().opened().answered()


def triaged() -> Story:
    """Acknowledged, and neither severe nor dangerous."""
    return Story().triaged()


def ready_to_close() -> Story:
    """Everything is done but the closing."""
    return Story().ready_to_close()
