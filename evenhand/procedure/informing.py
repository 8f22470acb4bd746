"""A reported person is told what is kept about them: by the first letter, another way, or later for a reason (R3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.procedure.state import CaseState

__all__ = ["LONGEST", "uninformed"]

LONGEST = timedelta(days=365)
"""No reason holds for longer than this without being written down anew."""


def uninformed(state: CaseState) -> Iterator[tuple[Party, datetime]]:
    """Whoever is named as reported and was not told, and since when they are named.

    They are named with the proposal to contact them: before it nobody has said who it is. The invitation is the first
    letter; one that came back told nobody, and who could not be reached was tried.
    """
    for contact in state.contacts.values():
        if (
            contact.role is f.Role.REPORTED
            and not contact.taken_back
            and contact.party not in state.informed
            and not _has_heard(state, contact.party)
        ):
            yield contact.party, contact.proposed_at


def _has_heard(state: CaseState, party: Party) -> bool:
    known = state.parties.get(party)
    return known is not None and (known.has_line or known.not_reached or not known.came_back)
