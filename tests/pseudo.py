"""A language that nobody speaks: every text that went through gettext stands in ⟦brackets⟧, a third longer.

What stands outside of them on a page was forgotten, or is data. Ask for the fixture `pseudo_locale`, get the page, and
look at `untranslated(html)`.
"""

from collections.abc import Iterator
from html.parser import HTMLParser

from django.utils.translation.trans_real import DjangoTranslation

OPEN, CLOSE = "⟦", "⟧"
_CONTEXT = "\x04"
_SILENT = frozenset({"style", "script", "title"})


class PseudoTranslation(DjangoTranslation):
    """English, wrapped. Date formats and placeholders stay as they are."""

    def gettext(self, message: str) -> str:
        """Wrap a text."""
        text = message.rpartition(_CONTEXT)[2]
        return f"{OPEN}{text}{'·' * (len(text) // 3)}{CLOSE}" if " " in text or text.isalpha() else text

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Wrap the form for this number."""
        return self.gettext(msgid1 if n == 1 else msgid2)


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        self.texts += [value for name, value in attrs if name in {"aria-label", "placeholder", "alt"} and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append(data)


def untranslated(html: str, *data: str) -> list[str]:
    """Answer the visible texts of a page that are in no brackets and are none of the data."""
    parser = _Visible()
    parser.feed(html)
    return [text for text in _outside("".join(f"{text}\n" for text in parser.texts)) if text not in data]


def _outside(text: str) -> Iterator[str]:
    depth, run = 0, ""
    for letter in text:
        if letter in (OPEN, CLOSE, "\n"):
            if not depth and run.strip(" ·,.:;()"):
                yield run.strip()
            depth += (letter == OPEN) - (letter == CLOSE)
            run = ""
        else:
            run += letter
