"""A walk through a case, and browsers of the cast at its time."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings

from evenhand.casework.staging import Stage
from tests.cast import Walk
from tests.member_browser import MemberBrowser


@pytest.fixture
def walk(stage: Stage) -> Iterator[Walk]:
    """A walk at Lattice; the web's clock is put back afterwards."""
    before = settings.EVENHAND_NOW
    yield Walk(stage)
    settings.EVENHAND_NOW = before


@pytest.fixture
def browser_of(walk: Walk) -> Callable[[str], MemberBrowser]:
    """Somebody's browser, signed in."""
    return lambda name: MemberBrowser(walk, name).sign_in()
