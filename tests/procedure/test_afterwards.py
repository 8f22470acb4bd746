"""After the end: what is owed, what a reopening sets back, and what it leaves as it was (D6, V4)."""

from dataclasses import replace

import pytest

from evenhand.procedure import facts as f
from evenhand.procedure.afterwards import fairness_given, needs_core_team
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Owed
from evenhand.procedure.facts import CLERK
from evenhand.procedure.speaking_up import newest_for
from tests.procedure.rules import council
from tests.procedure.rules.afterwards import (
    AGAIN,
    ASK,
    NOT_AGAIN,
    advice_ended,
    aftercare,
    again,
    answer,
    asked,
    closed,
    review_asked,
)
from tests.procedure.rules.enacting import LASTING, told_all_but_the_core_team
from tests.procedure.story import (
    ADA,
    BO,
    CHIDI,
    COMMITTEE,
    DARA,
    DAY,
    EUN,
    POLICY,
    REMINDER,
    REPORTED,
    REPORTER,
    REPRIMAND,
    PublicStory,
    Story,
)


def test_a_reporter_is_asked_thirty_days_after_the_end_and_no_sooner() -> None:
    case = closed()
    ended = case.now

    assert not case.waits(30 * DAY - DAY).owed(Owed.CHECK_RETALIATION)
    duty = case.waits(DAY).the(Owed.CHECK_RETALIATION)

    assert (ended + 30 * DAY, ended + 37 * DAY, REPORTER) == (duty.since, duty.due, duty.party)
    assert not case.does("bo", aftercare(case)).duties
    assert case.next_boundary is None


def test_the_question_that_came_back_is_owed_again() -> None:
    case = closed().waits(30 * DAY)
    case.does("bo", aftercare(case)).does(CLERK, f.LetterCameBack(case.entry(f.LetterSent)))

    assert case.owed(Owed.CHECK_RETALIATION)


@pytest.mark.parametrize("ended", [advice_ended, lambda: closed().does(REPORTER, no_contact())])
def test_who_only_asked_for_advice_or_wants_no_contact_is_not_asked(ended: object) -> None:
    case: Story = ended()  # type: ignore[operator]  # a story

    assert not case.waits(40 * DAY).owed(Owed.CHECK_RETALIATION)


def no_contact() -> f.Withdrawn:
    return f.Withdrawn(REPORTER, f.Withdrawal.NO_CONTACT)


def test_a_second_member_says_whether_a_case_is_taken_up_again() -> None:
    duty = asked().the(Owed.REOPEN)

    assert BO not in {duty.owner, *duty.then}
    assert duty.owner == CHIDI


def test_where_nobody_else_is_left_the_asker_says_it() -> None:
    case = closed().does("bo", ASK)
    for gone in (ADA, CHIDI, DARA, EUN):
        case.does(gone, f.Recused(gone, f.RecusalCause.DECLARED))

    assert case.the(Owed.REOPEN).owner == BO
    assert case.refusal("bo", AGAIN) is None


def test_who_is_declined_leaves_nothing_owed() -> None:
    case = asked().does("chidi", NOT_AGAIN)

    assert not case.duties
    assert not case.state.is_open


def test_the_two_weeks_run_from_the_reopening() -> None:
    case = closed().waits(40 * DAY).does("bo", ASK).does("chidi", AGAIN)

    assert case.the(Owed.DETERMINE).due == case.now + 14 * DAY
    assert not case.owed(Owed.UPDATE)
    assert case.waits(14 * DAY).owed(Owed.UPDATE)
    assert not case.owed(Owed.ACKNOWLEDGE)


def test_what_was_resolved_keeps_its_number_and_counts_no_more() -> None:
    case = again().determined().proposed().consented()

    assert (2, 2) == (len(case.state.determinations), case.version)
    assert (2, 2) == (case.state.proposal and case.state.proposal.version, case.the(Owed.CONSULT).number)
    case.does("bo", case.consultation()).does(REPORTER, f.FeedbackGiven(REPORTER, 2, f.Feedback.ACCEPTS))
    case.does("bo", case.weighing(), f.MeasureEnacted(2, 0))
    assert {Owed.REPORT_TO_COUNCIL, Owed.WRITE_LAST_LETTER} == {duty.owed for duty in case.duties}


def test_a_letter_of_before_that_comes_back_opens_nothing_and_settles_nothing() -> None:
    case = closed()
    last = case.entry(f.LetterSent)
    case.waits(DAY).does("bo", ASK).does("chidi", AGAIN)

    case.does(CLERK, f.LetterCameBack(last))

    party = case.state.parties[REPORTER]
    assert party.came_back
    assert (False, 0) == (party.closing_sent, party.told_of)
    assert not case.owed(Owed.ACKNOWLEDGE)


