"""What a file is, by its first bytes, and what its name says that it is. Only the first counts."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a file is, as far as it matters for showing it."""

    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"
    WEBP = "webp"
    PDF = "pdf"
    MAIL = "mail"
    TEXT = "text"
    MARKUP = "markup"
    """HTML, SVG and XML: they can run or fetch something where they are opened, so they are never shown."""
    OTHER = "other"


PICTURES: Final = frozenset({Kind.PNG, Kind.JPEG, Kind.GIF, Kind.WEBP})
HEAD_BYTES: Final = 8192
"""So much of a file is looked at."""

_STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"%PDF-", Kind.PDF),
)
_MARKUP: Final = re.compile(
    rb"<(?:!doctype|!--|\?xml|(?:html|head|body|script|svg|math|iframe|meta|style)[\s>/])", re.IGNORECASE
)
_HEADER: Final = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|mime-version|return-path|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_LINE: Final = re.compile(rb"(?:From |[!-9;-~]{1,64}:)")
_LEAST_HEADERS: Final = 2
_ENDINGS: Final = {
    **dict.fromkeys(("png", "jpg", "jpeg", "jpe", "gif", "webp"), PICTURES),
    "pdf": frozenset({Kind.PDF}),
    **dict.fromkeys(("txt", "text", "log", "csv", "json", "md", "eml"), frozenset({Kind.TEXT, Kind.MAIL})),
    **dict.fromkeys(("html", "htm", "xhtml", "svg", "xml"), frozenset({Kind.MARKUP, Kind.TEXT})),
}
# What steers a screen and stands in no text that a person wrote: tab, line ends, form feed and escape are let pass.
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_UTF_8: Final = codecs.getincrementaldecoder("utf-8")
_BOMS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def kind_of(head: bytes) -> Kind:
    """What a file is that begins with these bytes."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    encoding = encoding_of(head, is_whole=len(head) < HEAD_BYTES)
    if not encoding:
        return Kind.OTHER
    plain = head if encoding == "utf-8" else head.decode(encoding, "ignore").encode()
    plain = plain.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _MARKUP.match(plain):
        return Kind.MARKUP
    return Kind.MAIL if _is_mail(plain) else Kind.TEXT


def kind_by(name: str, head: bytes) -> Kind:
    """The same, where a text that calls itself a web page or a drawing is taken at its word."""
    kind = kind_of(head)
    is_markup = kind is Kind.TEXT and Kind.MARKUP in _ENDINGS.get(_ending(name), frozenset())
    return Kind.MARKUP if is_markup else kind


def is_as_named(name: str, kind: Kind) -> bool:
    """Whether the end of the name fits; a name that promises nothing that we know fits everything."""
    return kind in _ENDINGS.get(_ending(name), frozenset(Kind))


def encoding_of(head: bytes, *, is_whole: bool) -> str:
    """How a text is written that begins with these bytes; empty where it is no text."""
    if head[:2] in _BOMS:
        return _BOMS[head[:2]]
    if _CONTROLS.search(head):
        return ""
    try:
        _UTF_8().decode(head, is_whole)  # where more follows, the last letter may be cut
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _is_mail(head: bytes) -> bool:
    """A line that is a header, and at least two of those that every mail has, before the first empty line."""
    top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    names = {found.group().lower() for found in _HEADER.finditer(top)}
    return _MAIL_LINE.match(top) is not None and len(names) >= _LEAST_HEADERS


def _ending(name: str) -> str:
    return name.rpartition(".")[2].strip().casefold() if "." in name else ""
