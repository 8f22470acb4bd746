"""Every form of the later chapters gets what no form should: nothing, strange dates, a megabyte, odd hidden fields.

It is answered in a sentence, all that was typed comes back as text, and nothing is half written; sent twice, it counts
once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings

from evenhand.casework import keychanges
from evenhand.casework.staging import Stage
from evenhand.doors.portal import cookie
from evenhand.outbox.models import Waiting
from evenhand.people import communities, lines, sessions
from evenhand.record import models
from evenhand.shell.sessions import COOKIE
from tests.cast import Walk
from tests.chapters import Moment, stories
from tests.member_browser import FoundForm, MemberBrowser, forms

ACTS = (
    "question-conflict",
    "take-back-contact",
    "record-answer",
    "turn-over",
    "answer-questioned",
    "look-whether-meant",
    "show-names",
    "let-in",
    "seat-alternates",
    "grant-look",
    "agree-to-look",
    "decline-look",
    "end-look",
    "record-access",
    "prepare-access",
    "check-access",
    "give-access",
    "extend-access",
    "refuse-access",
    "check-retaliation",
    "answer-review",
    "ask-reopening",
    "reopen",
    "decline-reopening",
)
OTHERS = ("/council/report/", "/desk/look/", "/desk/newcomers/", "/line/access/", "/line/review/", "/line/fairness/")
DATES = ("until", "asked_at")
NO_DATES = ("", "yesterday", "2026-13-45T99:99", "0001-01-01T00:00", "9999-12-31T23:59", "0" * 5_000)
HIDDEN = {"once", "seen", "number", "member", "version"}
ILL_TYPED = ("", "-1", "9" * 30, "\0", "1e3", "a" * 5_000)
NAUGHTY = """<script>alert(1)</script>
</textarea><h1>Heading</h1>
{{ page.title }} {% include 'base.html' %} %(who)s {link}
'; DROP TABLE record_entry; --
\u202eright to left\u202c \ufeff\u200b
Subject: x
Bcc: all@mail.example"""
A_MEGABYTE = "a long night " * 80_000


@dataclass(frozen=True, slots=True)
class Door:
    """A form as somebody has it in front of them, and the means to send it."""

    client: Client
    address: str
    form: FoundForm

    def filled(self, text: str = "Some words.") -> dict[str, Any]:
        """Everything typed and chosen, so that it could be accepted."""
        typed: dict[str, Any] = dict.fromkeys(self.boxes, text)
        return {**self.form.fields, **{name: one[0] for name, one in self.form.choices.items()}, **typed}

    @property
    def boxes(self) -> list[str]:
        """What somebody can write into, but dates."""
        return [
            name
            for name, value in self.form.fields.items()
            if name not in {"token", *HIDDEN, *DATES} and name not in self.form.choices and value
        ]

    def send(self, **changed: Any) -> Any:  # Any: the test client's response
        """Send it, filled in but for what is changed."""
        return self.client.post(self.address, {**self.filled(), **changed})

    def back(self, answer: Any) -> dict[str, list[str]]:
        """What stands in the same form of the page that came back."""
        page = [one for one in forms(answer) if one.action in {self.address, ""} and one.names >= set(self.boxes)]
        return page[0].fields if page else {}


def doors(walk: Walk, moment: Moment, tried: set[str]) -> Iterator[Door]:
    """Every form of these chapters that anybody of this moment has in front of them, each kind once."""
    for client, pages in people(walk, moment):
        for page in [one for one in pages if kind(one) not in tried]:
            shown: Any = client.get(page)  # Any: the test client's response
            for form in forms(shown) if shown.status_code == 200 else []:
                address = form.action or page
                if form.method == "post" and kind(address) not in tried and is_of_these(address):
                    tried.add(kind(address))
                    yield Door(client, address, form)


def kind(address: str) -> str:
    """An address without the numbers in it."""
    return re.sub("[0-9a-f]{32}|[0-9]+", "…", address)


def is_of_these(address: str) -> bool:
    """Whether this is a form of the later chapters."""
    return any(f"/{act}/" in address for act in ACTS) or any(one in address for one in OTHERS)


def people(walk: Walk, moment: Moment) -> Iterator[tuple[Client, list[str]]]:
    """Somebody's browser with their session, and the pages at which they look."""
    for login in sorted({*moment.at_desk, *moment.pages}):
        client, player = Client(headers={"sec-fetch-site": "same-origin"}), walk.stage.player(login)
        client.cookies[COOKIE] = sessions.begin(walk.community, player.member, player.keys, walk.occasion)
        pages = [f"/lattice/{page.format(walk.number)}" for page in moment.pages.get(login, ())]
        if login in moment.at_desk:
            case = f"/lattice/desk/case/{walk.number}/"
            shown = html.unescape(client.get(case).content.decode())
            pages += [one for one in re.findall(rf'(?:href|action)="({case}[^"#]*)"', shown) if is_of_these(one)]
        yield client, list(dict.fromkeys(pages))
    for handle in moment.parties:
        client = Client(headers={"sec-fetch-site": "same-origin"})
        client.cookies[cookie.name()] = lines.begin(walk.community, walk.phrases[handle], walk.occasion)
        yield client, ["/lattice/portal/line/"]


