"""A question about a conflict of interest: by when it is answered, and who hears of silence (C1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import acting_chair
from evenhand.procedure.changing import replace
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.state import CaseState, Questioned

__all__ = ["answer_due", "silences"]


def answer_due(one: Questioned, policy: Policy) -> datetime:
    """By when somebody who was asked answers (C1, local)."""
    return one.asked_at + policy.questioned_within


def silences(state: CaseState, policy: Policy, team: Team, now: datetime) -> Iterator[f.ChairToldOfSilence]:
    """Of each question whose date has passed the chair for this case hears once; of one to the chair, the next (C1)."""
    for member, one in state.questioned.items():
        if one.told is not None or now < answer_due(one, policy):
            continue
        others = replace(state, readers=tuple(m for m in state.readers if m != member))
        chair = acting_chair(others, team, now)
        if chair is not None:
            yield f.ChairToldOfSilence(member, chair)
