"""What a reported person is owed under data protection law (R3)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.duties import Duty, Owed
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.invariants.step import Said, Step, about
from evenhand.procedure.explore.world import World


def whoever_is_named_as_reported_is_owed_a_notice(_: World, moment: Moment, owed: tuple[Duty, ...]) -> Said:
    """Until somebody has written to them or told them another way, in a closed case too (R3)."""
    state = moment.state
    if any(party in state.moved for party in state.parties) or not state.reporters:
        return None
    proposed = [c for c in state.contacts.values() if c.role is f.Role.REPORTED and not c.taken_back]
    named = {c.party for c in proposed} - set(state.parties)
    told = {duty.party for duty in owed if duty.owed is Owed.GIVE_DATA_NOTICE}
    return "Somebody is named, and nobody owes them a notice." if named - state.informed - told else None


@about(f.DataNoticeDeferred)
def a_notice_is_put_off_to_a_date_that_comes(step: Step) -> Said:
    """Not to one that has passed, nor for longer than a year (R3)."""
    if not isinstance(step.fact, f.DataNoticeDeferred):
        return None
    days = (step.fact.until - step.before.now).days
    return None if step.fact.until > step.before.now and days <= 365 else "It was put off to no date."  # noqa: PLR2004
