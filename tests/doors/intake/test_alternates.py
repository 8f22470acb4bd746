"""The form says who comes in where too few are left, and whoever it is can be left out (C2)."""

import pytest
from django.test import Client

from evenhand.casework import staging
from evenhand.casework.staging import Casting, Stage
from evenhand.people import roster_facts as rf
from evenhand.people.occasion import Occasion
from tests.cast import START, dice
from tests.reading import text


@pytest.fixture
def page(client: Client, lattice: Stage) -> str:
    """The form of a community for which Gus stands by."""
    staging.join(lattice, Casting("Gus Maier", (rf.ALTERNATE,)), Occasion(START, dice("alternates")))
    return client.get("/lattice/report/").content.decode()


def test_the_form_names_alternates_before_the_council(page: str) -> None:
    said = text(page)

    assert "With fewer than 2 readers left these come in first: Gus Maier." in said
    assert "it goes to the council: Ines Duarte, Jun Sato, Kofi Mensah." in said
    assert "Who else must not see it?" in said


def test_an_alternate_can_be_left_out(page: str) -> None:
    boxes = page[page.index("left_out_council") :]

    assert "Gus Maier" in boxes
