"""Asking the limited child for a cleaned copy: one file in, one copy out, and nothing else is believed of it."""

from __future__ import annotations

import json
from threading import BoundedSemaphore
from typing import Final

from evenhand import starting
from evenhand.copies.answers import Copy, NotCopiedError, Note, Why
from evenhand.copies.kinds import HEAD_BYTES, PICTURES, Kind, kind_of

MOST_BYTES: Final = 32 * 1024 * 1024
"""The largest copy that is taken back."""
_SECONDS: Final = 30.0
_AT_ONCE: Final = BoundedSemaphore(1)
"""One child of each worker at a time, whatever is asked: it may take 256 MiB."""
_PATIENCE: Final = 15.0
_MODULE: Final = "evenhand.copies.child"


def copy_of(kind: Kind, content: bytes) -> Copy:
    """A cleaned copy of a picture or a PDF, or a mail as text; raise `NotCopiedError` where there is none."""
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise NotCopiedError(Why.BUSY)
    try:
        answer = starting.ask((_MODULE, kind.value), content, seconds=_SECONDS, most=MOST_BYTES)
    except starting.ChildError:
        raise NotCopiedError(Why.TOO_MUCH_WORK) from None
    finally:
        _AT_ONCE.release()
    return _read(kind, answer)


def _read(kind: Kind, answer: bytes) -> Copy:
    """What the child said; one that was ended in the middle has said nothing."""
    head, found, content = answer.partition(b"\n")
    if not found:
        raise NotCopiedError(Why.TOO_MUCH_WORK)
    try:
        said = json.loads(head)
        if said.get("why"):
            raise NotCopiedError(Why(said["why"]))
        made, notes = Kind(said["kind"]), tuple(Note(note) for note in said["notes"])
    except (ValueError, KeyError, AttributeError, TypeError):
        raise NotCopiedError(Why.BROKEN) from None
    if len(content) != said.get("size"):
        raise NotCopiedError(Why.TOO_MUCH_WORK)
    if not _may_become(kind, made, content):
        raise NotCopiedError(Why.BROKEN)
    return Copy(made, content, notes)


def _may_become(kind: Kind, made: Kind, content: bytes) -> bool:
    """Whether a file of one kind may come back as this: a child that was taken over can hand us nothing else."""
    if kind is Kind.MAIL:
        return made is Kind.TEXT
    wanted = {Kind.PNG, Kind.JPEG} if kind in PICTURES else {Kind.PDF}
    return made in wanted and kind_of(content[:HEAD_BYTES]) is made
