"""The page that leads people says what the rules say, in the manual's order."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused
from evenhand.procedure.candidates import Act, candidates
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Duty, Owed
from evenhand.procedure.facts import Member
from evenhand.procedure.gates import gate
from evenhand.procedure.next_steps import CLAUSE_OF, MEETS, Standing, Step, next_steps, owed_by_others_alone
from tests.procedure.rules import (
    access,
    afterwards,
    conflicts,
    contacting,
    council,
    deciding,
    enacting,
    handling,
    informing,
    joining,
    law,
    looking,
    public,
    reports,
    resting,
    seats,
    severe,
    withdrawing,
    worry,
)
from tests.procedure.story import (
    ADA,
    BO,
    CHIDI,
    DARA,
    DAY,
    IN_PUBLIC,
    INES,
    NO_ACTION,
    REPORTED,
    REPORTER,
    REPRIMAND,
    SEVERE,
    STRANGER,
    PublicStory,
    Story,
)

STORIES: dict[str, Callable[[], Story]] = {
    f"{module.__name__.rpartition('.')[2]} {i}": cache(row.story)  # what is only looked at is played once
    for module in (
        seats,
        conflicts,
        severe,
        handling,
        contacting,
        resting,
        deciding,
        council,
        enacting,
        withdrawing,
        reports,
        public,
        law,
        informing,
        worry,
        afterwards,
        access,
        joining,
        looking,
    )
    for i, row in enumerate(module.ROWS)
    if row.by == "bo" and row.clause is None
}


def seated(case: Story) -> tuple[Member, ...]:
    return (*case.state.readers, *case.state.turned_over_to, *case.state.shown_names)


def steps(case: Story, viewer: Member = BO) -> tuple[Step, ...]:
    return next_steps(case.state, case.policy, case.team, case.now, viewer)


@cache
def seen(case: Story, viewer: Member) -> tuple[Step, ...]:
    """What somebody is led to in one of `STORIES`, in which nothing happens any more."""
    return steps(case, viewer)


def step(case: Story, act: Act, viewer: Member = BO) -> Step:
    return next(one for one in steps(case, viewer) if one.act is act)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_page_and_rules_never_disagree(story: Callable[[], Story]) -> None:
    case = story()

    for viewer in case.state.readers:
        shown = seen(case, viewer)
        allowed = {
            (one.act, one.party, one.member, one.number)
            for one in candidates(case.asked(viewer))
            if not isinstance(
                gate(case.state, case.policy, case.team, case.now, f.Actor.member(viewer), one.fact), Refused
            )
        }
        assert allowed == {(s.act, s.party, s.member, s.number) for s in shown if s.refused is None}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_every_duty_of_a_member_is_a_step_that_is_owed(story: Callable[[], Story]) -> None:
    case = story()

    for viewer in seated(case):
        shown = [one.duty for one in seen(case, viewer) if one.standing is Standing.OWED]
        own: list[Duty] = [duty for duty in case.duties if duty.owner == viewer]
        assert [duty for duty in own if duty not in shown] == []


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_every_duty_is_a_step_of_each_reader_or_somebody_whom_they_wait_for(story: Callable[[], Story]) -> None:
    case = story()

    for viewer in case.state.readers:
        shown = [one.duty for one in seen(case, viewer) if one.standing is Standing.OWED]
        others = owed_by_others_alone(case.state, case.policy, case.team, case.now, viewer)
        unseen = {duty.owed for duty in case.duties if duty not in shown and duty not in others}
        assert unseen <= {Owed.ANSWER_CONFLICT}
        assert all(duty.owner not in {None, viewer} for duty in others)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_whoever_owes_something_may_do_it_or_is_told_what_comes_first(story: Callable[[], Story]) -> None:
    case = story()

    for viewer in seated(case):
        for one in seen(case, viewer):
            if one.duty is not None and one.duty.owner == viewer and one.refused is not None:
                assert one.refused.clause in {Clause.CONFLICT_TOLD, Clause.INVOLVED_MEMBER, Clause.RECUSAL}


def test_steps_stand_in_the_manuals_order() -> None:
    order = [list(Act).index(one.act) for one in steps(Story().agreed_on())]

    assert order == sorted(order)


def test_every_act_has_a_clause_and_every_duty_an_act() -> None:
    assert set(CLAUSE_OF) == set(Act)
    assert set(MEETS) == set(Owed)


def in_public() -> list[Story]:
    """A public reprimand at each of its steps, in a community that wants the law asked."""
    policy = replace(PublicStory().policy, legal_review=True)
    agreed, drafted, checked = (PublicStory(policy).to_be_said(IN_PUBLIC) for _ in range(3))
    said = PublicStory().to_be_said(IN_PUBLIC).drafted().checked().said()
    plain = PublicStory().to_be_said().drafted().checked()
    return [agreed, drafted.drafted(), checked.drafted().checked(), said, plain]


def test_every_act_can_be_reached_by_somebody() -> None:
    reprimand = Story().agreed_on(REPRIMAND).consulted().weighed()
    cases = [reprimand, resting.resting(), *in_public(), *(story() for story in STORIES.values())]
    reached = {one.act for case in cases for m in seated(case) for one in seen(case, m) if one.refused is None}

    assert set(Act) - reached == set()


def test_who_has_no_seat_is_led_nowhere() -> None:
    case = Story().ready_to_close()

    assert steps(case, STRANGER) == ()
    assert steps(case, INES) == ()


def test_a_new_case_asks_for_the_conflict_question_and_nothing_else_is_possible_before() -> None:
    case = Story().opened()

    owed = step(case, Act.ANSWER_CONFLICT)
    triage = step(case, Act.TRIAGE)

    assert (owed.standing, owed.refused) == (Standing.OWED, None)
    assert triage.standing is Standing.OWED
    assert triage.refused is not None
    assert triage.refused.clause is Clause.CONFLICT_TOLD


def test_what_is_done_is_shown_as_done() -> None:
    case = Story().triaged()

    assert step(case, Act.ANSWER_CONFLICT).standing is Standing.DONE
    assert step(case, Act.TRIAGE).standing is Standing.DONE
    assert step(case, Act.ACKNOWLEDGE).standing is Standing.DONE


def test_what_comes_later_says_what_comes_first() -> None:
    later = step(Story().triaged(), Act.PROPOSE)

    assert later.standing is Standing.NOT_YET
    assert later.refused is not None
    assert later.refused.clause is Clause.WHAT_HAPPENED


def test_a_duty_of_another_is_shown_with_the_reason_why_it_is_not_the_viewers() -> None:
    case = Story().agreed_on(REPRIMAND).consulted().weighed()

    chairs, others = step(case, Act.DELIVER_REPRIMAND, ADA), step(case, Act.DELIVER_REPRIMAND, BO)

    assert (chairs.standing, chairs.refused, chairs.party) == (Standing.OWED, None, REPORTED)
    assert others.standing is Standing.OWED
    assert others.refused is not None
    assert others.refused.clause is Clause.PRIVATE_REPRIMAND


def test_nobody_is_shown_the_position_that_another_owes() -> None:
    case = Story().triaged().determined().proposed(NO_ACTION, by=ADA)

    assert step(case, Act.TAKE_POSITION, ADA).standing is Standing.DONE
    assert step(case, Act.TAKE_POSITION, BO).standing is Standing.OWED


def test_a_step_back_that_is_owed_stands_for_the_involved_and_for_those_who_take_them_out() -> None:
    case = Story().triaged().does("bo", f.NamesWritten((CHIDI,)))

    own = [one for one in steps(case, CHIDI) if one.act is Act.RECUSE]
    by_others = [one for one in steps(case, DARA) if one.member == CHIDI]

    assert [Standing.OWED] == [one.standing for one in own]
    assert [(Standing.OWED, None)] == [(one.standing, one.refused) for one in by_others]


def test_after_the_end_only_what_is_left_to_do_is_shown() -> None:
    case = Story().ready_to_close().does("bo", f.Closed()).does(REPORTER, f.MessageReceived(REPORTER))

    left = [one.act for one in steps(case) if one.standing is Standing.OWED]

    assert left == [Act.WRITE_LETTER]
    assert not [one for one in steps(case) if one.standing is Standing.NOT_YET]


def test_where_too_few_are_left_the_page_leads_to_more_readers() -> None:
    case = Story().opened((BO, CHIDI), left_out=(ADA,)).answered()
    case.does("chidi", f.Recused(CHIDI, f.RecusalCause.DECLARED))

    coming = [(one.act, one.member) for one in steps(case) if one.act in {Act.SHOW_NAMES, Act.SEAT_COUNCIL}]

    assert coming == [(Act.SHOW_NAMES, "dara"), (Act.SHOW_NAMES, "eun"), (Act.SEAT_COUNCIL, None)]


def test_a_severe_path_on_which_nobody_was_disconnected_asks_for_no_reconnection() -> None:
    case = Story().opened().answered().does("eun", SEVERE)

    acts = {one.act for one in steps(case)}

    assert {Act.WRITE_DOWN_BY_HAND, Act.SIGN_OFF} <= acts
    assert not {Act.TELL_OF_RECONNECTION, Act.RECONNECT} & acts


def test_an_objection_that_was_heeded_can_be_weighed_anew() -> None:
    case = contacting.told().does(REPORTER, f.ContactAnswered(1, REPORTER, objects=True))
    case.does("bo", f.ObjectionWeighed(1, go_on=False)).waits(9 * DAY)

    assert step(case, Act.WEIGH_OBJECTION).refused is None
    case.does("bo", f.ObjectionWeighed(1, go_on=True))

    assert case.now + 2 * DAY == case.the(Owed.SECOND_CONTACT).due


def test_what_somebody_answered_another_way_is_written_down_and_waited_for_no_more() -> None:
    case = Story().triaged().contacted()
    case.does("bo", case.question(REPORTED))

    found = step(case, Act.RECORD_ANSWER)
    assert (REPORTED, 1, None) == (found.party, found.number, found.refused)
    case.does("bo", f.QuestionAnswered(REPORTED, 1))

    assert not [one for one in steps(case) if one.act is Act.RECORD_ANSWER]
    assert case.refusal("bo", case.determination(REPORTED)) is None


def test_a_measure_that_reaches_nobody_is_offered_as_that_and_under_its_own_clause() -> None:
    case = enacting.one_is_erased()

    found = [one for one in steps(case) if one.act is Act.ENACT]

    assert [(1, Clause.PRIVATE_REPRIMAND, Standing.OWED)] == [(one.number, one.clause, one.standing) for one in found]
    reached = enacting.who_then_was_not_reached()
    assert {Act.ENACT, Act.DELIVER_REPRIMAND} <= {one.act for one in steps(reached, ADA) if one.refused is None}


def test_a_contact_that_was_taken_back_hides_nothing_else_of_its_number() -> None:
    case = PublicStory().triaged()
    case.does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED), f.ContactTakenBack(1), case.question())
    case.does("ada", case.draft(measure=None)).does("bo", case.check()).does("ada", case.make())

    standing = {one.act: one.standing for one in steps(case, ADA) if one.number == 1}

    assert Standing.POSSIBLE is standing[Act.RECORD_ANSWER]
    assert Standing.POSSIBLE is standing[Act.WITHDRAW_STATEMENT]
