"""The empty form is rendered once, and nobody can tell."""

import re

import pytest
from django.test import Client

from evenhand.casework import founding, staging
from evenhand.casework.staging import Stage
from evenhand.doors.intake import prepared
from evenhand.people import communities
from tests.cast import Walk

ADDRESS = "/lattice/report/"


@pytest.fixture(autouse=True)
def opened(stage: Stage) -> None:
    communities.change(stage.community, is_published=True)
    prepared._kept.clear()


def masked(page: bytes) -> str:
    return re.sub(r'(name="(?:shown|nonce)" value=")[^"]+', r"\1", page.decode())


def fields(page: bytes) -> dict[str, str]:
    return dict(re.findall(r'name="(shown|nonce)" value="([^"]+)"', page.decode()))


def test_the_kept_form_is_the_rendered_one_with_tokens_of_its_own(client: Client) -> None:
    first, second = client.get(ADDRESS).content, client.get(ADDRESS).content

    assert masked(first) == masked(second)
    assert fields(first)["nonce"] != fields(second)["nonce"]
    assert {"shown", "nonce"} == set(fields(second))


def test_a_kept_form_can_be_sent(client: Client) -> None:
    client.get(ADDRESS)
    hidden = fields(client.get(ADDRESS).content)

    answer = client.post(ADDRESS, {**hidden, "what": "It happened."})

    assert 200 == answer.status_code
    assert b"We have your report" in answer.content


def test_whoever_left_stands_on_no_kept_form(client: Client, stage: Stage) -> None:
    walk = Walk(stage)
    assert b"Eun Park" in client.get(ADDRESS).content

    founding.leave(stage.signed_in("bo", walk.occasion), walk.member("eun"), walk.occasion)

    assert b"Eun Park" not in client.get(ADDRESS).content


def test_what_the_office_changes_stands_on_the_next_form(client: Client, stage: Stage) -> None:
    client.get(ADDRESS)

    communities.change(stage.community, public={**staging.PUBLIC, "operator": "Another Host"})

    assert b"Another Host" in client.get(ADDRESS).content


def test_each_language_and_each_form_is_kept_apart(client: Client) -> None:
    english = client.get(ADDRESS).content

    spanish = client.get(ADDRESS + "?lang=es").content
    complaint = client.get("/lattice/complaint/").content

    assert 3 == len({masked(english), masked(spanish), masked(complaint)})


def test_only_so_many_are_kept(client: Client, stage: Stage) -> None:
    for number in range(70):
        communities.change(stage.community, name=f"Lattice {number}")
        client.get(ADDRESS)

    assert 64 == len(prepared._kept)
