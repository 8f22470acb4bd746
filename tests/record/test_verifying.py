"""P3 and P4 at the database: every bit flipped is found, no two ciphertexts swapped are accepted (THREATS 9)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction

from evenhand.casework import clockwork, keychanges, portal, recording, uploads
from evenhand.casework.staging import Stage
from evenhand.casework.uploads import StoredFile
from evenhand.casework.verification import Wrong, verify, verify_number, verify_triggers
from evenhand.doors.cli import verify as command
from evenhand.people import watch
from evenhand.procedure import facts as f
from evenhand.record import files, triggers
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
@pytest.mark.parametrize(
    "every", [5, pytest.param(1, marks=pytest.mark.faults, id="row by row")], ids=lambda every: f"every {every}th row"
)
def test_in_a_long_case_a_flipped_bit_is_found_and_no_two_ciphertexts_can_be_swapped(stage: Stage, every: int) -> None:
    walk = with_a_day_in_the_log(long_case(stage))
    assert len(walk.seat("bo").file.entries) >= 60
    assert [] == found(walk)
    drop_triggers()

    for nth, (table, key, column) in enumerate(SEALED):
        stored = rows(table, key, column)
        statement = f"UPDATE {table} SET {column} = %s WHERE {key} = %s"  # noqa: S608 - names of this file
        assert stored
        for at, (row, value) in list(enumerate(stored))[nth % min(every, len(stored)) :: every]:
            with changed((statement, [_flipped(value, at), row])):
                assert found(walk, table), f"{column} in row {at} of {table}"
        pairs = list(pairwise(stored)) if column in {"fact", "blob"} else []
        for (one, first), (other, second) in pairs[::every]:
            with changed((statement, [second, one]), (statement, [first, other])):
                assert found(walk, table), f"{column} of {table} swapped"


def _flipped(value: object, at: int) -> bytes:
    assert isinstance(value, bytes)
    bit = (at * 7919 + 13) % (8 * len(value))
    flipped = bytearray(value)
    flipped[bit // 8] ^= 1 << bit % 8
    return bytes(flipped)


WITH_FILES = (f.ReportReceived, f.ReportAddedTo, f.MessageReceived, f.EvidenceFiled)
FILES: dict[str, Callable[[Walk], object]] = {
    "a report": lambda w: w.report(files=(w.file(),)),
    "more of a report": lambda w: portal.add_to_report(w.party(), w.occasion, "More.", (w.file(),)),
    "a message": lambda w: portal.write(w.party(), w.occasion, "See.", (w.file(),)),
    "evidence": lambda w: recording.file_evidence(w.seat("bo"), w.occasion, evidence(w.file(), w.file("b.txt", b"b"))),
}


def evidence(*files: StoredFile) -> recording.Evidence:
    return recording.Evidence(f.EvidenceKind.CHAT, "Found in the channel.", files=files)


@pytest.mark.parametrize("do", FILES.values(), ids=FILES)
def test_a_bit_flipped_in_any_part_of_a_file_is_found_at_its_entry_without_any_key(
    bare: Walk, do: Callable[[Walk], object]
) -> None:
    """P3: the keys of files stand in words, so the hash of what is stored stands in the fact."""
    do(bare)
    stored = rows("record_filepart", "id", "blob")
    assert stored
    assert [] == found(bare, "record_case")

    for at, (row, blob) in enumerate(stored):
        with changed(("UPDATE record_filepart SET blob = %s WHERE id = %s", [_flipped(blob, at), row])):
            (wrong,) = found(bare, "record_case")
        assert wrong.sentence == "a file that came with it is not the one that was sent."
        assert isinstance(bare.seat("bo").file.entries[wrong.entry - 1].happened.fact, WITH_FILES)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DELETE FROM record_filepart", "a file that came with it is missing, and nobody signed that it was erased."),
        ("UPDATE record_filepart SET number = number + 1", "a file that came with it is missing"),
        ("UPDATE record_filepart SET file = 'another one, 16b'", "a file that came with it is missing"),
        ("INSERT INTO record_filepart (file, number, blob) SELECT file, 1, blob FROM record_filepart", "not the one"),
    ],
)
def test_a_part_of_a_file_that_is_gone_moved_or_added_is_found(bare: Walk, statement: str, sentence: str) -> None:
    recording.file_evidence(bare.seat("bo"), bare.occasion, evidence(bare.file("a.txt", b"a")))
    last = bare.seat("bo").file.seq
    if connection.vendor == "postgresql":
        statement = statement.replace("'another one, 16b'", "'another one, 16b'::bytea")

    with changed((statement, [])):
        (wrong,) = found(bare, "record_case")

    assert sentence in wrong.sentence
    assert last == wrong.entry


def test_two_files_that_were_swapped_are_found(bare: Walk) -> None:
    recording.file_evidence(
        bare.seat("bo"), bare.occasion, evidence(bare.file("a.txt", b"a"), bare.file("b.txt", b"b"))
    )
    (one, first), (other, second) = rows("record_filepart", "id", "blob")
    statement = "UPDATE record_filepart SET blob = %s WHERE id = %s"

    with changed((statement, [second, one]), (statement, [first, other])):
        assert found(bare, "record_case")


def test_an_entry_of_before_hashes_were_recorded_verifies_as_it_did(bare: Walk) -> None:
    recording.file_evidence(bare.seat("bo"), bare.occasion, evidence(replace(bare.file("a.txt", b"a"), sealed=b"")))
    ((row, blob),) = rows("record_filepart", "id", "blob")

    with changed(("UPDATE record_filepart SET blob = %s WHERE id = %s", [_flipped(blob, 1), row])):
        assert [] == found(bare, "record_case")


def test_a_file_that_is_gone_under_a_tombstone_that_no_entry_signed_is_missed(bare: Walk) -> None:
    recording.file_evidence(bare.seat("bo"), bare.occasion, evidence(bare.file("a.txt", b"a")))
    last = bare.seat("bo").file.entries[-1]
    ((_, file),) = rows("record_filepart", "id", "file")
    forged: list[tuple[str, list[Any]]] = [
        ("INSERT INTO record_tombstone (erased, entry) VALUES (%s, %s)", [file, last.entry]),
        ("DELETE FROM record_filepart", []),
    ]

    with changed(*forged):
        (wrong,) = found(bare, "record_case")

    assert (last.seq, "its words or files are missing, and no entry of this case erased them.") == (
        wrong.entry,
        wrong.sentence,
    )


def test_twenty_files_make_no_row_of_a_fact_longer(walk: Walk) -> None:
    """P11: how many files came with an entry cannot be told from its row."""
    portal.write(walk.party(), walk.occasion, "None.")
    portal.write(walk.party(), walk.occasion, "All.", [walk.file(f"{n}.txt", b"x") for n in range(20)])
    recording.file_evidence(walk.seat("bo"), walk.occasion, evidence(*[walk.file(f"{n}.txt", b"x") for n in range(20)]))

    assert len({len(bytes(fact)) for _, fact in rows("record_entry", "id", "fact")[-3:]}) == 1  # type: ignore[call-overload]  # a column of bytes


def test_a_spooled_file_that_the_disk_has_changed_is_not_taken(walk: Walk) -> None:
    file = walk.file("a.txt", b"a")
    path = uploads.spool() / file.uid.hex()
    path.write_bytes(_flipped(path.read_bytes(), 3))
    before = walk.seat("bo").file.seq

    with pytest.raises(OSError, match="not what was written"):
        recording.file_evidence(walk.seat("bo"), walk.occasion, evidence(file))

    assert before == walk.seat("bo").file.seq
    assert [] == rows("record_filepart", "id", "blob")


@pytest.mark.parametrize("text", ["", "short", "A" * 65, "!" * 64, "A" * 60 + "===="])
def test_what_is_no_mark_of_a_file_is_refused(text: str) -> None:
    with pytest.raises(files.NoMarkError):
        files.read_mark(text)


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
