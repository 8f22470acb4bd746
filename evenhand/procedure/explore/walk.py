"""The walk itself: every act in every order, from a report that has just come in.

Breadth first, so that the first counter-example is a shortest one. Each canonical
state keeps one real history, so a counter-example is always a true story; from there
the next moves are asked of the real gate and folded by the real fold.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from evenhand.procedure.answers import Allowed
from evenhand.procedure.changing import replace
from evenhand.procedure.duties import Duty, duties, next_boundary
from evenhand.procedure.explore.acts import CLOCK, Move, moves
from evenhand.procedure.explore.canon import Key, Moment, key
from evenhand.procedure.explore.invariants import ALWAYS, Step, rules_for
from evenhand.procedure.explore.world import AFTER_CLOSING, World
from evenhand.procedure.facts import Happened
from evenhand.procedure.gates import gate
from evenhand.procedure.seating import able, barred
from evenhand.procedure.state import fold

MOST_STATES = 20_000
"""States of one world before the rest is left as a frontier."""


FOLDS = "what is allowed can be folded"
CLOSING = "from every state a closing can be reached"


class WorldError(ValueError):
    """A world whose beginning the rules refuse: nothing can be walked."""


@dataclass(frozen=True, slots=True)
class Story:
    """How a state was first reached: the move that led here, and the story before it."""

    at: datetime
    move: Move | None
    before: Story | None

    def told(self) -> tuple[Story, ...]:
        """From the beginning to here."""
        steps: list[Story] = []
        here: Story | None = self
        while here is not None:
            steps.append(here)
            here = here.before
        return tuple(reversed(steps))


@dataclass(frozen=True, slots=True)
class CounterExample:
    """An invariant that does not hold, and the shortest story in which it does not."""

    invariant: str
    says: str
    story: Story


@dataclass(slots=True)
class Place:
    """A canonical state, with one moment that stands for it."""

    key: Key
    moment: Moment
    story: Story
    owed: tuple[Duty, ...]
    came_from: list[int] = field(default_factory=list)
    walked: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a walk found, in short: what is printed, and small enough to come back from another process."""

    world: World
    states: int
    acts: Counter[str]
    broken: dict[str, CounterExample]
    frontier: int
    enacted: int
    closed: int
    unknown: int
    too_few: int

    @property
    def transitions(self) -> int:
        """How many moves were taken."""
        return self.acts.total()


@dataclass(slots=True)
class Walk:
    """What was found in one world."""

    world: World
    places: list[Place] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
    broken: dict[str, CounterExample] = field(default_factory=dict)
    unknown: int = 0
    """States from which only the frontier can be reached."""
    too_few: int = 0
    """States in which committee and council together have too few left to agree: the outside contact remains (K2)."""

    @property
    def transitions(self) -> int:
        """How many moves were taken."""
        return sum(self.acts.values())

    @property
    def frontier(self) -> int:
        """States that were seen and not walked on from."""
        return sum(not place.walked for place in self.places)

    @property
    def enacted(self) -> int:
        """States in which a resolution has been carried out."""
        return sum(place.moment.state.is_enacted for place in self.places)

    @property
    def closed(self) -> int:
        """States in which the case is closed."""
        return sum(place.moment.state.closed_at is not None for place in self.places)

    def in_short(self) -> Found:
        """The walk without its places."""
        return Found(
            world=self.world,
            states=len(self.places),
            acts=self.acts,
            broken=self.broken,
            frontier=self.frontier,
            enacted=self.enacted,
            closed=self.closed,
            unknown=self.unknown,
            too_few=self.too_few,
        )


def walk(world: World, most: int = MOST_STATES, *, until: str = "") -> Walk:
    """Walk one world until nothing new is found, the states are too many, or the invariant ``until`` is broken."""
    found = Walk(world)
    known: dict[Key, int] = {}
    waiting: deque[int] = deque()
    start = _opened(world)
    _arrive(found, known, waiting, start, Story(start.now, None, None), None)
    while waiting and until not in found.broken:
        number = waiting.popleft()
        place = found.places[number]
        if len(known) >= most:
            break
        place.walked = True
        for move, after in _next(found, place):
            there = _arrive(found, known, waiting, after, Story(after.now, move, place.story), number)
            _check(found, place, move, after, there)
            found.acts[move.act if move is not None else CLOCK] += 1
    if not found.broken:
        _all_can_rest(found)
    return found


