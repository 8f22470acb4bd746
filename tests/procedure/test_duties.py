"""What is owed, by whom, by when, under which clause; and when it passes on."""

from dataclasses import replace

import pytest

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import acting_chair, deadlocked_since
from evenhand.procedure.clauses import Clause
from evenhand.procedure.consulting import told_and_heard
from evenhand.procedure.duties import RULES, Owed
from evenhand.procedure.duties.duty import Rule
from evenhand.procedure.facts import CLERK
from evenhand.procedure.policy import Policy, Quorum
from evenhand.procedure.seating import seatable
from tests.procedure.rules.enacting import one_is_erased
from tests.procedure.rules.handling import filed, invited, no_contact
from tests.procedure.rules.row import answered, ready_to_close, triaged
from tests.procedure.rules.severe import BY_HAND, REFUSED, UPHELD
from tests.procedure.story import (
    ADA,
    BO,
    CHIDI,
    COMMITTEE,
    DARA,
    DAY,
    EUN,
    HOUR,
    IN_PUBLIC,
    INES,
    JUN,
    KOFI,
    MOMENT,
    MONDAY,
    NO_ACTION,
    NOT_SEVERE,
    POLICY,
    REPORTED,
    REPORTER,
    REPRIMAND,
    SECOND_REPORTER,
    SEVERE,
    TEAM,
    WITNESS,
    PublicStory,
    Story,
    a_report,
)

DECLARED = f.RecusalCause.DECLARED


def test_nothing_is_owed_before_a_case_is_open() -> None:
    case = Story()

    assert case.duties == ()
    assert case.delays == ()
    assert case.next_boundary is None
    assert told_and_heard(case.asked()) is not None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_rule_owes_anything_in_a_case_without_facts(rule: Rule) -> None:
    case = Story()

    assert list(rule(case.state, case.policy, case.asked())) == []


# --- seats --------------------------------------------------------------------


def test_each_member_owes_an_answer_to_the_conflict_question() -> None:
    case = Story().opened()

    owed = case.owed(Owed.ANSWER_CONFLICT)

    assert set(COMMITTEE) == {duty.owner for duty in owed}
    assert {MONDAY + DAY} == {duty.due for duty in owed}
    assert all(duty.clause is Clause.CONFLICT_TOLD and duty.personal and not duty.then for duty in owed)


def test_an_answer_meets_the_duty_of_its_member_alone() -> None:
    case = Story().opened().answered(BO)

    assert BO not in {duty.owner for duty in case.owed(Owed.ANSWER_CONFLICT)}
    assert len(case.owed(Owed.ANSWER_CONFLICT)) == 4


def test_names_are_written_where_nobody_was_named_apart() -> None:
    case = Story().opened(report=a_report(MONDAY, names_given=False))
    assert case.the(Owed.WRITE_NAMES).owner == BO

    case.does("bo", f.NamesWritten())

    assert not case.owed(Owed.WRITE_NAMES)


def test_names_are_not_owed_once_all_have_answered() -> None:
    case = Story().opened(report=a_report(MONDAY, names_given=False)).answered()

    assert not case.owed(Owed.WRITE_NAMES)


def test_a_named_member_steps_back_or_is_taken_out_by_the_next() -> None:
    case = answered().does("bo", f.NamesWritten((CHIDI,)))
    duty = case.the(Owed.STEP_BACK)
    assert (duty.owner, duty.clause) == (CHIDI, Clause.INVOLVED_MEMBER)

    case.waits(DAY)

    assert case.the(Owed.STEP_BACK).owner == BO
    case.does("bo", f.Recused(CHIDI, f.RecusalCause.NAMED))
    assert not case.owed(Owed.STEP_BACK)


def test_an_involved_member_owes_nothing_but_stepping_back() -> None:
    case = Story().opened().does("bo", f.ConflictAnswered(f.ConflictAnswer.NONE))

    case.does("bo", f.NamesWritten((EUN,)))

    assert [Owed.STEP_BACK] == [duty.owed for duty in case.duties if duty.owner == EUN]


def test_a_held_back_member_is_looked_at() -> None:
    case = Story().opened((ADA, BO), held_back=(DARA,)).answered()
    assert case.the(Owed.LOOK_AT_HELD_BACK).member == DARA

    case.does("bo", f.Admitted(DARA))

    assert not case.owed(Owed.LOOK_AT_HELD_BACK)
    assert case.the(Owed.ANSWER_CONFLICT).owner == DARA


def test_below_the_floor_the_council_is_let_in() -> None:
    case = Story().opened((BO, CHIDI)).answered().waits(DAY).does("chidi", f.Recused(CHIDI, DECLARED))
    duty = case.the(Owed.SEAT_COUNCIL)
    assert (duty.owner, duty.since, duty.urgent) == (BO, MONDAY + DAY, True)

    case.does("bo", f.CouncilSeated((INES, JUN)))

    assert not case.owed(Owed.SEAT_COUNCIL)
    assert case.state.readers == (BO, INES, JUN)
    assert {INES, JUN} == {duty.owner for duty in case.owed(Owed.ANSWER_CONFLICT)}


def test_nobody_owes_letting_in_a_council_that_nobody_is_left_of() -> None:
    case = Story().opened((BO, CHIDI), left_out=(INES, JUN, KOFI, ADA)).answered()

    case.does("chidi", f.Recused(CHIDI, DECLARED))

    assert not case.owed(Owed.SEAT_COUNCIL)


def test_even_an_involved_reader_owes_letting_the_council_in() -> None:
    case = Story().opened((BO, CHIDI)).answered().does("chidi", f.Recused(CHIDI, DECLARED))

    case.does("bo", f.NamesWritten((BO,)))

    assert case.the(Owed.SEAT_COUNCIL).owner == BO


# --- who has it -----------------------------------------------------------------


