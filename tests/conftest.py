"""What every test may ask for: a database, a client, a server, a browser.

The database is SQLite, or what EVENHAND_DATABASE_URL names (`python -m tools.postgres` shows one). Tests that only need
the database mark `django_db` and are rolled back. Tests whose commits must be real, or that run threads, ask for
`committed_db`: a copy of the migrated template, because the ledger's triggers refuse to be emptied.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.db import connection, connections
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.load_profile("dev")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Keep SQLite's test database in a file: a database in memory has no journal, and no second thread."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "template.sqlite3")


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[None]:
    """Give the test a database of its own in which commits are real, copied from the migrated template."""
    template = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connections.close_all()
        copy = _copy(str(template), tmp_path)
        connection.settings_dict["NAME"] = copy
        try:
            yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = template
            _drop(copy)


def _copy(template: str, folder: Path) -> str:
    if connection.vendor == "sqlite":
        return str(shutil.copy(template, folder / "committed.sqlite3"))
    copy = f"{template}_committed"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
    return copy


def _drop(copy: str) -> None:
    if connection.vendor != "sqlite":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


@pytest.fixture
def client() -> Client:
    """Ask like a browser does from a page of ours: a POST says that it is same-origin."""
    return Client(headers={"sec-fetch-site": "same-origin"})
