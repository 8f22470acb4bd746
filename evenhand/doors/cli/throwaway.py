"""A house that is thrown away: a database, a secret and folders of their own, whatever the environment says."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MADE = "EVENHAND_"


def settle(folder: Path, **settings: str) -> None:
    """Make this process work in a folder of its own; the environment's own settings are put aside."""
    for name in [name for name in os.environ if name.startswith(MADE)]:
        del os.environ[name]
    os.environ |= {"EVENHAND_SECRET": secrets.token_hex(32), "EVENHAND_DATA": str(folder), **settings}
    os.environ["DJANGO_SETTINGS_MODULE"] = "evenhand.config.settings"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    import django  # noqa: PLC0415 - only now there are settings

    django.setup()


def settle_here(secret: Path) -> None:
    """Make this process work as the environment says, with the secret in this file."""
    os.environ.pop("EVENHAND_SECRET", None)
    os.environ["EVENHAND_SECRET_FILE"] = str(secret)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand.config.settings")
    import django  # noqa: PLC0415 - only now there are settings

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - as above

    Path(settings.EVENHAND_DATA).mkdir(mode=0o700, parents=True, exist_ok=True)


def migrate() -> None:
    """Make the tables and their triggers."""
    from django.core.management import call_command  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0)


@contextmanager
def copied(folder: Path, name: str) -> Iterator[None]:
    """Work in a copy of the database and of what lies beside the secret; the original stays as it is."""
    from django.conf import settings  # noqa: PLC0415 - as above
    from django.db import connection  # noqa: PLC0415 - as above

    original, watch = connection.settings_dict["NAME"], settings.EVENHAND_WATCH
    connection.close()
    connection.settings_dict["NAME"] = str(shutil.copy(original, folder / f"{name}.sqlite3"))
    settings.EVENHAND_WATCH = shutil.copytree(watch, folder / f"{name}.watch")
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], settings.EVENHAND_WATCH = original, watch


class SqliteKeeper:
    """Copies of the SQLite database at hand, by its backup interface."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.taken = folder, 0

    def back_up(self) -> Path:
        """Copy the whole database."""
        self.taken += 1
        path = self.folder / f"copy-{self.taken}.sqlite3"
        target = sqlite3.connect(path)
        self._live().backup(target)
        target.close()
        return path

    def restore(self, copy: Any) -> None:  # noqa: ANN401 - a path, as back_up gave it
        """Put a copy in the place of the whole database."""
        source = sqlite3.connect(copy)
        source.backup(self._live())
        source.close()

    def _live(self) -> Any:  # noqa: ANN401 - the driver's own connection
        from django.db import connection  # noqa: PLC0415 - as above

        connection.ensure_connection()
        return connection.connection