def test_a_duty_has_the_first_of_the_rota_and_passes_on_after_a_day_unanswered() -> None:
    case = answered()
    first = case.the(Owed.TRIAGE)
    assert (first.owner, first.then) == (BO, (CHIDI, DARA, EUN, ADA))

    case.waits(DAY - MOMENT)
    assert case.the(Owed.TRIAGE).owner == BO
    case.waits(MOMENT)
    assert case.the(Owed.TRIAGE).owner == CHIDI
    case.waits(30 * DAY)
    assert (case.the(Owed.TRIAGE).owner, case.the(Owed.TRIAGE).then) == (ADA, ())


def test_somebody_who_is_away_is_passed_over_until_they_are_back() -> None:
    case = answered().away(bo=2 * HOUR)
    assert case.the(Owed.TRIAGE).owner == CHIDI
    assert case.next_boundary == MONDAY + 2 * HOUR

    case.waits(2 * HOUR)

    assert case.the(Owed.TRIAGE).owner == BO


def test_when_all_are_away_the_duty_still_has_somebody() -> None:
    case = answered().away(ada=DAY, bo=DAY, chidi=DAY, dara=DAY, eun=DAY)

    assert case.the(Owed.TRIAGE).owner == BO


def test_a_clock_that_goes_back_makes_nothing_late_and_passes_nothing_on() -> None:
    case = triaged()

    case.waits(-5 * DAY)

    assert case.the(Owed.DETERMINE).owner == BO
    assert not any(duty.is_late(case.now) for duty in case.duties)


def test_a_recused_member_owes_nothing() -> None:
    case = answered().does("bo", f.TalkLogged(1, MONDAY))
    assert case.the(Owed.SUMMARISE).owner == BO

    case.does("bo", f.Recused(BO, DECLARED))

    assert BO not in {duty.owner for duty in case.duties}
    assert not any(BO in duty.then for duty in case.duties)


def test_the_council_reader_of_a_report_owes_nothing_in_the_case() -> None:
    case = ready_to_close().does(REPORTER, f.MessageReceived(REPORTER))

    assert not {INES, JUN} & {duty.owner for duty in case.duties}


def test_danger_comes_first_whatever_is_due_before() -> None:
    case = triaged().does("bo", f.TalkLogged(1, MONDAY)).does("eun", SEVERE)

    assert case.duties[0].owed is Owed.WRITE_DOWN_BY_HAND


# --- receipt, replies, update ----------------------------------------------------


def test_a_person_acknowledges_within_72_hours_and_the_automatic_receipt_does_not_count() -> None:
    case = answered().does(CLERK, f.ReceiptGiven(REPORTER, mailed=True))
    duty = case.the(Owed.ACKNOWLEDGE)
    assert (duty.due, duty.clause, duty.party) == (MONDAY + 72 * HOUR, Clause.RECEIPT, REPORTER)

    case.does("bo", case.letter(f.LetterKind.ACKNOWLEDGEMENT))

    assert not case.owed(Owed.ACKNOWLEDGE)


def test_the_time_is_up_at_the_boundary_and_not_a_moment_before() -> None:
    case = answered().waits(72 * HOUR - MOMENT)
    assert not case.the(Owed.ACKNOWLEDGE).is_late(case.now)
    assert not case.delays
    assert case.next_boundary == MONDAY + 72 * HOUR

    case.waits(MOMENT)

    assert case.the(Owed.ACKNOWLEDGE).is_late(case.now)
    assert [f.CouncilToldOfDelay(Clause.RECEIPT, REPORTER)] == list(case.delays)


def test_the_clocks_of_a_filed_report_run_from_when_it_reached_the_member() -> None:
    case = filed()

    assert case.the(Owed.ACKNOWLEDGE).due == MONDAY - 5 * HOUR + 72 * HOUR
    assert case.the(Owed.TRIAGE).due == MONDAY - 5 * HOUR + DAY


def test_the_invitation_of_a_reporter_is_a_persons_reply() -> None:
    assert not invited().owed(Owed.ACKNOWLEDGE)


def test_who_cannot_be_answered_is_owed_no_answer() -> None:
    case = filed(f.Reach.NONE).waits(20 * DAY)

    assert not {Owed.ACKNOWLEDGE, Owed.UPDATE} & {duty.owed for duty in case.duties}
    assert not case.delays


def test_who_wants_no_contact_still_finds_an_answer_in_their_line() -> None:
    assert no_contact().the(Owed.ACKNOWLEDGE).party == REPORTER


def test_whoever_writes_hears_from_a_person() -> None:
    case = triaged().waits(DAY).does(REPORTER, f.MessageReceived(REPORTER)).waits(HOUR)
    case.does(REPORTER, f.MessageReceived(REPORTER))
    assert case.the(Owed.REPLY).due == MONDAY + 4 * DAY

    case.does("bo", case.letter(f.LetterKind.MESSAGE))

    assert not case.owed(Owed.REPLY)


def answered_a_contact(*, objects: bool = True) -> Story:
    """The reporter was told of a contact, and answered."""
    case = triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED)).waits(HOUR)
    return case.does("bo", case.notice()).does(REPORTER, f.ContactAnswered(1, REPORTER, objects=objects))


@pytest.mark.parametrize("go_on", [True, False])
def test_whoever_objected_to_a_contact_hears_what_was_made_of_it(go_on: bool) -> None:
    case = answered_a_contact()
    assert not case.owed(Owed.REPLY)
    weighed = case.now

    case.does("bo", f.ObjectionWeighed(1, go_on=go_on))
    assert [(REPORTER, weighed + 72 * HOUR)] == [(one.party, one.due) for one in case.duties if one.owed is Owed.REPLY]

    case.waits(HOUR).does("bo", case.letter(f.LetterKind.MESSAGE))
    assert not case.owed(Owed.REPLY)


