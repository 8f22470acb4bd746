"""A newcomer: the names, the question, then everything (R9)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.explore.invariants.step import Said, Step, able, about


@about(f.Admitted)
def a_newcomer_answers_before_they_read(step: Step) -> Said:
    """Nobody who joined later is let in before they answered on the names, where somebody is there who can wait."""
    if not isinstance(step.fact, f.Admitted) or step.fact.member in step.before.state.held_back:
        return None
    state, member = step.before.state, step.fact.member
    asked = member in state.shown_names and member in state.conflict_answers
    return None if asked or not able(state) else f"{member} was let in without having answered on the names."


@about(f.NamesShown)
def the_names_go_to_whoever_two_have_signed_for(step: Step) -> Said:
    """The names are shown to members of the committee who have no seat, and to nobody twice."""
    if not isinstance(step.fact, f.NamesShown):
        return None
    state, member = step.before.state, step.fact.member
    if member in {*state.readers, *state.shown_names}:
        return f"{member} was shown names that they have."
    return None if member in step.world.team.committee else f"{member} is not on the committee."
