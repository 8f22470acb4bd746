"""Cases opened to somebody who joined later, on the desk's pages (R9)."""

from collections.abc import Callable

import pytest

from evenhand.casework import keychanges, recording
from tests.cast import Walk
from tests.joiners import joined, named_case, shown
from tests.member_browser import MemberBrowser
from tests.reading import text

BrowserOf = Callable[[str], MemberBrowser]


@pytest.fixture
def begun(walk: Walk) -> Walk:
    """A case that was there when Wen joined, and a note in it."""
    named_case(walk)
    recording.write_note(walk.seat("bo"), walk.occasion, "Written before Wen came.")
    return joined(walk)


def said(browser: MemberBrowser, path: str) -> str:
    return text(browser.get(path).content.decode())


def test_a_newcomer_is_shown_the_names_answers_and_is_let_in(begun: Walk, browser_of: BrowserOf) -> None:
    bo, wen = browser_of("bo"), browser_of("wen")
    assert "Somebody joined who does not see all of these cases" in said(bo, "desk/")

    assert 303 == bo.send("desk/newcomers/").status_code

    assert "There is no case that you could open" in said(bo, "desk/newcomers/")
    assert "Say whether you have a conflict of interest" in said(wen, "desk/")
    assert "This case was there before you joined." in said(wen, wen.case)
    assert 303 == wen.send(wen.case, f"{wen.case}open/names/").status_code
    asked = said(wen, wen.case)
    assert "Mo" in asked
    assert "Written before Wen came." not in asked
    assert 303 == wen.send(wen.case, f"{wen.case}answer-conflict/", answer="none").status_code
    assert "A member of this case lets you in next" in said(wen, wen.case)

    assert "Let Wen in, who has answered" in said(bo, bo.case)
    assert 303 == bo.send(f"{bo.case}let-in/{begun.member('wen')}/").status_code

    assert 303 == wen.send(wen.case, f"{wen.case}open/committee/").status_code
    assert "Written before Wen came." in said(wen, wen.case)
    assert "Wen, who joined later, was shown the names alone" in said(bo, bo.case)


def test_with_the_names_alone_every_other_page_of_the_case_is_none(begun: Walk, browser_of: BrowserOf) -> None:
    shown(begun)
    wen = browser_of("wen")

    for path in ("write-note/", "triage/", "identity/", "write-letter/reporter-1/", f"admit/{begun.member('wen')}/"):
        assert 404 == wen.get(f"{wen.case}{path}").status_code, path
    note = f"{wen.case}write-note/"
    assert 404 == wen.post(note, {"token": wen.token(note), "text": "Hello"}).status_code
    wen.post(f"{wen.case}open/committee/", {"token": wen.token(f"{wen.case}open/committee/")})
    assert "Written before Wen came." not in said(wen, wen.case)


def test_stepping_back_on_the_names_leads_to_the_list_and_the_case_is_gone(begun: Walk, browser_of: BrowserOf) -> None:
    shown(begun)
    wen = browser_of("wen")
    wen.send(wen.case, f"{wen.case}open/names/")

    gone = wen.send(wen.case, f"{wen.case}answer-conflict/", answer="leaves")

    assert gone.url.endswith("/desk/")
    assert 404 == wen.get(wen.case).status_code


def test_nothing_tells_a_newcomer_of_a_case_that_names_them(begun: Walk, browser_of: BrowserOf) -> None:
    wen, bo = browser_of("wen"), browser_of("bo")
    before = said(wen, "desk/")

    keychanges.write_names(begun.seat("bo"), begun.occasion, "It is Wen.", [begun.member("wen")])

    assert before == said(wen, "desk/")
    assert 404 == wen.get(wen.case).status_code
    assert "There is no case that you could open" in said(bo, "desk/newcomers/")


def test_a_second_click_opens_nothing_more_and_is_no_mistake(begun: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    sent = bo.form("desk/newcomers/").fields

    answers = [bo.post("desk/newcomers/", sent).status_code for _ in range(2)]

    assert [303, 303] == answers
    assert {begun.member("wen")} == set(begun.seat("bo").state.shown_names)


def test_a_form_without_a_case_or_with_a_strange_one_opens_nothing(begun: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    form = bo.form("desk/newcomers/")

    nothing = bo.post("desk/newcomers/", {**form.fields, "cases": []})
    strange = bo.post("desk/newcomers/", {**form.fields, "cases": ["00" * 16]})
    nobody = bo.post("desk/newcomers/", {**form.fields, "member": "x"})

    assert (422, 422, 303) == (nothing.status_code, strange.status_code, nobody.status_code)
    assert "Tick at least one case." in text(nothing.content.decode())
    assert "One of these cases has changed since." in text(strange.content.decode())
    assert begun.seat("bo").state.shown_names == {}
