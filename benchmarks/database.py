"""A throwaway database with the product's own settings, for measuring on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from evenhand.people import keys


@contextmanager
def throwaway(folder: Path) -> Iterator[None]:
    """Use a new SQLite file in this folder, migrated, with a secret and a watch folder of its own."""
    kept = connection.settings_dict["NAME"], settings.EVENHAND_WATCH, settings.EVENHAND_DATA, settings.EVENHAND_SECRET
    connections.close_all()
    connection.settings_dict["NAME"] = str(folder / "evenhand.sqlite3")
    settings.EVENHAND_WATCH, settings.EVENHAND_DATA = folder / "watch", folder
    settings.EVENHAND_SECRET = os.urandom(32)
    keys.forget()
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"], settings.EVENHAND_WATCH, settings.EVENHAND_DATA, settings.EVENHAND_SECRET = (
            kept
        )
        keys.forget()
