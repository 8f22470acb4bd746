"""Who may act, read and owe (C1, C2, K4)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.duties import Duty
from evenhand.procedure.explore.acts import Move
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.invariants.step import Said, Step, able, about
from evenhand.procedure.explore.world import World
from evenhand.procedure.facts import Fact, Member, Party, Standing
from evenhand.procedure.state import CaseState


def nobody_barred_reads(_: World, moment: Moment, __: tuple[Duty, ...]) -> Said:
    """Whoever was left out or has stepped back holds no room (C2)."""
    state = moment.state
    looking = {look.member for look in state.looks.values() if look.agreed_by is not None and not look.is_over}
    reading = {*state.readers, *state.council_readers, *state.turned_over_to, *state.shown_names, *looking}
    barred = (state.left_out | set(state.recused) | state.held_back) & reading
    return f"{', '.join(sorted(barred))} can read the case." if barred else None


def nobody_barred_owes(_: World, moment: Moment, owed: tuple[Duty, ...]) -> Said:
    """A duty is given to somebody who sits at the case (C2)."""
    seated = {*moment.state.readers, *moment.state.turned_over_to, *moment.state.shown_names}
    wrong = [d for d in owed if d.owner is not None and d.owner not in seated]
    return f"{wrong[0].owner} owes {wrong[0].owed}." if wrong else None


BEFORE_THE_QUESTION = (
    f.ConflictAnswered,
    f.Recused,
    f.KeysChanged,
    f.CouncilSeated,
    f.AlternatesSeated,
    f.RoomOpened,
    f.NamesWritten,
)


def nobody_acts_without_a_seat(step: Step) -> Said:
    """No act of somebody excluded, recused, not seated, involved or still unasked (C1, C2, K4)."""
    if step.move is not None and step.move.by.standing is Standing.PARTY:
        return _party_without_a_line(step.before.state, step.move)
    if step.member is None or step.fact is None:
        return None
    return _member_without_a_seat(step.before.state, step.member, step.fact)


def _member_without_a_seat(state: CaseState, member: Member, fact: Fact) -> Said:
    if member in state.turned_over_to and member not in {*state.left_out, *state.recused}:
        answered = member in state.conflict_answers
        may = isinstance(fact, BEFORE_THE_QUESTION) or (
            answered and isinstance(fact, f.Determined | f.Proposed | f.PositionTaken)
        )
        return None if may else f"{member} of the council may not do this."
    if member in state.council_readers and member not in state.readers:
        return _as_council(state, member, fact)
    knows = {*state.readers, *state.shown_names}
    if member not in knows or member in state.left_out or member in state.recused:
        return f"{member} has no seat."
    return None if isinstance(fact, BEFORE_THE_QUESTION) else _not_yet(state, member, fact)


def _as_council(state: CaseState, member: Member, fact: Fact) -> Said:
    """Who may read the report answers the question, goes, and then asks for a look or takes it (D6, R9)."""
    if member in {*state.left_out, *state.recused}:
        return f"{member} has no seat."
    answered = member in state.conflict_answers
    may = isinstance(fact, BEFORE_THE_QUESTION) or (answered and isinstance(fact, f.LookAsked | f.LookTaken))
    return None if may else f"{member} of the council may not do this."


def _not_yet(state: CaseState, member: Member, fact: Fact) -> Said:
    """Why somebody who has a key may do no more than answer, or go."""
    if member not in state.readers:
        return f"{member} has the names alone."
    if member in state.involved:
        return f"{member} is named as involved."
    if member not in state.conflict_answers and not isinstance(fact, f.ReportReceived):
        return f"{member} has not answered the conflict question."
    return None


def _party_without_a_line(state: CaseState, move: Move) -> Said:
    party = state.parties.get(Party(move.by.who))
    if party is None:
        return "Somebody who is no party acted."
    if party.joined_at is None and not isinstance(move.fact, f.InvitationTaken):
        return "A party acted who has no line."
    return None


@about(f.Recused)
def only_oneself_steps_back(step: Step) -> Said:
    """Stepping back is one's own; being named needs to be written down first (C2, K4)."""
    match step.fact:
        case f.Recused(member=member, cause=f.RecusalCause.DECLARED) if member != step.member:
            return "Somebody else stepped back for a member."
        case f.Recused(member=member, cause=f.RecusalCause.NAMED) if member not in step.before.state.involved:
            return "A member was taken out whom nobody had named."
    return None


