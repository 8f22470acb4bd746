"""The acts of the desk, and for each the facts that it would plausibly add to a case as it stands.

A page that asks what may be done asks the real gate about these facts, so page and
rules can never disagree. What an act could not be about is not here: nobody signs off
a severe path that was never taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from evenhand.procedure.asked import Asked
from evenhand.procedure.candidates import (
    access,
    afterwards,
    conflicts,
    deciding,
    handling,
    joining,
    law,
    looking,
    public,
    seats,
    withdrawing,
    worry,
)
from evenhand.procedure.candidates.acts import SOMEBODY, Act, Candidate
from evenhand.procedure.withdrawing import is_erased

__all__ = ["SOMEBODY", "Act", "Candidate", "candidates"]

Chapter = Callable[[Asked], Iterator[Candidate]]

WHOLE: tuple[Chapter, ...] = (
    seats.seats,
    conflicts.conflicts,
    joining.newcomers,
    handling.severe,
    handling.speaking,
    handling.contacting,
    handling.record,
    handling.resting,
    handling.reports,
    handling.updates,
    deciding.deciding,
    deciding.enacting,
    withdrawing.withdrawing,
    worry.worry,
    law.law,
    access.access,
    public.in_public,
    afterwards.afterwards,
    looking.looks,
)

ONLY_ASKED: tuple[Chapter, ...] = (
    seats.seats,
    conflicts.conflicts,
    joining.newcomers,
    seats.only_asked,
    handling.speaking,
    handling.record,
    withdrawing.withdrawing,
    worry.worry,
    law.law,
    access.access,
)
"""Where somebody asked for advice, or told it for the record, there is no case against anyone (K3)."""


def candidates(asked: Asked) -> Iterator[Candidate]:
    """Everything that this member could plausibly want to do now, in the manual's order."""
    for chapter in WHOLE if asked.state.is_report else ONLY_ASKED:
        yield from (one for one in chapter(asked) if not is_erased(asked.state, one.party))
