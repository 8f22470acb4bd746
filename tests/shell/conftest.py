"""A community whose pages can be asked for."""

import pytest

from evenhand.casework.staging import Stage
from evenhand.people import communities
from evenhand.people.communities import Community


@pytest.fixture
def lattice(stage: Stage) -> Community:
    """Lattice, in Berlin."""
    return communities.change(stage.community, zone="Europe/Berlin")