@about(f.FoundNotInvolved)
def a_naming_is_undone_by_two(step: Step) -> Said:
    """Whoever was named is named no more only where two who sit here have said so, and no reporter ticked them (K4)."""
    before, after = step.before.state, step.after.state
    for member in before.involved - after.involved:
        first, _ = before.found_not_involved.get(member, (None, None))
        if not isinstance(step.fact, f.FoundNotInvolved) or member in before.left_out:
            return f"{member} is named no more."
        if first is None or first == step.member or first not in before.readers:
            return f"One member alone found that {member} is not involved."
        if member in after.readers:
            return f"{member} came in by being named no more."
    return None


@about(f.CouncilSeated)
def the_council_only_below_the_floor(step: Step) -> Said:
    """The council reads where too few are left, and not before (C2)."""
    seated = isinstance(step.fact, f.CouncilSeated)
    if seated and len(able(step.before.state)) >= step.world.policy.floor:
        return "The council was seated although enough readers were left."
    return None


@about(f.AlternatesSeated)
def alternates_only_below_the_floor(step: Step) -> Said:
    """Alternates come in where too few are left, no more than are missing, and nobody else as one (C2)."""
    if not isinstance(step.fact, f.AlternatesSeated):
        return None
    missing = step.world.policy.floor - len(able(step.before.state))
    if len(step.fact.members) > missing:
        return "Alternates were called in although enough readers were left."
    strangers = set(step.fact.members) - set(step.world.team.alternates)
    return f"{', '.join(sorted(strangers))} came in as an alternate." if strangers else None


REACHES = (
    f.CouncilReported,
    f.TurnedOver,
    f.CouncilSeated,
    f.AlternatesSeated,
    f.LookAgreed,
    f.NamesShown,
    f.Admitted,
)
"""By these somebody outside hears of a case, and gets a key of it."""


@about(*REACHES)
def nobody_who_is_named_is_told_before_somebody_has_looked(step: Step) -> Said:
    """Who of the council, or of the alternates, is named in a report hears nothing and gets no key before a look (C2).

    Only finding that they are not meant ends it; an act that tells them is no look.
    """
    before, after = step.before.state, step.after.state
    match step.fact:
        case f.CouncilReported(readers=told) | f.TurnedOver(readers=told):
            reached = set(told)
        case f.CouncilSeated(members=told) | f.AlternatesSeated(members=told):
            reached = set(told)
        case f.NamesShown(member=one) | f.Admitted(member=one):
            reached = {one}
        case f.LookAgreed():
            reached = {look.member for look in after.looks.values() if look.agreed_by is not None}
        case _:
            return None
    unlooked = reached & before.named_elsewhere
    return f"{', '.join(sorted(unlooked))} is named, and hears of the case before anybody looked." if unlooked else None


@about(f.NamesLookedFor)
def a_name_takes_no_seat_from_anybody(step: Step) -> Said:
    """Whoever has a key keeps it, whatever name somebody writes: a reporter could empty the committee by it (C2)."""
    if not isinstance(step.fact, f.NamesLookedFor):
        return None
    before = step.before.state
    lost = {*before.readers, *before.council_readers, *before.shown_names} & set(step.fact.found)
    return f"{', '.join(sorted(lost))} would wait although they read the case." if lost else None


@about(f.KeysChanged)
def somebody_keeps_the_keys(step: Step) -> Said:
    """Keys are never changed so that nobody can read (C2)."""
    empty = isinstance(step.fact, f.KeysChanged) and not step.fact.recipients
    return "The keys were changed for nobody." if empty else None


@about(f.CaseOpened, f.ReportReceived, f.InvitationTaken)
def a_case_is_opened_once(step: Step) -> Said:
    """What was opened is not opened again: the case, or a line (T1, R3)."""
    match step.fact:
        case f.CaseOpened():
            return "The case was opened a second time."
        case f.ReportReceived(party=party) if party in step.before.state.parties:
            return "The same report was received twice."
        case f.InvitationTaken(party=handle):
            known = step.before.state.parties[handle]
            until = known.invited_until if known.joined_at is None else known.anew_until
            if until is None or step.before.now >= until:
                return "A line was opened without an invitation that lives."
    return None
