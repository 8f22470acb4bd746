"""Cases carried to an end through the acts, for tests of what comes after."""

from evenhand.casework import afterwards, closing, deciding, keychanges, portal, talking, triage
from evenhand.procedure import facts as f
from tests.cast import REPORTER, Walk


def reported_to_council(
    walk: Walk, handling: tuple[str, ...], proposer: str, feedback: f.Feedback = f.Feedback.ACCEPTS
) -> None:
    """Carry a case to its report to the council: no violation, no further action."""
    carried_out(walk, handling, proposer, feedback)
    closing.report_to_council(walk.seat(handling[0]), walk.occasion, "Nothing was found.", "Mo, on the tracker")


NO_ACTION = f.Measure(f.MeasureKind.NO_ACTION, ground=f.Ground.NO_VIOLATION)


def determined(walk: Walk, handling: tuple[str, ...]) -> None:
    """Carry a case to a determination: nobody broke the code."""
    no, first = f.Answer.NO, handling[0]
    for name in handling:
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    acknowledged = talking.Letter("Thank you.")
    talking.write(walk.seat(first), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, acknowledged)
    triage.triage(walk.seat(first), walk.occasion, severe=False, what="No.")
    deciding.determine(walk.seat(first), walk.occasion, deciding.Determination(f.Answer.YES, no, (), no, no, {}))


def carried_out(
    walk: Walk,
    handling: tuple[str, ...],
    proposer: str,
    feedback: f.Feedback = f.Feedback.ACCEPTS,
    measure: f.Measure = NO_ACTION,
) -> None:
    """Carry a case to the moment before that report."""
    determined(walk, handling)
    resolved(walk, handling[0], proposer, feedback, measure)


def taken_up_again(walk: Walk, first: str, second: str) -> None:
    """Carry a case from what was carried out over its end, to a new determination in a case that is open again."""
    closing.report_to_council(walk.seat(first), walk.occasion, "It was carried out.", "Mo")
    talking.write(walk.seat(first), walk.occasion, f.LetterKind.CLOSING, REPORTER, talking.Letter("It is over."))
    closing.close(walk.seat(first), walk.occasion)
    afterwards.ask_reopening(walk.seat(first), walk.occasion, "Something has changed.")
    afterwards.reopen(walk.seat(second), walk.occasion)
    no = f.Answer.NO
    deciding.determine(walk.seat(first), walk.occasion, deciding.Determination(f.Answer.YES, no, (), no, no, {}))


def resolved(
    walk: Walk,
    first: str,
    proposer: str,
    feedback: f.Feedback = f.Feedback.ACCEPTS,
    measure: f.Measure = NO_ACTION,
) -> None:
    """Carry a case from its determination on: proposed, agreed, explained, weighed, and carried out."""
    said = {"text": "Nothing.", "other": "They keep apart."} if measure != NO_ACTION else {"text": "Nothing."}
    deciding.propose(walk.seat(proposer), walk.occasion, deciding.Proposal((measure,), said))
    version = len(walk.seat(first).state.proposals)
    for name in walk.seat(first).state.readers:
        if name != walk.member(proposer):
            login = next(p.login for p in walk.stage.players.values() if p.member == name)
            deciding.take_position(walk.seat(login), walk.occasion, version, f.Position.CONSENT)
    deciding.consult(walk.seat(first), walk.occasion, REPORTER, version, talking.Letter("This is what we propose."))
    portal.give_feedback(walk.party(), walk.occasion, version, feedback, "That is how I see it.")
    deciding.weigh_feedback(walk.seat(first), walk.occasion, "Weighed.")
    closing.take_no_action(walk.seat(first), walk.occasion, 0, "Told them.")
