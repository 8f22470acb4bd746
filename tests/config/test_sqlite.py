"""A kept connection lets go of a database that somebody replaced."""

import shutil
from pathlib import Path

import pytest
from django.db import connection

from evenhand.casework.staging import Stage
from evenhand.people import models

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no file that could be replaced")


def test_a_connection_is_kept_while_its_file_is_there(committed_stage: Stage) -> None:
    assert models.Community.objects.exists()
    kept = connection.connection

    connection.close_if_unusable_or_obsolete()

    assert kept is connection.connection


def test_a_restored_file_is_the_one_that_is_asked_next(committed_stage: Stage, tmp_path: Path) -> None:
    path = Path(str(connection.settings_dict["NAME"]))
    shutil.copy(path, tmp_path / "backup.sqlite3")
    models.Community.objects.update(name="Changed after the backup")

    (tmp_path / "backup.sqlite3").replace(path)
    connection.close_if_unusable_or_obsolete()

    assert committed_stage.community.name == models.Community.objects.get().name


def test_a_file_that_is_gone_is_let_go(committed_stage: Stage) -> None:
    assert models.Community.objects.exists()

    Path(str(connection.settings_dict["NAME"])).unlink()
    connection.close_if_unusable_or_obsolete()

    assert connection.connection is None
