"""Every naughty string in every box of the line and of the desk, some of them in Chromium: text, and nothing else."""

import json
import os
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from evenhand.casework import keychanges
from evenhand.casework.staging import Stage
from evenhand.people import communities
from evenhand.procedure.next_steps import Act
from tests.cast import REPORTER, Walk
from tests.journeys.navigators import Outsider, Town
from tests.member_browser import FoundForm, MemberBrowser, forms

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "naughty-strings" / "blns.json"
OWN = [
    "<script>document.title = 'gone'</script>",
    '"><img src=x onerror="document.title = \'gone\'">',
    "' autofocus onfocus='document.title = 1' x='",
    "</textarea><h1>Heading</h1><textarea>",
    "</title><style>body { display: none }</style><!--",
    "{{ page.title }} {% include 'base.html' %} %(who)s {link} ${7*7}",
    "'; DROP TABLE record_entry; -- \\",
    "\u202eright to left\u202c \u2066isolated\u2069 \ufeff\u200b\u200d",
    "Z\u0363\u0364\u0365a\u0366\u0367l\u0368\u0369g\u036ao\u036b",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f",
    "../../../../etc/passwd%00.png file:///etc/passwd",
    "Subject: x\nBcc: all@mail.example\n\n.\n",
    "\u0007\u001b[31m\u0001\u007f\u0085",
    "0x0 1e400 -0 NaN null undefined True 08 1/0",
    "A" * 3_000,
]


def strings(source: str) -> list[str]:
    """The corpus, or strings of the same kinds of our own."""
    if source == "own":
        return OWN
    if not CORPUS.exists():
        pytest.skip("the corpora are not part of this repository")
    return [one for one in json.loads(CORPUS.read_text(encoding="utf-8")) if one.strip()]


Made = list[tuple[str, tuple[str, ...]]]
MISTAKES = ("ul", "li", "p", "a", "div", "span")


def batched(several: list[str], size: int) -> list[list[str]]:
    """So many at once: they come back on a long page."""
    return [several[begin : begin + size] for begin in range(0, len(several), size)]


