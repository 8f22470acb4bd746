"""Who could come to know from a letter who reported (V1, K1)."""

from evenhand.procedure import facts as f
from evenhand.procedure.recognising import could_recognise
from tests.procedure.rules.reports import OTHER_CASE, two_reports
from tests.procedure.rules.row import triaged
from tests.procedure.story import REPORTED, REPORTER, SECOND_REPORTER, Story


def asks(case: Story, party: str) -> bool:
    return could_recognise(case.state, next((p for p in case.state.parties.values() if p.handle == party), None))


def test_the_only_reporter_cannot_and_everybody_else_can() -> None:
    case = triaged().contacted()

    assert not asks(case, REPORTER)
    assert asks(case, REPORTED)
    assert asks(case, "nobody-1")


def test_a_reporter_must_not_come_to_know_another() -> None:
    case = two_reports()

    assert asks(case, REPORTER)
    assert asks(case, SECOND_REPORTER)


def test_nor_who_was_here_before() -> None:
    assert asks(two_reports().does("bo", f.ReportMoved(SECOND_REPORTER, OTHER_CASE)), REPORTER)


def test_a_link_is_not_given_away_by_the_question() -> None:
    assert not asks(triaged().does("bo", f.CasesLinked(OTHER_CASE)), REPORTER)
