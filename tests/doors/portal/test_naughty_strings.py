"""Every string of the corpus in every field of the portal: it comes back as typed, it arrives whole, as text."""

import json
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape

from evenhand.casework import talking, words
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.record import rooms
from tests.cast import REPORTER, Walk
from tests.doors.portal.conftest import Come
from tests.doors.portal.test_afterwards import end
from tests.doors.portal.test_line import decided, page_of
from tests.reading import send, sheet

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "naughty-strings" / "blns.json"
AT_ONCE = 10
LONGEST_ADDRESS = 320
COMPLAINT = "/lattice/complaint/"
LINES = ("when", "where", "name")
BOXES = ("what", "who", "links", "others_affected", "not_to_contact")

pytestmark = [
    pytest.mark.once,  # to the database all of it is sealed bytes; `test_naughty_chapters.py` runs on both
    pytest.mark.skipif(not CORPUS.exists(), reason="the corpora are not part of this repository"),
]


class Elements(HTMLParser):
    """What a page is made of: its tags, and the names of their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))


def strings() -> list[str]:
    return [one for one in json.loads(CORPUS.read_text(encoding="utf-8")) if one.strip()]


def handfuls(between: str) -> Iterator[str]:
    """All strings, some at a time: a field carries them as well as one, and a page is asked for a tenth as often."""
    every = strings()
    for start in range(0, len(every), AT_ONCE):
        yield between.join(every[start : start + AT_ONCE]).replace("\r\n", "\n")


Found = tuple[list[tuple[str, ...]], list[str]]


def refused(client: Client, address: str, fields: dict[str, object], field: str, having: str) -> Found:
    """Send what cannot be accepted; answer what the page is made of, and what came back in the field."""
    answered = client.post(address, fields)
    page = answered.content.decode()
    assert answered.status_code == 422, repr(fields[field])
    return Elements(page).found, sheet(page, having).fields[field]


FORMS: dict[str, tuple[str, dict[str, str], str, str, str]] = {
    # by which field the form is found, what is wrong, the field, how strings are joined, by which it is found again
    "contact": ("objects", {}, "text", "\n", "objects"),
    "feedback": ("feedback", {}, "text", "\n", "feedback"),
    "address": ("address", {}, "address", " ", "address"),
    "fairness": ("fairness", {}, "text", "\n", "fairness"),
    "answer": ("attached", {"number": "9"}, "text", "\n", "call"),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_refused_form_gives_every_string_back_and_is_made_of_the_same_elements(
    invited: Walk, come: Come, name: str
) -> None:
    having, more, field, between, again = FORMS[name]
    client = come()
    one = sheet(page_of(client), "attached", number="1") if name == "answer" else None
    if name == "feedback":
        decided(invited)
    elif name == "fairness":
        end(invited.report("The comments of 2 March."))
        client = come()
    elif name == "contact":
        talking.propose_contact(invited.seat("bo"), invited.occasion, f.Role.WITNESS, "Ask Lu.")
        letter = talking.Letter("We would ask Lu.")
        until = invited.now + timedelta(hours=48)
        talking.tell_of_contact(invited.seat("bo"), invited.occasion, Party(REPORTER), 2, letter, until)
    one = one or sheet(page_of(client), having)
    fields = {**one.fields, **more}
    plain = {
        is_long: refused(client, one.action, {**fields, field: "plain " * (1 + 99 * is_long)}, field, again)[0]
        for is_long in (False, True)
    }

    for typed in handfuls(between):
        elements, back = refused(client, one.action, {**fields, field: typed}, field, again)
        assert plain[len(typed) > LONGEST_ADDRESS] == elements, repr(typed)
        assert [typed] == back


def test_a_refused_complaint_gives_every_string_back_in_every_field(client: Client, walk: Walk) -> None:
    one = sheet(client.get(COMPLAINT).content.decode(), "what")

    def tried(typed: str) -> tuple[list[tuple[str, ...]], dict[str, list[str]]]:
        in_a_line = typed.replace("\n", " ")
        filled = {**dict.fromkeys(BOXES, typed), **dict.fromkeys(LINES, in_a_line), "address": "not an address"}
        answered = client.post(one.action or COMPLAINT, {**one.fields, **filled})
        page = answered.content.decode()
        assert answered.status_code == 422
        return Elements(page).found, sheet(page, "what").fields

    plain, _ = tried("plain")
    for typed in handfuls("\n"):
        elements, back = tried(typed)
        assert plain == elements, repr(typed)
        assert all([typed] == back[name] for name in BOXES)
        assert all([typed.replace("\n", " ")] == back[name] for name in LINES)


def test_no_string_of_the_corpus_is_a_phrase(client: Client, walk: Walk) -> None:
    one = sheet(client.get("/lattice/portal/").content.decode(), "phrase")
    plain, _ = refused(client, "/lattice/portal/", {**one.fields, "phrase": "plain"}, "phrase", "phrase")

    for typed in handfuls(" "):
        _, back = refused(client, "/lattice/portal/", {**one.fields, "phrase": typed}, "phrase", "phrase")
        assert [typed] == back
    assert ("form", "method") <= plain[0]


def test_every_string_arrives_whole_and_is_shown_as_text(invited: Walk, come: Come) -> None:
    whole = "\n".join(strings())
    client = come()
    page = page_of(client)
    sent = [send(client, "", page, "call", text=f"Message. {whole}")]
    answer = sheet(page, "attached", number="1")
    sent.append(client.post(answer.action, {**answer.fields, "text": f"Answer. {whole}"}))
    decided(invited)
    sent.append(send(client, "", page_of(client), "feedback", feedback="in-part", text=f"Feedback. {whole}"))

    shown = page_of(client)
    seat = invited.party()
    mine = [r for r in seat.file.entries if r.room == rooms.line(Party(REPORTER))]
    told = {words.decode(raw).get("text") for raw in rooms.read(seat.file, seat.keys, mine).values()}
    assert [303, 303, 303] == [one.status_code for one in sent]
    for kind in ("Message", "Answer", "Feedback"):
        assert f"{kind}. {whole}" in told
        assert escape(f"{kind}. {whole}") in shown