def _opened(world: World) -> Moment:
    happened = world.start()
    state = fold(())
    for number, one in enumerate(happened):
        answer = gate(state, world.policy, world.team, one.at, one.by, one.fact)
        if not isinstance(answer, Allowed):
            raise WorldError(answer.reason)
        state = fold([replace(one, entry=f"start-{number}")], state)
    return Moment(state, happened[-1].at)


def _next(found: Walk, place: Place) -> Iterator[tuple[Move | None, Moment]]:
    world, moment = found.world, place.moment
    for move in dict.fromkeys(moves(world, moment)):
        answer = gate(moment.state, world.policy, world.team, moment.now, move.by, move.fact)
        if isinstance(answer, Allowed):
            try:
                after = _after(moment, move)
            except (AssertionError, LookupError, StopIteration, ValueError):
                _broken(found, FOLDS, "The fold fails.", place, move)
                continue
            yield move, after
    later = _later(world, place)
    if later is not None:
        yield None, later


def _after(moment: Moment, move: Move) -> Moment:
    happened = Happened(moment.now, move.by, move.fact, str(moment.length))
    return Moment(fold([happened], moment.state), moment.now, moment.length + 1)


def _later(world: World, place: Place) -> Moment | None:
    """The next moment at which anything differs; boundaries that change nothing are passed over.

    The weeks after the end go by where a chapter speaks of them; elsewhere a case that owes nothing stays as it is.
    """
    moment, owed = place.moment, place.owed
    if moment.state.closed_at is not None and not owed and not AFTER_CLOSING & world.aspects:
        return None
    while True:
        at = next_boundary(moment.state, world.policy, world.team, moment.now, owed)
        if at is None:
            return None
        moment = replace(moment, now=at)
        if key(world, moment) != place.key:
            return moment
        owed = duties(moment.state, world.policy, world.team, moment.now)


def _arrive(
    found: Walk, known: dict[Key, int], waiting: deque[int], moment: Moment, story: Story, came_from: int | None
) -> Place:
    world = found.world
    canonical = key(world, moment)
    number = known.get(canonical)
    if number is None:
        number = len(found.places)
        known[canonical] = number
        owed = duties(moment.state, world.policy, world.team, moment.now)
        place = Place(canonical, moment, story, owed)
        found.places.append(place)
        waiting.append(number)
        for name, holds in ALWAYS.items():
            said = holds(world, moment, owed)
            if said is not None and name not in found.broken:
                found.broken[name] = CounterExample(name, said, story)
    if came_from is not None and came_from != number:
        found.places[number].came_from.append(came_from)
    return found.places[number]


def _check(found: Walk, place: Place, move: Move | None, after: Moment, there: Place) -> None:
    step = Step(found.world, place.moment, move, after, place.owed, there.owed)
    added: type[object] | None = None if move is None else type(move.fact)
    for name, holds in rules_for(added):  # type: ignore[arg-type]  # every class can be hashed
        if name not in found.broken:
            said = holds(step)
            if said is not None:
                _broken(found, name, said, place, move)


def _broken(found: Walk, name: str, said: str, place: Place, move: Move | None) -> None:
    story = Story(place.moment.now, move, place.story)
    found.broken.setdefault(name, CounterExample(name, said, story))


# --- backwards -------------------------------------------------------------------------


def _all_can_rest(found: Walk) -> None:
    """From every state the end can be reached: closed, and nobody is owed anything."""
    places = found.places
    ends = {n for n, place in enumerate(places) if place.moment.state.closed_at and not place.owed}
    too_few = {n for n, place in enumerate(places) if _is_left_to_too_few(found.world, place)}
    found.too_few = len(too_few - ends)
    can = _backwards(places, ends | too_few)
    may = _backwards(places, (n for n, p in enumerate(places) if not p.walked))
    found.unknown = len(may - can)
    stuck = [place for n, place in enumerate(places) if n not in can and n not in may]
    if stuck:
        found.broken[CLOSING] = CounterExample(CLOSING, "From here no order of acts leads to the end.", stuck[0].story)


def _is_left_to_too_few(world: World, place: Place) -> bool:
    """Whether nobody more can come, and those who are left can never be a quorum (D1, C2)."""
    state, team = place.moment.state, world.team
    never = {*barred(state), *state.readers} - state.held_back
    could_come = {*team.order, *team.council} - never
    return len(able(state)) < world.policy.quorum_minimum and not could_come


def _backwards(places: list[Place], ends: Iterable[int]) -> set[int]:
    reached = set(ends)
    waiting = deque(reached)
    while waiting:
        for before in places[waiting.popleft()].came_from:
            if before not in reached:
                reached.add(before)
                waiting.append(before)
    return reached
