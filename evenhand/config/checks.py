"""What has to be true before anything is served; `evenhand doctor` says it in sentences, start refuses without it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections

from evenhand.config import filesystems
from evenhand.config.environment import SQLITE_PRAGMAS
from evenhand.people.keys import NotInitialisedError, WrongSecretError, clerks


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
def the_database_is_on_this_machine(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:  # noqa: ANN401 - as above
    """Refuse SQLite on a network file system: two programs there can both believe that they hold its lock."""
    return [
        Error(
            f"The database {name} lies on a disk of another machine ({kind}), where locks are not to be relied on.",
            hint="Put EVENHAND_DATA on a disk of this machine, or use PostgreSQL: see EVENHAND_DATABASE_URL.",
            id="evenhand.E005",
        )
        for alias in databases or ()
        if connections[alias].vendor == "sqlite"
        for name in [str(connections[alias].settings_dict["NAME"])]
        if (kind := filesystems.kind_of(Path(name))) in filesystems.NETWORK
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


@register(Tags.database)
def the_secret_is_this_databases(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:  # noqa: ANN401 - as above
    """Refuse a database that another installation keeps: two secrets in one database would lose facts."""
    try:
        if databases:
            clerks()
    except WrongSecretError as err:
        return [Error(str(err), id="evenhand.E004")]
    except (NotInitialisedError, DatabaseError):
        pass  # there is nothing in it yet: `evenhand init` comes first
    return []


class InheritedConnectionError(Exception):
    """This process was forked with an open connection to the database."""


def refuse_inherited_connections() -> None:
    """In a forked child: let nothing be asked over a connection that its parent had open.

    The two would share its locks and its place in the file, and SQLite loses databases that way.
    It is left open, because closing it would undo what the parent has begun.
    """
    for wrapper in connections.all(initialized_only=True):
        if wrapper.connection is not None:
            wrapper.execute_wrappers.append(partial(_refuse, wrapper.connection))


def _refuse(inherited: object, execute: Callable[..., Any], *asked: Any) -> Any:  # noqa: ANN401 - as Django calls it
    if asked[-1]["connection"].connection is inherited:
        message = (
            "This process was forked while its parent had the database open, so it asks nothing of it. "
            "Start processes before the database is opened, or start a new program instead of a fork."
        )
        raise InheritedConnectionError(message)
    return execute(*asked)


def _pragma(alias: str, name: str) -> str:
    with connections[alias].cursor() as cursor:
        row = cursor.execute(f"PRAGMA {name}").fetchone()
    return str(row[0])
