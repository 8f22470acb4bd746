"""Where one member is left, whom they can ask so that another can agree (C2, D1)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.alone import Asking, Way, is_alone, whom_to_ask
from tests.procedure.story import ADA, BO, CHIDI, DARA, EUN, FEN, INES, JUN, KOFI, POLICY, TEAM, Story


def asks(case: Story) -> Asking:
    return whom_to_ask(case.state, case.policy, case.team)


def without_council() -> Story:
    """A report that only Eun may see."""
    return Story().opened((EUN,), left_out=(ADA, BO, CHIDI, DARA, INES, JUN, KOFI))


def test_who_is_the_only_one_left_is_alone_and_of_two_nobody_is() -> None:
    two = Story().opened((DARA, EUN), left_out=(ADA, BO, CHIDI)).answered()

    assert not is_alone(two.state, EUN)

    two.does("dara", f.Recused(DARA, f.RecusalCause.DECLARED))

    assert is_alone(two.state, EUN)
    assert not is_alone(two.state, DARA)


def test_an_alternate_is_asked_before_the_council() -> None:
    team = replace(TEAM, alternates=(FEN,))
    case = Story(replace(POLICY, alternates=True), team).opened((DARA, EUN), left_out=(ADA, BO, CHIDI)).answered()
    case.does("dara", f.Recused(DARA, f.RecusalCause.DECLARED))

    assert Asking(Way.ALTERNATES, (FEN,)) == asks(case)


def test_the_council_comes_without_whoever_must_not_see_the_case() -> None:
    case = Story().opened((DARA, EUN), left_out=(ADA, BO, CHIDI, JUN)).answered()
    case.does("dara", f.Recused(DARA, f.RecusalCause.DECLARED))

    assert Asking(Way.COUNCIL, (INES, KOFI)) == asks(case)


def test_then_whoever_waits_because_of_a_name_is_looked_at() -> None:
    case = Story().opened((EUN,), left_out=(ADA, BO, CHIDI, INES, JUN, KOFI), held_back=(DARA,))

    assert Asking(Way.HELD_BACK, (DARA,)) == asks(case)

    case.answered().does("eun", f.NamesWritten((DARA,)))

    assert Asking(Way.ROSTER) == asks(case)


def test_then_somebody_who_joined_later_and_then_whoever_keeps_the_roster() -> None:
    case = without_council()
    nobody = asks(case)
    case.team = replace(TEAM, committee=(*TEAM.committee, FEN))

    assert Asking(Way.ROSTER) == nobody
    assert Asking(Way.COMMITTEE, (FEN,)) == asks(case)


def test_where_the_manual_is_content_with_one_the_council_is_not_asked() -> None:
    case = Story(replace(POLICY, floor=1)).opened((EUN,), left_out=(ADA, BO, CHIDI, DARA)).answered()

    assert Asking(Way.ROSTER) == asks(case)
