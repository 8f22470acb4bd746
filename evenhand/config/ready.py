"""What has to hold of the database before a command works with it: each thing that does not has its sentence."""

from contextlib import suppress

from django.core.checks import WARNING, run_checks
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from evenhand.config.environment import SettingError
from evenhand.people.keys import NotInitialisedError, WrongSecretError, clerks


def require_database() -> None:
    """Raise `SettingError` unless the database answers, is of this version and belongs to this secret."""
    try:
        executor = MigrationExecutor(connection)
        is_of_another_version = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if not is_of_another_version:
            with suppress(NotInitialisedError):  # there is nothing in it yet: `evenhand init` comes first
                clerks()
    except Error:  # its own words may name the password
        raise SettingError(
            "The database does not answer. Look at EVENHAND_DATABASE_URL, or at EVENHAND_DATA."
        ) from None
    except WrongSecretError as err:
        raise SettingError(str(err)) from None
    if is_of_another_version:
        raise SettingError(
            "The database has no tables yet, or those of an older Evenhand. Nothing was changed."
            " Run `evenhand init` for a new one, or `evenhand manage migrate` after an update."
        )


def require_all_to_serve() -> None:
    """Raise `SettingError` also for what could lose something once many ask at the same time."""
    require_database()
    found = [one for one in run_checks(databases=["default"]) if one.level >= WARNING and not one.is_silenced()]
    if found:
        raise SettingError("\n".join(f"{one.msg} {one.hint or ''}".strip() for one in found))