class Elements(HTMLParser):
    """What a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Made = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


def elements(page: Any) -> Made:  # Any: the test client's response
    """Tags and names of attributes, in their order."""
    reader = Elements()
    reader.feed(page.content.decode())
    return reader.found


def strange(plain: Made, other: Made) -> list[str]:
    """What this page has that the same page with a plain word has not; a second mistake may be told in a list."""
    tags = Counter(tag for tag, _ in other if tag not in MISTAKES) - Counter(tag for tag, _ in plain)
    names = {name for _, names in other for name in names} - {name for _, names in plain for name in names}
    return [*tags, *(names - {"aria-invalid"})]


@pytest.fixture
def walk(stage: Stage, settings: Settings) -> Walk:
    """A case whose line is open, and the web at its time."""
    communities.change(stage.community, is_published=True)
    walk = Walk(stage.fresh()).report(who="Somebody", address="somebody@mail.example")
    settings.EVENHAND_NOW = lambda: walk.now
    return walk


@pytest.mark.once
@pytest.mark.parametrize("source", ["own", "corpus"])
def test_in_the_line_every_string_is_kept_and_given_back_as_text(source: str, walk: Walk, client: Client) -> None:
    come = client.get("/lattice/portal/")
    (form,) = [one for one in forms_of(come) if "phrase" in one.names]
    plain = elements(client.post("/lattice/portal/", {**form.fields, "phrase": "none of our words"}))
    for string in strings(source):
        answer = client.post("/lattice/portal/", {**form.fields, "phrase": string})
        assert answer.status_code in {200, 422}, repr(string)
        assert [] == strange(plain, elements(answer)), repr(string)
    client.post("/lattice/portal/", {**form.fields, "phrase": walk.phrases[REPORTER]})
    line = client.get("/lattice/portal/line/")
    (write,) = [one for one in forms_of(line) if one.action.endswith("/write/")]
    (address,) = [one for one in forms_of(line) if one.action.endswith("/address/")]
    plain = elements(client.post(address.action, {**address.fields, "address": "none"}))
    for string in (" ".join(some) for some in batched(strings(source), 10)):
        refused = client.post(address.action, {**address.fields, "address": string})
        assert refused.status_code in {303, 422}, repr(string)
        assert refused.status_code == 303 or [] == strange(plain, elements(refused)), repr(string)
    everything = "\n".join(strings(source))

    sent = client.post(write.action, {**write.fields, "text": everything})

    assert sent.status_code == 303
    assert everything in shown(client.get("/lattice/portal/line/"))


@pytest.mark.once
@pytest.mark.parametrize("source", ["own", "corpus"])
def test_at_the_desk_no_form_of_an_act_breaks_on_any_string(source: str, walk: Walk) -> None:
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    bo = MemberBrowser(walk, "bo").sign_in()
    bo.send(bo.case, f"{bo.case}open/line.reporter-1/")
    everything = "\n".join(strings(source))
    looked = 0

    pages = ["desk/file-report/", *(f"{bo.case}{act}/{about}" for act in Act for about in ("", "reporter-1/"))]
    for page in pages:
        shown_first = bo.get(page)
        own = [one for one in forms_of(shown_first) if one.method == "post" and "token" in one.names]
        if shown_first.status_code != 200 or not own or not boxes(own[0]):
            continue
        plain, naughty = (bo.post(page, without_choices(own[0], text)) for text in ("plain", everything))
        assert naughty.status_code in {200, 303, 409, 422}, page
        if (plain.status_code, naughty.status_code) == (422, 422):
            looked += 1
            assert [] == strange(elements(plain), elements(naughty)), page

    assert looked >= 5


@pytest.mark.browser
@pytest.mark.once
def test_in_chromium_naughty_strings_stay_text_and_add_no_element(town: Town) -> None:
    town.inspector = None
    somebody = Outsider(town)
    somebody.reports("plain", who="plain", links="plain")
    somebody.comes_back()
    plain = said_last(somebody, "plain")

    for string in OWN[:12]:
        assert plain == said_last(somebody, string), repr(string)
    somebody.page.reload()

    assert "Where things stand" in somebody.page.title()
    assert len(OWN[:12]) + 1 <= somebody.page.locator("article.said-own").count()


def said_last(somebody: Outsider, text: str) -> list[str]:
    """Write it; answer what its message is made of, once its text is there as it was written."""
    page = somebody.page
    somebody._sends("Write to the committee", text)
    message = page.locator("article.said-own").last
    assert visible(text) == visible(message.locator(".words").text_content() or ""), repr(text)
    made: list[str] = message.evaluate(
        "one => [...one.querySelectorAll('*')].map(e => e.tagName + [...e.attributes].map(a => a.name))"
    )
    return [one for one in made if "newest" not in one]


def visible(text: str) -> str:
    """A text without the signs that a browser's own box changes: line ends, and controls."""
    return "".join(sign for sign in text.replace("\r\n", "\n") if sign.isprintable() or sign == "\n").strip()


def forms_of(page: Any) -> list[FoundForm]:
    """All forms of a page."""
    return forms(page)


def boxes(form: FoundForm) -> list[str]:
    """What somebody can write into."""
    return [name for name, value in form.fields.items() if value == [""] and name not in form.choices]


def without_choices(form: FoundForm, text: str) -> dict[str, object]:
    """Every box filled and nothing chosen, so that all of it comes back."""
    kept = {name: value for name, value in form.fields.items() if name not in form.choices}
    return {**kept, **dict.fromkeys(boxes(form), text), "once": os.urandom(16).hex()}


def shown(page: Any) -> str:
    """What the last message says, as a browser reads it."""

    class Words(HTMLParser):
        inside, text = 0, ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "div" and ("class", "words") in attrs:
                self.inside, self.text = 1, ""

        def handle_endtag(self, tag: str) -> None:
            self.inside = 0 if tag == "div" else self.inside

        def handle_data(self, data: str) -> None:
            self.text += data if self.inside else ""

    reader = Words()
    reader.feed(page.content.decode())
    return reader.text