def test_what_was_weighed_anew_is_told_anew_and_who_did_not_object_waits_for_nothing() -> None:
    case = answered_a_contact().does("bo", f.ObjectionWeighed(1, go_on=False))
    case.waits(HOUR).does("bo", case.letter(f.LetterKind.MESSAGE))

    case.waits(HOUR).does("bo", f.ObjectionWeighed(1, go_on=True))
    assert case.owed(Owed.REPLY)

    calm = answered_a_contact(objects=False)
    assert not calm.owed(Owed.REPLY)


def test_an_answer_that_a_member_wrote_down_needs_no_reply() -> None:
    case = triaged()
    case.does("bo", case.question(), f.QuestionAnswered(REPORTER, 1))

    assert not case.owed(Owed.REPLY)


def test_a_report_that_nobody_answers_is_told_to_the_council_also_where_advice_was_late_before() -> None:
    case = Story().opened(report=a_report(MONDAY, purpose=f.Purpose.ADVICE)).answered().waits(73 * HOUR)
    case.does(CLERK, *case.delays).does("bo", case.letter(f.LetterKind.ACKNOWLEDGEMENT))
    case.waits(DAY).does(REPORTER, f.ReportMade(REPORTER))
    assert not case.delays

    case.waits(72 * HOUR)

    assert [f.CouncilToldOfDelay(Clause.RECEIPT, REPORTER)] == list(case.delays)


def test_the_two_week_update_returns_when_its_date_passes_and_the_second_goes_to_the_council() -> None:
    case = triaged().waits(14 * DAY - MOMENT)
    assert not case.owed(Owed.UPDATE)
    case.waits(MOMENT)
    assert case.the(Owed.UPDATE).clause is Clause.UPDATE

    case.does("bo", case.update())
    assert not case.owed(Owed.UPDATE)
    case.waits(7 * DAY)
    assert case.owed(Owed.UPDATE)
    assert not case.delays
    case.does("bo", case.update()).waits(7 * DAY)
    assert [f.CouncilToldOfDelay(Clause.UPDATE, REPORTER)] == list(case.delays)

    case.does(CLERK, *case.delays)
    assert not case.delays


def test_a_date_that_was_renewed_in_time_did_not_pass() -> None:
    case = triaged().does("bo", triaged().update()).waits(3 * DAY)
    case.does("bo", case.update()).waits(7 * DAY)
    assert case.owed(Owed.UPDATE)
    assert not case.delays

    case.does("bo", case.update()).waits(7 * DAY - MOMENT)
    assert not case.delays
    case.waits(MOMENT)

    assert [f.CouncilToldOfDelay(Clause.UPDATE, REPORTER)] == list(case.delays)


def test_no_update_is_owed_once_a_resolution_is_agreed() -> None:
    case = Story().agreed_on().waits(14 * DAY)

    assert not case.owed(Owed.UPDATE)


def test_who_of_the_council_is_named_is_looked_at_and_called_in_only_after() -> None:
    case = Story().opened((ADA, BO, CHIDI), named_elsewhere=(INES,)).answered()
    assert INES == case.the(Owed.LOOK_WHETHER_MEANT).member
    assert INES not in seatable(case.state, case.team)

    case.does("bo", f.FoundNotMeant(INES))

    assert not case.owed(Owed.LOOK_WHETHER_MEANT)
    assert INES in seatable(case.state, case.team)
    assert INES not in case.state.readers


def test_a_name_that_comes_up_later_is_looked_at_within_the_time_from_then() -> None:
    case = Story().opened((ADA, BO, CHIDI)).answered().waits(5 * DAY).does(CLERK, f.NamesLookedFor((INES,)))

    assert case.now + DAY == case.the(Owed.LOOK_WHETHER_MEANT).due


def test_that_somebody_was_named_by_mistake_is_looked_at_by_another_than_who_says_so() -> None:
    case = Story().opened().answered().does("bo", f.NamesWritten((ADA,)), f.Recused(ADA, f.RecusalCause.NAMED))
    assert not case.owed(Owed.FIND_NOT_INVOLVED)

    case.does("bo", f.FoundNotInvolved(ADA))
    duty = case.the(Owed.FIND_NOT_INVOLVED)

    assert (ADA, CHIDI, case.now + DAY) == (duty.member, duty.owner, duty.due)
    assert BO not in duty.then

    case.does("chidi", f.FoundNotInvolved(ADA))

    assert not case.owed(Owed.FIND_NOT_INVOLVED)
    assert ADA not in case.state.readers


def test_what_one_said_who_has_gone_since_waits_for_nobody() -> None:
    case = Story().opened().answered().does("bo", f.NamesWritten((ADA,)), f.Recused(ADA, f.RecusalCause.NAMED))
    case.does("chidi", f.FoundNotInvolved(ADA), f.Recused(CHIDI, DECLARED))
    assert not case.owed(Owed.FIND_NOT_INVOLVED)

    case.does("bo", f.FoundNotInvolved(ADA))

    assert DARA == case.the(Owed.FIND_NOT_INVOLVED).owner
    assert ADA in case.state.involved


# --- contacts, the record ------------------------------------------------------------


def test_a_contact_is_owed_step_by_step() -> None:
    case = triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    assert case.the(Owed.TELL_OF_CONTACT).party == REPORTER
    assert BO not in {case.the(Owed.SECOND_CONTACT).owner, *case.the(Owed.SECOND_CONTACT).then}

    case.does("bo", case.notice()).does("chidi", f.ContactSeconded(1))
    assert not case.owed(Owed.INVITE)
    case.does(REPORTER, f.ContactAnswered(1, REPORTER, objects=True))
    assert case.the(Owed.WEIGH_OBJECTION).number == 1
    case.waits(DAY).does("bo", f.ObjectionWeighed(1, go_on=True))
    assert case.the(Owed.INVITE).since == MONDAY + DAY
    case.does("bo", f.Invited(REPORTED, case.now + DAY, f.Via.MAIL))
    assert not case.owed(Owed.INVITE)


