"""What must hold where a case rests (R12)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure import resting
from evenhand.procedure.duties import Duty, Owed
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.invariants.step import Said, Step, about
from evenhand.procedure.explore.world import World
from evenhand.procedure.facts import Standing

WHO_NEVER_LOOKED = (Owed.WRITE_NAMES, Owed.ANSWER_CONFLICT, Owed.ANSWER_QUESTIONED)
"""What is asked of a member for whom nobody else waits (C1); the law waits for no one (K1)."""


def nothing_due_is_folded_away(_: World, moment: Moment, owed: tuple[Duty, ...]) -> Said:
    """What is late, or falls due before the case wakes, is seen."""
    until = moment.state.rests_until
    folded = set(owed) - set(resting.in_sight(owed, until, moment.now))
    hidden = [duty for duty in folded if until is None or duty.due <= moment.now or duty.due < until]
    return f"{hidden[0].owed} is due at {hidden[0].due} and folded away." if hidden else None


@about(f.Rested)
def a_case_rests_only_where_nothing_is_due(step: Step) -> Said:
    """When it is laid to rest, nothing is owed before its date, and nobody is in danger."""
    if not isinstance(step.fact, f.Rested):
        return None
    sooner = [d for d in step.owed if d.due < step.fact.until and d.owed not in WHO_NEVER_LOOKED]
    if sooner:
        return f"{sooner[0].owed} was due before {step.fact.until}."
    return "Somebody may be in danger." if step.before.state.in_danger else None


@about(f.Rested, f.Woken)
def resting_stops_no_clock(step: Step) -> Said:
    """What is owed is the same before and after; nothing is only met, or put off, by resting."""
    if not isinstance(step.fact, f.Rested | f.Woken):
        return None
    before, after = ({(d.owed, d.party, d.member, d.number) for d in owed} for owed in (step.owed, step.still_owed))
    return None if before == after else "What is owed changed."


def a_party_wakes_the_case(step: Step) -> Said:
    """After a word of a party the case does not rest."""
    spoke = step.move is not None and step.move.by.standing is Standing.PARTY
    rests_still = spoke and resting.rests(step.after.state.rests_until, step.after.now)
    return "A party spoke, and the case rests on." if rests_still else None
