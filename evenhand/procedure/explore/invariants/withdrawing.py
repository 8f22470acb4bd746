"""Withdrawing and erasing (K1)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.duties import Duty
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.invariants.step import Said, Step, about
from evenhand.procedure.explore.world import World
from evenhand.procedure.withdrawing import has_asked_to_wait


def nothing_is_owed_to_who_was_erased(_: World, moment: Moment, owed: tuple[Duty, ...]) -> Said:
    """After an erasure nobody owes that party anything, and no question to them is waited for (K1)."""
    gone = {party.handle for party in moment.state.parties.values() if party.erased}
    about = [duty for duty in owed if duty.party in gone]
    if about:
        return f"{about[0].owed} is owed to somebody who was erased."
    open_questions = (q for q in moment.state.questions.values() if q.party in gone and q.answered_at is None)
    return "An answer is awaited of somebody who was erased." if any(not q.came_back for q in open_questions) else None


@about(f.LetterSent, f.MessageReceived, f.WithdrawalTakenBack)
def nothing_goes_to_who_was_erased(step: Step) -> Said:
    """No letter to them, and nothing from them (K1)."""
    state = step.before.state
    match step.fact:
        case f.LetterSent(to=party) | f.MessageReceived(party=party) | f.WithdrawalTakenBack(party=party):
            known = state.parties.get(party)
            return "Something went to or came from who was erased." if known is not None and known.erased else None
        case _:
            return None


@about(f.IdentityErased)
def nothing_is_erased_before_its_time(step: Step) -> Said:
    """By the clerk, after the time to take it back, on the reporter's wish or two members', while nothing holds it."""
    if not isinstance(step.fact, f.IdentityErased):
        return None
    erasure = step.before.state.parties[step.fact.party].erasure
    if erasure is None or step.member is not None:
        return "Somebody was erased who had not asked for it, or by a member."
    if step.before.now < erasure.asked_at + step.world.policy.erasure_after:
        return "Somebody was erased before the time to take it back was over."
    if erasure.held_until is not None and step.before.now < erasure.held_until:
        return "Somebody was erased while two members held it."
    if erasure.asked_by is not None and not erasure.seconded:
        return "Somebody was erased on the word of one member."
    return None


@about(f.ErasureHeld, f.ErasureReleased)
def a_hold_is_two_members(step: Step) -> Said:
    """Who laid the first half of a hold, or of letting go, does not lay the second (K1)."""
    match step.fact:
        case f.ErasureHeld(party=party) | f.ErasureReleased(party=party):
            erasure = step.before.state.parties[party].erasure
            if erasure is None or step.member is None:
                return None
            hold = isinstance(step.fact, f.ErasureHeld) and has_asked_to_wait(erasure, step.member, step.before.now)
            lets_go = isinstance(step.fact, f.ErasureReleased) and step.member in erasure.releasers
            return "One member did both halves." if hold or lets_go else None
        case _:
            return None


@about(f.Determined, f.Proposed, f.MeasureEnacted)
def no_measure_rests_on_word_alone(step: Step) -> Said:
    """Where every reporter withdrew, what is found and done rests on more than their word (R4)."""
    state = step.before.state
    if not all(party.has_withdrawn for party in state.parties.values() if party.role is f.Role.REPORTER):
        return None
    found = state.determination
    rests = found is not None and found.violation is f.Answer.YES and not found.beyond_statement
    match step.fact:
        case f.Determined(violation=f.Answer.YES, beyond_statement=False):
            return "A violation was determined on the word of who had withdrawn."
        case f.Proposed(measures=measures) if rests and _acts(measures):
            return "A measure was proposed on the word of who had withdrawn."
        case f.MeasureEnacted() if rests and state.proposal is not None:
            begins = not state.proposal.enacted and _acts(state.proposal.measures)
            return "A measure was carried out on the word of who had withdrawn." if begins else None
        case _:
            return None


def _acts(measures: tuple[f.Measure, ...]) -> bool:
    return any(measure.kind is not f.MeasureKind.NO_ACTION for measure in measures)
