"""What is tried about the data kept about somebody (K1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from evenhand.procedure import facts as f
from evenhand.procedure.access import ASKING, askers, next_asker
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.world import REPORTER, World
from evenhand.procedure.facts import Fact, Party

__all__ = ["by_a_member", "by_a_party"]


def by_a_party(moment: Moment, party: Party) -> Iterator[Fact]:
    """They ask once, today or tomorrow, in time to be erased as well."""
    if not moment.state.accesses:
        yield f.AccessAsked(party, moment.now)
    elif party in moment.state.accesses:
        yield f.AccessTakenBack(party)
    known = moment.state.parties.get(party)
    if known is not None and not known.withdrawn:
        yield f.Withdrawn(party, f.Withdrawal.ERASURE)


def by_a_member(world: World, moment: Moment) -> Iterator[Fact]:
    """It is written down for them; files are put together, read, given as they are or otherwise, refused, put off."""
    access = moment.state.accesses.get(REPORTER)
    if access is None and not askers(moment.state):
        yield f.AccessAsked(REPORTER, moment.now + timedelta(days=1))
        yield f.AccessAsked(REPORTER, moment.now)
    version = 0 if access is None else access.version
    if version < world.versions:
        yield f.AccessPrepared(REPORTER, version + 1, f"{version + 1:02}")
    for digest in (f"{version:02}", "ff"):
        yield from (f.AccessChecked(REPORTER, version, digest, sound) for sound in (True, False))
        yield f.AccessGiven(REPORTER, version, digest)
    yield f.AccessGiven(REPORTER, version, f"{version:02}", by_hand=True)
    yield f.AccessRefused(REPORTER)
    yield f.AccessExtended(REPORTER)
    yield f.AccessTakenBack(REPORTER)
    yield from _of_nobody_here(moment)


def _of_nobody_here(moment: Moment) -> Iterator[Fact]:
    """Somebody who is no party asks, as the next of them and no other, is answered by hand, or takes it back."""
    asker = next_asker(moment.state)
    if not moment.state.accesses:
        yield f.AccessAsked(Party(f"{ASKING}-2"), moment.now)
        yield f.AccessAsked(asker, moment.now)
    for party in askers(moment.state):
        yield f.AccessRefused(party)
        yield f.AccessRefused(party, by_hand=True)
        yield f.AccessTakenBack(party)
