"""P3 and P4 at the database: every bit flipped is found, no two ciphertexts swapped are accepted (THREATS 9)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction

from evenhand.casework import clockwork, keychanges, recording
from evenhand.casework.staging import Stage
from evenhand.casework.verification import Wrong, verify, verify_number, verify_triggers
from evenhand.doors.cli import verify as command
from evenhand.people import watch
from evenhand.record import triggers
from tests.cast import Walk
from tests.record.long_case import long_case


@contextmanager
def changed(*statements: tuple[str, list[Any]]) -> Iterator[None]:
    """Change rows as somebody could who has the database and no key, and undo it after."""
    with transaction.atomic():
        before = transaction.savepoint()
        with connection.cursor() as cursor:
            for statement, values in statements:
                cursor.execute(statement, values)
        yield
        transaction.savepoint_rollback(before)


@pytest.fixture
def bare(walk: Walk) -> Walk:
    """The same, with the triggers dropped."""
    drop_triggers()
    return walk


def drop_triggers() -> None:
    """Whoever can write the database can do that too."""
    with connection.cursor() as cursor:
        for guarded in triggers.GUARDED:
            for name in triggers.names(guarded, connection.vendor):
                cursor.execute(f"DROP TRIGGER {name}" + _on(guarded.table))


def rows(table: str, key: str, *columns: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join((key, *columns))} FROM {table} ORDER BY {key}")  # noqa: S608 - names of this file
        return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]


SEALED = [
    ("record_entry", "id", "fact"),
    ("record_entry", "id", "previous"),
    ("record_entry", "id", "words_hash"),
    ("record_entry", "id", "uid"),
    ("record_words", "entry", "blob"),
    ("record_case", "uid", "head"),
    ("record_case", "uid", "keyring"),
    ("record_case", "uid", "summary"),
    ("record_partykey", "lookup", "record"),
    ("record_logday", "id", "leaf"),
    ("record_logday", "id", "sealed"),
    ("record_logday", "id", "checkpoint"),
    ("people_rosterentry", "id", "fact"),
    ("people_rosterentry", "id", "previous"),
]


@pytest.fixture
def walk(stage: Stage) -> Walk:
    """A short case: words in four rooms, keys changed once, a day in the log."""
    walk = Walk(stage).report(who="Mo", name="Kim Doe", address="kim@mail.example")
    for name in ("bo", "eun"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    keychanges.recuse(walk.seat("eun"), walk.occasion, "I know Mo.")
    for number in range(1, 6):
        recording.write_note(walk.seat("bo"), walk.occasion, f"Note {number}.")
    return with_a_day_in_the_log(walk)


def with_a_day_in_the_log(walk: Walk) -> Walk:
    walk.now = walk.now.replace(hour=12) + timedelta(days=1)
    clockwork.begin_day(walk.community, walk.occasion)
    return walk


def found(walk: Walk, table: str = "") -> list[Wrong]:
    of_case = table in {"record_entry", "record_words", "record_case"}
    return list(verify_number(walk.community, bytes.fromhex(walk.number)) if of_case else verify(walk.community))


def test_a_record_that_nobody_touched_verifies(walk: Walk) -> None:
    assert [] == found(walk)
    assert [] == list(verify_triggers())
    assert [] == list(verify_number(walk.community, bytes.fromhex(walk.number)))


@pytest.mark.once
def test_in_a_long_case_a_bit_flipped_in_any_row_is_found_and_no_two_ciphertexts_can_be_swapped(stage: Stage) -> None:
    walk = with_a_day_in_the_log(long_case(stage))
    assert len(walk.seat("bo").file.entries) >= 60
    assert [] == found(walk)
    drop_triggers()

    for table, key, column in SEALED:
        stored = rows(table, key, column)
        statement = f"UPDATE {table} SET {column} = %s WHERE {key} = %s"  # noqa: S608 - names of this file
        assert stored
        for at, (row, value) in enumerate(stored):
            with changed((statement, [_flipped(value, at), row])):
                assert found(walk, table), f"{column} in row {at} of {table}"
        for (one, first), (other, second) in pairwise(stored if column in {"fact", "blob"} else ()):
            with changed((statement, [second, one]), (statement, [first, other])):
                assert found(walk, table), f"{column} of {table} swapped"


def _flipped(value: object, at: int) -> bytes:
    assert isinstance(value, bytes)
    bit = (at * 7919 + 13) % (8 * len(value))
    flipped = bytearray(value)
    flipped[bit // 8] ^= 1 << bit % 8
    return bytes(flipped)


def test_the_first_wrong_entry_is_named(bare: Walk) -> None:
    entry = rows("record_entry", "id", "seq")[8]

    with changed(("UPDATE record_entry SET words_hash = %s WHERE id = %s", [bytes(32), entry[0]])):
        (wrong, *_) = found(bare)

    assert (bare.number, 9) == (wrong.case, wrong.entry)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM record_entry WHERE seq = (SELECT max(seq) FROM record_entry)",
        "DELETE FROM record_entry WHERE seq = 5",
        "DELETE FROM record_words WHERE entry = (SELECT uid FROM record_entry WHERE seq = 9)",
        "DELETE FROM record_logday WHERE number = 1",
        "DELETE FROM people_rosterentry WHERE seq = (SELECT max(seq) FROM people_rosterentry)",
        "UPDATE record_case SET seq = seq - 1",
        "UPDATE people_community SET acts = acts - 1",
    ],
)
def test_a_row_that_is_gone_or_counted_otherwise_is_found(bare: Walk, statement: str) -> None:
    watch.raise_high_water(bare.community.uid, _acts())
    clockwork.begin_day(bare.community, bare.wait(days=1).occasion)

    with changed((statement, [])):
        assert found(bare)


def test_a_case_that_is_gone_as_a_whole_is_missed_by_the_log(bare: Walk) -> None:
    gone: list[tuple[str, list[Any]]] = [
        ("DELETE FROM record_partykey", []),
        ("DELETE FROM record_words", []),
        ("DELETE FROM record_entry", []),
        ("DELETE FROM record_case", []),
    ]

    with changed(*gone):
        assert any("a case that was touched" in wrong.sentence for wrong in found(bare))


def test_a_keyring_that_was_put_back_from_before_a_recusal_is_found(stage: Stage) -> None:
    walk = Walk(stage).report(who="Mo")
    ((_, before),) = rows("record_case", "uid", "keyring")
    keychanges.recuse(walk.seat("eun"), walk.occasion)

    with changed(("UPDATE record_case SET keyring = %s", [before])):
        assert any("keyring" in wrong.sentence for wrong in found(walk))


def test_the_hour_of_a_row_is_that_of_its_fact(bare: Walk) -> None:
    with changed(("UPDATE record_entry SET hour = %s WHERE seq = 4", [bare.occasion.hour - timedelta(days=9)])):
        assert "its hour is not that of its fact." == found(bare)[0].sentence


def test_the_command_says_what_is_wrong_and_how_it_ends(bare: Walk, capsys: pytest.CaptureFixture[str]) -> None:
    triggers.create(connection)

    assert (0, 0, 2) == (command.main([]), command.main([bare.number]), command.main(["00" * 16]))
    assert "Everything is as it was written.\n" * 2 == capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER record_entry_no_update" + _on("record_entry"))
    with changed(("UPDATE record_entry SET words_hash = %s WHERE seq = 3", [bytes(32)])):
        assert (1, 1) == (command.main([]), command.main([bare.number]))

    said = capsys.readouterr().out
    assert f"case {bare.number}, entry 3: " in said
    assert "the trigger record_entry_no_update is missing" in said


def _on(table: str) -> str:
    return f" ON {table}" if connection.vendor == "postgresql" else ""


def _acts() -> int:
    ((_, acts),) = rows("people_community", "id", "acts")
    assert isinstance(acts, int)
    return acts
