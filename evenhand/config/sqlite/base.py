"""A connection that is kept between requests still speaks to the file that is there (ADR 9).

Opening one costs as much as all statements of a page: functions are registered, pragmas set, and the schema with
its triggers is read. So connections are kept. Whoever puts a backup in the file's place makes a new file; a
connection to the old one would go on reading it, and what it acknowledged would be lost with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

FileId = tuple[int, int] | None


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but that it lets go of a file that was replaced or is gone."""

    _opened: FileId = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:  # noqa: ANN401 - as Django has it
        """Open the file, and remember which one it was."""
        connection = super().get_new_connection(conn_params)
        self._opened = self._file()
        return connection

    def close_if_unusable_or_obsolete(self) -> None:
        """Close what has grown old, as Django does before and after each request, and what leads to another file."""
        if self.connection is not None and not self.in_atomic_block and self._opened != self._file():
            self.close()
        super().close_if_unusable_or_obsolete()

    def _file(self) -> FileId:
        try:
            found = Path(str(self.settings_dict["NAME"])).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
