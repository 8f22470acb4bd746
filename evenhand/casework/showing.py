"""What can be shown of a file to somebody who may read it: a cleaned copy, a text, or a reason why nothing is.

The original stays sealed and is given out as it came. A copy is made anew for each look, and kept nowhere
(THREATS 4.11).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from evenhand.casework import uploads
from evenhand.casework.uploads import StoredFile
from evenhand.copies import asking, text
from evenhand.copies.answers import Copy, NotCopiedError, Shown, Why
from evenhand.copies.kinds import HEAD_BYTES, PICTURES, Kind, is_as_named, kind_by
from evenhand.people.communities import Community
from evenhand.vault.errors import VaultError

__all__ = ["PICTURES", "Copy", "Kind", "NotCopiedError", "Shown", "Why", "besides", "copy_of", "show"]


def show(community: Community, file: StoredFile, number: int = 1) -> Shown | None:
    """What can be shown of a file, of a long text one part; nothing where it has no such part."""
    try:
        content = b"".join(uploads.read(community, file))
    except VaultError:
        return Shown(Kind.OTHER, is_whole=False) if number == 1 else None
    kind = kind_by(file.name, content[:HEAD_BYTES])
    as_named = is_as_named(file.name, kind)
    found = _shown(kind, as_named=as_named, content=content, number=number)
    return None if found.text is None and number != 1 else found


def copy_of(community: Community, file: StoredFile) -> Copy:
    """The cleaned copy of a picture or a PDF; raise `NotCopiedError` where none can be made."""
    content = b"".join(uploads.read(community, file))
    kind = kind_by(file.name, content[:HEAD_BYTES])
    if kind not in {*PICTURES, Kind.PDF} or not is_as_named(file.name, kind):
        raise NotCopiedError(Why.BROKEN)
    return asking.copy_of(kind, content)


def besides(said: Iterable[Mapping[str, Any]]) -> dict[str, str]:  # Any: words, as JSON has them
    """The texts beside the files of one room, by file: of the room's words, oldest first, the newest that has one."""
    told: dict[str, str] = {}
    for words in said:
        if words.get("shows"):
            described = [words["file"]] if "file" in words else [one["id"] for one in words.get("files", ())]
            told |= dict.fromkeys(described, str(words["shows"]))
    return told


def _shown(kind: Kind, *, as_named: bool, content: bytes, number: int) -> Shown:
    if not as_named or kind in {Kind.OTHER, Kind.MARKUP}:
        return Shown(kind, as_named=as_named)
    if kind is Kind.TEXT:
        return Shown(kind, text=text.part_of(content, number))
    if number != 1 and kind is not Kind.MAIL:
        return Shown(kind)
    try:
        copy = asking.copy_of(kind, content)
    except NotCopiedError as err:
        # A mail that cannot be read part by part is still a text, as it came.
        raw = text.part_of(content, number) if kind is Kind.MAIL else None
        return Shown(kind, text=raw, why=err.why)
    return Shown(kind, copy=copy, text=text.part_of(copy.content, number) if kind is Kind.MAIL else None)
