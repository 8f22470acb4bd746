"""The record is never changed: triggers hold that on both databases, whoever writes (decision 5)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from evenhand.casework import keychanges, recording
from evenhand.casework.staging import Stage
from evenhand.record import cases, files, logbook, models, statements, triggers
from evenhand.record.triggers import GUARDED, Guarded
from tests.cast import Walk

TABLES = [guarded.table for guarded in GUARDED]


@pytest.fixture
def full(stage: Stage) -> Walk:
    """A community with a row in every guarded table."""
    walk = Walk(stage).report()
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    recording.write_note(walk.seat("bo"), walk.occasion, "A note.")
    files.keep(bytes(16), [b"one part", b"another"])
    models.Tombstone.objects.create(erased=b"t" * 16, entry=b"e" * 16)
    logbook.append(walk.community, walk.now.date(), (), walk.occasion)
    said = statements.Statement(uid=b"s" * 16, day=walk.now.date(), voice=statements.Voice.COUNCIL, language="en")
    statements.publish(walk.community, said)
    return walk


def guarded(table: str) -> Guarded:
    return next(one for one in GUARDED if one.table == table)


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, list(values))


def rows(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - a table of ours
        return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [one.name for one in connection.introspection.get_table_description(cursor, table)]


def refused(sql: str, *values: Any) -> None:
    with pytest.raises(DatabaseError, match="the record is never changed"):
        run(sql, *values)


@pytest.mark.parametrize("table", [table for table in TABLES if not guarded(table).is_updated])
def test_no_column_of_a_row_is_changed(full: Walk, table: str) -> None:
    before = rows(table)

    for column in columns(table):
        refused(f"UPDATE {table} SET {column} = {column}")  # noqa: S608 - our own names

    assert before
    assert before == rows(table)


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_deleted(full: Walk, table: str) -> None:
    before = rows(table)

    refused(f"DELETE FROM {table}")  # noqa: S608 - our own names

    assert before == rows(table)


@pytest.mark.parametrize(("table", "key"), [(one.table, key) for one in GUARDED for key in one.keys])
def test_no_row_is_put_in_the_place_of_another_by_any_of_its_keys(full: Walk, table: str, key: tuple[str, ...]) -> None:
    names, before = columns(table), rows(table)
    fresh = {"id": 10**6, "uid": b"n" * 16, "seq": 10**6, "number": 10**6, "digest": "n"}
    new = [value if name in key else fresh.get(name, value) for name, value in zip(names, before[0], strict=True)]
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"

    refused(f"{verb} INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})", *new)

    assert before == rows(table)


@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_emptied(full: Walk, table: str) -> None:
    if connection.vendor != "postgresql":
        refused(f"DELETE FROM {table} WHERE 1 = 1")  # noqa: S608 - SQLite has no TRUNCATE; it deletes
        return
    run("SET CONSTRAINTS ALL IMMEDIATE")  # else what the test itself inserted stands in the way
    refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", [one.table for one in GUARDED if one.erasable_by])
def test_a_tombstone_lets_exactly_its_words_go(full: Walk, table: str) -> None:
    column = guarded(table).erasable_by
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608 - our own names
        erased = bytes(cursor.fetchone()[0])
        cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE {column} <> %s", [erased])  # noqa: S608
        others = cursor.fetchone()[0]
    models.Tombstone.objects.create(erased=erased, entry=b"e" * 16)

    run(f"DELETE FROM {table} WHERE {column} = %s", erased)  # noqa: S608 - our own names

    assert others == len(rows(table))
    if others:
        refused(f"DELETE FROM {table}")  # noqa: S608 - our own names
    assert 1 == len(cases.everything(full.community))


def test_nothing_is_missing_after_the_migrations(stage: Stage) -> None:
    assert () == triggers.missing(connection)


def every_trigger() -> Iterator[tuple[Guarded, str]]:
    for one in GUARDED:
        for name in triggers.names(one, connection.vendor):
            yield one, name


def test_a_trigger_that_is_gone_is_missed(stage: Stage) -> None:
    on_table = connection.vendor == "postgresql"
    for one, name in every_trigger():
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {one.table}" if on_table else ""))

        assert (name,) == triggers.missing(connection)
        triggers.create(connection)

    assert () == triggers.missing(connection)


def test_a_trigger_that_does_nothing_any_more_is_missed(stage: Stage) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION record_entry_no_delete() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN RETURN OLD; END $$"
            )
        else:
            cursor.execute("DROP TRIGGER record_entry_no_delete")
            cursor.execute("CREATE TRIGGER record_entry_no_delete BEFORE DELETE ON record_entry BEGIN SELECT 1; END")

    assert ("record_entry_no_delete",) == triggers.missing(connection)
