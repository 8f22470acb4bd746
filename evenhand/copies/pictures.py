"""Pictures, painted anew: decoded, turned upright, and written again without anything but what can be seen."""

from __future__ import annotations

import io
import struct
from typing import Final

from PIL import Image, ImageColor, ImageFile, ImagePalette, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin

from evenhand.copies.answers import Copy, NotCopiedError, Note, Why
from evenhand.copies.kinds import Kind

MOST_PIXELS: Final = 24_000_000
"""So much is decoded, so that it fits into the memory that the child has, with a copy while it is made smaller."""
MOST_JPEG_PIXELS: Final = 200_000_000
"""A JPEG can be decoded at a part of its size, unless it is one that grows sharper as it loads."""
SHOWN_PIXELS: Final = 8_000_000
"""So large is a copy at most; the original keeps its size."""
_QUALITY: Final = 88
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
Image.preinit()
_LOADED: Final = (ImageColor, ImageFile, ImagePalette, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)
"""What Pillow would load when it is needed; the child cannot load anything by then."""
Image.MAX_IMAGE_PIXELS = None  # our own limits are lower, and are looked at before anything is decoded


def painted_anew(kind: Kind, content: bytes) -> Copy:
    """The first frame of a picture, upright, as PNG or JPEG, with no other byte of the file."""
    opened = Image.open(io.BytesIO(content), formats=[kind.value.upper()])
    _require_size(kind, opened)
    notes = [Note.FIRST_FRAME] if kind is not Kind.JPEG and getattr(opened, "is_animated", False) else []
    turn, whole = _turn(opened), opened.width * opened.height
    if kind is Kind.JPEG:
        opened.draft(None, _smaller(opened.size))
    image = _plain(_reduced(opened))
    if image.width * image.height < whole:
        notes.append(Note.SMALLER)
    if turn is not None:
        image = image.transpose(turn)
    image.info = {}
    return _written(kind, image, tuple(notes))


def _require_size(kind: Kind, opened: Image.Image) -> None:
    """By the header alone: nothing was decoded yet."""
    is_whole = kind is not Kind.JPEG or opened.info.get("progressive")
    most = MOST_PIXELS if is_whole else MOST_JPEG_PIXELS
    if opened.width * opened.height > most:
        raise NotCopiedError(Why.TOO_MANY_PIXELS)


def _factor(size: tuple[int, int]) -> int:
    """By how much both sides are divided, so that a copy is not too large."""
    factor = 1
    while (size[0] // factor) * (size[1] // factor) > SHOWN_PIXELS:
        factor += 1
    return factor


def _smaller(size: tuple[int, int]) -> tuple[int, int]:
    factor = _factor(size)
    return max(1, size[0] // factor), max(1, size[1] // factor)


def _reduced(opened: Image.Image) -> Image.Image:
    factor = _factor(opened.size)
    opened.load()
    return opened.reduce(factor) if factor > 1 and opened.mode not in {"P", "1"} else opened


def _plain(image: Image.Image) -> Image.Image:
    """In colours or greys of eight bits, with transparency where there is some."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode not in {"L", "RGB"}:
        image = image.convert("RGB")
    factor = _factor(image.size)
    return image.reduce(factor) if factor > 1 else image


def _turn(opened: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(opened.getexif().get(_ORIENTATION, 1))
    except (SyntaxError, ValueError, TypeError, KeyError, struct.error):
        return None  # what the camera wrote cannot be read, what it saw can


def _written(kind: Kind, image: Image.Image, notes: tuple[Note, ...]) -> Copy:
    """As JPEG what came as a photograph, as PNG what has sharp edges or can be seen through."""
    out = io.BytesIO()
    as_jpeg = kind in {Kind.JPEG, Kind.WEBP} and image.mode != "RGBA"
    if as_jpeg:
        image.save(out, "JPEG", quality=_QUALITY)
    else:
        image.save(out, "PNG")
    return Copy(Kind.JPEG if as_jpeg else Kind.PNG, out.getvalue(), notes)
