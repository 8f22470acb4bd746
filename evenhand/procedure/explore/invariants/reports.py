"""Reports and cases (C1, C2, K3)."""

from __future__ import annotations

from evenhand.procedure import facts as f
from evenhand.procedure.duties import Duty
from evenhand.procedure.explore.canon import Moment
from evenhand.procedure.explore.invariants.step import Said, Step, about, reachable, reporters
from evenhand.procedure.explore.world import World

AGAINST = (f.Triaged, f.HandledByHand, f.SignedOff, f.ContactProposed, f.Determined, f.Proposed, f.MeasureEnacted)


@about(f.ReportBrought, f.ReportMoved)
def nobody_left_out_by_any_report_reads(step: Step) -> Said:
    """From the act by which a report joins or goes, whoever it bars holds no key (C2)."""
    match step.fact:
        case f.ReportBrought() as fact:
            barred = {*fact.left_out, *fact.held_back, *fact.involved, *fact.stepped_back}
        case f.ReportMoved() as fact:
            barred = set(fact.barred)
        case _:
            return None
    reading = barred & {*step.after.state.readers, *step.after.state.council_readers}
    return f"{', '.join(sorted(reading))} reads on." if reading else None


@about(f.ReportBrought, f.ReportMoved)
def a_report_is_in_one_case(step: Step) -> Said:
    """What comes was not here, what goes was here, and both before anything is determined (T1)."""
    state = step.before.state
    match step.fact:
        case f.ReportBrought(party=party):
            wrong = party in state.parties or party in state.moved
        case f.ReportMoved(party=party):
            wrong = party not in state.parties
        case _:
            return None
    if wrong:
        return f"The report of {party} came twice, or went twice."
    return "What was weighed already came or went." if state.determinations else None


@about(f.BroughtIn)
def what_began_elsewhere_keeps_its_dates(step: Step) -> Said:
    """Nobody was answered before they wrote, nor promised a day that lay before (R1, R12)."""
    if not isinstance(step.fact, f.BroughtIn):
        return None
    reached = step.before.state.parties[step.fact.party].reached_at
    dates = [at for at in (step.fact.answered_at, step.fact.promised_until) if at is not None]
    return "A date lies before the report." if reached is None or any(at < reached for at in dates) else None


@about(f.ReportBrought)
def new_names_are_asked_about(step: Step) -> Said:
    """Who had not answered for the other case's names has not answered for this one any more (C1)."""
    if not isinstance(step.fact, f.ReportBrought):
        return None
    unasked = set(step.after.state.conflict_answers) - set(step.fact.answered)
    return f"{', '.join(sorted(unasked))} was not asked about the new names." if unasked else None


@about(f.Closed)
def no_closing_while_a_reporter_is_owed(step: Step) -> Said:
    """Each reporter has had a person's reply, and where it was a report their last letter (R1, D6)."""
    if not isinstance(step.fact, f.Closed):
        return None
    state = step.before.state
    for party in filter(reachable, reporters(state)):
        if party.first_reply_at is None or (party.purpose is f.Purpose.REPORT and not party.closing_sent):
            return f"{party.handle} is still owed a letter."
    return None


@about(*AGAINST)
def asking_opens_no_case(step: Step) -> Said:
    """Nothing is done against anyone where somebody asked for advice or told it for the record (K3)."""
    wanted = {party.purpose for party in reporters(step.before.state)}
    only_asked = wanted and f.Purpose.REPORT not in wanted
    return "A case was made of what was no report." if only_asked and isinstance(step.fact, AGAINST) else None


def only_the_person_makes_it_a_report(step: Step) -> Said:
    """What was asked becomes a report by their own act (K3)."""
    before = {p.handle for p in reporters(step.before.state) if p.purpose is f.Purpose.REPORT}
    after = {p.handle for p in reporters(step.after.state) if p.purpose is f.Purpose.REPORT}
    new = after - before
    by = step.move.by.who if step.move is not None else ""
    made_by_others = new and new != {by} and not isinstance(step.fact, f.ReportBrought)
    return "Somebody else made a report of it." if made_by_others else None


def nothing_is_owed_to_who_has_gone(_: World, moment: Moment, owed: tuple[Duty, ...]) -> Said:
    """A reporter whose report moved is owed everything where it went, and nothing here."""
    here = [d for d in owed if d.party is not None and d.party in moment.state.moved]
    return f"{here[0].party} is gone, and owed {here[0].owed}." if here else None
