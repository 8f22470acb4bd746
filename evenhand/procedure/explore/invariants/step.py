"""One step of the walk, as the invariants look at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evenhand.procedure import facts as f
from evenhand.procedure.duties import Duty
from evenhand.procedure.explore.acts import Move
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.world import World
from evenhand.procedure.facts import Fact, Member, Standing
from evenhand.procedure.state import CaseState, PartyState

Said = str | None
"""Nothing, or what is wrong."""


_ABOUT: dict[Callable[[Step], Said], frozenset[type[object]]] = {}


def about(*kinds: type[Fact]) -> Callable[[Callable[[Step], Said]], Callable[[Step], Said]]:
    """Say of which facts alone a rule can find something wrong: of others it is not asked, which saves time."""

    def noted(rule: Callable[[Step], Said]) -> Callable[[Step], Said]:
        _ABOUT[rule] = frozenset(kinds)
        return rule

    return noted


def concerns(rule: Callable[[Step], Said], kind: type[object] | None) -> bool:
    """Whether a rule can find something wrong in a step that adds such a fact, or in which only time goes on."""
    kinds = _ABOUT.get(rule)
    return kinds is None or kind in kinds


@dataclass(frozen=True, slots=True)
class Step:
    """One move that was allowed: where it was made, and where it led."""

    world: World
    before: Moment
    move: Move | None
    after: Moment
    owed: tuple[Duty, ...]
    """What was owed before."""
    still_owed: tuple[Duty, ...] = ()
    """What is owed after."""

    @property
    def fact(self) -> Fact | None:
        """What was added, or nothing where only time went on."""
        return self.move.fact if self.move is not None else None

    @property
    def member(self) -> Member | None:
        """The member who acted."""
        if self.move is None or self.move.by.standing is not Standing.MEMBER:
            return None
        return Member(self.move.by.who)


def able(state: CaseState) -> list[Member]:
    """Members who hold the room and may act (K4, C2)."""
    return [m for m in state.readers if m not in state.involved and m not in state.hard_since]


def deciding(state: CaseState) -> list[Member]:
    """Who decides: once turned over the council, as long as somebody of it is left; else the committee (D1, D2)."""
    council = [m for m in state.turned_over_to if m not in state.recused and m not in state.involved]
    return council if state.turned_over_at is not None and council else able(state)


def is_turned_over(state: CaseState) -> bool:
    """Whether the week is over: the council decides, or where nobody of it may, the committee by its rule (D2, C2)."""
    return state.turned_over_at is not None


def reporters(state: CaseState) -> list[PartyState]:
    """Those who reported."""
    return [p for p in state.parties.values() if p.role is f.Role.REPORTER]


def reachable(party: PartyState) -> bool:
    """Whether somebody can be expected to hear of a letter (D4)."""
    return party.reach is not f.Reach.NONE and not party.not_reached
