"""Speaking in public (D3c, D3e, D7)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import acting_chair
from evenhand.procedure.explore.invariants.step import Said, Step, able, about


@about(f.StatementMade, f.StatementWithdrawn, f.StatementDrafted)
def nothing_is_public_but_by_chair_or_council(step: Step) -> Said:
    """Only the chair of the case, or the council, speaks, corrects and takes back; a reprimand is the chair's (D7)."""
    state, chair = step.before.state, acting_chair(step.before.state, step.world.team, step.before.now)
    match step.fact:
        case f.StatementMade(statement=number):
            drafted = state.statements.get(number)
            alone = drafted is not None and drafted.measure is not None
        case f.StatementWithdrawn() | f.StatementDrafted():
            alone = False
        case _:
            return None
    council = [m for m in step.world.team.council if m in able(state)]
    speakers = [chair] if alone else [chair, *council]
    return None if step.member in speakers else "Somebody other than chair or council spoke in public."


@about(f.StatementMade)
def no_public_reprimand_without_a_check_of_its_text(step: Step) -> Said:
    """These words were read by somebody other than who wrote and who says them, who found nothing (D3e)."""
    if not isinstance(step.fact, f.StatementMade):
        return None
    drafted = step.before.state.statements.get(step.fact.statement)
    if drafted is None or drafted.made_at is not None:
        return "Something was said that nobody had written down, or twice."
    checks = [
        check
        for member, check in drafted.checks.items()
        if member not in {drafted.writer, step.member} and check.digest == step.fact.digest == drafted.digest
    ]
    sound = [c for c in checks if c.nobody_recognised and c.only_behaviour and c.was_heard]
    if not sound or len(sound) < len(checks):
        return "It was said in public unchecked, or over a fault that was found."
    return "The law was not asked." if step.world.policy.legal_review and drafted.reviewed_at is None else None


@about(f.StatementMade)
def a_reprimand_goes_where_it_happened(step: Step) -> Said:
    """To the venue of the violation, or elsewhere for a reason (D3e)."""
    if not isinstance(step.fact, f.StatementMade) or step.before.state.proposal is None:
        return None
    measure = step.before.state.proposal.measures[0]
    if step.fact.space != measure.space and not step.fact.elsewhere:
        return "It was said somewhere else without a reason."
    return None


@about(f.MeasureEnacted)
def what_is_said_in_public_is_carried_out_once_it_was_said(step: Step) -> Said:
    """A public measure is carried out by its text (D3c, D3e)."""
    proposal = step.before.state.proposal
    if not isinstance(step.fact, f.MeasureEnacted) or proposal is None or step.fact.lapsed:
        return None
    if proposal.measures[step.fact.measure].kind is not f.MeasureKind.PUBLIC_REPRIMAND:
        return None
    said = any(s.made_at is not None for s in step.before.state.statements.values())
    return None if said else "A public reprimand counts as carried out, and nobody said it."
