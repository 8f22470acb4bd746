"""Support for somebody who is new: a letter like every other, or a reason (V6, V1, V2)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from evenhand.casework import keychanges, talking, triage
from evenhand.procedure import facts as f
from evenhand.vault.keyring import COMMITTEE
from tests.cast import REPORTED, REPORTER, Walk
from tests.member_browser import MemberBrowser
from tests.reading import text

BrowserOf = Callable[[str], MemberBrowser]
WHERE = f"offer-support/{REPORTER}/"
OFFER = {"offered": "yes", "text": "You are a toxic person, but come on Thursday.", "via": "line"}


@pytest.fixture
def case(walk: Walk) -> Walk:
    """A case whose reporter is new here."""
    walk.report(newcomer=True)
    for name in ("ada", "bo"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    for room in (COMMITTEE, f"line:{REPORTER}"):
        keychanges.open_room(walk.seat("bo"), walk.occasion, room)
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, in_danger=False, ongoing=False, what="Sarcasm.")
    return walk


def letters(walk: Walk) -> list[f.LetterSent]:
    sent = (one.happened.fact for one in walk.seat("bo").file.entries)
    return [one for one in sent if isinstance(one, f.LetterSent)]


def is_settled(walk: Walk, party: f.Party = REPORTER) -> bool:
    return walk.seat("bo").state.parties[party].support_settled


def test_an_offer_is_read_once_more_with_what_could_be_worded_otherwise_before_it_goes(
    case: Walk, browser_of: BrowserOf
) -> None:
    bo = browser_of("bo")

    shown = bo.send(f"{bo.case}{WHERE}", **OFFER)
    page = text(shown.content.decode())

    assert 200 == shown.status_code
    assert "This is what will be sent, word for word" in page
    assert "toxic" in page.split("Change it")[0].split(OFFER["text"])[1]
    assert "Send it to Reporter 1" in page
    assert ([], False) == (letters(case), is_settled(case))


def test_an_offer_reaches_them_the_way_that_was_chosen_and_settles_it(case: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")

    assert 303 == bo.letter(f"{bo.case}{WHERE}", **OFFER).status_code

    assert [f.Via.LINE] == [one.via for one in letters(case)]
    assert is_settled(case)
    assert 1 == text(bo.get(bo.case).content.decode()).count(OFFER["text"])


def test_the_box_of_the_offer_says_that_the_reporter_reads_it_and_that_of_the_reason_that_they_do_not(
    case: Walk, browser_of: BrowserOf
) -> None:
    form = browser_of("bo").get(f"desk/case/{case.number}/{WHERE}").content.decode()

    offer, reason = (form.split(f'name="{name}"')[1].split("</p>")[0] for name in ("text", "reason"))
    assert "Reporter 1" in text(offer)
    assert "Reporter 1" not in text(reason)


def test_a_reason_why_not_is_for_the_committee_and_goes_to_nobody(case: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")

    answer = bo.send(f"{bo.case}{WHERE}", offered="no", reason="Dara shows her around already.")

    assert 303 == answer.status_code
    assert ([], True) == (letters(case), is_settled(case))
    assert "Dara shows her around already." in text(bo.get(bo.case).content.decode())


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"offered": "yes", "text": "", "via": "line", "reason": "I began to say why not."}, "text"),
        ({"offered": "no", "text": "I began a letter.", "reason": " "}, "reason"),
        ({"offered": "yes", "text": "Come on Thursday.", "via": "other"}, "why_other_way"),
        ({"text": "Come on Thursday."}, "offered"),
    ],
)
def test_what_the_answer_asks_for_is_asked_for_and_everything_else_comes_back(
    case: Walk, browser_of: BrowserOf, typed: dict[str, str], asked: str
) -> None:
    bo = browser_of("bo")

    answer = bo.send(f"{bo.case}{WHERE}", **typed)
    page = answer.content.decode()

    assert 422 == answer.status_code
    assert f'href="#id-offer-support-{REPORTER}-{asked}' in page
    assert all(value in page for value in typed.values() if value.strip())
    assert not is_settled(case)


def test_somebody_else_who_is_new_could_tell_from_the_offer_who_reported_so_that_is_asked(
    case: Walk, browser_of: BrowserOf
) -> None:
    contact = talking.propose_contact(case.seat("bo"), case.occasion, f.Role.REPORTED, "Ask Mo.")
    notice = talking.Letter("We would ask somebody.")
    talking.tell_of_contact(case.seat("bo"), case.occasion, REPORTER, 1, notice, case.now + timedelta(days=2))
    talking.second_contact(case.seat("ada"), case.occasion, 1)
    case.wait(days=3)
    first = talking.Letter("Somebody told us about the comments.", could_tell=False)
    talking.invite(case.seat("bo"), case.occasion, contact, first)
    talking.mark_newcomer(case.seat("bo"), case.occasion, REPORTED)
    bo, where = browser_of("bo"), f"offer-support/{REPORTED}/"

    unanswered = bo.send(f"{bo.case}{where}", **OFFER)
    answered = bo.letter(f"{bo.case}{where}", **OFFER, could_tell="no")

    assert 422 == unanswered.status_code
    assert 303 == answered.status_code
    assert is_settled(case, REPORTED)
