"""A new link from the server's own machine, where nobody is left at the office."""

import re

import pytest
from django.test import Client

from evenhand.casework import founding
from evenhand.casework.staging import Stage
from evenhand.doors.cli.invite_again import NOT_FOUND, main
from evenhand.outbox import queue
from evenhand.people import roster
from tests.cast import Walk


def test_the_link_leads_to_new_keys_and_lets_nobody_in(
    stage: Stage, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    before = roster.load(stage.community)

    status = main(["ada"])

    said = capsys.readouterr().out
    link = re.search(r"/lattice/desk/enrol/[^/]+/", said)
    assert 0 == status
    assert link
    assert "Make my keys" in client.get(link[0]).content.decode()
    assert "The keys of others" in said
    assert before.people == roster.load(stage.community).people
    assert "ada@lattice.example" in {one.mail.to for one in queue.waiting(stage.community)}


@pytest.mark.parametrize("typed", [["nobody"], ["ada", "--slug", "elsewhere"]])
def test_a_login_or_a_community_that_is_not_there_is_said(
    stage: Stage, capsys: pytest.CaptureFixture[str], typed: list[str]
) -> None:
    before = queue.which_wait(stage.community)

    assert NOT_FOUND == main(typed)
    assert "evenhand invite-again: " in capsys.readouterr().err
    assert before == queue.which_wait(stage.community)


def test_whoever_has_left_gets_no_link(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    walk = Walk(stage)
    founding.leave(stage.signed_in("ada", walk.occasion), walk.member("eun"), walk.occasion)

    assert NOT_FOUND == main(["eun"])
    assert "nobody belongs to Lattice with this login" in capsys.readouterr().err
