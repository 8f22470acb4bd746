"""Lattice as a journey finds it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings

from evenhand.casework import founding
from evenhand.casework.staging import Stage
from evenhand.people import communities
from evenhand.people.occasion import Occasion
from tests import cast
from tests.journeys.inspecting import Inspector
from tests.journeys.navigators import Clock, Town


@pytest.fixture(scope="session")
def looked_at() -> set[tuple[str, str]]:
    """The kinds of pages that an earlier journey has had looked at."""
    return set()


@pytest.fixture
def town(
    committed_stage: Stage,
    server: str,
    launch_browser: Callable[[], Browser],
    axe: Callable[[Page], None],
    looked_at: set[tuple[str, str]],
    settings: Settings,
) -> Iterator[Town]:
    """Lattice with its intake open and Bo on duty, on the morning of the first day; at its end everybody goes away.

    Each journey has a browser of its own. In one that many had used before, the longest sometimes stood still in the
    middle of a navigation, even of a page that no server is asked for; alone it never did, twelve times in a row.
    """
    browser = launch_browser()
    communities.change(
        committed_stage.community, is_published=True, public={**committed_stage.community.public, "address": server}
    )
    clock = Clock()
    settings.EVENHAND_NOW = clock
    stage = committed_stage.fresh()
    order = [stage.player(name).member for name in ("bo", "chidi", "dara", "eun", "ada")]
    founding.set_rota(stage.signed_in("ada", Occasion(clock.now, cast.dice())), order, Occasion(clock.now, cast.dice()))
    yield Town(server, browser, stage.fresh(), clock, Inspector(browser, axe, looked_at))
    browser.close()


@pytest.fixture
def town_unseen(town: Town) -> Town:
    """The same, without an eye on the pages: other journeys and `test_every_page` have looked at them."""
    town.inspector = None
    return town
