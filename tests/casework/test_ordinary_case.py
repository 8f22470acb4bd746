"""N1: an ordinary case, from the form to its last letter, through the acts."""

from datetime import timedelta

import pytest

from evenhand.casework import closing, deciding, keychanges, portal, talking, triage
from evenhand.casework.errors import RefusedError
from evenhand.casework.staging import Stage
from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from tests.cast import REPORTED, REPORTER, Walk


def test_an_ordinary_case_goes_from_the_report_to_its_last_letter(stage: Stage) -> None:
    walk = Walk(stage).report(newcomer=True, who="Mo, the release manager")
    walk.wait(hours=20)
    for name in ("ada", "bo", "chidi", "dara", "eun"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    acknowledge = talking.Letter("Thank you. I am Bo, and I will keep you posted.")
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, acknowledge)
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, what="Sarcasm, nobody in danger.")
    talking.propose_contact(walk.seat("bo"), walk.occasion, f.Role.REPORTED, "Ask Mo about the comments.")
    notice = talking.Letter("We would ask the person about the comments.")
    talking.tell_of_contact(walk.seat("bo"), walk.occasion, REPORTER, 1, notice, walk.now + timedelta(hours=48))
    portal.answer_contact(walk.party(), walk.occasion, 1, "Fine with me.", objects=False)
    talking.second_contact(walk.seat("dara"), walk.occasion, 1)
    first = talking.Letter("Somebody told us about the comments of 1 March.", could_tell=False)
    invitation = talking.invite(walk.seat("bo"), walk.occasion, REPORTED, first, answer_by=walk.now + timedelta(days=7))
    walk.tokens[REPORTED] = invitation.token
    walk.accept(REPORTED)
    walk.wait(days=4)
    portal.answer_question(walk.party(REPORTED), walk.occasion, 1, "I was tired. I am sorry.")
    talking.write(
        walk.seat("bo"), walk.occasion, f.LetterKind.MESSAGE, REPORTED, talking.Letter("Thank you.", could_tell=False)
    )
    talking.offer_support(walk.seat("dara"), walk.occasion, REPORTER, talking.Letter("Come to the newcomers' hour."))
    found = deciding.Determination(
        f.Answer.YES, f.Answer.YES, (REPORTED,), f.Answer.NO, f.Answer.NO, {"happened": "Sarcasm."}
    )
    deciding.determine(walk.seat("bo"), walk.occasion, found)
    walk.wait(days=3)
    measures = (f.Measure(f.MeasureKind.PRIVATE_REPRIMAND, REPORTED),)
    deciding.propose(walk.seat("ada"), walk.occasion, deciding.Proposal(measures, {"text": "A reprimand."}))
    for name in ("bo", "dara", "eun"):
        deciding.take_position(walk.seat(name), walk.occasion, 1, f.Position.CONSENT)
    deciding.take_position(walk.seat("chidi"), walk.occasion, 1, f.Position.STAND_ASIDE, "I know Mo a little.")
    with pytest.raises(RefusedError) as early:
        closing.deliver_reprimand(walk.seat("ada"), walk.occasion, 0, talking.Letter("…", could_tell=False))
    assert early.value.clause in {Clause.CONSULTATION, Clause.FEEDBACK}
    for party in (REPORTER, REPORTED):
        deciding.consult(
            walk.seat("bo"), walk.occasion, party, 1, talking.Letter("This is what we propose.", could_tell=False)
        )
    portal.give_feedback(walk.party(), walk.occasion, 1, f.Feedback.ACCEPTS, "Fine.")
    deciding.weigh_feedback(walk.seat("bo"), walk.occasion, "The reporter agrees.")
    with pytest.raises(RefusedError) as other:
        closing.deliver_reprimand(walk.seat("bo"), walk.occasion, 0, talking.Letter("…", could_tell=False))
    assert other.value.clause is Clause.PRIVATE_REPRIMAND

    copies = closing.deliver_reprimand(
        walk.seat("ada"), walk.occasion, 0, talking.Letter("The comments hurt people.", could_tell=False)
    )
    closing.report_to_council(walk.seat("ada"), walk.occasion, "A private reprimand.")
    for party in (REPORTER, REPORTED):
        talking.write(
            walk.seat("bo"), walk.occasion, f.LetterKind.CLOSING, party, talking.Letter("It is over.", could_tell=False)
        )
    closing.close(walk.seat("bo"), walk.occasion)

    assert copies == 5
    assert walk.seat("bo").state.closed_at == walk.now
