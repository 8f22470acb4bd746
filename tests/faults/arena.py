"""A place where processes may die: states of the database that can be put back, and children of our own.

Every trial runs on a copy of a real database file (or of a PostgreSQL database), together
with the folder beside the server secret, and in a process of its own.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.db import connection, connections

from evenhand.people import keys


@dataclass(frozen=True, slots=True)
class State:
    """A database as it was at a moment, with the folder that watches it."""

    database: str
    watch: Path


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended. ``answer`` is there only if the child acknowledged: said so after all was done."""

    status: int
    acknowledged: bool
    answer: object = None
    raised: str = ""
    """The name of what came out instead of an answer."""
    story: str = ""

    @property
    def was_killed(self) -> bool:
        """Whether it died by SIGKILL."""
        return os.WIFSIGNALED(self.status) and os.WTERMSIG(self.status) == signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Child:
    """A process of ours that is under way."""

    pid: int
    answers: int

    def wait(self) -> Ended:
        """What it said, and how it ended."""
        said = b""
        while piece := os.read(self.answers, 65536):
            said += piece
        os.close(self.answers)
        _, status = os.waitpid(self.pid, 0)
        if not said:
            return Ended(status, acknowledged=False)
        answer, raised, story = pickle.loads(said)  # noqa: S301 - from our own child
        return Ended(status, not raised, answer, raised, story)


class Arena:
    """Keeps states, and lets trials run on copies of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = 0

    def keep(self) -> State:
        """Keep the present state."""
        self._kept += 1
        connections.close_all()
        present = str(connection.settings_dict["NAME"])
        state = State(_copied(present, self._folder, f"kept{self._kept}"), self._folder / f"watch{self._kept}")
        shutil.copytree(settings.EVENHAND_WATCH, state.watch)
        return state

    def forget(self, state: State) -> None:
        """Drop a state that nobody needs any more."""
        _dropped(state.database)
        shutil.rmtree(state.watch)

    @contextmanager
    def trial(self, state: State) -> Iterator[None]:
        """Work on a copy of a state; afterwards everything is as before."""
        connections.close_all()
        before, beside = connection.settings_dict["NAME"], settings.EVENHAND_WATCH
        copy = _copied(state.database, self._folder, "trial")
        watch = shutil.copytree(state.watch, self._folder / "trial-watch")
        connection.settings_dict["NAME"], settings.EVENHAND_WATCH = copy, watch
        try:
            yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"], settings.EVENHAND_WATCH = before, beside
            shutil.rmtree(watch)
            _dropped(copy)


def begun(work: Callable[[], object], *, dies: bool = False, inherits: bool = False) -> Child:
    """Fork a child that does this and then acknowledges with what it answers, and perhaps dies at once.

    It begins as a freshly started process does: with the clerk to be opened anew, and with
    no connection, unless it is to inherit the open one.
    """
    if not inherits:
        connections.close_all()
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # pytest's workers have a thread of their own that holds nothing of ours.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        os.close(reading)
        _perform(work, writing, dies=dies)
    os.close(writing)
    return Child(pid, reading)


def run(work: Callable[[], object], *, dies: bool = False) -> Ended:
    """Fork a child, and wait for its end."""
    return begun(work, dies=dies).wait()


def done(work: Callable[[], object]) -> object:
    """What a child answers; it has to reach its end."""
    ended = run(work)
    assert ended.acknowledged, ended.story or f"the child ended with {ended.status}"
    return ended.answer


def _perform(work: Callable[[], object], writing: int, *, dies: bool) -> NoReturn:
    try:
        keys.forget()
        said = (work(), "", "")
    except BaseException as err:  # noqa: BLE001 - whatever comes out is what the parent wants to know
        said = (None, type(err).__name__, traceback.format_exc())
    try:
        os.write(writing, pickle.dumps(said))
        if dies:
            os.kill(os.getpid(), signal.SIGKILL)
    finally:
        os._exit(0)


def _copied(database: str, folder: Path, name: str) -> str:
    if connection.vendor == "sqlite":
        # A journal that a dead process left behind belongs to its database.
        copy = str(shutil.copy(database, folder / f"{name}.sqlite3"))
        journal = Path(f"{database}-journal")
        if journal.exists():
            shutil.copy(journal, f"{copy}-journal")
        return copy
    copy = f"{database}_{name}"[-60:]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{database}" STRATEGY file_copy')
    return copy


def _dropped(database: str) -> None:
    if connection.vendor == "sqlite":
        Path(database).unlink()
        Path(f"{database}-journal").unlink(missing_ok=True)
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{database}" WITH (FORCE)')
