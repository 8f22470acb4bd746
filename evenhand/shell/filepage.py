"""The page of one file, the same at every door: what it is, what can be shown of it, and the way to save it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from django.utils.translation import gettext as _

from evenhand.copies.answers import Note, Shown, Why
from evenhand.copies.kinds import PICTURES, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class FileParts:
    """What stands on the page; addresses are empty where there is nothing to show or to save."""

    name: str
    size: int
    is_a: str
    beside: str
    """What can be seen in it, in somebody's words, for those who cannot see it."""
    warning: str = ""
    notes: tuple[str, ...] = ()
    picture: str = ""
    copy: str = ""
    text: str = ""
    number: int = 1
    parts: int = 1
    before: str = ""
    after: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where a door has the pieces of a file: its cleaned copy, its original, each part of its text."""

    copy: str
    original: str
    part: Callable[[int], str]


def file_parts(name: str, size: int, shown: Shown, beside: str, at: Addresses) -> FileParts:
    """What stands on the page of a file."""
    text, has_copy = shown.text, shown.copy is not None
    number, parts = (text.number, text.parts) if text is not None else (1, 1)
    return FileParts(
        name=name,
        size=size,
        is_a=_is_a(shown.kind),
        beside=beside,
        warning=_warning(shown),
        notes=() if shown.copy is None else tuple(_note(note) for note in shown.copy.notes),
        picture=at.copy if has_copy and shown.kind in PICTURES else "",
        copy=at.copy if has_copy and shown.kind is Kind.PDF else "",
        text="" if text is None else text.text,
        number=number,
        parts=parts,
        before=at.part(number - 1) if number > 1 else "",
        after=at.part(number + 1) if number < parts else "",
        original=at.original if shown.is_whole else "",
    )


def _is_a(kind: Kind) -> str:
    match kind:
        case Kind.PNG | Kind.JPEG | Kind.GIF | Kind.WEBP:
            return _("a picture")
        case Kind.PDF:
            return _("a PDF document")
        case Kind.MAIL:
            return _("a mail")
        case Kind.TEXT:
            return _("a text")
        case Kind.MARKUP:
            return _("a web page, a drawing or other marked-up text")
        case Kind.OTHER:
            return _("a kind of file that we cannot show")
        case unknown:
            assert_never(unknown)


def _warning(shown: Shown) -> str:
    """What keeps it from being shown, in one or two sentences; empty where nothing does."""
    if not shown.is_whole:
        return _(
            "What is stored of this file is not what was sent, so nothing of it can be shown or saved. "
            "Tell the people who run the server."
        )
    if not shown.as_named:
        return _(
            "This file is not what its name says: in truth it is %(kind)s. Nothing of it is shown. "
            "If you save it, be careful where you open it."
        ) % {"kind": _is_a(shown.kind)}
    if shown.kind is Kind.MARKUP:
        return _(
            "Such a file can run programs or call other servers when it is opened, so we never show it. "
            "If you save it, open it as plain text, without a network."
        )
    if shown.kind is Kind.OTHER:
        return _("We have no safe way to show such a file. If you save it, be careful where you open it.")
    return "" if shown.why is None else _why(shown.why)


def _why(why: Why) -> str:
    match why:
        case Why.TOO_MANY_PIXELS:
            return _("This picture has more points than can safely be opened here, so it is not shown.")
        case Why.UNPACKS_TOO_LARGE:
            return _(
                "This document unpacks to far more than it seems to hold, so no cleaned copy was made. "
                "If you save the original, be careful where you open it."
            )
        case Why.LOCKED:
            return _("This document is locked with a password, so no cleaned copy can be made.")
        case Why.BROKEN:
            return _(
                "This file is damaged, or is made so that programs fail at it. No cleaned copy could be made. "
                "If you save the original, be careful where you open it."
            )
        case Why.TOO_MUCH_WORK:
            return _(
                "Making a cleaned copy of this file took too much time or memory, so none was made. "
                "If you save the original, be careful where you open it."
            )
        case Why.BUSY:
            return _("Others are looking at files just now. Load this page again in a moment.")
        case unknown:
            assert_never(unknown)


def _note(note: Note) -> str:
    match note:
        case Note.FIRST_FRAME:
            return _("The original moves. Only its first picture is shown.")
        case Note.SMALLER:
            return _("The original is larger than what is shown.")
        case Note.TEXT_OF_HTML:
            return _("The mail was made like a web page. Only its words are shown.")
        case unknown:
            assert_never(unknown)
