"""Rows, quickly: the few statements that every report and every page waits for, written once per table.

The ORM builds a statement anew for every call, which for these costs ten times what the database does
(ADR 9). Here a statement is made once from the model's own table and columns and kept; values are always
parameters. Everything that is asked less often speaks through the ORM.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

Row = tuple[Any, ...]  # Any: what the database gives for a column
Value = bytes | int | str
"""What a column is compared with."""

_AT_ONCE = 50
"""Rows in one statement: each number of them is a statement that is kept, and databases take only so many values."""


def insert(model: type[Model], *rows: Mapping[str, Any]) -> None:  # Any: what each column takes
    """Insert rows of one table, inside the caller's transaction; each names the same columns.

    Several are one statement: after each of its own a thread may have to wait until another one lets it go on, and
    all the while it holds the lock for which everybody waits. Raises `IntegrityError` where a constraint forbids
    one of them.
    """
    if not rows:
        return
    database, columns = _database(), tuple(rows[0])
    fields = _fields(model, columns)
    stored = _Stored(database)
    with database.cursor() as cursor:
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            values = [stored(field, row[name]) for row in some for name, field in zip(columns, fields, strict=True)]
            cursor.execute(_insert_statement(model, columns, len(some), database.vendor), values)


def add_one(model: type[Model], column: str, **where: Value) -> int | None:
    """Add one to a column of the row whose columns are ``where``; answer what stands there now."""
    database = _database()
    with database.cursor() as cursor:
        cursor.execute(_add_statement(model, column, tuple(where), database.vendor), list(where.values()))
        found: Row | None = cursor.fetchone()
    return None if found is None else int(found[0])


def pick(model: type[Model], wanted: tuple[str, ...], *, newest: str = "", **where: Value) -> Row | None:
    """These columns of the row whose columns are ``where``; of several the one with the highest ``newest``."""
    found = _rows(model, wanted, where, _one(model, newest))
    return found[0] if found else None


def hold(model: type[Model], wanted: tuple[str, ...], **where: Value) -> Row | None:
    """These columns of the row whose columns are ``where``, which nobody else holds until the transaction ends.

    SQLite has one writer anyhow. Keys that point to the row may still be written.
    """
    found = _rows(model, wanted, where, " FOR NO KEY UPDATE" if _database().vendor == "postgresql" else "")
    return found[0] if found else None


def pick_all(model: type[Model], wanted: tuple[str, ...], *, by: str, **where: Value | tuple[Value, ...]) -> list[Row]:
    """These columns of every row whose columns are ``where``, or one of them, in the order of the column ``by``."""
    return _rows(model, wanted, where, _in_order(model, by))


def _rows(
    model: type[Model], wanted: tuple[str, ...], where: Mapping[str, Value | tuple[Value, ...]], end: str
) -> list[Row]:
    database = _database()
    values = [value if isinstance(value, tuple) else (value,) for value in where.values()]
    asked = tuple((name, len(some)) for name, some in zip(where, values, strict=True))
    if not all(values):
        return []  # one of none
    with database.cursor() as cursor:
        cursor.execute(_pick_statement(model, wanted, asked, end, database.vendor), list(chain(*values)))
        found: list[Row] = cursor.fetchall()
    return found


def _database() -> BaseDatabaseWrapper:
    """This thread's connection itself: what Django calls `connection` looks it up anew at every touch."""
    return connections[DEFAULT_DB_ALIAS]


class _Stored:
    """Values as the database takes them: bytes and numbers are that already; an hour that rows share is made once."""

    def __init__(self, database: BaseDatabaseWrapper) -> None:
        self._database = database
        self._hours: dict[datetime, Any] = {}

    def __call__(self, field: Field[Any, Any], value: Any) -> Any:  # noqa: ANN401 - any column
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is not datetime:
            return field.get_db_prep_save(value, self._database)
        if value not in self._hours:
            self._hours[value] = field.get_db_prep_save(value, self._database)
        return self._hours[value]


_PLAIN = frozenset({bytes, int, type(None)})


@cache
def _fields(model: type[Model], columns: tuple[str, ...]) -> tuple[Field[Any, Any], ...]:
    return tuple(_field(model, name) for name in columns)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if name in {field.name, field.attname})


@cache
def _one(model: type[Model], newest: str) -> str:
    return f"{_in_order(model, newest)} DESC LIMIT 1" if newest else " LIMIT 1"


@cache
def _in_order(model: type[Model], by: str) -> str:
    return f" ORDER BY {_column(model, by)}"


@cache
def _insert_statement(model: type[Model], columns: tuple[str, ...], count: int, vendor: str) -> str:  # noqa: ARG001 - a part of what is kept
    names = ", ".join(_column(model, name) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {_table(model)} ({names}) VALUES {', '.join([f'({marks})'] * count)}"  # noqa: S608 - our own names


@cache
def _pick_statement(
    model: type[Model],
    wanted: tuple[str, ...],
    where: tuple[tuple[str, int], ...],
    end: str,
    vendor: str,  # noqa: ARG001
) -> str:
    columns = ", ".join(_column(model, name) for name in wanted)
    asked = " AND ".join(f"{_column(model, name)} IN ({', '.join(['%s'] * count)})" for name, count in where)
    return f"SELECT {columns} FROM {_table(model)} WHERE {asked}{end}"  # noqa: S608 - our own names


@cache
def _add_statement(model: type[Model], column: str, where: tuple[str, ...], vendor: str) -> str:  # noqa: ARG001
    asked = " AND ".join(f"{_column(model, name)} = %s" for name in where)
    counted = _column(model, column)
    return f"UPDATE {_table(model)} SET {counted} = {counted} + 1 WHERE {asked} RETURNING {counted}"  # noqa: S608 - our own names


def _table(model: type[Model]) -> str:
    return _database().ops.quote_name(model._meta.db_table)


def _column(model: type[Model], name: str) -> str:
    return _database().ops.quote_name(str(_field(model, name).column))
