"""A member is asked whether they have a conflict of interest, and the date for the answer passes (C1)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused, say
from evenhand.procedure.asked import Asked
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import Member
from evenhand.procedure.questioning import answer_due, chair_beside, may_take_out
from evenhand.procedure.seating import able

__all__ = ["question", "take_out_silent", "tell_chair"]


def question(asked: Asked, fact: f.ConflictQuestioned) -> Refused | None:
    """Only somebody who sits here and has answered for themselves is asked: nobody else learns of the case by it."""
    state, member = asked.state, fact.member
    if member == asked.member:
        return Refused(say("A conflict of interest of your own is declared, not asked about."), Clause.CONFLICT_TOLD)
    if member not in able(state):
        return Refused(say("This member is not in the case."), Clause.RECUSAL)
    if member not in state.conflict_answers:
        return Refused(
            say("They have still to answer the conflict question that everybody is asked. Wait for that."),
            Clause.CONFLICT_TOLD,
        )
    if member in state.questioned:
        return Refused(say("Somebody has asked them already, and waits for the answer."), Clause.CONFLICT_TOLD)
    return None


def take_out_silent(asked: Asked, member: Member) -> Refused | None:
    """Where the manual lets silence cost a seat the chair for this case decides it, once they were told (C2)."""
    if not may_take_out(asked.state, asked.policy, member):
        return Refused(
            say("Nobody loses their seat by silence, unless your manual says so and the date has passed."),
            Clause.RECUSAL,
        )
    if asked.member != chair_beside(asked.state, asked.team, asked.now, member):
        return Refused(say("Only the chair of this case takes somebody out who was silent."), Clause.RECUSAL)
    return None


def tell_chair(asked: Asked, fact: f.ChairToldOfSilence) -> Refused | None:
    """Once, after the date, to another than who was asked; nobody is taken out because they were silent."""
    one = asked.state.questioned.get(fact.member)
    if one is None or one.told is not None or asked.now < answer_due(one, asked.policy):
        return Refused(say("There is no question whose date has passed."), Clause.CONFLICT_TOLD)
    if fact.told == fact.member or fact.told not in able(asked.state):
        return Refused(say("This member is not in the case."), Clause.RECUSAL)
    return None
