"""A case that rests is folded away until its date, and no clock stands still (R12)."""

import pytest

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Owed
from evenhand.procedure.facts import CLERK, Fact
from evenhand.procedure.resting import in_sight, rests
from tests.procedure.story import DAY, HOUR, MONDAY, REPORTER, Story, brought


def resting() -> Story:
    case = Story().triaged()
    return case.does("bo", f.Rested(MONDAY + 7 * DAY))


def seen(case: Story) -> set[Owed]:
    return {duty.owed for duty in in_sight(case.duties, case.state.rests_until, case.now)}


def is_resting(case: Story) -> bool:
    return rests(case.state.rests_until, case.now)


def test_what_is_owed_is_the_same_and_out_of_sight() -> None:
    case = Story().triaged()
    before = case.duties

    case.does("bo", f.Rested(MONDAY + 7 * DAY))

    assert before == case.duties
    assert set() == seen(case)


def test_it_comes_back_by_itself_on_its_date() -> None:
    case = resting()
    assert MONDAY + 7 * DAY in {case.waits(DAY * 0).next_boundary, case.state.rests_until}

    case.waits(7 * DAY)

    assert not is_resting(case)
    assert {Owed.DETERMINE} == seen(case)


def test_the_clock_looks_again_on_that_date() -> None:
    case = resting().waits(6 * DAY + 23 * HOUR)

    assert MONDAY + 7 * DAY == case.next_boundary


WAKING: tuple[tuple[str, object, Fact], ...] = (
    ("a message", REPORTER, f.MessageReceived(REPORTER)),
    ("more of the report", REPORTER, f.ReportAddedTo(REPORTER)),
    ("their being new", REPORTER, f.NewcomerMarked(REPORTER)),
    ("a member", "dara", f.Woken()),
    ("danger", "dara", f.Triaged(severe=False, kind=None, in_danger=True, ongoing=True)),
)


@pytest.mark.parametrize(("by", "fact"), [row[1:] for row in WAKING], ids=[row[0] for row in WAKING])
def test_who_and_what_wakes_it(by: str, fact: Fact) -> None:
    case = resting().does(by, fact)

    assert not is_resting(case)
    assert Owed.DETERMINE in seen(case)


def test_a_letter_that_came_back_wakes_it() -> None:
    case = resting()

    case.does(CLERK, f.LetterCameBack(case.entry(f.LetterSent)))

    assert Owed.ACKNOWLEDGE in seen(case)
    assert not is_resting(case)


def test_another_report_that_joins_wakes_it() -> None:
    case = resting()

    case.does("bo", brought(case))

    assert not is_resting(case)


def test_what_a_member_does_meanwhile_leaves_it_at_rest_and_what_is_due_sooner_in_sight() -> None:
    case = resting().does("bo", f.NoteWritten()).determined().proposed()

    assert is_resting(case)
    assert {Owed.TAKE_POSITION} == seen(case)


def test_the_date_that_a_reporter_was_given_is_the_clock_from_then_on() -> None:
    case = Story().triaged().waits(13 * DAY)
    assert MONDAY + 14 * DAY == case.the(Owed.DETERMINE).due

    case.does("bo", case.update(21 * DAY))

    assert case.now + 21 * DAY == case.the(Owed.DETERMINE).due
    assert not case.owed(Owed.UPDATE)


def test_the_duty_to_update_returns_when_the_new_date_passes_and_the_council_hears_of_the_second() -> None:
    case = Story().triaged().waits(14 * DAY)
    case.does("bo", case.update(7 * DAY)).waits(7 * DAY)
    assert 1 == case.the(Owed.UPDATE).number
    assert [] == list(case.delays)

    case.does("bo", case.update(7 * DAY)).waits(7 * DAY)
    told = f.CouncilToldOfDelay(Clause.UPDATE, REPORTER)
    assert [told] == list(case.delays)

    case.does(CLERK, told)
    assert [] == list(case.delays)

    case.does("bo", case.update(7 * DAY)).waits(7 * DAY)
    assert [told] == list(case.delays)
