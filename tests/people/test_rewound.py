"""P5: a database rewound to any of 200 earlier states is found behind, can be read, and takes nothing (THREATS 9)."""

from pathlib import Path

import pytest
from django.db import connection

from evenhand.casework import portal, recess, recording
from evenhand.casework.errors import RefusedError
from evenhand.casework.keychanges import answer_conflict
from evenhand.casework.staging import Stage
from evenhand.doors.cli.throwaway import SqliteKeeper
from evenhand.record.ledger import RecessError
from tests.cast import Walk

pytestmark = pytest.mark.once
STATES = 200


def a_case_under_way(stage: Stage) -> Walk:
    walk = Walk(stage).report(who="Mo")
    answer_conflict(walk.seat("bo"), walk.occasion)
    return walk


def test_each_of_two_hundred_earlier_states_is_found_behind(committed_stage: Stage, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("copies are taken as SQLite's operator would")
    walk, keeper, copies = a_case_under_way(committed_stage), SqliteKeeper(tmp_path), []
    for number in range(STATES):
        copies.append(keeper.back_up())
        recording.write_note(walk.seat("bo"), walk.occasion, f"Note {number}.")

    alarms = 0
    for copy in copies:
        keeper.restore(copy)
        behind = recess.recess(walk.community)
        assert behind is not None
        assert behind.lost == STATES - alarms
        alarms += 1

    assert STATES == alarms
    assert len(walk.seat("bo").file.entries) > STATES  # the last restored state still reads
    with pytest.raises(RecessError):
        recording.write_note(walk.seat("bo"), walk.occasion, "Nothing is written.")
    with pytest.raises(RecessError):
        portal.write(walk.party(), walk.occasion, "Nothing is written.")


def test_two_members_sign_what_was_lost_and_work_goes_on(committed_stage: Stage, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("copies are taken as SQLite's operator would")
    walk, keeper = a_case_under_way(committed_stage), SqliteKeeper(tmp_path)
    copy = keeper.back_up()
    for _ in range(3):
        recording.write_note(walk.seat("bo"), walk.occasion, "Lost.")
    keeper.restore(copy)

    def sign(name: str) -> recess.Recess | None:
        return recess.sign_loss(committed_stage.signed_in(name, walk.occasion), walk.occasion)

    first = sign("dara")
    with pytest.raises(RefusedError):
        sign("dara")
    assert first is not None
    assert (3, frozenset({walk.member("dara")})) == (first.lost, first.signed)
    assert sign("eun") is None

    recording.write_note(walk.seat("bo"), walk.occasion, "Work goes on.")
    assert recess.recess(walk.community) is None
    with pytest.raises(RefusedError):
        sign("bo")
