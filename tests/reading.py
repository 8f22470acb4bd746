"""Reading pages as a person's browser does: forms with what they carry, text without its tags."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from tests.cast import START


class Moved:
    """A clock that a test moves by hand; it begins with the cast's stories."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Sheet:
    """One form of a page: where it goes, and what it would send as it stands."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.sheets.append(Sheet(given.get("action", "")))
        elif tag in {"input", "textarea"} and self.sheets and "name" in given:
            name, kind = given["name"], given.get("type", "text")
            self.sheets[-1].names.add(name)
            if tag == "textarea":
                self._textarea = name
                self.sheets[-1].fields.setdefault(name, [""])
            elif kind not in {"checkbox", "radio", "file"} or "checked" in given:
                self.sheets[-1].fields.setdefault(name, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.sheets[-1].fields[self._textarea] = [data.removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""


def sheets(html: str) -> list[Sheet]:
    """Every form of a page."""
    reader = _Forms()
    reader.feed(html)
    return reader.sheets


def sheet(html: str, having: str, **hidden: str) -> Sheet:
    """The form that has this field, and these hidden values."""
    fitting = [
        one
        for one in sheets(html)
        if having in one.names and all(one.fields.get(name) == [value] for name, value in hidden.items())
    ]
    assert fitting, f"no form with {having}"
    return fitting[0]


def send(client: Client, address: str, html: str, having: str, /, **typed: object) -> Any:
    """Fill in the form that has a field, and send it where it goes."""
    one = sheet(html, having)
    return client.post(one.action or address, {**one.fields, **typed})


def text(html: str) -> str:
    """What a page says, without its tags."""
    inline = re.sub(r"</?(?:a|b|span|strong|small|time)\b[^>]*>", "", html)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", inline))).strip()
