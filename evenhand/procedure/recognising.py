"""Of which readers a letter's writer is asked whether they could tell from it who reported (V1, K1)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.state import CaseState, PartyState

__all__ = ["could_recognise"]


def could_recognise(state: CaseState, reader: PartyState | None) -> bool:
    """Whether there is somebody who reported whom this reader must not come to know.

    Reporters never learn of each other: where another report is or was here, a reporter is a reader like any other.
    Who has no part in the case always is. A link to another case does not count: it is known only to who sits in both,
    and the question would tell the others.
    """
    if reader is None or reader.role is not f.Role.REPORTER:
        return True
    others = any(one.handle != reader.handle for one in state.reporters)
    return others or bool(state.moved)
