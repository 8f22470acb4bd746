"""Withdrawing in the walk: what is tried, and what of it tells two states apart (K1)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.world import REPORTER, Aspect, World
from evenhand.procedure.facts import Fact, Party
from evenhand.procedure.state import CaseState
from evenhand.procedure.withdrawing import longest_hold

__all__ = ["by_a_member", "by_a_party"]


def by_a_party(state: CaseState, handle: Party) -> Iterator[Fact]:
    """One way after the other, to save orders; all of it taken back; and more to a line that may be gone."""
    party = state.parties.get(handle)
    if party is None:
        return
    yield f.MessageReceived(handle) if party.erased else f.WithdrawalTakenBack(handle, f.Withdrawal.ERASURE)
    if not party.withdrawn:
        yield from (f.Withdrawn(handle, way) for way in f.Withdrawal)


def by_a_member(world: World, moment: Moment) -> Iterator[Fact]:
    """What must not reach who was erased; and, where the chapter is walked whole, an erasure in all its steps."""
    reporter = moment.state.parties[REPORTER]
    if reporter.erased:
        yield f.LetterSent(f.LetterKind.MESSAGE, REPORTER, f.Via.LINE)
        yield f.LetterSent(f.LetterKind.CLOSING, REPORTER, f.Via.MAIL)
        return
    if Aspect.ERASURE not in world:
        return
    if not reporter.withdrawn:
        yield f.Withdrawn(REPORTER, f.Withdrawal.ERASURE)
    yield f.ErasureSeconded(REPORTER)
    if reporter.erasure is not None and reporter.erasure.held_until is None:
        yield f.ErasureHeld(REPORTER, longest_hold(reporter.erasure, world.policy, moment.now))
    yield f.ErasureReleased(REPORTER)
    yield f.IdentityErased(REPORTER)
