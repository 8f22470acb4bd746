"""Who joins later holds the names alone, then everything or nothing (R9, THREATS 4.2, 4.6)."""

import pytest

from evenhand.casework import founding, joining, keychanges, listing, recording
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import NoSuchCaseError
from evenhand.casework.staging import Stage
from evenhand.casework.verification import verify
from evenhand.people.roster import load
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Owed
from evenhand.record import ledger, rooms
from tests.cast import Walk
from tests.joiners import joined, named_case, on_the_names, shown


def held(walk: Walk, name: str = "wen") -> set[str]:
    """The rooms of which this person's own keys open something, whatever any door says."""
    file = ledger.load(walk.community, bytes.fromhex(walk.number))
    keys = rooms.open_keys(file, walk.stage.player(name).keys.box)
    opened = rooms.read(file, keys, file.entries)
    return {recorded.room for recorded in file.entries if recorded.entry in opened}


@pytest.fixture
def begun(stage: Stage) -> Walk:
    """A case that was there when Wen joined, and a note in it."""
    walk = named_case(Walk(stage))
    recording.write_note(walk.seat("bo"), walk.occasion, "Written before Wen came.")
    return joined(walk)


def test_whoever_joins_holds_nothing_of_a_case_that_was_there(begun: Walk) -> None:
    with pytest.raises(NoSuchCaseError):
        begun.seat("wen")
    with pytest.raises(NoSuchCaseError):
        on_the_names(begun)
    assert set() == held(begun)


def test_the_names_open_by_key_and_nothing_else_does(begun: Walk) -> None:
    shown(begun)

    assert {rooms.NAMES} == held(begun)
    assert on_the_names(begun).is_newcomer
    with pytest.raises(NoSuchCaseError):
        begun.seat("wen")


def test_nobody_is_let_in_before_they_answered_and_whoever_answered_gets_all_of_it(begun: Walk) -> None:
    shown(begun)
    with pytest.raises(RefusedError) as refused:
        joining.let_in(begun.seat("bo"), begun.occasion, begun.member("wen"))

    keychanges.answer_conflict(on_the_names(begun), begun.occasion, stays=True, text="We worked together once.")
    before = held(begun)
    joining.let_in(begun.seat("bo"), begun.occasion, begun.member("wen"))

    assert Clause.ARCHIVE is refused.value.clause
    assert {rooms.NAMES} == before
    assert held(begun, "bo") == held(begun) > {rooms.NAMES}
    assert begun.seat("wen").has_answered
    assert [] == [str(wrong) for wrong in verify(begun.community)]


def test_a_new_epoch_reaches_who_holds_the_names_with_the_names_alone(begun: Walk) -> None:
    shown(begun)

    keychanges.recuse(begun.seat("dara"), begun.occasion)
    keychanges.write_names(begun.seat("bo"), begun.occasion, "Also Kim")
    recording.write_note(begun.seat("bo"), begun.occasion, "Without Dara.")

    file = ledger.load(begun.community, bytes.fromhex(begun.number))
    opened = rooms.read(file, on_the_names(begun).keys, file.entries)
    assert 2 == len(opened)
    assert {rooms.NAMES} == held(begun)
    assert [] == [str(wrong) for wrong in verify(begun.community)]


def test_whoever_steps_back_on_the_names_holds_nothing_more(begun: Walk) -> None:
    shown(begun)

    keychanges.recuse(on_the_names(begun), begun.occasion)

    assert set() == held(begun)
    with pytest.raises(NoSuchCaseError):
        on_the_names(begun)
    with pytest.raises(RefusedError):
        joining.show_names(begun.seat("bo"), begun.occasion, begun.member("wen"))


def test_whoever_turns_out_to_be_named_loses_the_names(begun: Walk) -> None:
    shown(begun)

    keychanges.write_names(begun.seat("bo"), begun.occasion, "It is Wen.", [begun.member("wen")])

    assert set() == held(begun)
    assert [] == [str(wrong) for wrong in verify(begun.community)]


def test_whoever_leaves_the_committee_loses_the_names(begun: Walk) -> None:
    shown(begun)

    founding.leave(begun.stage.signed_in("ada", begun.occasion), begun.member("wen"), begun.occasion)

    assert set() == held(begun)


def test_their_list_asks_the_question_and_tells_nothing_more(begun: Walk) -> None:
    def rows() -> list[Owed]:
        found = listing.owed_at_desk(begun.stage.signed_in("wen", begun.occasion), begun.now)
        assert (found.waiting, found.resting) == ((), ())
        return [row.duty.owed for row in found.owed]

    before = rows()
    shown(begun)
    asked = rows()
    keychanges.answer_conflict(on_the_names(begun), begun.occasion)

    assert ([], [Owed.ANSWER_CONFLICT], []) == (before, asked, rows())


def test_a_case_that_somebody_must_not_see_is_not_offered(stage: Stage) -> None:
    walk = named_case(Walk(stage))
    other = walk.number
    joined(named_case(walk))
    about_wen = walk.number
    keychanges.write_names(walk.seat("bo"), walk.occasion, "It is Wen.", [walk.member("wen")])
    bo = walk.stage.signed_in("bo", walk.occasion)
    wen = load(walk.community).people[walk.member("wen")]

    offered = joining.offers(bo, wen.member, walk.occasion, listing.older_than(bo, wen))
    count = joining.show_names_of(bo, wen.member, [about_wen, other, "00" * 16], walk.occasion)

    assert [other] == [one.number for one in offered]
    assert 1 == count
