"""Whose answer a case waits for, and until when: nobody reads that nothing is owed while people have time to answer."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.awaited import Hoped, awaited
from evenhand.procedure.facts import Party
from tests.procedure.rules.contacting import contacted, objected, told
from tests.procedure.story import DAY, REPORTED, REPORTER, Story


def hoped(case: Story) -> list[tuple[Hoped, Party]]:
    return [(one.hoped, one.party) for one in awaited(case.state, case.now)]


def test_a_reporter_has_time_to_object_until_they_say_something_or_the_date_has_come() -> None:
    assert hoped(told()) == [(Hoped.WORD_ON_CONTACT, REPORTER)]
    assert hoped(objected()) == []
    assert hoped(told().waits(3 * DAY)) == []


def test_whose_report_has_left_for_another_case_is_not_waited_for_here() -> None:
    case = told()
    left = replace(case.state, parties={handle: p for handle, p in case.state.parties.items() if handle != REPORTER})

    assert awaited(left, case.now) == ()


def test_whoever_was_asked_has_time_to_answer() -> None:
    case = contacted()
    asked = case.question(REPORTED)
    case.does("bo", asked)

    assert hoped(case) == [(Hoped.ANSWER, REPORTED)]
    assert awaited(case.state, case.now)[0].until == asked.until
    assert hoped(case.does(REPORTED, f.QuestionAnswered(REPORTED, asked.refers or 0))) == []


def test_whoever_was_told_of_a_resolution_has_time_to_say_how_they_see_it() -> None:
    case = Story().agreed_on()
    case.does("bo", case.consultation())

    assert hoped(case) == [(Hoped.FEEDBACK, REPORTER)]
    assert hoped(case.does(REPORTER, f.FeedbackGiven(REPORTER, case.version, f.Feedback.ACCEPTS))) == []
