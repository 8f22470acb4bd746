from typing import cast

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path
from pytest_django.fixtures import Settings

from evenhand.people.communities import Community
from evenhand.shell.addresses import address, home
from evenhand.shell.asking import Asking

DOOR = ([path("c/<int:number>/", lambda _request, number: HttpResponse(number), name="case")], "desk")


class Urls:
    """One door with one page."""

    urlpatterns = (path("<slug:slug>/desk/", include(DOOR)),)


@pytest.fixture
def asking(rf: RequestFactory, settings: Settings) -> Asking:
    settings.ROOT_URLCONF = Urls
    request = cast("Asking", rf.get("/"))
    request.community = Community(slug="lattice", name="Lattice", zone="UTC", leave_to="")
    request.chosen_language = None
    return request


def test_an_address_stays_inside_the_community(asking: Asking) -> None:
    assert "/lattice/desk/c/7/" == address(asking, "desk:case", number=7)
    assert address(asking, "desk:case", number=7).startswith(home("lattice"))


def test_an_address_keeps_the_language_that_was_chosen(asking: Asking) -> None:
    asking.chosen_language = "es"

    assert "/lattice/desk/c/7/?lang=es#story" == address(asking, "desk:case", fragment="story", number=7)
