"""A case of some sixty entries, made by a dozen people through the acts."""

from datetime import timedelta

from evenhand.casework import closing, deciding, keychanges, portal, recording, talking, triage
from evenhand.casework.staging import Stage
from evenhand.procedure import facts as f
from tests.cast import REPORTED, REPORTER, Walk


def long_case(stage: Stage) -> Walk:
    """Everybody does something: words in every room, keys changed twice, a party joined, the council told."""
    walk = Walk(stage).report(who="Mo", name="Kim Doe", address="kim@mail.example", newcomer=True)
    for name in ("ada", "bo", "chidi", "dara", "eun"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thank you."))
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, what="Nobody is in danger.")
    talking.offer_support(walk.seat("dara"), walk.occasion, REPORTER, talking.Letter("Come to the newcomers' hour."))
    _contact(walk)
    keychanges.recuse(walk.seat("eun"), walk.occasion, "I know Mo.")
    for number in range(1, 9):
        recording.write_note(walk.wait(hours=2).seat("chidi"), walk.occasion, f"Note {number}.")
        portal.write(walk.party(), walk.occasion, f"One more thing, number {number}.")
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.MESSAGE, REPORTER, talking.Letter("Thank you for all."))
    _resolution(walk)
    return walk


def _contact(walk: Walk) -> None:
    talking.propose_contact(walk.seat("bo"), walk.occasion, f.Role.REPORTED, "Ask Mo.")
    until = walk.now + timedelta(hours=48)
    talking.tell_of_contact(walk.seat("bo"), walk.occasion, REPORTER, 1, talking.Letter("May we?"), until)
    portal.answer_contact(walk.party(), walk.occasion, 1, "Fine.", objects=False)
    talking.second_contact(walk.seat("dara"), walk.occasion, 1)
    first = talking.Letter("Somebody told us.", could_tell=False)
    made = talking.invite(walk.seat("bo"), walk.occasion, REPORTED, first, answer_by=walk.now + timedelta(days=7))
    walk.tokens[REPORTED] = made.token
    walk.accept(REPORTED)
    portal.answer_question(walk.party(REPORTED), walk.occasion, 1, "I was tired.")
    talking.settle_message(walk.seat("bo"), walk.occasion, REPORTED, "Nothing to add.")


def _resolution(walk: Walk) -> None:
    yes, no = f.Answer.YES, f.Answer.NO
    found = deciding.Determination(yes, yes, (REPORTED,), no, no, {"text": "Sarcasm."})
    deciding.determine(walk.seat("bo"), walk.occasion, found)
    measures = (f.Measure(f.MeasureKind.PRIVATE_REPRIMAND, REPORTED),)
    deciding.propose(walk.seat("ada"), walk.occasion, deciding.Proposal(measures, {"text": "A reprimand."}))
    for name in ("bo", "chidi", "dara"):
        deciding.take_position(walk.seat(name), walk.occasion, 1, f.Position.CONSENT)
    for party in (REPORTER, REPORTED):
        letter = talking.Letter("This is what we propose.", could_tell=False)
        deciding.consult(walk.seat("bo"), walk.occasion, party, 1, letter)
    portal.give_feedback(walk.party(), walk.occasion, 1, f.Feedback.ACCEPTS, "Fine.")
    deciding.weigh_feedback(walk.seat("bo"), walk.occasion, "The reporter agrees.")
    closing.deliver_reprimand(walk.seat("ada"), walk.occasion, 0, talking.Letter("Please stop.", could_tell=False))
    closing.report_to_council(walk.seat("ada"), walk.occasion, "A reprimand.")
