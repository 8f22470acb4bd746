"""What a look makes somebody owe, and that it ends by itself (R9)."""

from evenhand.procedure import facts as f
from evenhand.procedure.duties import Owed
from evenhand.procedure.looking import lookers
from tests.procedure.rules.looking import agreed, asked, granted, past, taken
from tests.procedure.story import BO, DAY, INES, MOMENT, MONDAY


def test_whoever_asks_is_answered_and_another_agrees() -> None:
    assert (1, MONDAY + 7 * DAY) == (asked().the(Owed.GRANT_LOOK).number, asked().the(Owed.GRANT_LOOK).due)
    duty = granted().the(Owed.AGREE_TO_LOOK)
    assert (BO, 1, MONDAY + 3 * DAY) == (duty.member, duty.number, duty.due)
    assert duty.owner != BO
    assert not granted().owed(Owed.GRANT_LOOK)
    assert not agreed().owed(Owed.AGREE_TO_LOOK)


def test_what_one_would_have_granted_is_owed_anew_when_its_date_has_passed() -> None:
    case = granted().waits(7 * DAY)

    assert case.owed(Owed.GRANT_LOOK)
    assert not case.owed(Owed.AGREE_TO_LOOK)


def test_it_ends_by_itself_and_a_member_owes_the_change_of_keys() -> None:
    case = taken()
    assert (INES,) == lookers(case.state, case.now)
    assert not case.owed(Owed.END_LOOK)
    assert MONDAY + 7 * DAY == case.next_boundary

    case.waits(7 * DAY - MOMENT)
    assert (INES,) == lookers(case.state, case.now)
    case.waits(MOMENT)

    assert () == lookers(case.state, case.now)
    duty = case.the(Owed.END_LOOK)
    assert (MONDAY + 7 * DAY, MONDAY + 8 * DAY) == (duty.since, duty.due)
    assert not case.does("bo", f.LookEnded(1)).owed(Owed.END_LOOK)


def test_who_turns_out_to_be_barred_looks_at_nothing() -> None:
    case = taken().does("ines", f.Recused(INES, f.RecusalCause.DECLARED))

    assert () == lookers(case.state, case.now)
    assert not case.owed(Owed.END_LOOK)
    assert past().owed(Owed.END_LOOK)
