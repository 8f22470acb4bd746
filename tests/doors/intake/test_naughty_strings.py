"""Every string of the corpus in every field: it comes back as it was typed, and the page gains no element by it."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from evenhand.casework.staging import Stage
from evenhand.shell.forms import is_blank
from tests.doors.intake.test_report import said
from tests.reading import send, sheet

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "naughty-strings" / "blns.json"
LINES = ("when", "where", "name")
BOXES = ("what", "who", "links", "others_affected", "not_to_contact")

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpora are not part of this repository")


class Elements(HTMLParser):
    """Counts what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


def elements(html: str) -> list[tuple[str, tuple[str, ...]]]:
    reader = Elements()
    reader.feed(html)
    return reader.found


def refused(client: Client, form: str, typed: str) -> str:
    """Send everything filled, and an address that is none, so that all of it comes back."""
    fields = dict.fromkeys((*LINES, *BOXES), typed)
    answered = send(client, "/lattice/report/", form, "what", **fields, address="not an address")
    assert answered.status_code == 422, repr(typed)
    return str(answered.content.decode())


def test_a_refused_form_gives_every_string_back_and_is_made_of_the_same_elements(client: Client, form: str) -> None:
    plain = elements(refused(client, form, "plain"))
    strings = [one for one in json.loads(CORPUS.read_text(encoding="utf-8")) if not is_blank(one)]
    together = [" ".join(strings[at : at + 12]) for at in range(0, len(strings), 12)]

    for string in (*together, *strings[::12]):
        page = refused(client, form, string)
        assert plain == elements(page), repr(string)
        back = sheet(page, "what").fields
        assert all(back[name] == [string.replace("\r\n", "\n")] for name in BOXES), repr(string)


def test_every_string_arrives_in_the_line(client: Client, lattice: Stage, form: str) -> None:
    strings = [one for one in json.loads(CORPUS.read_text(encoding="utf-8")) if one.strip()]
    whole = "\n".join(strings)

    answered = send(client, "/lattice/report/", form, "what", what=whole, where=strings[-1])

    assert whole == said(lattice, answered.content.decode())[0]["text"]