@contextmanager
def undone() -> Iterator[None]:
    """What happens is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def written() -> tuple[int, int, int]:
    """How much there is of entries, words and mail."""
    return models.Entry.objects.count(), models.Words.objects.count(), Waiting.objects.count()


def nothing_in_it(door: Door) -> None:
    before = written()
    sent = door.client.post(door.address, {name: door.form.fields.get(name, "") for name in ("token", *HIDDEN)})

    assert sent.status_code in {303, 409, 422}, door.address
    assert sent.status_code == 303 or before == written(), door.address


def strange_dates(door: Door) -> None:
    for name in [one for one in DATES if one in door.form.names]:
        for date in (*NO_DATES, "2020-01-01T00:00" if name == "until" else "2100-01-01T00:00"):
            before = written()
            sent = door.send(**{name: date})
            assert sent.status_code in {409, 422}, (door.address, date)
            assert [date] == door.back(sent)[name]
            assert before == written()


def naughty_words(door: Door) -> None:
    """With nothing chosen, so that all of it comes back, wherever something has to be chosen."""
    kept = {name: value for name, value in door.filled(NAUGHTY).items() if name not in door.form.choices}
    before = written()
    sent = door.client.post(door.address, kept)

    assert sent.status_code in {200, 303, 409, 422}, door.address
    if sent.status_code in {409, 422}:
        assert before == written()
        assert {name: [NAUGHTY] for name in door.boxes} == {name: door.back(sent)[name] for name in door.boxes}
        assert "<script>alert" not in sent.content.decode()


def a_megabyte(door: Door) -> None:
    for name in door.boxes:
        sent = door.send(**{name: A_MEGABYTE})
        assert sent.status_code in {200, 303, 409, 422}, (door.address, name)
        assert sent.status_code == 303 or A_MEGABYTE.strip() in sent.content.decode()


def hidden_fields(door: Door) -> None:
    for name in sorted(HIDDEN & door.form.names):
        for value in ILL_TYPED:
            with undone():
                sent = door.send(**{name: value})
                assert sent.status_code in {200, 303, 409, 422}, (door.address, name, value)
    before = written()
    assert door.send(token="a" * 100).status_code in {401, 403, 422}, door.address
    assert before == written()


def sent_twice(door: Door) -> None:
    first = door.send()
    after = written()
    second = door.send()

    assert (first.status_code, first.get("Location")) == (second.status_code, second.get("Location")), door.address
    assert after == written(), door.address


ODD = (
    "council/after/x/",
    "council/after/%00/",
    f"council/after/{'f' * 32}/",
    f"council/after/{'a' * 3_000}/",
    "council/report/..%2f..%2f/",
    f"desk/look/{'f' * 32}/",
    f"desk/closed/{'f' * 32}/",
    "desk/case/{}/earlier/0/",
    f"desk/case/{{}}/earlier/{'9' * 5_000}/",
    "desk/case/{}/earlier/99999999999999999999/",
    "desk/page/99999999999999999999/",
    "desk/case/{}/grant-look/99999/",
    "desk/case/{}/check-access/witness-9999/",
    "desk/case/{}/check-access/1/",
    f"desk/case/{{}}/question-conflict/{'f' * 32}/",
    f"desk/case/{{}}/let-in/{'f' * 32}/",
    "desk/case/{}/show-names/",
)


@pytest.mark.parametrize("login", ["bo", "ines"])
def test_an_odd_address_is_a_page_or_none_for_looking_and_for_pressing(
    stage: Stage, settings: Settings, login: str
) -> None:
    walk = Walk(stage)
    settings.EVENHAND_NOW = lambda: walk.now
    walk.report(who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    somebody = MemberBrowser(walk, login).sign_in()
    before = written()

    for address in (one.format(walk.number) for one in ODD):
        assert somebody.get(address).status_code in {200, 303, 403, 404}, address
        pressed = somebody.post(address, {"token": somebody.token(address), "once": "1", "text": "Words."})
        assert pressed.status_code in {303, 403, 404, 405, 409, 422}, address

    assert before == written()


QUICK, THOROUGH = (strange_dates, sent_twice), (nothing_in_it, naughty_words, a_megabyte, hidden_fields)


@pytest.mark.parametrize("trials", [QUICK, pytest.param(THOROUGH, marks=pytest.mark.faults)])
def test_no_form_of_the_later_chapters_breaks(
    stage: Stage, settings: Settings, trials: tuple[Callable[[Door], None], ...]
) -> None:
    communities.change(stage.community, is_published=True)
    tried = set[str]()

    for walk, moment in stories(Walk(stage.fresh()), lambda: "Words."):
        settings.EVENHAND_NOW = lambda now=walk.now: now
        for door in doors(walk, moment, tried):
            for trial in trials:
                with undone():
                    trial(door)

    assert [] == [one for one in (*ACTS, *OTHERS) if not any(one in address for address in tried)]
