"""P2 and P11: what a stolen database opens to somebody who was taken out, and what the shapes of its rows tell."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from evenhand.casework import founding, keychanges, portal, recording
from evenhand.casework.staging import Stage
from evenhand.doors.cli.throwaway import SqliteKeeper
from evenhand.outbox import queue
from evenhand.people import watch
from evenhand.vault.domains import Domain
from evenhand.vault.keyring import Keyring
from evenhand.vault.keys import BoxKey
from tests.cast import Walk, dice
from tests.record.thief import Thief

pytestmark = pytest.mark.once
HISTORIES = 12


@pytest.fixture(autouse=True)
def _sqlite_only() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the thief reads a file")


def thief(stage: Stage, name: str, folder: Path) -> Thief:
    copy = shutil.copy(str(connection.settings_dict["NAME"]), folder / "stolen.sqlite3")
    return Thief(Path(copy), settings.EVENHAND_SECRET, stage.player(name).keys.box)


def goes_on(walk: Walk, draw: Callable[[int], bytes], steps: int) -> None:
    """A few acts in an order that the draw decides."""
    for number in range(steps):
        who = ("bo", "dara")[draw(1)[0] % 2]
        match draw(1)[0] % 3:
            case 0:
                recording.write_note(walk.seat(who), walk.occasion, f"Note {number}.")
            case 1:
                portal.write(walk.party(), walk.occasion, f"Message {number}.")
            case _:
                recording.log_talk(walk.seat(who), walk.occasion, walk.now, f"Talk {number}.")


def begun(stage: Stage, history: int) -> Walk:
    walk = Walk(stage, draw=dice(f"history/{history}")).report(who="Mo", name="Kim Doe")
    for name in ("bo", "dara", "eun", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    goes_on(walk, dice(f"before/{history}"), 3)
    return walk


def test_who_was_excluded_stepped_back_or_left_opens_nothing_new(committed_stage: Stage, tmp_path: Path) -> None:
    for history in range(HISTORIES):
        stage = committed_stage
        walk = begun(stage, history)
        case = bytes.fromhex(walk.number)
        known: dict[str, tuple[Keyring, set[int]]] = {}
        for name in ("eun", "chidi"):
            before = thief(stage, name, tmp_path)
            known[name] = (before.keyring(case), before.opens(case))
        keychanges.recuse(walk.seat("eun"), walk.occasion)
        if history == HISTORIES - 1:
            founding.leave(stage.signed_in("ada", walk.occasion), walk.member("chidi"), walk.occasion)
        else:
            keychanges.recuse(walk.seat("chidi"), walk.occasion)
        last = walk.seat("bo").file.seq
        goes_on(walk, dice(f"after/{history}"), 5)

        for name, (keyring, opened) in known.items():
            after = thief(stage, name, tmp_path)
            assert opened
            assert set() == after.opens(case)
            assert opened == after.opens(case, keyring)  # what they had copied while they were in, and no more
        assert {seq for seq in thief(stage, "bo", tmp_path).opens(case) if seq > last}


def test_who_was_left_out_by_the_reporter_never_opens_anything(committed_stage: Stage, tmp_path: Path) -> None:
    walk = Walk(committed_stage).report(left_out=(committed_stage.player("ada").member,), who="Mo")
    for name in ("bo", "dara"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    goes_on(walk, dice("excluded"), 6)
    case = bytes.fromhex(walk.number)

    assert set() == thief(committed_stage, "ada", tmp_path).opens(case)
    assert len(thief(committed_stage, "bo", tmp_path).opens(case)) >= 6


def test_database_and_server_secret_without_a_passphrase_open_no_word(committed_stage: Stage, tmp_path: Path) -> None:
    canaries = ["turquoise lighthouse", "Kim Doe", "kim@mail.example", "heliotrope", "Mo of the night shift"]
    walk = Walk(committed_stage).report(canaries[0], name=canaries[1], address=canaries[2], who=canaries[4])
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    recording.write_note(walk.seat("bo"), walk.occasion, canaries[3])
    queue.drain()
    case = bytes.fromhex(walk.number)
    with_the_secret = thief(committed_stage, "bo", tmp_path)
    stranger = Thief(with_the_secret.database, settings.EVENHAND_SECRET, BoxKey.generate(dice("stranger")))
    rows = with_the_secret.rows.execute("SELECT uid, fact FROM record_entry WHERE case_id = ?", [case])
    facts = b"".join(
        with_the_secret.clerk.open(Domain.FACT, with_the_secret.place(case).at(entry=e), s) for e, s in rows
    )

    assert set() == stranger.opens(case)
    stored = with_the_secret.database.read_bytes() + facts
    assert [] == [canary for canary in canaries if canary.encode() in stored]


def shapes() -> Counter[tuple[object, ...]]:
    """Every row as its table and the lengths of what is in it: what somebody without keys can count."""
    found: Counter[tuple[object, ...]] = Counter()
    rows = sqlite3.connect(str(connection.settings_dict["NAME"]))
    tables = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        if table.startswith(("record_", "people_", "outbox_")):
            for row in rows.execute(f"SELECT * FROM {table}"):  # noqa: S608 - names that the database gave
                found[table, *(len(v) if isinstance(v, bytes) else type(v).__name__ for v in row)] += 1
    return found


def test_rows_have_the_same_shapes_whoever_wrote_and_whoever_stepped_back(
    committed_stage: Stage, tmp_path: Path
) -> None:
    keeper = SqliteKeeper(tmp_path)
    before = keeper.back_up()
    found = []
    for author, leaver in (("bo", "eun"), ("dara", "chidi")):
        keeper.restore(before)
        watch.lower_high_water(committed_stage.community.uid, 0)
        walk = Walk(committed_stage, draw=dice("shapes")).report(who="Mo")
        for name in ("bo", "dara", "eun", "chidi"):
            keychanges.answer_conflict(walk.seat(name), walk.occasion)
        keychanges.recuse(walk.seat(leaver), walk.occasion, "I know Mo.")
        recording.write_note(walk.seat(author), walk.occasion, "A note.")
        found.append(shapes())

    assert found[0] == found[1]
