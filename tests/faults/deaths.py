"""Places at which a process dies by SIGKILL, counted from its first statement to its acknowledgement.

Two kinds. *Points* are struck from inside, at every statement before and after, at the
commit before and after, and wherever a file is opened for writing, locked or renamed:
they need nothing but Python and are the same on both databases. *Calls* are struck by
strace at the n-th system call of a kind: every write, sync, truncation, removal and
renaming that SQLite's journal is made of, which no hook of Python sees.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from tests.faults.arena import Ended, begun, run

CALLS = ("pwrite64", "write", "fsync", "fdatasync", "ftruncate", "unlink", "rename", "sendto")
"""The system calls by which anything leaves a process of ours for the disk, the database or its acknowledgement."""


class Points:
    """Counts the points of what runs now, and dies at one of them."""

    def __init__(self, fatal: int | None = None) -> None:
        self.names: list[str] = []
        self._fatal = fatal

    def hit(self, name: str) -> None:
        """One more point."""
        self.names.append(name)
        if len(self.names) - 1 == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def begin(self) -> None:
        """Watch this process from now on, for good: only in a child."""
        connection.execute_wrappers.append(self._statement)
        commit = connection._commit  # type: ignore[attr-defined]  # the one place where Django commits

        def committing() -> None:
            self.hit("before COMMIT")
            commit()
            self.hit("after COMMIT")

        connection._commit = committing  # type: ignore[attr-defined]  # as above
        sys.addaudithook(self._audit)

    def _statement(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: Any,
    ) -> Any:
        kind = " ".join(sql.split()[:3])
        self.hit(f"before {kind}")
        answer = execute(sql, params, many, context)
        self.hit(f"after {kind}")
        return answer

    def _audit(self, event: str, details: tuple[Any, ...]) -> None:
        if event in {"os.rename", "os.remove", "fcntl.flock"} or (event == "open" and _writes(details)):
            self.hit(f"before {event}")


def points_of(work: Callable[[], object]) -> list[str]:
    """The names of all points of an act, from a child that lives."""

    def counted() -> list[str]:
        points = Points()
        points.begin()
        work()
        return [*points.names, "before its acknowledgement"]

    ended = run(counted)
    assert isinstance(ended.answer, list), ended.story
    return ended.answer


def killed_at(point: int, work: Callable[[], object]) -> Ended:
    """Do this in a child that dies at the point of this number."""

    def struck() -> None:
        points = Points(point)
        points.begin()
        work()
        points.hit("before its acknowledgement")

    return run(struck)


def killed_after(work: Callable[[], object]) -> Ended:
    """Do this in a child that dies just after it has acknowledged."""
    return run(work, dies=True)


def can_trace() -> bool:
    """Whether strace is here and may look at a child of ours."""
    if shutil.which("strace") is None:
        return False
    return killed_by_call("write", 1, lambda: None, Path(os.devnull)).was_killed


def calls_of(work: Callable[[], object], log: Path) -> Counter[str]:
    """How many system calls of each kind an act makes."""
    _traced(work, ["-o", str(log), "-e", f"trace={','.join(CALLS)}"])
    return calls_in(log)


def calls_in(log: Path) -> Counter[str]:
    """How many system calls of each kind a child has made, by strace's log of it."""
    return Counter(re.findall(r"^(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE))


def killed_by_call(call: str, number: int, work: Callable[[], object], log: Path) -> Ended:
    """Do this in a child that dies when it makes this system call for the n-th time; the log has all that it made."""
    return _traced(work, ["-o", str(log), "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"])


def failing_call(call: str, number: int, error: str, work: Callable[[], object], *, onwards: bool = False) -> Ended:
    """Do this in a child whose n-th system call of a kind fails, or all from the n-th on."""
    when = f"{number}+" if onwards else str(number)
    return _traced(work, ["-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"])


def _traced(work: Callable[[], object], options: list[str]) -> Ended:
    """Run a child under strace: it waits until strace says that it is attached."""
    waiting, going = os.pipe()

    def held() -> object:
        os.read(waiting, 1)
        return work()

    child = begun(held)
    strace = subprocess.Popen(["strace", *options, "-p", str(child.pid)], stderr=subprocess.PIPE)
    assert strace.stderr is not None
    attached = strace.stderr.readline()
    os.write(going, b"!")
    os.close(going)
    os.close(waiting)
    ended = child.wait()
    strace.stderr.read()
    strace.wait()
    strace.stderr.close()
    assert b"attached" in attached, attached
    return ended


def _writes(details: tuple[Any, ...]) -> bool:
    flags = details[2] if len(details) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
