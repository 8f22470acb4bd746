"""A look in the walk: what is tried by who asks, and by who answers (R9)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.world import World
from evenhand.procedure.facts import Fact

__all__ = ["looks"]


def looks(world: World, moment: Moment) -> Iterator[Fact]:
    """Each step, by everybody; a second look only while the first is open, to save orders."""
    known = moment.state.looks
    if not any(look.is_over for look in known.values()):
        yield f.LookAsked(len(known) + 1)
    longest = world.policy.look_longest
    yield from (f.LookGranted(1, moment.now + span) for span in (longest, 2 * longest))
    yield from (fact(1) for fact in (f.LookAgreed, f.LookTaken, f.LookEnded, f.LookDeclined))
