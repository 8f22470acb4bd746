"""What is tried where the law asks something (K1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from evenhand.procedure import facts as f
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.world import Aspect, World
from evenhand.procedure.facts import Fact


def member_facts(world: World, moment: Moment) -> Iterator[Fact]:
    """Something is told outside once, or is said to be told tomorrow; anybody says that they looked."""
    if Aspect.DISCLOSED not in world:
        return
    if not moment.state.disclosures:
        for at in (moment.now, moment.now + timedelta(days=1)):
            yield f.Disclosed(1, f.DisclosedTo.COURT, f.DisclosureGround.ORDER, at, told_first=False)
    yield f.DisclosureSeconded(1, stands=True)