def test_the_invitation_is_owed_when_the_time_to_object_has_passed() -> None:
    case = triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    case.does("bo", case.notice()).does("chidi", f.ContactSeconded(1)).waits(DAY + 12 * HOUR)
    assert not case.owed(Owed.INVITE)

    assert case.next_boundary == MONDAY + 2 * DAY
    case.now = MONDAY + 2 * DAY

    assert case.the(Owed.INVITE).since == MONDAY + 2 * DAY


def test_a_contact_that_was_decided_against_is_owed_no_more() -> None:
    case = triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    case.does("bo", case.notice()).does(REPORTER, f.ContactAnswered(1, REPORTER, objects=True))

    case.does("bo", f.ObjectionWeighed(1, go_on=False))

    assert not {Owed.SECOND_CONTACT, Owed.INVITE, Owed.WEIGH_OBJECTION} & {duty.owed for duty in case.duties}


def test_of_a_contact_that_was_taken_back_nothing_is_owed_not_even_a_notice() -> None:
    case = triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    case.does("bo", case.notice()).does("dara", f.ContactTakenBack(1)).waits(60 * DAY)

    owed = {duty.owed for duty in case.duties}

    assert not {Owed.TELL_OF_CONTACT, Owed.SECOND_CONTACT, Owed.INVITE, Owed.GIVE_DATA_NOTICE} & owed


def test_a_contact_that_nobody_made_does_not_outlast_the_resolution() -> None:
    case = triaged().does("bo", f.ContactProposed(1, WITNESS, f.Role.WITNESS)).determined()

    case.proposed().consented().consulted().weighed().does("bo", f.MeasureEnacted(1, 0))

    assert not case.owed(Owed.TELL_OF_CONTACT)


def test_a_talk_held_elsewhere_owes_its_summary_to_the_record() -> None:
    case = triaged().does("dara", f.TalkLogged(1, MONDAY))
    duty = case.the(Owed.SUMMARISE)
    assert (duty.owner, duty.due, duty.number) == (DARA, MONDAY + 7 * DAY, 1)

    case.does("bo", f.TalkSummarised(1))

    assert not case.owed(Owed.SUMMARISE)


def test_support_is_owed_from_when_somebody_is_known_to_be_new() -> None:
    case = triaged().waits(30 * DAY).does("bo", f.NewcomerMarked(REPORTER))
    assert case.the(Owed.OFFER_SUPPORT).due == MONDAY + 37 * DAY

    case.does("bo", f.SupportSettled(REPORTER, offered=False))

    assert not case.owed(Owed.OFFER_SUPPORT)


# --- severe ----------------------------------------------------------------------------


def test_the_severe_path_adds_duties_and_takes_none_away() -> None:
    case = answered()
    before = {duty.owed for duty in case.duties} - {Owed.TRIAGE}

    case.does("eun", SEVERE)

    assert {*before, Owed.WRITE_DOWN_BY_HAND, Owed.DETERMINE} == {duty.owed for duty in case.duties}
    assert case.the(Owed.WRITE_DOWN_BY_HAND).owner == EUN


def test_a_signature_of_somebody_who_then_recused_themselves_does_not_count() -> None:
    case = answered().does("eun", SEVERE, BY_HAND).does("bo", UPHELD).does("ada", UPHELD)
    assert not case.owed(Owed.SIGN_OFF)

    case.does("bo", f.Recused(BO, DECLARED))

    assert {CHIDI, DARA} == {duty.owner for duty in case.owed(Owed.SIGN_OFF)}


def test_a_signature_of_somebody_who_later_left_counts() -> None:
    case = answered().does("eun", SEVERE, BY_HAND).does("bo", UPHELD).does("ada", UPHELD)

    case.does(CLERK, f.Recused(BO, f.RecusalCause.LEFT))

    assert not case.owed(Owed.SIGN_OFF)


def test_where_nobody_else_is_there_the_sign_off_still_stands_open() -> None:
    case = Story(team=replace(TEAM, council=())).opened((EUN,)).answered().does("eun", SEVERE, BY_HAND)

    assert case.the(Owed.SIGN_OFF).owner is None


def test_a_refused_sign_off_leads_to_reconnection_within_a_day() -> None:
    case = answered().does("eun", SEVERE, BY_HAND).waits(3 * DAY)
    case.does("bo", REFUSED).does("ada", UPHELD)

    assert case.the(Owed.TELL_OF_RECONNECTION).due == case.now + DAY


def test_an_upheld_disconnection_is_lifted_when_the_resolution_is_carried_out() -> None:
    case = triaged().does("eun", SEVERE, BY_HAND).does("bo", UPHELD).does("ada", UPHELD)
    assert not case.owed(Owed.TELL_OF_RECONNECTION)

    case.determined().proposed().consented().consulted().weighed().does("bo", f.MeasureEnacted(1, 0))

    assert case.owed(Owed.TELL_OF_RECONNECTION)


def test_who_decided_that_it_was_severe_and_who_wrote_it_down_owe_no_signature() -> None:
    case = Story().opened().answered().does("eun", SEVERE).does("bo", BY_HAND)

    assert {ADA, CHIDI, DARA} == {duty.owner for duty in case.owed(Owed.SIGN_OFF)}


def test_where_nobody_else_is_left_whoever_wrote_it_down_for_another_owes_it() -> None:
    case = Story().opened((BO, EUN)).answered().does("eun", SEVERE).does("bo", BY_HAND)

    assert case.the(Owed.SIGN_OFF).owner == BO
    assert not case.does("bo", UPHELD).owed(Owed.SIGN_OFF)


# --- deciding ---------------------------------------------------------------------------


