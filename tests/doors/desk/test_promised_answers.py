"""What a party's page promises to tell them of their own words is asked of the letter that is written to them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from evenhand.casework import keychanges, portal, talking, triage
from evenhand.procedure import facts as f
from tests.cast import REPORTER, Walk
from tests.endings import reported_to_council
from tests.member_browser import MemberBrowser
from tests.reading import text

BrowserOf = Callable[[str], MemberBrowser]
LETTER, LAST = f"write-letter/{REPORTER}/", f"write-last-letter/{REPORTER}/"


@pytest.fixture
def case(walk: Walk) -> Walk:
    """A case that was triaged, whose reporter had a first reply."""
    walk.report()
    for name in ("ada", "bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    reply = talking.Letter("Thank you. I am Bo.")
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, reply)
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, in_danger=False, ongoing=False, what="Sarcasm.")
    return walk


@pytest.fixture
def objected(case: Walk) -> Walk:
    """The reporter objects to a contact."""
    talking.propose_contact(case.seat("bo"), case.occasion, f.Role.REPORTED, "Ask Mo.")
    notice, until = talking.Letter("We would ask somebody."), case.now + timedelta(days=2)
    talking.tell_of_contact(case.seat("bo"), case.occasion, REPORTER, 1, notice, until)
    portal.answer_contact(case.party(), case.occasion, 1, "Please do not, they would know.", objects=True)
    return case


def said(browser: MemberBrowser, where: str) -> str:
    return text(browser.get(f"{browser.case}{where}").content.decode())


@pytest.mark.parametrize(
    ("go_on", "words"),
    [
        (True, "They objected to contact 1, and you go on with it"),
        (False, "They objected to contact 1, and you heeded"),
    ],
)
def test_once_an_objection_was_weighed_a_letter_to_who_objected_is_owed_and_asked_to_say_so(
    objected: Walk, browser_of: BrowserOf, go_on: bool, words: str
) -> None:
    bo = browser_of("bo")
    assert "They objected" not in said(bo, LETTER)

    talking.weigh_objection(objected.seat("bo"), objected.occasion, 1, "We ask without naming.", go_on=go_on)

    assert "Write to Reporter 1: what you made of their objection" in said(bo, "")
    assert "Write to Reporter 1: what you made of their objection R3" in text(bo.get("desk/").content.decode())
    assert words in said(bo, LETTER)
    answer = talking.Letter("We weighed what you said.")
    talking.write(objected.seat("bo"), objected.occasion, f.LetterKind.MESSAGE, REPORTER, answer)
    assert "They objected" not in said(bo, LETTER)


@pytest.mark.parametrize("feedback", [f.Feedback.ACCEPTS, f.Feedback.IN_PART, f.Feedback.DOES_NOT_ACCEPT])
def test_the_last_letter_to_who_saw_it_otherwise_is_asked_to_say_what_was_made_of_that(
    walk: Walk, browser_of: BrowserOf, feedback: f.Feedback
) -> None:
    walk.report()
    reported_to_council(walk, ("bo", "ada", "chidi", "dara", "eun"), "ada", feedback)

    page = said(browser_of("bo"), LAST)

    assert (feedback is not f.Feedback.ACCEPTS) == ("They did not agree with what you proposed" in page)


def test_the_list_says_why_somebody_is_to_be_written_to(case: Walk, browser_of: BrowserOf) -> None:
    case.wait(hours=1)
    portal.write(case.party(), case.occasion, "Is there anything new?")

    bo = browser_of("bo")

    assert "Write to Reporter 1: they wrote, and wait V1" in text(bo.get("desk/").content.decode())
    assert "Write to Reporter 1: they wrote, and wait" in said(bo, "")
