"""What somebody who takes a case over has to know beside its duties: what was promised, and what is in force (R9)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.handover import Force, Promised, in_force, promises
from tests.procedure.rules.severe import BY_HAND
from tests.procedure.rules.withdrawing import asked as asked_to_be_erased
from tests.procedure.story import (
    DAY,
    MONDAY,
    NOT_SEVERE,
    POLICY,
    REPORTED,
    REPORTER,
    REPRIMAND,
    SEVERE,
    PublicStory,
    Story,
    a_report,
)


def promised(case: Story) -> set[tuple[Promised, str]]:
    return {(one.kind, one.party) for one in promises(case.state, case.policy, case.now)}


def holds(case: Story) -> list[tuple[Force, f.MeasureKind | None, int | None]]:
    return [(one.kind, one.measure, one.number) for one in in_force(case.state, case.policy, case.now)]


def test_a_reporter_hears_again_after_two_weeks_or_by_the_date_that_they_were_given() -> None:
    case = Story().triaged()
    (at_first,) = promises(case.state, case.policy, case.now)

    case.waits(14 * DAY).does("bo", case.update(7 * DAY))
    (later,) = promises(case.state, case.policy, case.now)

    assert (Promised.NEXT_WORD, MONDAY + 14 * DAY, REPORTER) == (at_first.kind, at_first.at, at_first.party)
    assert case.state.parties[REPORTER].promised_until == later.at


def test_what_has_passed_is_a_duty_and_no_promise_any_more() -> None:
    case = Story().triaged().waits(14 * DAY)

    assert set() == promised(case)
    assert case.duties


def test_every_date_that_a_party_was_given_is_there_until_they_have_answered() -> None:
    case = Story().triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    case.does("bo", case.notice())
    case.does("bo", case.question())

    assert {(Promised.OBJECTION, REPORTER), (Promised.ANSWER, REPORTER)} <= promised(case)
    case.does(REPORTER, f.ContactAnswered(1, REPORTER, objects=False)).does(REPORTER, f.QuestionAnswered(REPORTER, 1))
    assert {(Promised.NEXT_WORD, REPORTER)} == promised(case)


def test_an_invitation_and_the_time_to_answer_a_resolution_are_promises() -> None:
    invited = Story().triaged().does("chidi", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    invited.does("chidi", invited.notice()).does("dara", f.ContactSeconded(1)).waits(POLICY.objection_within)
    invited.does("chidi", f.Invited(REPORTED, invited.now + POLICY.invitation_lives, f.Via.MAIL))
    explained = Story().agreed_on()
    explained.does("ada", explained.consultation())

    assert (Promised.INVITATION, REPORTED) in promised(invited)
    assert {(Promised.FEEDBACK, REPORTER)} == promised(explained)


def test_after_the_end_it_is_the_question_how_they_are_and_the_time_for_a_review() -> None:
    case = Story(replace(POLICY, review_within=30 * DAY)).ready_to_close().does("ada", f.Closed())

    assert {(Promised.AFTERCARE, REPORTER), (Promised.REVIEW, REPORTER)} == promised(case)
    assert {(Promised.AFTERCARE, REPORTER)} == promised(Story().ready_to_close().does("ada", f.Closed()))


def test_an_erasure_is_promised_and_nothing_is_once_it_was_done() -> None:
    case = asked_to_be_erased()

    assert (Promised.ERASURE, REPORTER) in promised(case)
    case.waits(POLICY.erasure_after).does(f.CLERK, f.IdentityErased(REPORTER))
    assert set() == promised(case)


def test_telling_somebody_later_is_a_promise_with_its_date() -> None:
    case = Story().triaged().contacted()
    case.state = replace(case.state, informed_later={REPORTED: case.now + DAY})

    assert (Promised.DATA_NOTICE, REPORTED) in promised(case)
    case.state = replace(case.state, informed=frozenset({REPORTED}))
    assert (Promised.DATA_NOTICE, REPORTED) not in promised(case)


def test_nothing_is_promised_before_a_case_is_open_or_to_somebody_whom_nothing_reaches() -> None:
    case = Story().triaged()
    nowhere = replace(case.state.parties[REPORTER], reach=f.Reach.NONE, joined_at=None)
    case.state = replace(case.state, parties={REPORTER: nowhere})

    assert set() == promised(case)
    assert set() == promised(Story())


def test_who_asked_for_advice_was_promised_no_date() -> None:
    case = Story().opened(report=a_report(MONDAY, purpose=f.Purpose.ADVICE)).answered()

    assert set() == promised(case)


def test_whoever_is_disconnected_is_until_they_have_access_again() -> None:
    case = Story().opened().answered().does("bo", SEVERE, BY_HAND)
    before = Story().opened().answered().does("bo", SEVERE)
    nobody = before.does("bo", replace(BY_HAND, disconnected=()))

    assert [] == holds(before)
    assert [] == holds(nobody)
    assert [(Force.DISCONNECTED, None, len(BY_HAND.disconnected))] == holds(case)
    case.state = replace(case.state, severe=replace(case.state.severe, reconnected_at=case.now))  # type: ignore[type-var]  # severe is there
    assert [] == holds(case)


def test_an_agreed_resolution_is_to_be_carried_out_and_what_lasts_stays() -> None:
    agreed = Story().agreed_on(REPRIMAND)
    done = Story().enacted()
    lasting = Story().enacted()
    (proposal,) = lasting.state.proposals
    other = replace(proposal, measures=(f.Measure(f.MeasureKind.OTHER, REPORTED, lasts=True),))
    lasting.state = replace(lasting.state, proposals=(other,))

    assert [(Force.TO_CARRY_OUT, f.MeasureKind.PRIVATE_REPRIMAND, None)] == holds(agreed)
    assert [] == holds(done)
    assert [(Force.CARRIED_OUT, f.MeasureKind.OTHER, None)] == holds(lasting)
    assert [] == holds(Story().opened().answered().does("bo", NOT_SEVERE))


def test_a_statement_stands_in_public_until_it_is_taken_back() -> None:
    said = PublicStory().to_be_said().drafted().checked().said()

    assert (Force.SAID, None, 1) in holds(said)
    said.does("ada", f.StatementWithdrawn(1))
    assert (Force.SAID, None, 1) not in holds(said)