def test_after_triage_a_determination_is_owed_and_then_a_proposal_that_cites_it() -> None:
    case = triaged()
    assert case.the(Owed.DETERMINE).due == MONDAY + 14 * DAY
    case.determined()
    assert case.the(Owed.PROPOSE).clause is Clause.CONSENSUS
    case.proposed()
    assert not case.owed(Owed.PROPOSE)
    case.determined()
    assert case.owed(Owed.PROPOSE)
    assert not case.owed(Owed.TAKE_POSITION)


def test_everybody_but_the_proposer_owes_a_position() -> None:
    case = triaged().determined().proposed()

    assert {BO, CHIDI, DARA, EUN} == {duty.owner for duty in case.owed(Owed.TAKE_POSITION)}


def test_all_but_one_consenting_is_agreed_only_when_the_date_has_passed() -> None:
    case = triaged().determined().proposed().consented(BO, CHIDI, DARA)
    assert not case.is_agreed()

    case.waits(3 * DAY - MOMENT)
    assert not case.is_agreed()
    case.waits(MOMENT)
    assert case.is_agreed()


def test_an_objection_stands_in_the_way_whatever_the_majority() -> None:
    case = triaged().determined().proposed().consented(BO, CHIDI, DARA)

    case.does("eun", case.position(f.Position.OBJECT)).waits(DAY)
    assert case.the(Owed.PROPOSE).since == MONDAY

    case.waits(30 * DAY)
    assert not case.is_agreed()
    assert case.the(Owed.TURN_OVER).clause is Clause.DEADLOCK


def test_the_first_objection_keeps_its_time_over_versions_until_its_member_takes_it_back() -> None:
    case = triaged().determined().proposed()
    case.does("eun", case.position(f.Position.OBJECT)).waits(DAY)
    case.proposed().does("eun", case.position(f.Position.OBJECT))
    assert case.state.objecting_since == {EUN: MONDAY}

    case.does("eun", case.position(f.Position.STAND_ASIDE))

    assert case.state.objecting_since == {}


def test_an_objection_to_an_earlier_version_is_over_once_the_next_was_explained() -> None:
    case = triaged().determined().proposed()
    case.does("eun", case.position(f.Position.OBJECT)).proposed().consented(BO, CHIDI, DARA).waits(3 * DAY)
    assert deadlocked_since(case.state) == MONDAY

    case.does("bo", case.consultation())

    assert deadlocked_since(case.state) is None


def test_stand_asides_do_not_make_a_quorum() -> None:
    case = triaged().determined().proposed().consented(BO)
    for member in (CHIDI, DARA, EUN):
        case.does(member, case.position(f.Position.STAND_ASIDE))

    assert not case.is_agreed()
    assert case.the(Owed.PROPOSE).since == MONDAY


def test_silence_alone_does_not_make_a_quorum_either() -> None:
    case = triaged().determined().proposed().consented(BO).waits(3 * DAY)

    assert not case.is_agreed()
    assert case.the(Owed.PROPOSE).since == MONDAY + 3 * DAY


@pytest.mark.parametrize(
    ("quorum", "holders", "needed"), [("majority", 5, 3), ("majority", 2, 2), ("all", 5, 5), ("majority", 1, 2)]
)
def test_the_quorum_is_what_the_manual_file_says_and_at_least_two(quorum: str, holders: int, needed: int) -> None:
    policy = replace(Story().policy, quorum=Quorum(quorum))

    assert needed == policy.quorum_of(holders)


def test_who_is_recused_no_longer_counts_and_neither_does_their_objection() -> None:
    case = triaged().determined().proposed().consented(BO, CHIDI, DARA)
    case.does("eun", case.position(f.Position.OBJECT))

    case.does("eun", f.Recused(EUN, DECLARED))

    assert case.is_agreed()


def test_the_position_of_an_involved_member_does_not_count() -> None:
    case = triaged().determined().proposed().consented(BO, CHIDI, DARA)
    case.does("eun", case.position(f.Position.OBJECT))

    case.does("bo", f.NamesWritten((EUN,)))

    assert case.is_agreed()


def test_somebody_who_joins_is_asked_before_it_is_agreed() -> None:
    case = Story().opened((ADA, BO), held_back=(DARA,)).answered().does("bo", NOT_SEVERE)
    case.determined().proposed().consented()
    assert case.is_agreed()

    case.does("bo", f.Admitted(DARA))

    assert not case.is_agreed()


def test_once_consultation_began_the_agreement_stands_whoever_leaves() -> None:
    case = Story().agreed_on()
    case.does("bo", case.consultation())

    for member in (CHIDI, DARA, EUN):
        case.does(member, f.Recused(member, DECLARED))

    assert case.is_agreed()


def test_a_new_determination_ends_an_agreement_that_was_explained_already() -> None:
    case = Story().agreed_on().consulted().determined()

    assert not case.is_agreed()
    assert case.owed(Owed.PROPOSE)


# --- from agreement to the end ----------------------------------------------------------


def test_reporters_and_the_reported_person_are_told_of_what_was_agreed() -> None:
    case = Story().agreed_on(REPRIMAND)

    assert [REPORTER, REPORTED] == [duty.party for duty in case.owed(Owed.CONSULT)]


def test_feedback_is_weighed_when_it_came_or_its_date_has_passed() -> None:
    case = Story().agreed_on()
    case.does("bo", case.consultation()).waits(7 * DAY - MOMENT)
    assert not case.owed(Owed.WEIGH_FEEDBACK)
    case.waits(MOMENT)
    assert case.the(Owed.WEIGH_FEEDBACK).since == case.now

    case.weighed()

    assert case.state.proposal is not None
    assert case.state.proposal.outcomes == (f.Outcome(REPORTER, f.Feedback.SILENT),)
    assert case.the(Owed.ENACT).clause is Clause.NO_ACTION


