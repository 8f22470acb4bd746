"""What is tried of conflicts of interest: declared as hard, asked about, silence, and who was named (C1, C2, K4)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.world import CHAIR, COUNCIL, Aspect, World
from evenhand.procedure.facts import Fact, Member

__all__ = ["by_a_member", "by_the_clock"]


def by_a_member(world: World, moment: Moment, member: Member) -> Iterator[Fact]:
    """One hard conflict, and one question at a time; about oneself, and about who does not sit here, as well."""
    state = moment.state
    if Aspect.HARD_CONFLICT in world:
        if not state.hard_since and not state.recused:
            yield f.ConflictAnswered(f.ConflictAnswer.HARD)
        yield f.ConflictAnswered(f.ConflictAnswer.STAYS)
        yield from _they_go(world, moment, member)
    if Aspect.QUESTIONED in world:
        if not state.questioned and not state.recused:
            yield from (f.ConflictQuestioned(other) for other in world.everybody)
        yield f.ConflictAnswered(f.ConflictAnswer.STAYS)
        if member in state.questioned:
            yield f.Recused(member, f.RecusalCause.DECLARED)
        if not state.recused:
            yield from (f.Recused(other, f.RecusalCause.SILENT) for other in world.committee)
    if Aspect.BY_MISTAKE in world:
        yield from (fact(CHAIR) for fact in (f.FoundNotInvolved, f.NamesShown, f.Admitted))
        if member == CHAIR:
            yield f.Recused(CHAIR, f.RecusalCause.DECLARED)


def _they_go(world: World, moment: Moment, member: Member) -> Iterator[Fact]:
    """Who has to go does, or is taken out; the council comes where too few are left."""
    if member in moment.state.hard_since:
        yield f.Recused(member, f.RecusalCause.DECLARED)
    if not moment.state.recused:
        yield from (f.Recused(other, f.RecusalCause.HARD) for other in world.committee)
    yield f.CouncilSeated(COUNCIL)


def by_the_clock(world: World) -> Iterator[Fact]:
    """The chair is told of silence: in time or not, about who was asked or not, to whoever it is."""
    if Aspect.QUESTIONED in world:
        yield from (f.ChairToldOfSilence(asked, told) for asked in world.committee for told in world.committee)
