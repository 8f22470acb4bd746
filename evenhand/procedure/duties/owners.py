"""Who has a duty now, and to whom it passes on."""

from __future__ import annotations

from evenhand.procedure.agreement import acting_chair
from evenhand.procedure.asked import Asked
from evenhand.procedure.changing import replace
from evenhand.procedure.duties.duty import Duty, Owed
from evenhand.procedure.facts import Member
from evenhand.procedure.seating import able, deciders

__all__ = ["assigned"]

BY_ANY_READER = (Owed.STEP_BACK, Owed.SEAT_COUNCIL, Owed.SEAT_ALTERNATES)
"""What even a member who is involved can do: go, and see to it that somebody else can read."""

BY_ANOTHER = (
    Owed.SECOND_CONTACT,
    Owed.SECOND_ERASURE,
    Owed.SECOND_DISCLOSURE,
    Owed.AGREE_TO_MINOR,
    Owed.CHECK_STATEMENT,
    Owed.REOPEN,
    Owed.CHECK_ACCESS,
    Owed.AGREE_TO_LOOK,
)
"""What falls to anybody but the member whom it names: nobody seconds themselves."""


def assigned(duty: Duty, asked: Asked) -> Duty:
    """Give a duty to one person: first its owner, then whoever is on duty, passing on when unanswered.

    Somebody who is away is passed over. Personal duties stay where they are.
    """
    if duty.personal:
        return duty
    line = _line(duty, asked)
    if not line:
        return replace(duty, owner=None)
    since = max(duty.since, asked.state.opened_at or duty.since)  # nobody could answer before the case was here
    passed = max((asked.now - since) // asked.policy.passes_on_after, 0)
    turn = min(passed, len(line) - 1)
    return replace(duty, owner=line[turn], then=tuple(line[turn + 1 :]))


def _not_by(duty: Duty, asked: Asked) -> tuple[Member | None, ...]:
    """Who cannot meet the duty: nobody seconds themselves, and neither writer nor speaker checks a text (D3e)."""
    if duty.owed is Owed.CHECK_STATEMENT:
        return duty.member, acting_chair(asked.state, asked.team, asked.now)
    if duty.owed is Owed.FIND_NOT_INVOLVED and duty.member is not None:
        return (asked.state.found_not_involved[duty.member][0],)
    return (duty.member,) if duty.owed in BY_ANOTHER else ()


def _line(duty: Duty, asked: Asked) -> list[Member]:
    """Those who can meet the duty, in the order in which it passes on."""
    state, team = asked.state, asked.team
    if duty.owed is Owed.DECIDE or (duty.owed is Owed.PROPOSE and state.council_decides):
        ordered = list(deciders(state) or state.turned_over_to)
        return [m for m in ordered if not team.is_away(m, asked.now)] or ordered
    may = able(state) if duty.owed not in BY_ANY_READER else state.readers
    first = [] if duty.owner is None else [duty.owner]
    ordered = [m for m in dict.fromkeys((*first, *team.order, *state.readers)) if m in may]
    ordered = [m for m in ordered if m not in _not_by(duty, asked)]
    return [m for m in ordered if not team.is_away(m, asked.now)] or ordered
