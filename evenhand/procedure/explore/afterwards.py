"""After the end, in the walk: what is tried once a case is closed (D6, V4)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.world import AFTER_CLOSING, REPORTER, Aspect, World
from evenhand.procedure.facts import Fact, Party

__all__ = ["by_a_member", "by_a_party"]


def by_a_party(party: Party) -> Iterator[Fact]:
    """A review, and the question of fairness."""
    yield f.ReviewAsked(party)
    yield f.FairnessAnswered(party, f.Fairness.PARTLY)


def by_a_member(world: World, moment: Moment) -> Iterator[Fact]:
    """The letter after the end, where time goes on after it; taking a case up again is walked by itself, once."""
    state = moment.state
    if AFTER_CLOSING & world.aspects:
        yield f.LetterSent(f.LetterKind.AFTERCARE, REPORTER, f.Via.LINE)
    if Aspect.REVIEWED in world:
        yield f.LetterSent(f.LetterKind.REVIEW_ANSWER, REPORTER, f.Via.LINE)
    if {Aspect.REOPENED, Aspect.LASTING} & world.aspects and state.reopened_at is None:
        yield f.ReopeningAsked()
        yield f.Reopened()
        yield f.ReopeningDeclined()