def test_where_nobody_can_be_reached_it_is_noted_and_the_case_goes_on() -> None:
    case = filed(f.Reach.NONE).does("bo", NOT_SEVERE).determined().proposed().consented().weighed()
    assert not case.owed(Owed.CONSULT)

    case.does("bo", f.MeasureEnacted(1, 0))
    assert case.is_agreed()
    case.does("bo", f.CouncilReported(1), f.Closed())

    assert not case.state.is_open


def test_only_the_chair_owes_the_reprimand_and_the_deputy_while_the_chair_is_away() -> None:
    case = Story().agreed_on(REPRIMAND).consulted().weighed()
    assert (case.the(Owed.DELIVER_REPRIMAND).owner, case.the(Owed.DELIVER_REPRIMAND).then) == (ADA, ())

    case.away(ada=DAY)

    assert case.the(Owed.DELIVER_REPRIMAND).owner == BO


def test_a_community_without_a_chair_has_the_first_of_the_rota() -> None:
    case = Story(team=replace(TEAM, chair=None, deputies=())).opened()

    assert acting_chair(case.state, case.team, case.now) == BO


def test_when_chair_and_deputies_are_all_away_the_chair_stays_chair() -> None:
    case = answered().away(ada=DAY, bo=DAY, chidi=DAY, dara=DAY, eun=DAY)

    assert acting_chair(case.state, case.team, case.now) == ADA


def test_a_case_without_readers_has_no_chair() -> None:
    case = Story()

    assert acting_chair(case.state, case.team, case.now) is None


def test_closing_is_owed_when_nothing_else_is() -> None:
    case = Story().enacted()
    assert not case.owed(Owed.CLOSE)
    assert {Owed.REPORT_TO_COUNCIL, Owed.WRITE_LAST_LETTER} == {duty.owed for duty in case.duties}

    case.does("bo", f.CouncilReported(1), case.letter(f.LetterKind.CLOSING))

    assert [Owed.CLOSE] == [duty.owed for duty in case.duties]
    case.does("bo", f.Closed())
    assert case.duties == ()
    assert case.next_boundary == case.now + 30 * DAY  # somebody asks the reporter then how they are


def test_somebody_who_writes_after_the_end_hears_from_a_person() -> None:
    case = ready_to_close().does("bo", f.Closed()).waits(20 * DAY)

    case.does(REPORTER, f.MessageReceived(REPORTER))

    assert [Owed.REPLY] == [duty.owed for duty in case.duties]
    assert case.next_boundary == case.now + DAY
    case.does("bo", f.MessageSettled(REPORTER))
    assert case.duties == ()


def test_the_next_boundary_is_never_now_or_past() -> None:
    case = triaged()
    case.waits(HOUR).does("bo", case.question())
    seen = []

    while (at := case.next_boundary) is not None:
        assert at > case.now
        seen.append(at)
        case.now = at

    assert {MONDAY + 14 * DAY, MONDAY + HOUR + 7 * DAY} <= set(seen)


def test_a_lapsed_invitation_and_the_time_to_answer_are_boundaries() -> None:
    case = filed().does("bo", NOT_SEVERE)
    case.does("bo", f.Invited(REPORTER, MONDAY + 9 * DAY, f.Via.MAIL))
    case.now = MONDAY + 5 * DAY

    assert case.next_boundary == MONDAY + 7 * DAY
    case.now = MONDAY + 7 * DAY
    assert case.next_boundary == MONDAY + 9 * DAY


def told_a_court(policy: Policy = POLICY) -> Story:
    case = Story(policy).triaged()
    return case.does("bo", f.Disclosed(1, f.DisclosedTo.COURT, f.DisclosureGround.ORDER, case.now, told_first=True))


def test_a_second_member_looks_at_what_was_told_outside() -> None:
    case = told_a_court()

    duty = case.the(Owed.SECOND_DISCLOSURE)

    assert Clause.IDENTITY is duty.clause
    assert BO not in {duty.owner, *duty.then}
    assert case.now + POLICY.messages_answered_within == duty.due
    assert [] == case.does("chidi", f.DisclosureSeconded(1, stands=False)).owed(Owed.SECOND_DISCLOSURE)


def test_where_the_community_does_not_ask_for_it_nobody_has_to_look() -> None:
    assert [] == told_a_court(replace(POLICY, disclosure_second=False)).owed(Owed.SECOND_DISCLOSURE)


def test_who_is_under_18_is_written_down_and_another_member_agrees_to_write_to_them() -> None:
    case = Story().opened(report=a_report(MONDAY, minor=True)).answered().does("bo", NOT_SEVERE)

    assert MONDAY + POLICY.triage_within == case.the(Owed.NAME_MINORS).due
    case.does("bo", f.MinorsNamed((REPORTER,)))
    agree = case.the(Owed.AGREE_TO_MINOR)

    assert [] == case.owed(Owed.NAME_MINORS)
    assert (REPORTER, Clause.CONTACTING_ANYONE) == (agree.party, agree.clause)
    assert BO not in {agree.owner, *agree.then}
    assert [] == case.does("chidi", f.MinorContactAgreed(REPORTER)).owed(Owed.AGREE_TO_MINOR)


def test_nobody_agrees_to_write_to_whom_nobody_writes() -> None:
    case = triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    case.does("bo", f.MinorsNamed((REPORTED,)))
    asked = case.owed(Owed.AGREE_TO_MINOR)
    case.does("dara", case.notice()).does(REPORTER, f.ContactAnswered(1, REPORTER, objects=True))
    case.does("dara", f.ObjectionWeighed(1, go_on=False))

    assert 1 == len(asked)
    assert [] == case.owed(Owed.AGREE_TO_MINOR)


def worried() -> Story:
    return triaged().does("dara", f.WorryMarked(REPORTER))


