"""Looking whether somebody of the council is meant by a name: the form, its refusals, what changes by it (C2, K4)."""

from collections.abc import Callable

import pytest

from evenhand.casework import keychanges
from evenhand.outbox import queue
from tests.cast import Walk
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]


@pytest.fixture
def named(walk: Walk) -> Walk:
    """The text names two of the council; Bo has answered the conflict question."""
    walk.report("Ines shouted at people in the call. Kofi can tell you.", who="Somebody of the council")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    return walk


def look_at(named: Walk, name: str) -> str:
    return f"desk/case/{named.number}/look-whether-meant/{named.member(name)}/"


def test_the_page_says_what_to_do_first_and_pressing_it_ends_the_waiting(named: Walk, browser_of: BrowserOf) -> None:
    bo, queued = browser_of("bo"), len(queue.waiting(named.community))

    page = bo.get(look_at(named, "kofi")).content.decode()
    pressed = bo.send(look_at(named, "kofi"))
    case = bo.get(bo.case).content.decode()

    assert "It is not Kofi who is meant" in page
    assert "write their name down as involved" in page
    assert 303 == pressed.status_code
    assert "A member looked: Kofi is not who is meant" in case
    assert {named.member("ines")} == named.seat("bo").state.named_elsewhere
    assert queued == len(queue.waiting(named.community))


def test_pressing_it_twice_counts_once(named: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    sent = bo.form(look_at(named, "kofi")).fields

    first, second = bo.post(look_at(named, "kofi"), sent), bo.post(look_at(named, "kofi"), sent)

    assert [(303, f"/lattice/{bo.case}#newest")] * 2 == [(one.status_code, one["Location"]) for one in (first, second)]


@pytest.mark.parametrize("name", ["jun", "chidi"])
def test_whoever_is_not_named_is_not_looked_at(named: Walk, browser_of: BrowserOf, name: str) -> None:
    bo, page = browser_of("bo"), look_at(named, name)
    before = named.seat("bo").state.length

    refused = bo.post(page, {"token": bo.token(page), "once": "1"})

    html = refused.content.decode()
    assert 409 == refused.status_code
    assert "This person does not wait for somebody to look whether they are meant." in html
    assert "</span>C2</summary>" in html
    assert before == named.seat("bo").state.length


def test_nobody_looks_before_the_conflict_question(named: Walk, browser_of: BrowserOf) -> None:
    dara, page = browser_of("dara"), look_at(named, "kofi")

    shown, pressed = dara.get(page), dara.post(page, {"token": dara.token(page), "once": "1"})

    assert (303, 409) == (shown.status_code, pressed.status_code)
    assert "First answer whether you have a conflict of interest in this case." in pressed.content.decode()
    assert named.member("kofi") in named.seat("bo").state.named_elsewhere


def test_whoever_is_meant_is_written_down_and_never_found_not_to_be(named: Walk, browser_of: BrowserOf) -> None:
    bo, page = browser_of("bo"), look_at(named, "ines")
    bo.send(f"{bo.case}write-names/", text="Ines, of the council.", involved=[named.member("ines")])

    refused = bo.post(page, {"token": bo.token(page), "once": "1"})

    assert 409 == refused.status_code
    assert "The report names this person as involved." in refused.content.decode()
    assert "</span>K4</summary>" in refused.content.decode()
