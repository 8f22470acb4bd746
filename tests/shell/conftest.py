"""A community whose pages can be asked for."""

import pytest

from evenhand.people import communities
from evenhand.people.communities import Community


@pytest.fixture
def lattice(db: None) -> Community:
    """Lattice, in Berlin."""
    return communities.found(
        uid=b"lattice-lattice-",
        slug="lattice",
        name="Lattice",
        zone="Europe/Berlin",
        language="en",
        leave_to="https://weather.example/",
        public={},
    )