def test_who_may_harm_themselves_is_written_to_the_same_day_before_everything_else() -> None:
    case = worried()

    duty = case.the(Owed.REACH_OUT)

    assert duty == case.duties[0]
    assert duty.urgent
    assert duty.owner is not None
    assert case.now + 12 * HOUR == duty.due
    assert Clause.ONGOING_OR_DANGER is duty.clause


@pytest.mark.parametrize(
    ("what", "is_met"),
    [
        (f.LetterSent(f.LetterKind.MESSAGE, REPORTER, f.Via.LINE), True),
        (f.WorrySettled(REPORTER), True),
        (f.NoteWritten(), False),
        (f.LetterSent(f.LetterKind.QUESTION, REPORTER, f.Via.LINE, 1, MONDAY + 30 * DAY), False),
    ],
)
def test_only_a_letter_of_a_person_or_help_another_way_ends_it(what: f.Fact, is_met: bool) -> None:
    assert is_met is not bool(worried().does("bo", what).owed(Owed.REACH_OUT))


def test_it_is_owed_again_when_the_letter_came_back_and_after_the_end() -> None:
    case = worried()
    case.does("bo", case.letter(f.LetterKind.MESSAGE))
    back = case.does(CLERK, f.LetterCameBack(case.entry(f.LetterSent)))
    ended = ready_to_close().does("bo", f.Closed()).does("bo", f.WorryMarked(REPORTER))

    assert 1 == len(back.owed(Owed.REACH_OUT))
    assert 1 == len(ended.owed(Owed.REACH_OUT))


def named_as_reported() -> Story:
    return triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))


def test_a_reported_person_is_told_within_30_days_of_being_named_or_by_the_date_to_which_it_was_put_off() -> None:
    case = named_as_reported()
    first = case.the(Owed.GIVE_DATA_NOTICE)
    later = case.now + 60 * DAY
    case.does("chidi", f.DataNoticeDeferred(REPORTED, later))

    assert (REPORTED, case.now + 30 * DAY) == (first.party, first.due)
    assert later == case.the(Owed.GIVE_DATA_NOTICE).due
    assert [] == case.does("bo", f.DataNoticeGiven(REPORTED)).owed(Owed.GIVE_DATA_NOTICE)


def test_the_first_letter_is_the_notice_and_a_witness_is_owed_none() -> None:
    assert [] == triaged().contacted().owed(Owed.GIVE_DATA_NOTICE)
    assert [] == triaged().does("bo", f.ContactProposed(1, WITNESS, f.Role.WITNESS)).owed(Owed.GIVE_DATA_NOTICE)


def test_the_notice_outlives_the_case_and_does_not_hold_up_its_end() -> None:
    case = Story().enacted().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    case.does("bo", f.CouncilReported(1, (INES, JUN)), case.letter(f.LetterKind.CLOSING)).does("bo", f.Closed())

    assert 1 == len(case.owed(Owed.GIVE_DATA_NOTICE))


# --- the data kept about somebody ----------------------------------------------------------


def data_asked_for() -> Story:
    return triaged().does(REPORTER, f.AccessAsked(REPORTER, MONDAY))


def test_who_asks_for_their_data_is_answered_within_30_days_from_when_it_came_and_once_60_more() -> None:
    case = triaged().waits(5 * DAY).does("bo", f.AccessAsked(REPORTER, MONDAY + DAY))

    assert (REPORTER, MONDAY + 31 * DAY) == (case.the(Owed.PREPARE_ACCESS).party, case.the(Owed.PREPARE_ACCESS).due)
    assert MONDAY + 91 * DAY == case.does("bo", f.AccessExtended(REPORTER)).the(Owed.PREPARE_ACCESS).due


def test_the_files_are_owed_then_their_check_by_another_member_then_the_giving() -> None:
    case = data_asked_for().does("bo", f.AccessPrepared(REPORTER, 1, "01"))
    read = case.the(Owed.CHECK_ACCESS)
    case.does("chidi", f.AccessChecked(REPORTER, 1, "01", nobody_recognised=True))
    to_give = case.the(Owed.GIVE_ACCESS)

    assert ("bo", case.now + 72 * HOUR) == (read.member, read.due)
    assert "bo" not in {read.owner, *read.then}
    assert MONDAY + 30 * DAY == to_give.due
    assert not {one.owed for one in case.does("bo", f.AccessGiven(REPORTER, 1, "01")).duties} & set(ACCESS)


def test_files_in_which_somebody_was_recognised_are_put_together_anew() -> None:
    case = data_asked_for().does("bo", f.AccessPrepared(REPORTER, 1, "01"))
    case.does("chidi", f.AccessChecked(REPORTER, 1, "01", nobody_recognised=False))

    assert 1 == len(case.owed(Owed.PREPARE_ACCESS))
    assert 1 == len(case.does("bo", f.AccessPrepared(REPORTER, 2, "02")).owed(Owed.CHECK_ACCESS))


def test_a_request_outlives_the_case_and_does_not_hold_up_its_end() -> None:
    case = ready_to_close().does(REPORTER, f.AccessAsked(REPORTER, MONDAY)).does("bo", f.Closed())

    assert 1 == len(case.owed(Owed.PREPARE_ACCESS))
    assert not case.does("bo", f.AccessRefused(REPORTER)).owed(Owed.PREPARE_ACCESS)


ACCESS = (Owed.PREPARE_ACCESS, Owed.CHECK_ACCESS, Owed.GIVE_ACCESS)


def test_a_text_is_checked_by_somebody_who_neither_wrote_nor_says_it() -> None:
    case = PublicStory().to_be_said(IN_PUBLIC).drafted()
    assert case.the(Owed.CHECK_STATEMENT).owner == BO

    case.away(ada=9 * DAY)

    assert acting_chair(case.state, case.team, case.now) == BO
    assert case.the(Owed.CHECK_STATEMENT).owner == CHIDI
    assert case.checked("chidi").the(Owed.MAKE_STATEMENT).owner == BO


