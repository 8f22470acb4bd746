"""A letter that came back: what it settled stands open again, and nothing else does (R1, R12, D4, D6)."""

import pytest

from evenhand.procedure import facts as f
from evenhand.procedure.duties import Owed
from evenhand.procedure.facts import CLERK, Happened
from evenhand.procedure.state import fold
from tests.procedure.rules.contacting import contacted, ready
from tests.procedure.rules.handling import filed, invited
from tests.procedure.rules.row import answered, ready_to_close, triaged
from tests.procedure.rules.severe import reviewed
from tests.procedure.story import (
    ADA,
    DAY,
    HOUR,
    MONDAY,
    REPORTED,
    REPORTER,
    REPRIMAND,
    SECOND_REPORTER,
    Story,
    a_report,
)


def comes_back(case: Story, kind: type[f.Fact] = f.LetterSent) -> Story:
    """The newest letter does not arrive."""
    return case.does(CLERK, f.LetterCameBack(case.entry(kind)))


def test_a_receipt_that_came_back_is_owed_again_with_its_old_clock() -> None:
    case = comes_back(triaged())

    assert case.the(Owed.ACKNOWLEDGE).due == MONDAY + 72 * HOUR


def test_a_later_letter_that_arrived_is_a_reply_all_the_same() -> None:
    case = triaged().does("bo", Story().letter(f.LetterKind.MESSAGE))

    case.does(CLERK, f.LetterCameBack("e-7"))

    assert isinstance(case.happened[7].fact, f.LetterSent)
    assert not case.owed(Owed.ACKNOWLEDGE)


def test_who_waited_for_the_letter_waits_again_since_they_wrote() -> None:
    case = triaged().waits(DAY).does(REPORTER, f.MessageReceived(REPORTER)).waits(DAY)
    case.does("bo", case.letter(f.LetterKind.MESSAGE)).waits(DAY)

    comes_back(case)

    assert case.the(Owed.REPLY).since == MONDAY + DAY


def test_who_was_answered_since_does_not_wait_again() -> None:
    case = triaged().waits(DAY).does(REPORTER, f.MessageReceived(REPORTER))
    case.does("bo", case.letter(f.LetterKind.MESSAGE))
    lost = case.entry(f.LetterSent)
    case.waits(HOUR).does("bo", case.letter(f.LetterKind.MESSAGE))

    case.does(CLERK, f.LetterCameBack(lost))

    assert not case.owed(Owed.REPLY)


def test_nobody_waits_for_a_letter_that_answered_nothing() -> None:
    case = triaged().waits(DAY)
    case.does("bo", case.letter(f.LetterKind.MESSAGE))

    comes_back(case)

    assert not case.owed(Owed.REPLY)


def test_an_update_that_came_back_leaves_the_date_before_it() -> None:
    case = triaged()
    case.does("bo", case.update(15 * DAY)).waits(DAY).does("bo", case.update(30 * DAY))

    comes_back(case)

    party = case.state.parties[REPORTER]
    assert (party.promised_until, party.promises) == (MONDAY + 15 * DAY, 1)


def test_a_notice_that_came_back_has_told_nobody() -> None:
    case = triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    case.does("bo", case.notice())

    comes_back(case)

    assert case.owed(Owed.TELL_OF_CONTACT)


def test_a_notice_that_arrived_stays_told_when_another_letter_came_back() -> None:
    case = triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    case.does("bo", case.notice()).waits(HOUR).does("bo", case.letter(f.LetterKind.MESSAGE))

    comes_back(case)

    assert not case.owed(Owed.TELL_OF_CONTACT)


def test_a_question_that_came_back_is_waited_for_no_more_and_keeps_its_number() -> None:
    case = triaged()
    case.does("bo", case.question())

    comes_back(case)

    assert case.asks("bo", case.determination()) is None
    assert case.question().refers == 2


def test_a_consultation_that_came_back_is_owed_again() -> None:
    case = Story().agreed_on()
    case.does("bo", case.consultation())

    comes_back(case)

    assert case.the(Owed.CONSULT).party == REPORTER
    assert case.is_agreed()


def test_what_was_explained_of_an_older_version_does_not_fix_a_newer_one() -> None:
    case = Story().agreed_on().consulted().proposed()
    case.does("bo", case.letter(f.LetterKind.MESSAGE))

    comes_back(case)

    assert case.state.proposal is not None
    assert case.state.proposal.consulted_at is None


def test_a_reprimand_that_came_back_is_not_delivered() -> None:
    case = Story().agreed_on(REPRIMAND).consulted().weighed()
    case.does("ada", case.reprimand(), f.MeasureEnacted(1, 0))

    comes_back(case)

    assert case.the(Owed.DELIVER_REPRIMAND).owner == ADA
    assert not case.state.is_enacted
    case.waits(HOUR).does("ada", case.reprimand(via=f.Via.MAIL), f.MeasureEnacted(1, 0))
    assert case.state.is_enacted


def test_a_last_letter_that_came_back_after_the_end_is_sent_again() -> None:
    case = comes_back(ready_to_close().does("bo", f.Closed()))
    assert [Owed.WRITE_LAST_LETTER] == [duty.owed for duty in case.duties]

    case.does("bo", case.letter(f.LetterKind.CLOSING))

    assert case.duties == ()


def test_what_was_told_of_a_reconnection_and_came_back_was_not_told() -> None:
    case = reviewed()
    case.does("bo", case.letter(f.LetterKind.RECONNECTION))

    comes_back(case)

    assert case.owed(Owed.TELL_OF_RECONNECTION)


