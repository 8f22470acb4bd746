"""A case in which only one member can act: whom they can ask, where another has to agree (C2, D1, R3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evenhand.procedure.facts import Member
from evenhand.procedure.policy import Policy, Team
from evenhand.procedure.seating import able, alternates, newcomers, seatable
from evenhand.procedure.state import CaseState

__all__ = ["Asking", "Way", "is_alone", "whom_to_ask"]


class Way(StrEnum):
    """How another member can come into a case, the nearest first."""

    ALTERNATES = "alternates"
    COUNCIL = "council"
    HELD_BACK = "held-back"
    COMMITTEE = "committee"
    ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Asking:
    """The nearest way, and who could come by it; nobody by name where somebody has first to be found."""

    way: Way
    members: tuple[Member, ...] = ()


def is_alone(state: CaseState, member: Member) -> bool:
    """Whether nobody but this member can act in an open case, so that no second member can agree to anything."""
    return state.is_open and not state.is_test and able(state) == (member,)


def whom_to_ask(state: CaseState, policy: Policy, team: Team) -> Asking:
    """Who comes in where too few are left: alternates, the council, whoever waits, then somebody new (C2, R9)."""
    found = {
        Way.ALTERNATES: alternates(state, policy, team),
        Way.COUNCIL: seatable(state, team) if len(able(state)) < policy.floor else (),
        Way.HELD_BACK: tuple(sorted(state.held_back - state.named_elsewhere - state.involved)),
        Way.COMMITTEE: newcomers(state, team),
    }
    return next((Asking(way, members) for way, members in found.items() if members), Asking(Way.ROSTER))
