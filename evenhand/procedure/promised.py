"""What the committee promised to tell a party of their own words, and has not told them yet (R3, D5)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.procedure.state import CaseState, Contact

__all__ = ["sees_it_otherwise", "was_not_told", "weighed_objections"]


def weighed_objections(state: CaseState, handle: Party) -> tuple[Contact, ...]:
    """The contacts to which this party objects, which were weighed, and they have heard from nobody since (R3)."""
    party = state.parties[handle]
    waiting = party.waiting_since
    if waiting is None:
        return ()
    objected = (contact for contact in state.contacts.values() if contact.answers.get(handle) is True)
    return tuple(one for one in objected if one.weighed_at is not None and waiting <= one.weighed_at)


def was_not_told(state: CaseState, handle: Party) -> bool:
    """Whether the mail that something waits for them came back, and nobody has written to them since (V3)."""
    party = state.parties[handle]
    waiting, lost = party.waiting_since, party.notice_lost_at
    return waiting is not None and lost is not None and waiting <= lost


def sees_it_otherwise(state: CaseState, handle: Party) -> bool:
    """Whether they did not plainly agree with the resolution: their last letter says what was made of that (D5, D6)."""
    return state.parties[handle].feedback in {f.Feedback.IN_PART, f.Feedback.DOES_NOT_ACCEPT}
