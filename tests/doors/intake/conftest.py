"""Lattice with its intake open, at the time at which the cast's stories begin."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from evenhand.casework.staging import Stage
from evenhand.people import communities
from tests.reading import Moved


@pytest.fixture
def moment(settings: Settings) -> Moved:
    """Give the web a clock that the test moves."""
    moved = Moved()
    settings.EVENHAND_NOW = moved
    return moved


@pytest.fixture
def lattice(stage: Stage, moment: Moved) -> Stage:
    """Open Lattice's intake."""
    communities.change(stage.community, is_published=True)
    return stage.fresh()


@pytest.fixture
def form(client: Client, lattice: Stage) -> str:
    """Open the report form."""
    return client.get("/lattice/report/").content.decode()
