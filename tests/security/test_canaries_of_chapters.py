"""P1 and P9 for the later chapters: their words are on no disk in clear, in no address, no title, no notice, no log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from evenhand.casework.staging import Stage
from evenhand.doors.portal import cookie
from evenhand.outbox import queue
from evenhand.people import communities, lines
from tests.cast import START, Walk
from tests.chapters import Moment, stories
from tests.member_browser import MemberBrowser, forms
from tests.security.canaries import Canaries, found_in, write_into_every_form

WITH_WORDS = (
    "question-conflict",
    "answer-questioned",
    "decline-look",
    "record-access",
    "prepare-access",
    "check-access",
    "give-access",
    "extend-access",
    "refuse-access",
    "answer-review",
    "ask-reopening",
    "decline-reopening",
    "check-retaliation",
)
IN_A_LINE = {"access", "fairness", "review"}

pytestmark = pytest.mark.once


@pytest.mark.faults
def test_what_is_written_in_any_form_is_in_no_address_title_notice_log_or_file(
    committed_stage: Stage, everywhere: Path, settings: Settings
) -> None:
    communities.change(committed_stage.community, is_published=True)
    sing, seen = Canaries(), set[str]()

    for walk, moment in stories(Walk(committed_stage.fresh()), lambda: sing("an act")):
        settings.EVENHAND_NOW = lambda now=walk.now: now
        at_the_desk(walk, moment, sing, seen)
        at_the_council(walk, moment, sing, seen)
        in_the_line(walk, moment, sing, seen)
        sing.listen_to_mail(queue.waiting(walk.community))
        queue.drain()

    went = {part for address in seen for part in address.split("/")}
    assert [] == [one for one in (*WITH_WORDS, *IN_A_LINE, "ask", "look") if one not in went]
    assert len(sing.sung) >= 150
    assert [] == sing.told
    assert [] == found_in(everywhere)


def at_the_desk(walk: Walk, moment: Moment, sing: Canaries, seen: set[str]) -> None:
    """Every form to which the page of the case leads, each undone once it was sent."""
    for name in moment.at_desk:
        browser = MemberBrowser(walk, name).sign_in()
        write_into_every_form(browser, sing, seen, each=lambda: undone(walk, sing))


def at_the_council(walk: Walk, moment: Moment, sing: Canaries, seen: set[str]) -> None:
    """Every form that stands on the council's page, and on the page of a look."""
    for name, pages in moment.pages.items():
        browser = MemberBrowser(walk, name).sign_in()
        for page in (one.format(walk.number) for one in pages):
            for form in forms(sing.listen(page, browser.get(page))):
                if form.method == "post" and re.search("/(report|look)/", form.action or page):
                    with undone(walk, sing):
                        address = form.action or page
                        sent = sing.listen(address, browser.post(address, sing.fill(address, form, walk.now)))
                        assert sent.status_code in {200, 303, 409}, address
                        seen.add(address)


def in_the_line(walk: Walk, moment: Moment, sing: Canaries, seen: set[str]) -> None:
    """Every form of a party's page."""
    for handle in moment.parties:
        client = Client(headers={"sec-fetch-site": "same-origin"})
        client.cookies[cookie.name()] = lines.begin(walk.community, walk.phrases[handle], walk.occasion)
        page = sing.listen("line", client.get("/lattice/portal/line/"))
        for form in [one for one in forms(page) if "/line/" in one.action and "leave" not in one.action]:
            with undone(walk, sing):
                sent = sing.listen(form.action, client.post(form.action, sing.fill(form.action, form, walk.now)))
                assert sent.status_code in {200, 303}, form.action
                seen.add(form.action)


@contextmanager
def undone(walk: Walk, sing: Canaries) -> Iterator[None]:
    """What happens is undone, so that the next form finds the case as it was; its notices are read before."""
    with transaction.atomic():
        yield
        sing.listen_to_mail(queue.waiting(walk.community))
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("<title>About {} · Lattice</title>", {}),
        ('<a href="/lattice/desk/?about={}">the case</a>', {}),
        ("", {"Location": "/lattice/desk/{}/"}),
    ],
)
def test_a_word_in_a_title_an_address_or_a_header_would_be_heard(body: str, headers: dict[str, str]) -> None:
    sing = Canaries()
    word = sing("a box")
    answer = HttpResponse(body.format(word), headers={name: value.format(word) for name, value in headers.items()})

    sing.listen("a page", answer)
    sing.listen("a page", HttpResponse(f"<title>A note</title><p>{word}</p>"))

    assert 1 == len(sing.told)


def test_a_word_in_a_notice_would_be_heard_and_in_a_letter_is_in_its_place(stage: Stage) -> None:
    sing = Canaries()
    mails = [
        queue.Mail(kind, "a@mail.example", "Lattice", sing("a box")) for kind in (queue.Kind.NOTICE, queue.Kind.LETTER)
    ]

    sing.listen_to_mail(queue.Leaving(bytes(16), stage.community, mail, 0, START) for mail in mails)

    assert ["a notice: Lattice"] == sing.told
