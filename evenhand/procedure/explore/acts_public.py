"""What is tried where something is to be said in public (D3c, D3e, D7)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.world import Aspect, World
from evenhand.procedure.facts import Fact

FIRST, SECOND = "00", "11"
"""Two texts: what was checked, and what it was changed to."""


def public_words(world: World, moment: Moment) -> Iterator[Fact]:
    """A text for the reprimand and one in its place, checks of either, saying it here or there, taking it back."""
    if Aspect.PUBLIC not in world:
        return
    statements = moment.state.statements
    number = len(statements) + 1
    if number <= world.versions:
        yield f.StatementDrafted(number, SECOND if statements else FIRST, 0, 1)
    for one in statements.values():
        if one.made_at is None:
            yield from _on_the_way(world, one.number)
        elif one.withdrawn_at is None:
            yield f.StatementWithdrawn(one.number)


def _on_the_way(world: World, number: int) -> Iterator[Fact]:
    venue = world.policy.spaces[0]
    for digest in (FIRST, SECOND):
        yield f.StatementChecked(number, digest, nobody_recognised=True, only_behaviour=True, was_heard=True)
        yield f.StatementMade(number, digest, venue)
    yield f.StatementChecked(number, FIRST, nobody_recognised=False, only_behaviour=True, was_heard=True)
    yield f.StatementReviewed(number, FIRST)
    yield f.StatementReviewed(number, SECOND)
    yield f.StatementMade(number, FIRST)
