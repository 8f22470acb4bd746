"""A throwaway database with the product's own settings, for measuring on."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from evenhand.people import keys


@contextmanager
def throwaway(folder: Path, secret: bytes | None = None, copied_from: Path | None = None) -> Iterator[bytes]:
    """Use a SQLite file in this folder, new or copied, with a watch folder of its own; give its secret."""
    kept = connection.settings_dict["NAME"], settings.EVENHAND_WATCH, settings.EVENHAND_DATA, settings.EVENHAND_SECRET
    key = secret or os.urandom(32)
    connections.close_all()
    if secret is not None and copied_from is not None:
        shutil.copy(copied_from / "evenhand.sqlite3", folder / "evenhand.sqlite3")
        shutil.copytree(copied_from / "watch", folder / "watch")
    connection.settings_dict["NAME"] = str(folder / "evenhand.sqlite3")
    settings.EVENHAND_WATCH, settings.EVENHAND_DATA, settings.EVENHAND_SECRET = folder / "watch", folder, key
    keys.forget()
    try:
        call_command("migrate", verbosity=0)
        yield key
    finally:
        connections.close_all()
        name, settings.EVENHAND_WATCH, settings.EVENHAND_DATA, settings.EVENHAND_SECRET = kept
        connection.settings_dict["NAME"] = name
        keys.forget()
