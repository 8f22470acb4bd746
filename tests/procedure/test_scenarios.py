"""The practice's scenarios as facts: N1, N4, and the sign-off of N3 by hand."""

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import acting_chair
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Owed
from evenhand.procedure.facts import CLERK
from tests.procedure.story import (
    ADA,
    BO,
    CHIDI,
    DARA,
    DAY,
    EUN,
    HOUR,
    INES,
    JUN,
    KOFI,
    MONDAY,
    NO_CONFLICT,
    NOT_SEVERE,
    REPORTED,
    REPORTER,
    REPRIMAND,
    SEVERE,
    Story,
    a_report,
)


def test_n1_an_ordinary_case_ends_with_a_private_reprimand() -> None:
    case = Story().opened(report=a_report(MONDAY, newcomer=True, names_given=True))
    late: list[object] = []

    def at(hours: int) -> None:
        case.now = MONDAY + hours * HOUR
        late.extend(duty for duty in case.duties if duty.is_late(case.now))

    case.does(CLERK, f.ReceiptGiven(REPORTER, mailed=False))
    at(20)
    case.answered().does("bo", case.letter(f.LetterKind.ACKNOWLEDGEMENT), NOT_SEVERE)
    case.does("bo", f.SupportSettled(REPORTER, offered=True))
    case.does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED), case.notice())
    case.does("dara", f.ContactSeconded(1))
    at(30)
    assert case.refusal("bo", f.Invited(REPORTED, case.now + 14 * DAY, f.Via.MAIL)) is Clause.CONTACTING_ANYONE
    case.does(REPORTER, f.ContactAnswered(1, REPORTER, objects=False))
    case.does("bo", f.Invited(REPORTED, case.now + 14 * DAY, f.Via.MAIL))
    case.does(REPORTED, f.InvitationTaken(REPORTED, "es")).does("bo", case.question(REPORTED))
    at(30 + 96)
    case.does(REPORTED, f.QuestionAnswered(REPORTED, 1)).does("bo", f.MessageSettled(REPORTED))
    case.does("bo", case.determination(REPORTED))
    at(8 * 24)
    case.does("ada", case.proposal(REPRIMAND))
    case.consented(BO, DARA).does("chidi", case.position(f.Position.STAND_ASIDE))
    assert not case.is_agreed()
    at(9 * 24)
    case.consented(EUN)
    assert case.is_agreed()
    assert case.refusal("ada", case.reprimand()) is Clause.CONSULTATION
    case.does("ada", case.consultation(), case.consultation(REPORTED))
    assert case.refusal("ada", case.reprimand()) is Clause.FEEDBACK
    case.does(REPORTER, f.FeedbackGiven(REPORTER, 1, f.Feedback.ACCEPTS))
    assert case.refusal("ada", case.reprimand()) is Clause.FEEDBACK
    case.does("ada", case.weighing())
    at(10 * 24)
    assert case.refusal("bo", case.reprimand()) is Clause.PRIVATE_REPRIMAND
    case.does("ada", case.reprimand(), f.MeasureEnacted(1, 0))
    at(11 * 24)
    case.does("bo", f.CouncilReported(1, (INES, JUN, KOFI)))
    assert case.refusal("bo", f.Closed()) is Clause.COUNCIL_REPORT
    case.does("bo", case.letter(f.LetterKind.CLOSING), case.letter(f.LetterKind.CLOSING, REPORTED))
    case.does("bo", f.Closed())

    assert not late
    assert case.duties == ()
    assert all(party.closing_sent for party in case.state.parties.values())


def test_n4_a_report_about_the_chair_is_handled_without_her() -> None:
    readers = (BO, CHIDI, DARA, EUN)
    case = Story().opened(readers, left_out=(ADA,)).answered()
    case.does("bo", case.letter(f.LetterKind.ACKNOWLEDGEMENT), NOT_SEVERE)
    case.does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED, ADA), case.notice())
    case.does(REPORTER, f.ContactAnswered(1, REPORTER, objects=False)).does("chidi", f.ContactSeconded(1))
    case.does("bo", f.Invited(REPORTED, case.now + 14 * DAY, f.Via.MAIL))
    case.does(REPORTED, f.InvitationTaken(REPORTED, "en")).heard().determined(REPORTED)
    case.proposed(REPRIMAND, by=BO).consented(CHIDI, DARA, EUN).consulted()
    case.does(REPORTED, f.FeedbackGiven(REPORTED, 1, f.Feedback.DOES_NOT_ACCEPT)).weighed()

    assert acting_chair(case.state, case.team, case.now) == BO
    assert {duty.owner for duty in case.duties} <= set(readers)
    for fact in (NO_CONFLICT, f.NoteWritten(), case.reprimand(), f.RoomOpened("names"), f.Closed()):
        assert case.refusal("ada", fact) is Clause.RECUSAL
    assert case.refusal("bo", f.Admitted(ADA)) is Clause.RECUSAL
    assert case.refusal("chidi", case.reprimand()) is Clause.PRIVATE_REPRIMAND
    case.does("bo", case.reprimand(), f.MeasureEnacted(1, 0))
    assert case.refusal("bo", f.CouncilReported(1, (INES, JUN, KOFI, ADA))) is Clause.RECUSAL
    case.does("bo", f.CouncilReported(1, (INES, JUN, KOFI)))
    case.does("bo", case.letter(f.LetterKind.CLOSING), case.letter(f.LetterKind.CLOSING, REPORTED), f.Closed())
    assert not case.state.is_open


def test_n3_a_severe_flag_that_was_wrong_is_refused_and_the_person_reconnected() -> None:
    case = Story().opened().answered()
    case.does("eun", SEVERE, f.HandledByHand(("chat", "list"), ("tracker",), reporter_told=True, originator_told=True))

    assert case.refusal("eun", f.SignedOff(f.SignOff.UPHELD)) is Clause.SIGN_OFF
    assert {ADA, BO, CHIDI, DARA} == {duty.owner for duty in case.owed(Owed.SIGN_OFF)}
    assert case.refusal("bo", f.Reconnected()) is Clause.SIGN_OFF
    case.does("bo", f.SignedOff(f.SignOff.REFUSED)).does("chidi", f.SignedOff(f.SignOff.UPHELD))
    assert case.refusal("bo", f.Reconnected()) is Clause.SIGN_OFF
    assert case.the(Owed.TELL_OF_RECONNECTION).party == REPORTER
    case.does("bo", case.letter(f.LetterKind.RECONNECTION))
    assert case.the(Owed.RECONNECT).urgent
    case.does("bo", f.Reconnected())
    assert not case.owed(Owed.RECONNECT)
    assert case.the(Owed.DETERMINE).clause is Clause.WHAT_HAPPENED
