"""A look is two members' word, for a time, and ends (R9)."""

from __future__ import annotations

from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.explore.invariants.step import Said, Step, about
from evenhand.procedure.state import Look


@about(f.LookGranted, f.LookAgreed)
def a_look_is_granted_by_two_for_a_time(step: Step) -> Said:
    """One grants it until a date within the manual's longest, and another agrees before that date."""
    match step.fact:
        case f.LookGranted(until=until):
            longest = step.before.now + step.world.policy.look_longest
            fits = step.before.now < until <= longest
            return None if fits else "A look was granted for longer than the manual gives."
        case f.LookAgreed(look=number):
            look = step.before.state.looks.get(number)
            two = look is not None and look.granted_by not in {None, step.member} and _is_before(step.before.now, look)
            return None if two else "A look was opened by one member alone, or too late."
    return None


@about(f.LookTaken)
def a_look_that_has_ended_reads_nothing_new(step: Step) -> Said:
    """Nobody opens a case by a look but whom it was granted to, while it lasts."""
    if not isinstance(step.fact, f.LookTaken):
        return None
    look = step.before.state.looks.get(step.fact.look)
    agreed = look is not None and look.agreed_by is not None and not look.is_over
    if look is None or not agreed or not _is_before(step.before.now, look):
        return "A case was opened by a look that is not in force."
    return None if look.member == step.member else "Somebody else opened a case by a look."


@about(f.LookAsked)
def a_look_is_only_of_the_council(step: Step) -> Said:
    """Only who may read the report asks, one look at a time."""
    if not isinstance(step.fact, f.LookAsked):
        return None
    state, member = step.before.state, step.member
    if member not in state.council_readers or member in state.readers:
        return f"{member} asked for a look."
    open_one = any(look.member == member and not look.is_over for look in state.looks.values())
    return f"{member} asked for a second look." if open_one else None


def _is_before(now: datetime, look: Look) -> bool:
    return look.until is not None and now < look.until
