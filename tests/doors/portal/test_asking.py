"""Advice and the record at the form and in the line: no case begins, and one button makes it a report (K3)."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from evenhand.casework import asking, keychanges, talking, translating
from evenhand.casework.staging import Stage
from evenhand.people import communities
from evenhand.procedure import facts as f
from tests.cast import REPORTER, Walk
from tests.reading import Moved, send, text


@pytest.fixture
def asked(stage: Stage, settings: Settings) -> tuple[Walk, Client]:
    """Somebody has asked for advice, and is at their page."""
    settings.EVENHAND_NOW = Moved()
    communities.change(stage.community, is_published=True)
    walk = Walk(stage.fresh()).report("How do I say it?", who="My lead", purpose=f.Purpose.ADVICE)
    client = Client(headers={"sec-fetch-site": "same-origin"})
    page = client.get("/lattice/portal/").content.decode()
    assert 303 == send(client, "", page, "phrase", phrase=walk.phrases["reporter-1"]).status_code
    return walk, client


def line(client: Client) -> str:
    return str(client.get("/lattice/portal/line/").content.decode())


def test_the_page_of_who_asked_for_advice_says_that_no_case_begins(asked: tuple[Walk, Client]) -> None:
    _, client = asked

    shown = text(line(client))

    assert "You asked us for advice. No case begins, and nobody else hears of it." in shown
    assert "We have your question" in shown
    assert "We find out what happened" not in shown


def test_after_the_answer_they_can_still_make_it_a_report(asked: tuple[Walk, Client]) -> None:
    walk, client = asked
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    asking.answer_and_end(walk.seat("bo"), walk.occasion, REPORTER, talking.Letter("Say it soon. Bo"))
    html = line(client)
    form = html.split('action="/lattice/portal/line/report/"')[1].split("</form>")[0]
    token = form.split('name="token" value="')[1].split('"')[0]

    done = client.post("/lattice/portal/line/report/", {"token": token})

    assert 303 == done.status_code
    state = walk.seat("bo").state
    assert (True, f.Purpose.REPORT) == (state.is_open, state.purpose)
    assert "You told us about something, and we are looking into it." in text(line(client))
    assert "portal/line/report/" not in line(client)


def test_a_forged_button_makes_no_report(asked: tuple[Walk, Client]) -> None:
    walk, client = asked

    client.post("/lattice/portal/line/report/", {"token": "made-up"})

    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    assert f.Purpose.ADVICE is walk.seat("bo").state.purpose


def test_a_translation_stands_beside_what_it_translates(asked: tuple[Walk, Client]) -> None:
    walk, client = asked
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    seat = walk.seat("bo")
    entry = next(r.happened.entry for r in seat.file.entries if isinstance(r.happened.fact, f.ReportReceived))

    translating.translate(seat, walk.occasion, entry, "¿Cómo lo digo?", "es")

    shown = text(line(client))
    assert "How do I say it? ¿Cómo lo digo? Translated into Español by Bo" in shown


@pytest.mark.parametrize(("purpose", "title"), [("advice", "We have your question"), ("record", "We have what you")])
def test_the_receipt_says_what_was_sent(stage: Stage, settings: Settings, purpose: str, title: str) -> None:
    settings.EVENHAND_NOW = Moved()
    communities.change(stage.community, is_published=True)
    client = Client(headers={"sec-fetch-site": "same-origin"})
    html = client.get("/lattice/report/").content.decode()

    answered = send(client, "/lattice/report/", html, "what", what="Something small.", purpose=purpose)

    said = text(answered.content.decode())
    assert 200 == answered.status_code, said
    assert title in said
    assert "no case begins, and we ask nobody about it" in said
    assert "Before we ask anybody else about it" not in said


def test_a_complaint_is_always_looked_into(stage: Stage, settings: Settings) -> None:
    settings.EVENHAND_NOW = Moved()
    communities.change(stage.community, is_published=True)

    assert 'name="purpose"' not in Client().get("/lattice/complaint/").content.decode()
