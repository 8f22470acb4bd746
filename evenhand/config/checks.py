"""What has to be true before anything is served; `evenhand doctor` says it in sentences, start refuses without it."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from evenhand.config.environment import SQLITE_PRAGMAS


@register(Tags.database)
def pragmas_hold(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's signature
    """Read back that SQLite writes so that a power cut loses nothing and a deletion leaves nothing."""
    return [
        Error(
            f"SQLite opened {alias!r} with {name} = {found}, not {wanted}.",
            hint="The file may stand on a disk that cannot do this, or another program holds it open.",
            id="evenhand.E001",
        )
        for alias in databases or ()
        if connections[alias].vendor == "sqlite"
        for name, (_written, wanted) in SQLITE_PRAGMAS.items()
        if (found := _pragma(alias, name)) != wanted
    ]


@register(Tags.database)
def transactions_are_immediate(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:  # noqa: ANN401 - as above
    """Make sure that writers wait for each other instead of failing at commit, and that no view holds a transaction."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        connection.ensure_connection()
        if connection.vendor == "sqlite" and getattr(connection, "transaction_mode", None) != "IMMEDIATE":
            found.append(Error(f"{alias!r} does not begin its transactions IMMEDIATE.", id="evenhand.E002"))
        if connection.settings_dict["ATOMIC_REQUESTS"]:
            found.append(
                Error(f"{alias!r} has ATOMIC_REQUESTS on: acts open their own transactions.", id="evenhand.E003")
            )
    return found


def _pragma(alias: str, name: str) -> str:
    with connections[alias].cursor() as cursor:
        row = cursor.execute(f"PRAGMA {name}").fetchone()
    return str(row[0])
