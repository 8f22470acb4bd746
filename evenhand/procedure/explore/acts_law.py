"""What is tried where the law asks something (K1, R3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from evenhand.procedure import facts as f
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.world import REPORTED, REPORTER, Aspect, World
from evenhand.procedure.facts import Fact


def member_facts(world: World, moment: Moment) -> Iterator[Fact]:
    """What the aspects of this chapter add."""
    if Aspect.DISCLOSED in world:
        yield from _outside(moment)
    if Aspect.CONTACT in world and not moment.state.is_open:
        yield f.DataNoticeGiven(REPORTED)
    if Aspect.NOTICE in world:
        yield from _told_later(world, moment)
    if Aspect.WORRY in world:
        yield from _worries(moment)
    if Aspect.MINOR in world:
        yield from _under_18(moment)


def _outside(moment: Moment) -> Iterator[Fact]:
    """Something is told outside once, or is said to be told tomorrow; anybody says that they looked."""
    if not moment.state.disclosures:
        for at in (moment.now, moment.now + timedelta(days=1)):
            yield f.Disclosed(1, f.DisclosedTo.COURT, f.DisclosureGround.ORDER, at, told_first=False)
    yield f.DisclosureSeconded(1, stands=True)


def _told_later(world: World, moment: Moment) -> Iterator[Fact]:
    """The reported person is told another way, or later; so is somebody who is not meant."""
    yield from (f.DataNoticeGiven(party) for party in (REPORTED, REPORTER))
    if not moment.state.informed_later:
        later = moment.now + world.policy.data_notice_within
        yield from (f.DataNoticeDeferred(REPORTED, until) for until in (later, moment.now))


def _worries(moment: Moment) -> Iterator[Fact]:
    """Somebody is worried about the reporter, or about nobody who is here; it is settled, or a letter goes."""
    yield from (f.WorryMarked(party) for party in (REPORTER, REPORTED))
    yield from (f.WorrySettled(party) for party in (REPORTER, REPORTED))
    if moment.state.parties[REPORTER].worried_since is not None:
        yield f.LetterSent(f.LetterKind.MESSAGE, REPORTER, f.Via.LINE)


def _under_18(moment: Moment) -> Iterator[Fact]:
    """The reporter is, or nobody is, or somebody who is not in the case; anybody agrees that they are written to."""
    if not moment.state.minors:
        yield from (f.MinorsNamed((party,)) for party in (REPORTER, REPORTED))
    if not moment.state.minors_named:
        yield f.MinorsNamed()
    yield f.MinorContactAgreed(REPORTER)
    yield f.LetterSent(f.LetterKind.MESSAGE, REPORTER, f.Via.LINE)
