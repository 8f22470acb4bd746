"""What people may want with reports and cases: joining, moving, linking, bringing in, only asking (T1, K3, V7)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.procedure import facts as f
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.world import REPORTER, SECOND_REPORTER, START, Aspect, World
from evenhand.procedure.facts import Fact, Party

OTHER_CASE = "0" * 32


def member_facts(world: World, moment: Moment) -> Iterator[Fact]:
    """What a member may want."""
    if Aspect.SECOND_REPORT in world:
        yield from _second_report(world, moment)
    if Aspect.LINKED in world:
        yield f.CasesLinked(OTHER_CASE)
        yield from (f.Translated("start-1", "es", version, world.committee[0]) for version in (1, 3))
        yield f.Translated("", "es", 1, world.committee[0])
    if Aspect.BROUGHT_IN in world:
        yield f.BroughtIn(REPORTER, answered_at=START)
        yield f.BroughtIn(REPORTER, promised_until=START)
        yield f.BroughtIn(REPORTER, answered_at=START - world.policy.resolution_within)
    if {Aspect.ADVICE, Aspect.FOR_RECORD} & world.aspects:
        yield from (f.LookedForDanger(in_danger) for in_danger in (True, False))


def _second_report(world: World, moment: Moment) -> Iterator[Fact]:
    """Another report comes from a case in which somebody was left out, and goes again; or the first one goes."""
    last = world.committee[-1]
    if SECOND_REPORTER not in moment.state.parties:
        yield brought(world, left_out=(last,))
        yield brought(world, names_given=False)
        yield f.ReportMoved(REPORTER, OTHER_CASE)
    yield f.Admitted(last)
    yield f.ReportMoved(SECOND_REPORTER, OTHER_CASE)
    yield f.WordsCarried(SECOND_REPORTER, f.Carried.REPORT, "start-1", START)


def brought(world: World, *, names_given: bool = True, **more: object) -> f.ReportBrought:
    """A report that reached the committee when the walk began, acknowledged where it was."""
    return f.ReportBrought(
        party=SECOND_REPORTER,
        origin=OTHER_CASE,
        was=REPORTER,
        way=f.Way.WEB,
        reached_at=START,
        reach=f.Reach.PHRASE,
        language="en",
        promised=f.Promised(joined_at=START, first_reply_at=START),
        names_given=names_given,
        answered=world.committee[:1],
        **more,  # type: ignore[arg-type]  # its own fields
    )


def party_facts(world: World, party: Party) -> Iterator[Fact]:
    """What a party may want."""
    if {Aspect.ADVICE, Aspect.FOR_RECORD} & world.aspects:
        yield f.ReportMade(party)
