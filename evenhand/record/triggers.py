"""Triggers that refuse change, on both databases (decision 5).

Every migration that touches one of these tables runs `create` again, because a table
rebuild drops triggers silently; start and `doctor` call `missing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Guarded:
    """A table whose rows stay as they were written; `key` is what may not be inserted twice."""

    table: str
    key: tuple[str, ...]
    erasable_by: str = ""  # the column by which a tombstone may name a row


GUARDED = (
    Guarded("record_entry", ("case_id", "seq")),
    Guarded("record_words", ("entry",), erasable_by="entry"),
    Guarded("record_filepart", ("file", "number"), erasable_by="file"),
    Guarded("record_tombstone", ("erased",)),
    Guarded("record_logday", ("community_id", "number")),
    Guarded("people_rosterentry", ("community_id", "seq")),
    Guarded("people_manualversion", ("community_id", "digest")),
)

_REFUSAL = "the record is never changed"


def names(guarded: Guarded, vendor: str) -> tuple[str, ...]:
    """The triggers of one table."""
    kinds = ("update", "delete", "insert") + (("truncate",) if vendor == "postgresql" else ())
    return tuple(f"{guarded.table}_no_{kind}" for kind in kinds)


def create(connection: BaseDatabaseWrapper) -> None:
    """Create every trigger of a table that exists, anew."""
    existing = set(connection.introspection.table_names())
    statements = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for guarded in GUARDED:
            if guarded.table in existing:
                for statement in statements(guarded):
                    cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The names of triggers that are not there, or that were switched off."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    wanted = [name for guarded in GUARDED for name in names(guarded, connection.vendor)]
    return tuple(name for name in wanted if name not in present)


def _sqlite(guarded: Guarded) -> list[str]:
    table = guarded.table
    same = " AND ".join(f"{column} = NEW.{column}" for column in guarded.key)
    unless = ""
    if guarded.erasable_by:
        unless = f"WHEN NOT EXISTS (SELECT 1 FROM record_tombstone WHERE erased = OLD.{guarded.erasable_by})"  # noqa: S608  our own names
    when = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608  our own names
    abort = f"SELECT RAISE(ABORT, '{_REFUSAL}')"
    return [
        *(f"DROP TRIGGER IF EXISTS {name}" for name in names(guarded, "sqlite")),
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {abort}; END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {unless} BEGIN {abort}; END",
        # INSERT OR REPLACE deletes without a delete trigger unless recursive triggers are on, so it is refused here.
        f"CREATE TRIGGER {table}_no_insert BEFORE INSERT ON {table} {when} BEGIN {abort}; END",
    ]


def _postgresql(guarded: Guarded) -> list[str]:
    table = guarded.table
    same = " AND ".join(f"{column} = NEW.{column}" for column in guarded.key)
    raising = f"RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';"
    erasable = "FALSE"
    if guarded.erasable_by:
        erasable = f"EXISTS (SELECT 1 FROM record_tombstone WHERE erased = OLD.{guarded.erasable_by})"  # noqa: S608  our own names
    function = "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    bodies = {
        "update": raising,
        "delete": f"IF {erasable} THEN RETURN OLD; END IF; {raising}",
        "insert": f"IF EXISTS (SELECT 1 FROM {table} WHERE {same}) THEN {raising} END IF; RETURN NEW;",  # noqa: S608
        "truncate": raising,
    }
    statements = []
    for kind, body in bodies.items():
        name = f"{table}_no_{kind}"
        each = "STATEMENT" if kind == "truncate" else "ROW"
        statements += [
            function.format(name=name, body=body),
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} BEFORE {kind.upper()} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()",
        ]
    return statements
