"""A deadlock: whose week it is, what the council owes, what other manuals let pass, whose position is shown when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import agreement, deadlocked_since, shows_position, voters
from evenhand.procedure.clauses import Clause
from evenhand.procedure.consulting import consulted_parties
from evenhand.procedure.duties import Owed
from evenhand.procedure.facts import Member
from evenhand.procedure.manual_file import builtin, find_problems, read_manual
from evenhand.procedure.manual_file_model import Kind
from evenhand.procedure.next_steps import Act, Step, next_steps
from evenhand.procedure.policy import Fallback, Quorum
from tests.procedure.rules.council import (
    COUNCIL,
    agreed_by_council,
    all_named,
    decided,
    disagreed,
    grown_council,
    in_its_place,
    left_by_council,
    still_divided,
    turned_over,
    unheard,
    with_council,
    without_council,
    witnessed,
)
from tests.procedure.rules.row import triaged
from tests.procedure.story import ADA, BO, CHIDI, DARA, DAY, EUN, HOUR, INES, JUN, KOFI, POLICY, WITNESS, Story

CONSENT, OBJECT, ASIDE = f.Position.CONSENT, f.Position.OBJECT, f.Position.STAND_ASIDE


def test_after_a_week_turning_over_is_owed_and_another_proposal_no_more() -> None:
    case = disagreed()
    objected_at = case.now
    assert not case.owed(Owed.TURN_OVER)
    assert case.owed(Owed.PROPOSE)

    case.waits(7 * DAY)

    duty = case.the(Owed.TURN_OVER)
    assert (Clause.DEADLOCK, objected_at + 7 * DAY, BO) == (duty.clause, duty.since, duty.owner)
    assert not case.owed(Owed.PROPOSE)


def test_where_nobody_of_the_council_may_decide_it_is_conflicts_of_interest_that_say_so() -> None:
    assert (Clause.DEADLOCK, Clause.RECUSAL) == tuple(
        case.waits(7 * DAY).the(Owed.TURN_OVER).clause for case in (disagreed(), without_council())
    )


def test_amending_does_not_stop_the_clock_and_taking_the_objection_back_does() -> None:
    case = disagreed().waits(5 * DAY).proposed().waits(2 * DAY)
    assert case.owed(Owed.TURN_OVER)

    case.does(EUN, case.position(CONSENT))

    assert not case.owed(Owed.TURN_OVER)
    assert deadlocked_since(case.state) is None


def test_an_amended_proposal_carries_no_old_consent() -> None:
    case = disagreed().proposed()

    assert case.state.proposal is not None
    assert {ADA: CONSENT} == case.state.proposal.positions


def test_where_nobody_of_the_council_may_decide_that_is_owed_to_the_record_once() -> None:
    case = without_council()
    assert case.owed(Owed.TURN_OVER)
    assert Clause.RECUSAL is case.refusal("bo", f.TurnedOver((ADA,)))

    case.does("bo", f.TurnedOver(()))

    assert not case.owed(Owed.TURN_OVER)
    assert case.owed(Owed.PROPOSE)
    assert not still_divided().owed(Owed.TURN_OVER)


def test_nobody_is_turned_to_while_nobody_knows_who_of_the_council_is_meant() -> None:
    case = all_named()

    assert not case.owed(Owed.TURN_OVER)
    assert 3 == len(case.owed(Owed.LOOK_WHETHER_MEANT))


def test_in_the_councils_place_most_of_the_committee_decide_over_an_objection() -> None:
    case = in_its_place()
    for member, position in ((BO, CONSENT), (CHIDI, CONSENT), (DARA, OBJECT)):
        case.does(member, case.position(position))
    before = case.is_agreed()

    case.does(EUN, case.position(OBJECT))

    assert (False, True) == (before, case.is_agreed())
    assert case.owed(Owed.CONSULT)


def test_where_they_are_divided_another_proposal_is_owed_until_the_council_has_grown() -> None:
    assert not still_divided().is_agreed()
    assert still_divided().owed(Owed.PROPOSE)

    assert grown_council().owed(Owed.TURN_OVER)


def test_the_council_owes_the_conflict_question_then_the_decision_then_positions() -> None:
    case = turned_over()
    assert set(COUNCIL) == {duty.owner for duty in case.owed(Owed.ANSWER_CONFLICT)}
    assert INES == case.the(Owed.DECIDE).owner

    case.answered(JUN)
    assert JUN == case.the(Owed.DECIDE).owner  # whoever has answered comes first

    case.proposed(by=JUN)
    assert not case.owed(Owed.DECIDE)
    assert {INES, KOFI} == {duty.owner for duty in case.owed(Owed.TAKE_POSITION)}


def test_the_decision_passes_on_within_the_council() -> None:
    case = with_council().waits(POLICY.passes_on_after)

    assert (JUN, (KOFI,)) == (case.the(Owed.DECIDE).owner, case.the(Owed.DECIDE).then)


def test_most_of_the_council_decide_over_an_objection_and_two_at_least() -> None:
    assert agreed_by_council().is_agreed()
    assert not decided().does(JUN, decided().position(OBJECT)).does(KOFI, decided().position(OBJECT)).is_agreed()
    assert not decided().waits(3 * DAY).is_agreed()


def test_where_the_council_is_divided_it_owes_another_decision() -> None:
    case = decided().does(JUN, decided().position(OBJECT)).does(KOFI, decided().position(OBJECT))

    assert case.owed(Owed.DECIDE)


def test_the_last_of_the_council_decides_alone_and_none_leaves_it_to_the_committee() -> None:
    case = with_council()
    for member in (JUN, KOFI):
        case.does(member, f.Recused(member, f.RecusalCause.DECLARED))
    assert case.proposed(by=INES).is_agreed()

    left = left_by_council()
    assert not left.state.council_decides
    assert left.owed(Owed.PROPOSE)
    assert set(voters(left.state)) == {ADA, BO, CHIDI, DARA, EUN}


def test_all_of_the_council_where_the_manual_asks_for_all() -> None:
    case = agreed_by_council()

    case.policy = replace(POLICY, council_quorum=Quorum.ALL)

    assert not case.is_agreed()


def test_a_council_member_who_is_named_decides_no_more() -> None:
    case = with_council().does("bo", f.NamesWritten((JUN,)))

    assert (INES, KOFI) == case.state.turned_over_to


def test_a_council_member_who_comes_to_sit_at_the_case_decides_in_one_seat() -> None:
    case = turned_over()
    for member in (CHIDI, DARA, EUN, BO):
        case.does(member, f.Recused(member, f.RecusalCause.DECLARED))

    case.does("ada", f.CouncilSeated((INES,)))

    assert (JUN, KOFI) == case.state.turned_over_to


def test_the_two_week_update_runs_on() -> None:
    case = turned_over().waits(7 * DAY)

    assert case.owed(Owed.UPDATE)


# --- other manuals ------------------------------------------------------------------------------


def test_under_another_manual_four_of_five_pass_once_consensus_was_tried() -> None:
    case = disagreed()
    case.policy = replace(POLICY, fallback=Fallback.TWO_THIRDS, fallback_after=3 * DAY)
    assert not case.is_agreed()

    case.waits(3 * DAY)

    agreed = agreement(case.state, case.policy, case.now)
    assert agreed is not None
    assert case.now == agreed.since
    assert Clause.CONSENSUS is case.waits(4 * DAY).refusal("bo", f.TurnedOver(COUNCIL))


def test_three_of_five_go_to_its_board() -> None:
    case = triaged().determined().proposed().consented(BO, CHIDI)
    case.policy = replace(POLICY, fallback=Fallback.TWO_THIRDS)
    case.does(DARA, case.position(OBJECT)).does(EUN, case.position(OBJECT)).waits(7 * DAY)

    assert not case.is_agreed()
    assert case.owed(Owed.TURN_OVER)


def test_under_numpy_no_majority_ever_passes() -> None:
    assert not disagreed().waits(timedelta(days=365)).is_agreed()


@pytest.mark.parametrize(
    ("rule", "consents", "voters", "is_met"),
    [
        (Fallback.NONE, 5, 5, False),
        (Fallback.TWO_THIRDS, 4, 6, True),
        (Fallback.TWO_THIRDS, 3, 5, False),
        (Fallback.TWO_THIRDS, 0, 0, False),
        (Fallback.MAJORITY, 3, 5, True),
        (Fallback.MAJORITY, 2, 4, False),
    ],
)
def test_a_share_is_met_or_not(rule: Fallback, consents: int, voters: int, is_met: bool) -> None:
    assert is_met is rule.is_met(consents, voters)


def test_the_manual_of_django_has_its_published_numbers_and_nothing_to_mend_but_what_a_community_fills_in() -> None:
    manual = read_manual(builtin("django"))
    rules = {value.name: value.written for value in manual.rules()}

    assert {"receipt_within": "24 hours", "fallback": "two-thirds"} == rules
    assert "board" == manual.bodies["council"].name
    assert {Kind.PLACEHOLDER} == {problem.kind for problem in find_problems(builtin("django"))}


def test_what_django_leaves_open_has_the_defaults_of_numpy() -> None:
    numpy, django = (read_manual(builtin(name)) for name in ("numpy", "django"))
    rules = {value.name for value in (*numpy.rules(), *django.rules())}

    ours = {value.name: value.default for value in django.choices() if value.name not in rules}

    assert ours == {value.name: value.default for value in numpy.choices() if value.name not in rules}


def test_an_older_file_without_these_values_means_their_defaults() -> None:
    lines = builtin("numpy").decode().splitlines()
    later = ("fallback", "council_quorum", "council_minimum", "council_decides")
    older = "\n".join(line for line in lines if not line.startswith(later)).encode()

    assert read_manual(older).policy == read_manual(builtin("numpy")).policy


@pytest.mark.parametrize(
    ("line", "instead", "sentence"),
    [
        ('fallback = { is = "two-thirds"', 'fallback = { is = "half"', 'Write "none", "two-thirds" or "majority".'),
        ('fallback_after = { is = "3 days"', 'fallback_after = { is = "9 days"', "The council would decide before"),
        ("council_minimum = { is = 2", "council_minimum = { is = 0", "At least 1 member of the council"),
    ],
)
def test_a_rule_of_deciding_that_cannot_be_is_said(line: str, instead: str, sentence: str) -> None:
    broken = builtin("django").decode().replace(line, instead).encode()

    assert any(sentence in problem.sentence for problem in find_problems(broken))


# --- positions of others -------------------------------------------------------------------------


def shown(case: Story, viewer: Member, by: Member) -> bool:
    proposal = case.state.proposal
    assert proposal is not None
    return shows_position(case.state, viewer, f.PositionTaken(proposal.version, proposal.positions[by]), by)


def test_the_position_of_another_is_shown_once_one_has_taken_ones_own() -> None:
    case = triaged().determined().proposed().consented(BO)
    assert shown(case, ADA, BO)
    assert shown(case, BO, BO)
    assert not shown(case, EUN, BO)

    case.does(EUN, case.position(OBJECT))

    assert shown(case, EUN, BO)


def test_a_new_version_hides_what_was_not_answered_until_it_is() -> None:
    case = triaged().determined().proposed().consented(BO)
    first = f.PositionTaken(1, CONSENT)
    case.proposed()
    assert not shows_position(case.state, EUN, first, BO)

    case.does(EUN, case.position(ASIDE))

    assert shows_position(case.state, EUN, first, BO)


def test_once_it_was_explained_to_those_concerned_positions_are_shown_to_all() -> None:
    case = triaged().determined().proposed().consented(BO, CHIDI).waits(3 * DAY)
    assert not shown(case, EUN, BO)

    case.does("bo", case.consultation())

    assert shown(case, EUN, BO)


def test_the_committee_sees_the_positions_of_the_council_when_its_decision_is_explained() -> None:
    case = agreed_by_council()
    assert not shown(case, BO, JUN)
    assert shown(case, KOFI, JUN)
    assert shows_position(case.state, BO, f.PositionTaken(1, CONSENT), CHIDI)

    case.does("bo", case.consultation())

    assert shown(case, BO, JUN)


# --- who counts as affected ----------------------------------------------------------------------


def test_whoever_counts_as_affected_is_asked_and_whoever_does_not_is_not() -> None:
    case = witnessed()
    assert WITNESS not in {party.handle for party in consulted_parties(case.state)}

    case.does("bo", f.AffectedDecided(WITNESS, counts=True)).waits(HOUR)
    assert WITNESS in {party.handle for party in consulted_parties(case.state)}

    case.does("bo", f.AffectedDecided(WITNESS, counts=False))
    assert WITNESS not in {party.handle for party in consulted_parties(case.state)}


def test_whether_somebody_objects_is_told_nobody_before_their_own_position() -> None:
    quiet, objected = triaged().determined().proposed(), unheard()

    answers = [case.asks(BO, f.TurnedOver(COUNCIL)) for case in (quiet, objected)]
    offered = [{step.act for step in _steps(case, BO)} for case in (quiet, objected)]

    assert answers[0] == answers[1]
    assert offered[0] == offered[1]
    assert Act.TURN_OVER in {step.act for step in _steps(objected, EUN)}
    assert Act.TURN_OVER in {step.act for step in _steps(objected.waits(7 * DAY), BO)}


def _steps(case: Story, viewer: Member) -> tuple[Step, ...]:
    return next_steps(case.state, case.policy, case.team, case.now, viewer)
