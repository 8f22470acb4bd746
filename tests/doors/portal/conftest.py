"""A case under way at Lattice, and a browser for each of its parties."""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from evenhand.casework import keychanges, portal, talking, triage
from evenhand.casework.staging import Stage
from evenhand.people import communities
from evenhand.procedure import facts as f
from tests.cast import REPORTED, REPORTER, Play, Walk
from tests.reading import Moved, send

EVERYBODY = ("ada", "bo", "chidi", "dara", "eun")


class Come(Protocol):
    """Opens the line of a party, the reporter's if none is named."""

    def __call__(self, handle: str = REPORTER) -> Client: ...


@pytest.fixture
def moment(settings: Settings) -> Moved:
    """Give the web a clock that the test moves."""
    moved = Moved()
    settings.EVENHAND_NOW = moved
    return moved


def report(stage: Stage) -> Walk:
    """Somebody has reported, just now."""
    communities.change(stage.community, is_published=True)
    return Walk(stage.fresh()).report("The comments of 1 March.", when="1 March")


@pytest.fixture
def come(walk: Walk, moment: Moved) -> Come:
    """Open a party's line in a browser of its own, at the time to which the walk has come."""

    def opened(handle: str = REPORTER) -> Client:
        moment.now = walk.now
        client = Client(headers={"sec-fetch-site": "same-origin"})
        page = client.get("/lattice/portal/").content.decode()
        answered = send(client, "", page, "phrase", phrase=walk.phrases[handle])
        assert answered.status_code == 303, answered.content.decode()
        return client

    return opened


def ask(stage: Stage) -> Walk:
    """The committee has answered, asked the reporter something, and told them whom it wants to ask."""
    walk = report(stage).wait(hours=20)
    for name in EVERYBODY:
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    bo, occasion = walk.seat("bo"), walk.occasion
    talking.write(bo, occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thank you. I am Bo."))
    triage.triage(walk.seat("bo"), occasion, severe=False, what="Sarcasm.")
    talking.ask(
        walk.seat("bo"), occasion, REPORTER, talking.Letter("Do you have a link?"), walk.now + timedelta(days=7)
    )
    talking.propose_contact(walk.seat("bo"), occasion, f.Role.REPORTED, "Ask Mo.")
    until = walk.now + timedelta(hours=48)
    talking.tell_of_contact(walk.seat("bo"), occasion, REPORTER, 1, talking.Letter("We would ask Mo."), until)
    return walk


def invite(stage: Stage) -> Walk:
    """The reporter did not object; the reported person has a link, and was asked something."""
    asked = ask(stage)
    portal.answer_contact(asked.party(), asked.occasion, 1, "Fine.", objects=False)
    talking.second_contact(asked.seat("dara"), asked.occasion, 1)
    letter = talking.Letter("Somebody told us about the comments of 1 March.", could_tell=False)
    until = asked.now + timedelta(days=7)
    made = talking.invite(asked.seat("bo"), asked.occasion, REPORTED, letter, answer_by=until)
    asked.tokens[REPORTED] = made.token
    return asked


@pytest.fixture
def walk(played: Callable[[Play], Walk], moment: Moved, request: pytest.FixtureRequest) -> Walk:
    """What `report` plays, or as much more as the test asks for."""
    further = {"invited": invite, "asked": ask}
    return played(next((play for name, play in further.items() if name in request.fixturenames), report))


@pytest.fixture
def asked(walk: Walk) -> Walk:
    """What `ask` plays."""
    return walk


@pytest.fixture
def invited(walk: Walk) -> Walk:
    """What `invite` plays."""
    return walk
