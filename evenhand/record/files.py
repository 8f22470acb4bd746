"""Files of the record: sealed parts, bytes in and out. Their keys stand in the words of entries (THREATS 4.11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evenhand.record import models


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
