"""What lies beside the server secret: the founder, the roster's end, the high-water mark (THREATS 5)."""

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from evenhand.casework.staging import Stage
from evenhand.people import watch
from evenhand.people.watch import WatchBrokenError
from evenhand.record import cases, ledger
from evenhand.record.ledger import RecessError
from tests.cast import Walk

ELSEWHERE = b"another community"[:16]


def test_a_mark_only_grows(stage: Stage) -> None:
    for acts in (3, 7, 5):
        watch.raise_high_water(ELSEWHERE, acts)

    assert 7 == watch.high_water(ELSEWHERE)


def test_the_mark_is_put_down_where_two_members_have_signed(stage: Stage) -> None:
    watch.raise_high_water(ELSEWHERE, 7)
    watch.keep_roster_end(ELSEWHERE, 4, bytes(32))

    watch.lower_high_water(ELSEWHERE, 2)

    assert 2 == watch.high_water(ELSEWHERE)
    assert watch.roster_end(ELSEWHERE) is None


def test_many_at_once_leave_the_highest_mark(stage: Stage) -> None:
    threads = [threading.Thread(target=watch.raise_high_water, args=(ELSEWHERE, acts)) for acts in range(1, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 29 == watch.high_water(ELSEWHERE)


def test_the_rosters_end_only_grows(stage: Stage) -> None:
    watch.keep_roster_end(ELSEWHERE, 4, b"a" * 32)
    watch.keep_roster_end(ELSEWHERE, 3, b"b" * 32)

    assert (4, b"a" * 32) == watch.roster_end(ELSEWHERE)


@pytest.mark.parametrize("suffix", ["mark", "roster"])
def test_a_mark_of_another_community_or_of_nobody_is_refused(stage: Stage, suffix: str) -> None:
    watch.raise_high_water(ELSEWHERE, 7)
    watch.keep_roster_end(ELSEWHERE, 4, bytes(32))
    theirs = watch._file(ELSEWHERE, suffix).read_bytes()
    ours = watch._file(stage.community.uid, suffix)
    read = watch.high_water if suffix == "mark" else watch.roster_end

    for content in (theirs, b"", theirs[:-1] + bytes([theirs[-1] ^ 1])):
        ours.write_bytes(content)
        with pytest.raises(WatchBrokenError):
            read(stage.community.uid)


def test_another_founder_does_not_take_the_place_of_the_first(stage: Stage) -> None:
    watch.keep_founder(stage.community.uid, stage.player("ada").keys.fingerprint)

    with pytest.raises(WatchBrokenError):
        watch.keep_founder(stage.community.uid, stage.player("bo").keys.fingerprint)


def test_a_database_behind_the_mark_writes_nothing(stage: Stage) -> None:
    ledger.require_no_recess(stage.community)
    watch.raise_high_water(stage.community.uid, 10**6)

    for asks in (ledger.require_no_recess, ledger.count_ahead):
        with pytest.raises(RecessError):
            asks(stage.community)


def test_a_mark_that_a_power_cut_tore_leaves_the_one_before(stage: Stage) -> None:
    for acts in (6, 7):
        watch.raise_high_water(ELSEWHERE, acts)
    path = watch._file(ELSEWHERE, "mark")
    raw = bytearray(path.read_bytes())

    raw[-5:] = bytes(5)
    path.write_bytes(raw)

    assert 6 == watch.high_water(ELSEWHERE)


def test_a_mark_that_a_power_cut_left_too_low_refuses_nothing_and_the_next_act_writes_it_anew(
    committed_stage: Stage,
) -> None:
    walk = Walk(committed_stage).report()
    path = watch._file(walk.community.uid, "mark")
    old = path.read_bytes()
    walk.report("Another one.")
    path.write_bytes(old)  # the last write had not reached the disk

    assert not ledger.is_behind(walk.community)
    assert 2 == len(cases.everything(walk.community))
    walk.report("A third one.")

    assert ledger.acts(walk.community) == watch.high_water(walk.community.uid)


def test_what_lies_beside_the_secret_is_on_the_disk_before_it_has_its_name(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    flush, rename = os.fsync, Path.replace

    def flushed(descriptor: int) -> None:
        happened.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        flush(descriptor)

    def renamed(path: Path, target: Path) -> Path:
        happened.append("name")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", renamed)

    writes: tuple[Callable[[], None], ...] = (
        lambda: watch.keep_founder(ELSEWHERE, bytes(32)),
        lambda: watch.keep_roster_end(ELSEWHERE, 4, bytes(32)),
        lambda: watch.raise_high_water(ELSEWHERE, 1),
        lambda: watch.lower_high_water(ELSEWHERE, 1),
    )
    for write in writes:
        happened.clear()
        write()
        assert ["file", "name", "folder"] == happened


def test_a_mark_in_the_rosters_place_is_not_taken_for_its_end(stage: Stage) -> None:
    watch.raise_high_water(ELSEWHERE, 4)
    folder = Path(settings.EVENHAND_WATCH)
    mark = (folder / f"{ELSEWHERE.hex()}.mark").read_bytes()
    (folder / f"{ELSEWHERE.hex()}.roster").write_bytes(mark[: len(mark) // 2])

    with pytest.raises(WatchBrokenError):
        watch.roster_end(ELSEWHERE)
