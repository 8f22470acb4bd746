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
    """A table whose rows stay as they were written.

    `keys` are all that may not be inserted twice: INSERT OR REPLACE takes any of them for
    a reason to drop the row that is there.
    """

    table: str
    keys: tuple[tuple[str, ...], ...]
    erasable_by: str = ""  # the column by which a tombstone may name a row
    is_updated: bool = False  # a case's row carries the head of its chain and is written at every act; it never goes


GUARDED = (
    Guarded("record_case", (("uid",),), is_updated=True),
    Guarded("record_entry", (("id",), ("uid",), ("case_id", "seq"))),
    Guarded("record_words", (("entry",),), erasable_by="entry"),
    Guarded("record_filepart", (("id",), ("file", "number")), erasable_by="file"),
    Guarded("record_tombstone", (("erased",),)),
    Guarded("record_logday", (("id",), ("community_id", "number"))),
    Guarded("record_statement", (("number",), ("uid",))),
    Guarded("people_rosterentry", (("id",), ("community_id", "seq"))),
    Guarded("people_manualversion", (("id",), ("community_id", "digest"))),
)

_REFUSAL = "the record is never changed"


def names(guarded: Guarded, vendor: str) -> tuple[str, ...]:
    """The triggers of one table."""
    kinds = [] if guarded.is_updated else ["update"]
    kinds += ["delete", "insert", "truncate"] if vendor == "postgresql" else ["delete", "insert"]
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
    """The names of triggers that are not there, that were switched off, or that say something else."""
    if connection.vendor == "postgresql":
        query = """
            SELECT tgname, tgrelid::regclass::text || E'\n' || prosrc
            FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
            WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
        """
    else:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = dict(cursor.fetchall())
    wanted = [item for guarded in GUARDED for item in _said(guarded, connection.vendor).items()]
    return tuple(name for name, said in wanted if present.get(name) != said)


def _said(guarded: Guarded, vendor: str) -> dict[str, str]:
    """What the database says of a table's triggers where they are as we made them."""
    if vendor == "postgresql":
        return {f"{guarded.table}_no_{kind}": f"{guarded.table}\n BEGIN {body} END " for kind, body in _bodies(guarded)}
    return {name: made for name in names(guarded, vendor) for made in _sqlite(guarded) if f"TRIGGER {name} " in made}


def _sqlite(guarded: Guarded) -> list[str]:
    table = guarded.table
    unless = ""
    if guarded.erasable_by:
        unless = f"WHEN NOT EXISTS (SELECT 1 FROM record_tombstone WHERE erased = OLD.{guarded.erasable_by})"  # noqa: S608  our own names
    when = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {_same(guarded)})"  # noqa: S608  our own names
    abort = f"SELECT RAISE(ABORT, '{_REFUSAL}')"
    update = f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {abort}; END"
    return [
        *(f"DROP TRIGGER IF EXISTS {name}" for name in names(guarded, "sqlite")),
        *([] if guarded.is_updated else [update]),
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {unless} BEGIN {abort}; END",
        # INSERT OR REPLACE deletes without a delete trigger unless recursive triggers are on, so it is refused here.
        f"CREATE TRIGGER {table}_no_insert BEFORE INSERT ON {table} {when} BEGIN {abort}; END",
    ]


def _same(guarded: Guarded) -> str:
    keys = (" AND ".join(f"{column} = NEW.{column}" for column in key) for key in guarded.keys)
    return " OR ".join(f"({key})" for key in keys)


def _bodies(guarded: Guarded) -> list[tuple[str, str]]:
    table = guarded.table
    raising = f"RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';"
    erasable = "FALSE"
    if guarded.erasable_by:
        erasable = f"EXISTS (SELECT 1 FROM record_tombstone WHERE erased = OLD.{guarded.erasable_by})"  # noqa: S608  our own names
    return [
        *([] if guarded.is_updated else [("update", raising)]),
        ("delete", f"IF {erasable} THEN RETURN OLD; END IF; {raising}"),
        ("insert", f"IF EXISTS (SELECT 1 FROM {table} WHERE {_same(guarded)}) THEN {raising} END IF; RETURN NEW;"),  # noqa: S608
        ("truncate", raising),
    ]


def _postgresql(guarded: Guarded) -> list[str]:
    table = guarded.table
    function = "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    statements = []
    for kind, body in _bodies(guarded):
        name = f"{table}_no_{kind}"
        each = "STATEMENT" if kind == "truncate" else "ROW"
        statements += [
            function.format(name=name, body=body),
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} BEFORE {kind.upper()} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()",
        ]
    return statements
