"""A PDF without what its maker left in it, and without anything that does something when it is opened."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from evenhand.copies import embedded
from evenhand.copies.answers import Copy, NotCopiedError, Why
from evenhand.copies.kinds import Kind

MOST_UNPACKED: Final = 128 * 1024 * 1024
"""So large may everything in it be together, unpacked: whoever opens the copy has to have room for it."""
MOST_OBJECTS: Final = 200_000
_STEP: Final = 256 * 1024

_EVERYWHERE: Final = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/OpenAction", "/JS", "/JavaScript", "/AF", "/EF"),
    *("/XFA", "/URI", "/Thumb", "/Measure", "/ID"),
)
"""Entries that say something of the maker, or that do something; wherever they stand."""
_ROOT: Final = frozenset({"/Type", "/Pages", "/PageLabels", "/OCProperties", "/Lang", "/Version"})
"""All that is kept of the document beside its pages: their numbers, their layers, their language."""
_NOTE: Final = ("/T", "/M", "/NM", "/CreationDate", "/A", "/PA", "/RC", "/Subj", "/Popup", "/IRT", "/FS", "/V", "/DV")
"""Of an annotation: who wrote it and when, and what a click would do."""
_DROPPED: Final = frozenset({"/FileAttachment", "/Movie", "/Screen", "/Sound", "/RichMedia", "/3D", "/Popup", "/Link"})
"""Kinds of annotations that hold a file, play something, lead somewhere or ask for something."""
_DECODABLE: Final = frozenset({"/FlateDecode", "/Fl"})
_PAINTED: Final = frozenset({"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"})
_OTHERS: Final = frozenset({"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
"""These unpack as a whole or not at all; the memory that the child has ends them."""


def cleaned(content: bytes) -> Copy:
    """The pages of a PDF, and nothing beside what they show."""
    try:
        document = pikepdf.open(io.BytesIO(content), attempt_recovery=True, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise NotCopiedError(Why.LOCKED) from None
    if len(document.objects) > MOST_OBJECTS:
        raise NotCopiedError(Why.UNPACKS_TOO_LARGE)
    _require_size(document)
    _keep_pages_alone(document)
    out = io.BytesIO()
    document.save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        fix_metadata_version=False,
        encryption=False,
        deterministic_id=True,
    )
    return Copy(Kind.PDF, out.getvalue())


def _keep_pages_alone(document: Pdf) -> None:
    """Take away everything that is not a page, and of each object what says more than it shows.

    What no page leads to any more is not written.
    """
    _drop(document.trailer, ("/Info",))
    _drop(document.Root, set(document.Root.keys()) - _ROOT)
    for page in document.pages:
        _strip_notes(page.obj)
    for one in document.objects:
        _strip(one)


def _strip_notes(page: Dictionary) -> None:
    notes = page.get("/Annots")
    if not isinstance(notes, Array):
        _drop(page, ("/Annots",))
        return
    kept = [one for one in notes if isinstance(one, Dictionary) and str(one.get("/Subtype", "")) not in _DROPPED]
    for note in kept:
        _drop(note, _NOTE)
    page["/Annots"] = Array(kept)


def _strip(one: object) -> None:
    """One object and the direct values in it; those that are objects of their own come by themselves."""
    waiting: list[object] = [one]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Stream) and str(here.get("/Subtype", "")) == "/Image":
            _strip_picture(here)
        if isinstance(here, Dictionary | Stream):
            _drop(here, _EVERYWHERE)
            _drop_action(here)
            waiting += [value for _, value in here.items() if _is_direct(value)]
        elif isinstance(here, Array):
            waiting += [value for value in here if _is_direct(value)]


def _is_direct(value: object) -> bool:
    return isinstance(value, Dictionary | Array) and not value.is_indirect


def _drop_action(here: Dictionary | Stream) -> None:
    """An action names itself by /S and stands under /A; structure and thumbnails use the same letters otherwise."""
    action = here.get("/A")
    if isinstance(action, Dictionary) and "/S" in action:
        _drop(here, ("/A",))
    if str(here.get("/Type", "")) == "/Action":
        _drop(here, set(here.keys()))


def _drop(here: Object, names: Iterable[str]) -> None:
    for name in names:
        if name in here:
            del here[name]


def _strip_picture(picture: Stream) -> None:
    """A photograph inside a PDF is a whole file of its own, with everything that its camera wrote."""
    filters = _filters(picture)
    if filters[-1:] not in (["/DCTDecode"], ["/JPXDecode"]):
        return
    raw = picture.read_raw_bytes()
    if len(filters) > 1:
        raw = b"".join(_unpacked(filters[:-1], raw))
    clean = embedded.jpeg if filters[-1] == "/DCTDecode" else embedded.jpeg2000
    settings = picture.get("/DecodeParms")
    last = settings[-1] if isinstance(settings, Array) and len(settings) else settings
    picture.write(clean(raw), filter=Name(filters[-1]), decode_parms=last if isinstance(last, Dictionary) else None)


def _filters(stream: Stream) -> list[str]:
    named = stream.get("/Filter")
    if named is None:
        return []
    return [str(one) for one in named] if isinstance(named, Array) else [str(named)]


def _require_size(document: Pdf) -> None:
    """Unpack everything that can be unpacked, a piece at a time, and keep nothing of it."""
    total = 0
    for one in document.objects:
        for piece in _content(one) if isinstance(one, Stream) else ():
            total += len(piece)
            if total > MOST_UNPACKED:
                raise NotCopiedError(Why.UNPACKS_TOO_LARGE)


def _content(stream: Stream) -> Iterator[bytes]:
    filters = _filters(stream)
    if not _OTHERS.intersection(filters):
        return _unpacked(filters, stream.read_raw_bytes())
    try:
        return iter((stream.read_bytes(),))
    except pikepdf.PdfError:
        if not _PAINTED.intersection(filters):
            raise NotCopiedError(Why.TOO_MUCH_WORK) from None
        return iter((stream.read_raw_bytes(),))  # a picture within: painting it is for whoever looks at it


def _unpacked(filters: Iterable[str], raw: bytes) -> Iterator[bytes]:
    """The content of a stream piece by piece; as far as it can be unpacked without painting it."""
    pieces: Iterator[bytes] = iter((raw,))
    for name in filters:
        if name not in _DECODABLE:
            break
        pieces = _inflated(pieces)
    return pieces


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    for piece in packed:
        rest = piece
        while rest and not machine.eof:
            try:
                yield machine.decompress(rest, _STEP)
            except zlib.error:
                return  # a damaged stream: what was in it up to here counts
            rest = machine.unconsumed_tail
