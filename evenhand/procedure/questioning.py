"""A question about a conflict of interest: by when it is answered, and who hears of silence (C1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import acting_chair
from evenhand.procedure.changing import replace
from evenhand.procedure.facts import Member
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.state import CaseState, Questioned

__all__ = ["answer_due", "chair_beside", "may_take_out", "silences"]


def answer_due(one: Questioned, policy: Policy) -> datetime:
    """By when somebody who was asked answers (C1, local)."""
    return one.asked_at + policy.questioned_within


def chair_beside(state: CaseState, team: Team, now: datetime, member: Member) -> Member | None:
    """Who is chair for this case as far as it is about this member: nobody judges themselves."""
    others = replace(state, readers=tuple(m for m in state.readers if m != member))
    return acting_chair(others, team, now)


def may_take_out(state: CaseState, policy: Policy, member: Member) -> bool:
    """Whether by the manual silence costs a seat, and this member was silent past the date and past the telling."""
    one = state.questioned.get(member)
    return policy.silence_takes_out and one is not None and one.told is not None


def silences(state: CaseState, policy: Policy, team: Team, now: datetime) -> Iterator[f.ChairToldOfSilence]:
    """Of each question whose date has passed the chair for this case hears once; of one to the chair, the next (C1)."""
    for member, one in state.questioned.items():
        if one.told is not None or now < answer_due(one, policy):
            continue
        chair = chair_beside(state, team, now, member)
        if chair is not None:
            yield f.ChairToldOfSilence(member, chair)
