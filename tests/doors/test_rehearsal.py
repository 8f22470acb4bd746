"""Does everything arrive? Sent from the office, confirmed by each person on their own desk."""

from collections.abc import Callable

import pytest

from evenhand.casework import rehearsing, staging
from evenhand.people import communities, roster
from evenhand.procedure.manual_file import builtin
from tests.cast import Walk
from tests.member_browser import MemberBrowser, forms

BrowserOf = Callable[[str], MemberBrowser]


def test_a_letter_and_a_report_are_sent_at_the_office_and_confirmed_on_the_desk(
    walk: Walk, browser_of: BrowserOf
) -> None:
    ada, bo = browser_of("ada"), browser_of("bo")
    before = bo.get("desk/").content.decode()
    ada.send("office/tests/", "office/tests/letter/")
    ada.send("office/tests/", "office/tests/report/")
    asked = bo.get("desk/").content.decode()

    page = bo.get("desk/tests/").content.decode()
    for what in ("letter", "report"):
        assert 303 == bo.send("desk/tests/", f"desk/tests/{what}/").status_code
    after = bo.get("desk/").content.decode()

    assert ["desk/tests/" in html for html in (before, asked, after)] == [False, True, False]
    assert "Nobody wrote it, and nothing has happened." in page
    assert "Nothing waits for your word" in bo.get("desk/tests/").content.decode()
    assert "desk/tests/" in browser_of("chidi").get("desk/account/").content.decode()


def test_the_office_says_in_a_sentence_who_has_not_confirmed(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    founding_day = ada.get("office/tests/").content.decode()
    rehearsing.send_letters(walk.stage.signed_in("ada", walk.occasion), walk.occasion)
    nobody = ada.get("office/tests/").content.decode()
    staging.rehearse(walk.stage, walk.occasion, but=("chidi", "kofi"))

    html = ada.get("office/tests/").content.decode()

    assert "confirmed" not in founding_day
    assert "Nobody has confirmed a test letter yet." in nobody
    assert "These have not confirmed the test letter: Chidi Eze, Kofi Mensah." in html
    assert "These have not confirmed the test report: Chidi Eze." in html


def test_opening_the_form_before_everybody_has_confirmed_takes_a_tick(walk: Walk, browser_of: BrowserOf) -> None:
    filled = builtin("numpy").replace(b'"to be chosen"', b'"7 years"').replace(b"to be filled in", b"the foundation")
    communities.adopt_manual(walk.community, filled)
    ada = browser_of("ada")

    warned = ada.get("office/publish/").content.decode()
    refused = ada.send("office/publish/")
    opened = ada.send("office/publish/", although="on")

    assert "Nobody has confirmed a test letter yet." in warned
    assert (422, 303) == (refused.status_code, opened.status_code)
    assert communities.by_pk(walk.community.pk).is_published


def test_once_all_have_confirmed_nothing_more_is_asked_before_opening(walk: Walk, browser_of: BrowserOf) -> None:
    staging.rehearse(walk.stage, walk.occasion)

    assert "although" not in browser_of("ada").form("office/publish/").names


@pytest.mark.parametrize("what", ["letter", "report"])
def test_who_was_not_asked_is_told_so(walk: Walk, browser_of: BrowserOf, what: str) -> None:
    bo, path = browser_of("bo"), f"desk/tests/{what}/"

    refused = bo.post(path, {"token": bo.token(path)})

    assert 409 == refused.status_code
    assert "not asked about this" in refused.content.decode()


def test_there_is_no_third_kind_of_test(browser_of: BrowserOf) -> None:
    bo = browser_of("bo")

    assert 404 == bo.post("desk/tests/parcel/", {"token": bo.token("desk/tests/parcel/")}).status_code


def test_a_test_report_has_no_page_at_the_desk(walk: Walk, browser_of: BrowserOf) -> None:
    staging.rehearse(walk.stage, walk.occasion)
    number = roster.load(walk.community).rehearsals[rehearsing.REPORT, walk.member("bo")].case
    bo = browser_of("bo")

    pages = [bo.get(f"desk/case/{number}/"), bo.get(f"desk/case/{number}/write-note/"), bo.get("desk/closed/")]

    assert [404, 404, 200] == [one.status_code for one in pages]
    assert number not in pages[2].content.decode()


def test_sending_asks_for_the_passphrase_again(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    walk.wait(minutes=11)
    form = next(one for one in forms(ada.get("office/tests/")) if one.action.endswith("tests/letter/"))

    refused = ada.post("office/tests/letter/", {**form.fields, "passphrase": "not the passphrase"})

    assert 422 == refused.status_code
    assert {} == roster.load(walk.community).rehearsals
