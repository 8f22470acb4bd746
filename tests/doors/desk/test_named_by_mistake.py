"""Somebody was named as involved by mistake: two members say so, then the names, the question, the rest (K4, R9)."""

from collections.abc import Callable

import pytest

from evenhand.casework import joining, keychanges, triage
from evenhand.casework.errors import RefusedError
from evenhand.casework.seats import NoSuchCaseError
from evenhand.procedure.facts import Member
from evenhand.vault.keyring import COMMITTEE
from tests.cast import Walk
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]
WHY = "Another Dara is meant, who runs the weekly call."


@pytest.fixture
def named(walk: Walk) -> Walk:
    """Bo has ticked Dara among the names; Dara had answered and could read."""
    walk.report(who="Somebody in the call")
    for name in ("bo", "chidi", "dara"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    for name in ("bo", "chidi"):
        keychanges.open_room(walk.seat(name), walk.occasion, COMMITTEE)
    keychanges.write_names(walk.seat("bo"), walk.occasion, "Dara, from the call", [walk.member("dara")])
    return walk


def page_for(named: Walk) -> str:
    return f"desk/case/{named.number}/find-not-involved/{named.member('dara')}/"


def involved(named: Walk) -> frozenset[Member]:
    return named.seat("bo").state.involved


def test_one_says_so_another_agrees_and_only_then_the_names_are_shown(named: Walk, browser_of: BrowserOf) -> None:
    bo, chidi = browser_of("bo"), browser_of("chidi")

    page = bo.get(page_for(named)).content.decode()
    empty, first = bo.send(page_for(named), text=""), bo.send(page_for(named), text=WHY)
    after_one = involved(named)
    listed, to_agree = (chidi.get(address).content.decode() for address in (chidi.case, page_for(named)))
    second = chidi.send(page_for(named), text="I asked. It is somebody else.")
    case = bo.get(bo.case).content.decode()

    assert "only two of you together can say that it was a mistake" in page
    assert (422, 303, 303) == (empty.status_code, first.status_code, second.status_code)
    assert {named.member("dara")} == after_one
    assert "Say that Dara was named by mistake" in listed
    assert "Agree that Dara was named by mistake" in to_agree
    assert "Bo says so; what they wrote stands below" in to_agree
    assert WHY in to_agree
    assert frozenset() == involved(named)
    assert "Says that Dara was named as involved by mistake" in case
    assert WHY in case


def test_they_come_in_by_the_names_and_the_question_and_hold_no_key_before(named: Walk) -> None:
    dara = named.member("dara")
    for name in ("bo", "chidi"):
        keychanges.find_not_involved(named.seat(name), named.occasion, dara, WHY)
    with pytest.raises(NoSuchCaseError):
        named.seat("dara")
    with pytest.raises(RefusedError):
        joining.let_in(named.seat("bo"), named.occasion, dara)

    joining.show_names(named.seat("bo"), named.occasion, dara)

    with pytest.raises(NoSuchCaseError):
        named.seat("dara")
    assert dara in named.seat("bo").state.shown_names


def test_the_form_of_the_names_says_before_what_it_costs(named: Walk, browser_of: BrowserOf) -> None:
    triage.triage(named.seat("bo"), named.occasion, severe=False, what="No.")
    bo = browser_of("bo")

    for act in ("write-names", "propose-contact"):
        assert "Look twice" in " ".join(bo.get(f"{bo.case}{act}/").content.decode().split())
