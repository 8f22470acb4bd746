"""Faults 3 and 4: the disk is full, or does not do what it should. Nothing is acknowledged that is not kept."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from evenhand.casework.staging import Stage
from evenhand.people import watch
from evenhand.shell.middleware import CommunityMiddleware
from tests.cast import Walk, dice
from tests.faults import deaths, picture
from tests.faults.arena import Arena, Ended, State, done, run
from tests.faults.n1 import report, walk_file

sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL the disk is the server's")
STORE_FAILS = {"OperationalError", "OSError"}
"""What the shell answers with "not accepted: we cannot store anything right now"."""


@pytest.fixture
def walk(committed_stage: Stage) -> Walk:
    """Somebody who is about to report."""
    return Walk(committed_stage)


@sqlite
def test_a_report_that_finds_no_room_is_not_accepted_and_the_next_one_is(walk: Walk) -> None:
    Walk(walk.stage).report("One that was there before.")
    before = picture.taken(walk.stage)
    full = pages("page_count")
    pages(f"max_page_count = {full}")

    with pytest.raises(OperationalError, match="full"):
        Walk(walk.stage, draw=walk.draw).report("x" * 200_000)

    assert before == picture.taken(walk.stage)
    pages("max_page_count = 1073741823")
    again = Walk(walk.stage, draw=walk.draw).report("x" * 200_000)
    assert again.seat("bo").state.is_open


def pages(what: str) -> int:
    """Ask or tell SQLite how many pages a database has, or may have."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {what}")
        return int(cursor.fetchone()[0])


@sqlite
@pytest.mark.parametrize("more", [0, 1, 4096, 20_000, 50_000, 90_000, 130_000])
def test_at_whatever_byte_files_stop_growing_no_false_receipt_is_given(walk: Walk, tmp_path: Path, more: int) -> None:
    arena = Arena(tmp_path)
    state = arena.keep()
    before = picture.taken(walk.stage)

    with arena.trial(state):
        ended = run(
            partial(within, Path(connection.settings_dict["NAME"]).stat().st_size + more, partial(report, walk))
        )
        after = done(partial(picture.taken, walk.stage))

    assert ended.acknowledged is (before != after)
    assert ended.acknowledged or ended.raised in STORE_FAILS, ended.story


def within(most: int, work: Callable[[], object]) -> object:
    """Do this where no file can grow beyond so many bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return work()


@sqlite
def test_a_file_that_finds_no_room_on_its_way_in_is_a_fault_of_the_store(walk: Walk) -> None:
    ended = run(partial(within, 1000, partial(walk_file, walk)))

    assert ended.raised in STORE_FAILS


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError(5, "I/O error"), OSError(27, "")])
def test_what_comes_out_is_answered_as_not_accepted(error: OSError) -> None:
    request: HttpRequest = RequestFactory().post("/lattice/report/")

    answer = CommunityMiddleware(lambda _: HttpResponse()).process_exception(request, error)

    assert answer is not None
    assert 503 == answer.status_code


def test_an_error_that_has_nothing_to_do_with_the_store_is_not_hidden_behind_it() -> None:
    request: HttpRequest = RequestFactory().get("/lattice/")

    assert CommunityMiddleware(lambda _: HttpResponse()).process_exception(request, FileNotFoundError(2, "")) is None


@sqlite
@pytest.mark.skipif(not deaths.can_trace(), reason="strace is not here or may not trace; on Debian: apt install strace")
def test_a_mark_that_cannot_be_written_takes_nothing_back(walk: Walk, tmp_path: Path) -> None:
    arena = Arena(tmp_path)
    state = arena.keep()
    before = picture.taken(walk.stage)

    with arena.trial(state):
        writes = deaths.calls_of(partial(report, walk), tmp_path / "calls")["pwrite64"]

    with arena.trial(state):  # the last write in place is the mark's
        ended = deaths.failing_call("pwrite64", writes, "ENOSPC", partial(report, walk))
        after = done(partial(picture.taken, walk.stage))
        mark = done(partial(watch.high_water, walk.community.uid))

    assert ended.acknowledged, ended.story
    assert isinstance(after, picture.Picture)
    assert before.acts + 1 == after.acts
    assert before.acts == mark


@sqlite
@pytest.mark.faults
@pytest.mark.skipif(not deaths.can_trace(), reason="strace is not here or may not trace; on Debian: apt install strace")
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("onwards", [False, True])
def test_whatever_call_fails_nothing_is_acknowledged_that_is_not_kept(
    walk: Walk, tmp_path: Path, error: str, onwards: bool
) -> None:
    arena = Arena(tmp_path)
    state = arena.keep()
    before = picture.taken(walk.stage)
    with arena.trial(state):
        calls = deaths.calls_of(partial(report, walk), tmp_path / "calls")
    del calls["write"]  # by which the child acknowledges, too

    for call, times in calls.items():
        for number in range(1, times + 1):
            with arena.trial(state):
                ended = deaths.failing_call(call, number, error, partial(report, walk), onwards=onwards)
                _require_no_false_receipt(walk, before, ended, f"{error} at {call} {number}")


def _require_no_false_receipt(walk: Walk, before: picture.Picture, ended: Ended, where: str) -> None:
    """What was acknowledged is there; what was not is not, or whole. Then somebody reports as ever."""
    found = done(partial(picture.taken, walk.stage))
    assert isinstance(found, picture.Picture)
    assert found.acts in ({before.acts + 1} if ended.acknowledged else {before.acts, before.acts + 1}), where
    assert ended.acknowledged or ended.raised in STORE_FAILS, f"{where}: {ended.story}"
    done(lambda: Walk(walk.stage, draw=dice("the next one")).report("The next one.").seat("bo").state.is_open)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where this machine lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", disk], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("only root can make a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


@sqlite
def test_a_disk_that_is_full_to_the_last_byte_can_be_read_and_takes_reports_again(
    walk: Walk, tmp_path: Path, small_disk: Path
) -> None:
    walk.report("One that was there before.")
    arena = Arena(tmp_path)
    kept = arena.keep()
    state = State(str(shutil.copy(kept.database, small_disk / "database")), kept.watch)

    answer = done(partial(_fills, Arena(small_disk), state, walk))

    assert isinstance(answer, set)
    assert answer <= STORE_FAILS


def _fills(arena: Arena, state: State, walk: Walk) -> set[str]:
    """Report until the disk is full; read; free it; report."""
    accepted, refused = 0, set[str]()
    with arena.trial(state):
        for number in range(60):
            one = Walk(walk.stage, draw=walk.draw)
            try:
                one.report(f"{number}" + "x" * 60_000)
            except (OSError, OperationalError) as err:
                refused.add(type(err).__name__)
            else:
                accepted += 1
        assert accepted
        assert refused
        assert accepted + 1 == len(picture.taken(walk.stage).cases)
        assert walk.seat("bo").state.is_open
        Path(state.database).unlink()  # somebody makes room
        Walk(walk.stage, draw=walk.draw).report("After all that.").seat("bo")
    return refused
