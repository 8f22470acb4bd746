"""A mail as text that can be read: its headers in words, then what was written. Nothing of it is fetched or run."""

from __future__ import annotations

import codecs
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from html.parser import HTMLParser
from typing import Final

from evenhand.copies.answers import Copy, Note
from evenhand.copies.kinds import Kind

_MOST_PARTS: Final = 200
_UNSEEN: Final = frozenset({"script", "style", "head", "title"})
_ALPHABETS: Final = (
    *("ascii", "raw-unicode-escape", "utf-7", "utf-8", "utf-16", "utf-32", "latin-1", "koi8-r", "koi8-u", "hz"),
    *(f"iso8859-{number}" for number in range(2, 17) if number != 12),  # noqa: PLR2004 - there is no twelfth
    *(f"cp{number}" for number in (437, 850, 852, 866, 874, 932, 936, 949, 950, *range(1250, 1259))),
    *("gb2312", "gb18030", "big5", "shift-jis", "euc-jp", "iso2022-jp", "euc-kr", "tis-620"),
)
"""Looked up now, because the child cannot load one later."""
_LOADED: Final = tuple(codecs.lookup(name) for name in _ALPHABETS)
_UNKNOWN: Final = (LookupError, OSError)
"""An alphabet that nobody has; looked for where the child cannot look."""
_BREAKS: Final = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "blockquote"})


def as_text(content: bytes) -> Copy:
    """Every header in its order, decoded; then each text; other parts by their kind and name."""
    message = BytesParser().parsebytes(content)
    lines = [f"{name}: {_decoded(value)}" for name, value in message.items()]
    notes: tuple[Note, ...] = ()
    for part in _leaves(message):
        text, is_html = _text_of(part)
        notes = (Note.TEXT_OF_HTML,) if is_html else notes
        lines += ["", text]
    return Copy(Kind.TEXT, "\n".join(lines).encode("utf-8", "replace"), notes)


def _leaves(message: Message) -> list[Message]:
    """The parts that hold something, in their order; without calling itself, however deep they lie."""
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list):
            inner = _plainest(part, [one for one in inner if isinstance(one, Message)])
            waiting.extend(reversed(inner))
        else:
            found.append(part)
    return found


def _plainest(part: Message, inner: list[Message]) -> list[Message]:
    """Of several forms of one text, the plain one if there is one; a mail within a mail keeps all its parts."""
    if part.get_content_type() != "multipart/alternative":
        return inner
    plain = [one for one in inner if one.get_content_type() == "text/plain"]
    return plain[:1] or inner[-1:]


def _text_of(part: Message) -> tuple[str, bool]:
    kind = part.get_content_type()
    if kind not in {"text/plain", "text/html"} or part.get_content_disposition() == "attachment":
        name = part.get_filename() or ""
        return f"[{kind}{': ' if name else ''}{_decoded(name)}]", False
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset() or "utf-8", "replace")
    except _UNKNOWN:
        text = raw.decode("utf-8", "replace")
    return (_Reading.of(text), True) if kind == "text/html" else (text, False)


def _decoded(value: object) -> str:
    try:
        return str(make_header(decode_header(str(value)))).replace("\r", "").replace("\n", " ")
    except (ValueError, AssertionError, *_UNKNOWN):
        return str(value).replace("\r", "").replace("\n", " ")


class _Reading(HTMLParser):
    """The words of a page, without anything else of it."""

    def __init__(self) -> None:
        super().__init__()
        self._words: list[str] = []
        self._unseen = 0

    @classmethod
    def of(cls, page: str) -> str:
        """The words of this page."""
        reading = cls()
        reading.feed(page)
        reading.close()
        return "\n".join(line.strip() for line in "".join(reading._words).splitlines() if line.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
        """Begin what is not seen, or a new line."""
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS:
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what is not seen."""
        self._unseen -= tag in _UNSEEN and self._unseen > 0

    def handle_data(self, data: str) -> None:
        """Keep what is seen."""
        if not self._unseen:
            self._words.append(data)
