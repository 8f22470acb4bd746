"""What must hold of conflicts of interest that are declared, or asked about (C1, C2)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Allowed
from evenhand.procedure.duties import Duty, Owed
from evenhand.procedure.explore.acts import moves
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.invariants.step import Said, Step, able
from evenhand.procedure.explore.world import World
from evenhand.procedure.gates import gate

GOING = (f.Recused, f.KeysChanged, f.CouncilSeated)
"""What somebody who has to go does."""


def nobody_with_a_hard_conflict_acts(step: Step) -> Said:
    """Who declared a conflict with which nobody stays does nothing but go, or let somebody in where nobody is left."""
    state, member = step.before.state, step.member
    if member is None or member not in state.hard_since or isinstance(step.fact, GOING):
        return None
    handing_over = isinstance(step.fact, f.Admitted) and not able(state)
    return None if handing_over else f"{member} declared a hard conflict, and acted."


def nobody_with_a_hard_conflict_owes(_: World, moment: Moment, owed: tuple[Duty, ...]) -> Said:
    """Nothing is left to whoever has to go, but going and what anybody who holds a key can see to."""
    known = (Owed.STEP_BACK, Owed.SEAT_COUNCIL)
    wrong = [d for d in owed if d.owner in moment.state.hard_since and d.owed not in known]
    return f"{wrong[0].owner} has to go, and owes {wrong[0].owed}." if wrong else None


def whoever_was_asked_owes_an_answer(_: World, moment: Moment, owed: tuple[Duty, ...]) -> Said:
    """A question stands until its own member answers or is gone, however long they are silent (C1)."""
    owing = {d.owner for d in owed if d.owed is Owed.ANSWER_QUESTIONED}
    asked = {m for m in moment.state.questioned if m in able(moment.state)}
    return None if asked == owing else "A question about a conflict was lost, or one is owed that nobody asked."


def a_question_is_about_another_who_sits_here(step: Step) -> Said:
    """Nobody hears of the case by being asked about it, and nobody is asked twice at once (C1, C2)."""
    if not isinstance(step.fact, f.ConflictQuestioned):
        return None
    state, other = step.before.state, step.fact.member
    fits = other != step.member and other in able(state) and other in state.conflict_answers
    return None if fits and other not in state.questioned else "Somebody was asked who is not to be asked."


def a_question_blocks_nothing(step: Step) -> Said:
    """What was allowed before somebody was asked is allowed after it, the same question apart (C1)."""
    if not isinstance(step.fact, f.ConflictQuestioned):
        return None
    world, before, after = step.world, step.before, step.after
    for move in moves(world, before):
        if isinstance(move.fact, f.ConflictQuestioned):
            continue
        allowed = [gate(at.state, world.policy, world.team, at.now, move.by, move.fact) for at in (before, after)]
        if isinstance(allowed[0], Allowed) and not isinstance(allowed[1], Allowed):
            return f"{move.act} waits for the answer."
    return None


def silence_is_told_after_its_date_and_once(step: Step) -> Said:
    """The chair hears of it, and nobody else of themselves (C1)."""
    if not isinstance(step.fact, f.ChairToldOfSilence):
        return None
    one, fact = step.before.state.questioned.get(step.fact.member), step.fact
    right = one is not None and one.told is None and fact.told != fact.member
    in_time = one is not None and step.before.now >= one.asked_at + step.world.policy.questioned_within
    return None if right and in_time else "The chair was told of a silence that is none, or before its date."


def silence_costs_a_seat_only_where_the_manual_says_so(step: Step) -> Said:
    """Whoever was asked is taken out by another, after the date and the telling, and only by such a manual (C1, C2)."""
    match step.fact:
        case f.Recused(member=member, cause=f.RecusalCause.HARD):
            declared = member in step.before.state.hard_since
            return None if declared else "A member was taken out who had declared no hard conflict."
        case f.Recused(member=member, cause=f.RecusalCause.SILENT):
            one = step.before.state.questioned.get(member)
            silent = one is not None and one.told is not None and step.member not in {None, member}
            return None if silent and step.world.policy.silence_takes_out else "A member was taken out by silence."
        case _:
            return None
