"""What comes of asking for a copy: the copy with what is not as in the original, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from evenhand.copies.kinds import Kind
from evenhand.copies.text import TextPart


class Why(StrEnum):
    """Why there is no copy."""

    TOO_MANY_PIXELS = "too-many-pixels"
    UNPACKS_TOO_LARGE = "unpacks-too-large"
    LOCKED = "locked"
    BROKEN = "broken"
    TOO_MUCH_WORK = "too-much-work"
    BUSY = "busy"


class Note(StrEnum):
    """What whoever looks at a copy should know of it."""

    FIRST_FRAME = "first-frame"
    SMALLER = "smaller"
    TEXT_OF_HTML = "text-of-html"


@dataclass(frozen=True, slots=True)
class Copy:
    """A cleaned copy: what it is now, and what is not as in the original."""

    kind: Kind
    content: bytes = field(repr=False)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page can say and show of a file."""

    kind: Kind
    as_named: bool = True
    """Whether its name says what it is; otherwise nothing of it is shown."""
    is_whole: bool = True
    """Whether what is stored is what was sent; otherwise it cannot even be saved."""
    copy: Copy | None = field(default=None, repr=False)
    text: TextPart | None = field(default=None, repr=False)
    why: Why | None = None
    """Why there is no copy where there could have been one."""


class NotCopiedError(Exception):
    """No copy can be made of this file."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
