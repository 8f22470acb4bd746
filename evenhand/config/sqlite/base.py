"""A connection that is kept between requests still speaks to the file that is there (ADR 9).

Opening one costs as much as all statements of a page: functions are registered, pragmas set, and the schema with
its triggers is read. So connections are kept. Whoever puts a backup in the file's place makes a new file; a
connection to the old one would go on reading it, and what it acknowledged would be lost with it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

FileId = tuple[int, int] | None


class Cursor(base.SQLiteCursorWrapper):
    """Django's own, but that a statement is put into SQLite's form once: there are few, and they are said often."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """The statement with the marks that SQLite knows."""
        return _converted(query) if param_names is None else super().convert_query(query, param_names=param_names)


@lru_cache(maxsize=1024)
def _converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


@lru_cache(maxsize=64)
def _path(name: str) -> Path:
    """Where the file is; every request asks for it."""
    return Path(name)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but that it lets go of a file that was replaced or is gone."""

    _opened: FileId = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:  # noqa: ANN401 - as Django has it
        """Open the file, and remember which one it was."""
        connection = super().get_new_connection(conn_params)
        self._opened = self._file()
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ANN401, ARG002 - as Django has it
        """Open a cursor that remembers how its statements are said."""
        return self.connection.cursor(factory=Cursor)

    def close_if_unusable_or_obsolete(self) -> None:
        """Close what has grown old, as Django does before and after each request, and what leads to another file."""
        if self.connection is not None and not self.in_atomic_block and self._opened != self._file():
            self.close()
        super().close_if_unusable_or_obsolete()

    def _file(self) -> FileId:
        try:
            found = _path(str(self.settings_dict["NAME"])).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
