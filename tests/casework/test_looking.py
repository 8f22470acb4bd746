"""A granted look opens single rooms by key, for a time, and reads nothing new after it (R9, THREATS 4.2)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from evenhand.casework import afterwards, closing, keychanges, looking, moving, recording, talking
from evenhand.casework.errors import RefusedError
from evenhand.casework.staging import Stage
from evenhand.casework.verification import verify
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import ConflictAnswered, LetterKind
from evenhand.record import ledger, rooms
from tests.cast import REPORTER, Play, Walk, dice
from tests.endings import reported_to_council

HANDLING = ("bo", "chidi", "dara", "eun")


def held(walk: Walk, name: str = "ines") -> set[str]:
    """The rooms of which this person's own keys open something, whatever any door says."""
    file = ledger.load(walk.community, bytes.fromhex(walk.number))
    keys = rooms.open_keys(file, walk.stage.player(name).keys.box)
    opened = rooms.read(file, keys, file.entries)
    return {recorded.room for recorded in file.entries if recorded.entry in opened}


def last_opens_to(walk: Walk, name: str = "ines") -> bool:
    """Whether the newest words of the case open to this person's own keys."""
    file = ledger.load(walk.community, bytes.fromhex(walk.number))
    newest = [recorded for recorded in file.entries if recorded.has_words][-1]
    keys = rooms.open_keys(file, walk.stage.player(name).keys.box)
    return newest.entry in rooms.read(file, keys, [newest])


def reported_to_ines(stage: Stage) -> Walk:
    """A case that was reported to Ines, who has answered; it holds a name of its reporter."""
    walk = Walk(stage)
    ticked = tuple(walk.member(name) for name in ("ada", "jun"))
    walk.report(who="Mo", name="Nia", left_out=ticked)
    reported_to_council(walk, HANDLING, "bo")
    keychanges.answer_conflict(walk.seat("ines"), walk.occasion)
    return walk


@pytest.fixture
def reported(played: Callable[[Play], Walk]) -> Walk:
    """What `reported_to_ines` plays."""
    return played(reported_to_ines)


def granted(walk: Walk, days: int = 7) -> Walk:
    number = looking.ask(walk.seat("ines"), walk.occasion, "A complaint about how it was handled.")
    looking.grant(walk.seat("bo"), walk.occasion, number, walk.now + timedelta(days=days))
    looking.agree(walk.seat("chidi"), walk.occasion, number)
    return walk


def sound(walk: Walk) -> bool:
    return [] == [str(wrong) for wrong in verify(walk.community)]


def test_nothing_opens_before_a_second_member_agrees(reported: Walk) -> None:
    number = looking.ask(reported.seat("ines"), reported.occasion, "A complaint.")
    looking.grant(reported.seat("bo"), reported.occasion, number, reported.now + timedelta(days=7))

    assert {"council"} == held(reported)
    with pytest.raises(RefusedError) as refused:
        looking.agree(reported.seat("bo"), reported.occasion, number)
    assert Clause.ARCHIVE is refused.value.clause
    assert {"council"} == held(reported)


def test_a_look_opens_the_rooms_of_the_case_but_not_who_reported(reported: Walk) -> None:
    granted(reported)

    assert {"council", "committee", "names", "line:reporter-1"} == held(reported)
    assert "identity" in held(reported, "bo")
    assert looking.may_look(reported.seat("ines"), reported.now)
    assert sound(reported)


def test_the_door_shuts_by_itself_and_the_change_of_keys_takes_all_of_it(reported: Walk) -> None:
    granted(reported)
    looking.take(reported.seat("ines"), reported.occasion, 1)
    reported.wait(days=7)

    shut = not looking.may_look(reported.seat("ines"), reported.now)
    looking.end(reported.seat("dara"), reported.occasion, 1)
    recording.write_note(reported.seat("bo"), reported.occasion, "After the look.")

    assert shut
    assert {"council"} == held(reported)
    assert not last_opens_to(reported)
    assert sound(reported)


def test_a_new_epoch_reaches_who_looks_while_it_lasts_and_not_after(reported: Walk) -> None:
    granted(reported, days=7)
    keychanges.recuse(reported.seat("dara"), reported.occasion)
    recording.write_note(reported.seat("bo"), reported.occasion, "Without Dara, while Ines looks.")
    during = last_opens_to(reported)

    reported.wait(days=8)
    keychanges.write_names(reported.seat("bo"), reported.occasion, "It was Chidi too.", [reported.member("chidi")])
    recording.write_note(reported.seat("bo"), reported.occasion, "Without Chidi, after the look.")

    assert during
    assert not last_opens_to(reported)
    assert sound(reported)


def test_whoever_looks_and_turns_out_to_be_named_loses_it_at_once(reported: Walk) -> None:
    granted(reported)

    keychanges.write_names(reported.seat("bo"), reported.occasion, "And Ines.", [reported.member("ines")])

    assert set() == held(reported)
    assert sound(reported)


def test_asking_needs_a_justification_and_leaves_everything_as_it_was(reported: Walk) -> None:
    before = reported.seat("bo").state.length

    with pytest.raises(RefusedError):
        looking.ask(reported.seat("ines"), reported.occasion, "  ")

    assert before == reported.seat("bo").state.length


def test_a_look_is_ended_early_too(reported: Walk) -> None:
    granted(reported)

    looking.end(reported.seat("bo"), reported.occasion, 1)

    assert {"council"} == held(reported)
    assert not looking.may_look(reported.seat("ines"), reported.now)
    answers = [r for r in reported.seat("bo").file.entries if isinstance(r.happened.fact, ConflictAnswered)]
    assert 5 == len(answers)


def test_whoever_a_report_that_joins_leaves_out_keeps_no_key_of_a_look_or_of_the_council(reported: Walk) -> None:
    granted(reported)
    talking.write(reported.seat("bo"), reported.occasion, LetterKind.CLOSING, REPORTER, talking.Letter("It is over."))
    closing.close(reported.seat("bo"), reported.occasion)
    afterwards.ask_reopening(reported.seat("bo"), reported.occasion, "Somebody else tells us of it.")
    afterwards.reopen(reported.seat("chidi"), reported.occasion)
    second = Walk(reported.stage, draw=dice("second")).wait(days=1)
    second.report("Ines laughed about it.", who="Mo", left_out=(second.member("ines"),))
    keychanges.answer_conflict(second.seat("bo"), second.occasion)

    moving.join(second.seat("bo"), second.occasion, REPORTER, reported.number)

    assert set() == held(reported)
    assert sound(reported)
