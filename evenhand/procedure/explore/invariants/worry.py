"""What must hold where somebody may be thinking of harming themselves (R7)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.duties import Duty, Owed
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.invariants.step import Said, Step
from evenhand.procedure.explore.world import World


def whoever_is_worried_about_is_owed_a_word_first(_: World, moment: Moment, owed: tuple[Duty, ...]) -> Said:
    """While a worry stands it is owed, ahead of everything that can wait, open case or closed."""
    worried = {p.handle for p in moment.state.parties.values() if p.worried_since is not None and not p.erased}
    told = {duty.party for duty in owed if duty.owed is Owed.REACH_OUT and duty.urgent}
    return "A worry stands and nobody owes a word." if worried - told else None


def a_worry_ends_by_what_was_done(step: Step) -> Said:
    """By a letter of a person or by what a member wrote down, never by time or another step (R7)."""
    ended = [
        party
        for party, before in step.before.state.parties.items()
        if before.worried_since is not None
        and (after := step.after.state.parties.get(party)) is not None
        and after.worried_since is None
    ]
    if not ended:
        return None
    match step.fact:
        case f.WorrySettled(party=party) if ended == [party]:
            return None
        case f.LetterSent(kind=f.LetterKind.MESSAGE | f.LetterKind.ACKNOWLEDGEMENT, to=party) if ended == [party]:
            return None
        case _:
            return "A worry ended without a word."
