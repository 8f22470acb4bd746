"""A data folder in which everything lies that a running server writes."""

import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder, with the temporary folder and a log of everything inside."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    handler = logging.FileHandler(tmp_path / "everything.log")
    # Django's own lines stay where the settings send them, which is nowhere: at DEBUG they hold what templates hold.
    loggers = [logging.getLogger(), logging.getLogger("evenhand")]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
        one.addHandler(handler)
    yield tmp_path
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)
        one.removeHandler(handler)
    handler.close()
