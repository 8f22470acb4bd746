"""Hard conflicts and questions about one: what is owed, who hears of silence, and what goes on without (C1, C2)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.agreement import acting_chair
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Owed
from evenhand.procedure.facts import CLERK, Member
from evenhand.procedure.manual_file import builtin, read_manual
from evenhand.procedure.manual_page import page
from evenhand.procedure.next_steps import Act, Standing, next_steps
from evenhand.procedure.questioning import silences
from evenhand.procedure.seating import able
from tests.procedure.rules.conflicts import HARD, HARD_ANSWER, asked, hard, silent, strict
from tests.procedure.rules.row import triaged
from tests.procedure.story import ADA, BO, CHIDI, DARA, DAY, HOUR, MONDAY, NO_CONFLICT, POLICY, Story


def told_of(case: Story) -> list[f.ChairToldOfSilence]:
    return list(silences(case.state, case.policy, case.team, case.now))


def test_whoever_has_to_go_counts_for_nothing_and_owes_only_going() -> None:
    case = hard()

    step_back = case.the(Owed.STEP_BACK)

    assert BO not in able(case.state)
    assert (BO, Clause.RECUSAL) == (step_back.owner, step_back.clause)
    assert case.now + POLICY.conflict_answer_within == step_back.due
    assert {Owed.STEP_BACK} == {duty.owed for duty in case.duties if duty.owner == BO}


def test_another_takes_them_out_where_they_do_not_go() -> None:
    case = hard().waits(DAY)
    assert CHIDI == case.the(Owed.STEP_BACK).owner

    case.does("chidi", f.Recused(BO, HARD))

    assert not case.owed(Owed.STEP_BACK)
    assert not case.state.hard_since


def test_who_finds_that_they_have_to_go_decides_for_the_council_no_more() -> None:
    case = Story().opened().answered()
    case.state = replace(case.state, turned_over_at=MONDAY, turned_over_to=(Member("ines"), Member("jun")))
    case.state = replace(case.state, council_readers=(Member("ines"), Member("jun")))

    case.does("ines", HARD_ANSWER)

    assert (Member("jun"),) == case.state.turned_over_to


def test_whoever_is_asked_owes_an_answer_by_a_date_and_nobody_else_can_give_it() -> None:
    case = asked()

    duty = case.the(Owed.ANSWER_QUESTIONED)

    assert (BO, True) == (duty.owner, duty.personal)
    assert case.now + POLICY.questioned_within == duty.due
    assert not case.does("bo", NO_CONFLICT).owed(Owed.ANSWER_QUESTIONED)


def test_whoever_is_named_meanwhile_owes_going_and_no_answer() -> None:
    case = asked().does("chidi", f.NamesWritten((BO,)))

    assert not case.owed(Owed.ANSWER_QUESTIONED)
    assert BO == case.the(Owed.STEP_BACK).owner


def test_only_who_is_asked_is_offered_the_answer_and_each_other_member_the_question() -> None:
    case = asked()

    def steps(viewer: Member, act: Act) -> list[tuple[Member | None, Standing]]:
        found = next_steps(case.state, case.policy, case.team, case.now, viewer)
        return [(step.member, step.standing) for step in found if step.act is act]

    assert [(BO, Standing.OWED)] == steps(BO, Act.ANSWER_QUESTIONED)
    assert [] == steps(CHIDI, Act.ANSWER_QUESTIONED)
    assert (BO, Standing.NOT_YET) in steps(DARA, Act.QUESTION_CONFLICT)
    assert (CHIDI, Standing.POSSIBLE) in steps(DARA, Act.QUESTION_CONFLICT)


def test_the_date_of_an_answer_is_a_boundary_at_which_the_clock_looks() -> None:
    case = asked()
    case.now += POLICY.questioned_within - HOUR

    assert case.now + HOUR == case.next_boundary


def test_the_chair_hears_of_silence_and_of_their_own_the_next() -> None:
    case = silent()
    of_the_chair = triaged().does("bo", f.ConflictQuestioned(ADA)).waits(POLICY.questioned_within)

    assert [f.ChairToldOfSilence(BO, ADA)] == told_of(case)
    assert [f.ChairToldOfSilence(ADA, BO)] == told_of(of_the_chair)
    assert ADA == acting_chair(of_the_chair.state, of_the_chair.team, of_the_chair.now)
    assert [] == told_of(asked())
    assert [] == told_of(case.does(CLERK, f.ChairToldOfSilence(BO, ADA)))


def test_silence_takes_nobody_out_and_the_question_stands() -> None:
    case = silent().does(CLERK, f.ChairToldOfSilence(BO, ADA)).waits(30 * DAY)

    assert BO in able(case.state)
    assert case.the(Owed.ANSWER_QUESTIONED).is_late(case.now)


def test_where_the_manual_says_so_the_chair_is_offered_to_take_out_who_was_silent() -> None:
    case = strict()

    def offered(viewer: Member) -> bool:
        found = next_steps(case.state, case.policy, case.team, case.now, viewer)
        return any(step.act is Act.RECUSE and step.member == BO and step.refused is None for step in found)

    assert (True, False) == (offered(ADA), offered(CHIDI))
    assert BO not in able(case.does("ada", f.Recused(BO, f.RecusalCause.SILENT)).state)
    assert not case.owed(Owed.ANSWER_QUESTIONED)


def test_a_case_closes_over_a_question_and_it_is_still_owed() -> None:
    case = Story().ready_to_close().does("chidi", f.ConflictQuestioned(BO)).does("ada", f.Closed())

    assert BO == case.the(Owed.ANSWER_QUESTIONED).owner
    assert not case.does("bo", NO_CONFLICT).duties


def test_where_nobody_else_is_left_nobody_is_told() -> None:
    case = silent()
    case.state = replace(case.state, readers=(BO,))

    assert [] == told_of(case)


def test_an_older_file_goes_on_working_and_a_new_one_says_what_counts_as_which() -> None:
    numpy = builtin("numpy").decode()
    older = "\n".join(
        line for line in numpy.splitlines() if not line.startswith(("soft_conflict_stays", "questioned_within"))
    )

    policy, said = read_manual(older.encode()).policy, "\n".join(page(read_manual(numpy.encode()), ""))

    assert (True, 48 * HOUR) == (policy.soft_conflict_stays, policy.questioned_within)
    assert "Conflicts of interest (C2)" in said
    assert "Hard: It is about you;" in said
    assert "Soft: You work closely" in said


def test_a_file_that_describes_only_one_of_them_says_what_it_has() -> None:
    numpy = builtin("numpy").decode()
    start, end = numpy.index("# What counts as a hard conflict"), numpy.index('[[text]]\nid = "soft-conflict"')

    said = "\n".join(page(read_manual((numpy[:start] + numpy[end:]).encode()), ""))

    assert "Soft: You work closely" in said
    assert "Hard:" not in said
