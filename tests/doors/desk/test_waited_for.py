"""The case page says for whom a case waits: nobody reads that nothing is owed while others have still to answer."""

from collections.abc import Callable
from datetime import timedelta

from evenhand.casework import deciding, talking
from evenhand.procedure import facts as f
from tests.cast import REPORTER, Walk
from tests.endings import NO_ACTION, determined
from tests.member_browser import MemberBrowser


def test_whoever_has_taken_a_position_reads_whose_are_waited_for_and_until_when(
    walk: Walk, browser_of: Callable[[str], MemberBrowser]
) -> None:
    walk.report()
    determined(walk, ("ada", "bo", "chidi", "dara", "eun"))
    deciding.propose(walk.seat("ada"), walk.occasion, deciding.Proposal((NO_ACTION,), {"text": "Nothing to do."}))
    deciding.take_position(walk.seat("bo"), walk.occasion, 1, f.Position.CONSENT)
    bo, chidi = browser_of("bo"), browser_of("chidi")

    page = bo.get(bo.case).content.decode()
    theirs = chidi.get(chidi.case).content.decode()

    assert "Nothing is owed in this case now." not in page
    assert "Nothing is owed by you now." in page
    waits = page[page.index("Others are waited for") :]
    assert "A position on the proposal" in waits
    assert "Chidi, Dara, Eun" in waits
    assert "Dara, Eun" in theirs[theirs.index("Others are waited for") :]


def test_a_case_page_says_whose_view_of_a_resolution_is_waited_for(
    walk: Walk, browser_of: Callable[[str], MemberBrowser]
) -> None:
    walk.report()
    everybody = ("ada", "bo", "chidi", "dara", "eun")
    determined(walk, everybody)
    deciding.propose(walk.seat("ada"), walk.occasion, deciding.Proposal((NO_ACTION,), {"text": "Nothing to do."}))
    for name in everybody:
        deciding.take_position(walk.seat(name), walk.occasion, 1, f.Position.CONSENT)
    until = walk.now + timedelta(days=400)
    letter = talking.Letter("This we propose.", could_tell=False)
    deciding.consult(walk.seat("ada"), walk.occasion, REPORTER, 1, letter, until)
    bo = browser_of("bo")

    page = bo.get(bo.case).content.decode()

    assert "Nothing is owed in this case now." not in page
    waits = page[page.index("Others are waited for") :][:700]
    assert "How they see the proposed resolution, or the date" in waits
    assert "Reporter 1" in waits
    assert f"{until.year}" in waits