def test_where_nobody_else_is_there_a_speakers_check_waits_for_the_writer_to_say_it() -> None:
    case = PublicStory().to_be_said(IN_PUBLIC).drafted().away(ada=9 * DAY)
    case.does(CLERK, *(f.Recused(member, f.RecusalCause.LEFT) for member in (CHIDI, DARA, EUN)))
    assert case.the(Owed.CHECK_STATEMENT).owner is None

    case.does("bo", case.check())
    assert case.the(Owed.CHECK_STATEMENT).owner is None
    case.waits(9 * DAY)

    assert case.the(Owed.MAKE_STATEMENT).owner == ADA


def two_reporters_told() -> Story:
    case = Story().opened()
    case.does(CLERK, a_report(case.now, party=SECOND_REPORTER)).answered().does("bo", NOT_SEVERE)
    case.does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED), case.notice())
    return case.does("bo", case.notice(to=SECOND_REPORTER))


def test_one_reporters_no_objection_leaves_anothers_weighed_objection_weighed() -> None:
    case = two_reporters_told().does(REPORTER, f.ContactAnswered(1, REPORTER, objects=True))
    case.does("bo", f.ObjectionWeighed(1, go_on=True))

    case.does(SECOND_REPORTER, f.ContactAnswered(1, SECOND_REPORTER, objects=False))
    assert not case.owed(Owed.WEIGH_OBJECTION)
    case.does(SECOND_REPORTER, f.ContactAnswered(1, SECOND_REPORTER, objects=True))

    assert case.owed(Owed.WEIGH_OBJECTION)


def test_an_objection_that_was_heeded_and_is_taken_back_opens_the_contact_again() -> None:
    case = two_reporters_told().does(REPORTER, f.ContactAnswered(1, REPORTER, objects=True))
    case.does("bo", f.ObjectionWeighed(1, go_on=False))

    case.does(SECOND_REPORTER, f.ContactAnswered(1, SECOND_REPORTER, objects=False))
    assert not case.owed(Owed.SECOND_CONTACT)
    case.does(REPORTER, f.ContactAnswered(1, REPORTER, objects=False))

    assert case.owed(Owed.SECOND_CONTACT)
    assert not case.owed(Owed.WEIGH_OBJECTION)


def test_whoever_comes_after_a_proposal_has_the_whole_time_for_a_position() -> None:
    case = Story().opened((ADA, BO, CHIDI), held_back=(DARA,)).answered().does("bo", NOT_SEVERE)
    case.determined().proposed().waits(4 * DAY).does("bo", f.Admitted(DARA))

    owed = {duty.owner: duty.due for duty in case.owed(Owed.TAKE_POSITION)}

    assert {BO: MONDAY + 3 * DAY, CHIDI: MONDAY + 3 * DAY, DARA: case.now + 3 * DAY} == owed


def test_whoever_comes_early_enough_has_the_same_date_as_the_others() -> None:
    case = Story().opened((ADA, BO), held_back=(DARA,)).answered().does("bo", NOT_SEVERE).determined()
    longer = replace(case.proposal(NO_ACTION), positions_until=case.now + 9 * DAY)

    case.does("ada", longer).waits(DAY).does("bo", f.Admitted(DARA))

    assert {MONDAY + 9 * DAY} == {duty.due for duty in case.owed(Owed.TAKE_POSITION)}


def test_another_reporters_answer_does_not_put_off_the_weighing_of_an_objection() -> None:
    case = two_reporters_told().does(REPORTER, f.ContactAnswered(1, REPORTER, objects=True))
    due = case.the(Owed.WEIGH_OBJECTION).due

    case.waits(DAY).does(SECOND_REPORTER, f.ContactAnswered(1, SECOND_REPORTER, objects=False))
    case.does("dara", f.ContactSeconded(1)).does(REPORTER, f.ContactAnswered(1, REPORTER, objects=True))

    assert due == case.the(Owed.WEIGH_OBJECTION).due == MONDAY + 2 * DAY


def test_an_objection_after_the_weighing_has_the_whole_time() -> None:
    case = two_reporters_told().does(REPORTER, f.ContactAnswered(1, REPORTER, objects=True))
    case.does("bo", f.ObjectionWeighed(1, go_on=True)).waits(DAY)

    case.does(SECOND_REPORTER, f.ContactAnswered(1, SECOND_REPORTER, objects=True))

    assert case.the(Owed.WEIGH_OBJECTION).due == MONDAY + 3 * DAY


def test_a_later_message_does_not_put_off_the_noting_of_the_feedback() -> None:
    case = Story().agreed_on().consulted()
    due = case.the(Owed.WEIGH_FEEDBACK).due

    case.waits(2 * DAY).does(REPORTER, f.MessageReceived(REPORTER))

    assert due == case.the(Owed.WEIGH_FEEDBACK).due


def test_correcting_what_was_done_by_hand_does_not_put_off_its_review() -> None:
    case = answered().does("eun", SEVERE, BY_HAND).waits(3 * DAY).does("eun", BY_HAND)

    assert {MONDAY + 7 * DAY} == {duty.due for duty in case.owed(Owed.SIGN_OFF)}


def test_a_measure_that_reaches_nobody_is_written_down_as_such_by_whoever_is_on_duty() -> None:
    case = one_is_erased()

    owed = case.the(Owed.ENACT)
    assert (Clause.PRIVATE_REPRIMAND, 1, False) == (owed.clause, owed.number, owed.personal)
    assert not case.owed(Owed.DELIVER_REPRIMAND)


def test_an_answer_another_way_counts_though_the_letter_that_asked_came_back() -> None:
    case = triaged()
    case.does("bo", case.question()).does(CLERK, f.LetterCameBack(case.entry(f.LetterSent)))

    case.does("bo", f.QuestionAnswered(REPORTER, 1))

    assert case.refusal("bo", case.determination(REPORTER)) is None