def test_only_the_party_whose_letter_came_back_is_concerned() -> None:
    case = triaged()
    case.does(CLERK, a_report(case.now, party=SECOND_REPORTER))
    case.does("bo", case.letter(f.LetterKind.ACKNOWLEDGEMENT, SECOND_REPORTER))

    comes_back(case)

    assert case.the(Owed.ACKNOWLEDGE).party == SECOND_REPORTER


def test_an_invitation_that_came_back_opens_no_line_and_can_be_sent_again() -> None:
    case = comes_back(invited(), f.Invited)
    assert case.asks(REPORTER, f.InvitationTaken(REPORTER, "en")) is not None

    case.does("bo", f.Invited(REPORTER, case.now + DAY, f.Via.MAIL))

    case.does(REPORTER, f.InvitationTaken(REPORTER, "es"))
    assert case.state.parties[REPORTER].language == "es"


def test_who_was_invited_by_a_letter_that_came_back_was_not_heard() -> None:
    case = ready()
    case.does("bo", f.Invited(REPORTED, case.now + DAY, f.Via.MAIL))

    comes_back(case, f.Invited)

    assert case.asks("bo", case.determination(REPORTED)) is not None


def test_who_was_asked_by_an_invitation_that_came_back_was_not_asked() -> None:
    case = ready()
    case.does("bo", f.Invited(REPORTED, case.now + DAY, f.Via.MAIL), case.question(REPORTED))

    comes_back(case, f.Invited).waits(14 * DAY)

    assert case.asks("bo", case.determination(REPORTED)) is not None


@pytest.mark.parametrize("kind", [f.Invited, f.LetterSent])
def test_a_receipt_is_owed_again_where_it_lay_in_an_invitation_that_came_back(kind: type[f.Fact]) -> None:
    case = invited().does("bo", Story().letter(f.LetterKind.FIRST_CONTACT, via=f.Via.OTHER))
    assert not case.owed(Owed.ACKNOWLEDGE)

    comes_back(case, kind)

    assert case.owed(Owed.ACKNOWLEDGE)
    assert case.asks(REPORTER, f.InvitationTaken(REPORTER, "en")) is not None


def test_a_letter_that_came_back_after_an_invitation_that_arrived_leaves_a_reply() -> None:
    case = filed().does("bo", Story().letter(f.LetterKind.MESSAGE, via=f.Via.MAIL))
    lost = case.entry(f.LetterSent)
    case.waits(HOUR).does("bo", f.Invited(REPORTER, case.now + DAY, f.Via.MAIL))

    case.does(CLERK, f.LetterCameBack(lost))

    assert not case.owed(Owed.ACKNOWLEDGE)


def test_what_was_answered_and_promised_elsewhere_stands_when_a_letter_comes_back() -> None:
    case = filed()
    promised = f.BroughtIn(REPORTER, answered_at=case.now - HOUR, promised_until=case.now + DAY)
    case.does("bo", promised).waits(HOUR).does("bo", case.letter(f.LetterKind.MESSAGE, via=f.Via.MAIL))

    comes_back(case)

    party = case.state.parties[REPORTER]
    assert not case.owed(Owed.ACKNOWLEDGE)
    assert (party.promised_until, party.promises) == (promised.promised_until, 1)


def test_who_was_not_reached_and_then_speaks_is_reached() -> None:
    case = filed()
    case.does("bo", f.Invited(REPORTER, case.now + 14 * DAY, f.Via.MAIL)).waits(7 * DAY)
    case.does("bo", f.NotReached(REPORTER))
    assert not case.state.parties[REPORTER].is_reachable

    case.does(REPORTER, f.InvitationTaken(REPORTER, "en"))

    assert case.state.parties[REPORTER].is_reachable


def test_a_member_who_is_reported_is_involved_from_the_proposal_to_contact_them() -> None:
    case = triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED, ADA))

    assert case.the(Owed.STEP_BACK).owner == ADA


def test_the_newest_word_on_danger_counts_and_not_knowing_changes_nothing() -> None:
    case = Story().opened(report=a_report(MONDAY, in_danger=True)).answered()
    assert case.state.in_danger
    case.does("bo", f.Triaged(severe=False, kind=None, in_danger=True, ongoing=True))
    assert case.state.in_danger
    no = f.Answer.NO

    case.does("bo", f.Determined(1, f.Answer.YES, no, (), no, f.Answer.UNDETERMINED))
    assert case.state.in_danger
    case.does("bo", f.Determined(2, f.Answer.YES, no, (), no, no))
    assert not case.state.in_danger


def test_a_fact_that_passed_no_gate_stops_the_fold() -> None:
    with pytest.raises(ValueError, match="before the one that it speaks of"):
        fold([Happened(MONDAY, CLERK, f.Reconnected())], answered().state)


def test_folding_on_from_a_state_is_folding_from_the_start() -> None:
    case = contacted()

    assert fold(case.happened[5:], fold(case.happened[:5])) == fold(case.happened)
    assert case.state.length == len(case.happened)
    assert case.state.last_at == case.now


def test_rooms_that_were_opened_are_on_record_with_their_opener() -> None:
    case = answered().does("bo", f.RoomOpened("identity"))

    assert case.state.opened_rooms == {("identity", "bo")}
    assert case.state.has_answered(ADA)
