"""Photographs inside other files: their bytes as they are, without what a camera or a program wrote beside them."""

from __future__ import annotations

from typing import Final

_MARKER: Final = 0xFF
_SCAN: Final = 0xDA
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_WRITTEN: Final = frozenset({0xFE, *range(0xE1, 0xEE), 0xEF})
"""Comments and what programs add; the ones kept are JFIF and Adobe's note on colours."""
_CODESTREAM: Final = 0xFF4F
_BOX_HEADER: Final = 8
_LONG_BOX: Final = 16
_KEPT_BOXES: Final = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})


class NotAPictureError(ValueError):
    """The bytes are not what their file says that they are."""


def jpeg(raw: bytes) -> bytes:
    """A JPEG without comments, EXIF, XMP, profiles and thumbnails."""
    if raw[:2] != b"\xff\xd8":
        raise NotAPictureError
    kept, at = [raw[:2]], 2
    while at + 4 <= len(raw):
        if raw[at] != _MARKER:
            raise NotAPictureError
        kind = raw[at + 1]
        if kind == _SCAN:
            return b"".join([*kept, raw[at : _end_of_picture(raw, at)]])
        size = 0 if kind in _ALONE or kind == _MARKER else int.from_bytes(raw[at + 2 : at + 4])
        step = 1 if kind == _MARKER else 2 + size
        if kind not in _WRITTEN and kind != _MARKER:
            kept.append(raw[at : at + step])
        at += step
    raise NotAPictureError


def _end_of_picture(raw: bytes, scan: int) -> int:
    """Behind the mark that ends the picture; what is appended there is somebody's, and is left out."""
    end = raw.find(b"\xff\xd9", scan)
    return len(raw) if end < 0 else end + 2


def jpeg2000(raw: bytes) -> bytes:
    """A JPEG 2000 with its picture and how to paint it, without XML and other boxes."""
    if int.from_bytes(raw[:2]) == _CODESTREAM:
        return raw
    kept, at = [], 0
    while at + _BOX_HEADER <= len(raw):
        size, kind = int.from_bytes(raw[at : at + 4]), raw[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(raw[at + 8 : at + _LONG_BOX])
        size = size or len(raw) - at
        if size < _BOX_HEADER:
            raise NotAPictureError
        if kind in _KEPT_BOXES:
            kept.append(raw[at : at + size])
        at += size
    if not kept:
        raise NotAPictureError
    return b"".join(kept)