def test_a_letter_of_now_that_comes_back_restores_nothing_of_before() -> None:
    case = closed().waits(DAY).does("bo", ASK).does("chidi", AGAIN)
    case.waits(DAY).does("bo", case.letter(f.LetterKind.MESSAGE))

    case.does(CLERK, f.LetterCameBack(case.entry(f.LetterSent)))

    party = case.state.parties[REPORTER]
    assert (False, 0) == (party.closing_sent, party.told_of)
    assert not case.owed(Owed.ACKNOWLEDGE)


def test_a_text_that_was_never_said_belongs_to_what_was_resolved_then() -> None:
    case = PublicStory().to_be_said(REMINDER).drafted().checked().said()
    case.does("bo", f.CouncilReported(1), case.letter(f.LetterKind.CLOSING)).does("bo", f.Closed())
    assert newest_for(case.state, 0) is not None

    case.does("bo", ASK).does("chidi", AGAIN)

    assert newest_for(case.state, 0) is None


def test_what_the_council_had_decided_the_committee_takes_up() -> None:
    case = council.agreed_by_council()
    case.consulted().weighed().does("bo", f.MeasureEnacted(case.version, 0), f.CouncilReported(case.version))
    case.does("bo", case.letter(f.LetterKind.CLOSING), f.Closed())

    case.does("bo", ASK).does("chidi", AGAIN)

    assert case.refusal("bo", case.determination()) is None
    assert not case.state.council_decides


def test_a_review_is_owed_an_answer_until_it_has_arrived_or_the_case_is_open_again() -> None:
    case = review_asked()
    assert [REPORTER] == [duty.party for duty in case.owed(Owed.ANSWER_REVIEW)]

    case.does("bo", answer(case))
    assert not case.owed(Owed.ANSWER_REVIEW)
    case.does(CLERK, f.LetterCameBack(case.entry(f.LetterSent)))
    assert case.owed(Owed.ANSWER_REVIEW)

    case.does("bo", ASK).does("chidi", AGAIN)
    assert not case.owed(Owed.ANSWER_REVIEW)


def test_what_is_asked_for_after_the_end_wakes_the_case_when_its_time_is_over() -> None:
    case = closed()
    case.policy = replace(POLICY, review_within=10 * DAY)

    assert case.next_boundary == case.now + 10 * DAY


def test_an_answer_is_kept_without_who_gave_it() -> None:
    case = closed().does(REPORTER, f.FairnessAnswered(REPORTER, f.Fairness.NO))

    assert ((case.now, f.Fairness.NO),) == fairness_given(case.state)


def test_only_a_response_that_lasts_needs_the_core_team() -> None:
    lasting = [f.Measure(kind, lasts=lasts) for kind in f.MeasureKind for lasts in (False, True)]

    assert [f.Measure(f.MeasureKind.OTHER, lasts=True)] == [one for one in lasting if needs_core_team(one)]


def test_the_core_team_is_told_within_the_time_of_the_report_and_again_when_it_has_ended() -> None:
    case = told_all_but_the_core_team()
    owed = case.the(Owed.TELL_CORE_TEAM)
    assert case.state.enacted_at == owed.since == owed.due - POLICY.council_report_within

    case.does("bo", f.CoreTeamTold(1), f.Closed(), ASK).does("chidi", AGAIN)
    assert not case.owed(Owed.TELL_CORE_TEAM)
    case.determined().proposed().consented().consulted().weighed()
    assert case.refusal("bo", f.CoreTeamTold(2, ended=True)) is Clause.COUNCIL_REPORT
    case.does("bo", f.MeasureEnacted(2, 0))

    assert case.owed(Owed.TELL_CORE_TEAM)
    assert case.refusal("bo", f.CoreTeamTold(2)) is Clause.COUNCIL_REPORT
    case.does("bo", f.CoreTeamTold(2, ended=True), f.CouncilReported(2))
    case.does("bo", case.letter(f.LetterKind.CLOSING), f.Closed(), ASK)
    case.does("chidi", AGAIN).determined().proposed().consented().consulted().weighed()
    case.does("bo", f.MeasureEnacted(3, 0))
    assert not case.owed(Owed.TELL_CORE_TEAM)


def test_the_core_team_hears_as_soon_as_all_that_lasts_holds() -> None:
    """A reprimand beside it that is still to be delivered does not keep it waiting."""
    case = Story().triaged().contacted().heard().determined(REPORTED)
    case.proposed(LASTING, REPRIMAND).consented().consulted().weighed()
    assert not case.owed(Owed.TELL_CORE_TEAM)

    case.does("bo", f.MeasureEnacted(1, 0))

    assert case.owed(Owed.TELL_CORE_TEAM)
    assert not case.state.is_enacted


def test_who_reads_the_case_no_more_takes_the_wish_to_reopen_with_them() -> None:
    case = asked().does("bo", f.Recused(BO, f.RecusalCause.DECLARED))

    assert not case.owed(Owed.REOPEN)
    assert case.refusal("chidi", AGAIN) is Clause.COUNCIL_REPORT
    assert case.refusal("chidi", ASK) is None
    assert set(case.state.readers) == set(COMMITTEE) - {BO}
