"""Files of the record: sealed parts, bytes in and out. Their keys stand in the words of entries (THREATS 4.11)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator

from evenhand.record import models

_ID_BYTES = 16
_MARK_BYTES = _ID_BYTES + 32


class NoMarkError(ValueError):
    """This is not how a fact names a file."""


def mark(file: bytes, sealed: bytes) -> str:
    """How a fact names a file: its random id and the hash of its sealed parts, 64 signs in all."""
    return base64.urlsafe_b64encode(file + sealed).decode()


def read_mark(text: str) -> tuple[bytes, bytes]:
    """The id and the hash that a mark holds."""
    try:
        raw = base64.b64decode(text, altchars=b"-_", validate=True)
    except binascii.Error:
        raise NoMarkError from None
    if len(raw) != _MARK_BYTES:
        raise NoMarkError
    return raw[:_ID_BYTES], raw[_ID_BYTES:]


def keep(file: bytes, parts: Iterable[bytes]) -> None:
    """Keep a file's sealed parts, inside the act's transaction; one that is kept already stays as it is."""
    if models.FilePart.objects.filter(file=file).exists():
        return
    rows = (models.FilePart(file=file, number=number, blob=part) for number, part in enumerate(parts))
    models.FilePart.objects.bulk_create(rows, batch_size=4)


def parts_of(file: bytes) -> Iterator[bytes]:
    """The sealed parts of a file in order, each read by itself: no query stays open while one is sent (THREATS 7.7)."""
    number = 0
    while True:
        found = models.FilePart.objects.filter(file=file, number=number).values_list("blob", flat=True).first()
        if found is None:
            return
        yield bytes(found)
        number += 1
