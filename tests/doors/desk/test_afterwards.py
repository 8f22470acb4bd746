"""After the end at the desk: asked how they are, taken up again by two, and what people thought of it (D6, V4)."""

from collections.abc import Callable

import pytest

from evenhand.casework import afterwards, closing, keychanges, talking
from evenhand.procedure import facts as f
from tests.cast import REPORTER, Walk, dice
from tests.endings import reported_to_council
from tests.member_browser import MemberBrowser
from tests.reading import text

BrowserOf = Callable[[str], MemberBrowser]
EVERYBODY = ("bo", "ada", "chidi", "dara", "eun")


def before_the_end(walk: Walk) -> Walk:
    """Only the last letter and the closing are left."""
    walk.report(who="Mo", language="es")
    reported_to_council(walk, EVERYBODY, "ada")
    return walk


def end(walk: Walk) -> Walk:
    kind, last = f.LetterKind.CLOSING, talking.Letter("This is how it ended.")
    talking.write(walk.seat("bo"), walk.occasion, kind, f.Party(REPORTER), last)
    closing.close(walk.seat("bo"), walk.occasion)
    return walk


@pytest.fixture
def ended(walk: Walk) -> Walk:
    return end(before_the_end(walk))


def said(browser: MemberBrowser, path: str) -> str:
    return text(browser.get(path).content.decode())


def test_the_last_letter_begins_with_whether_there_is_a_review_in_the_reader_s_language(
    walk: Walk, browser_of: BrowserOf
) -> None:
    before_the_end(walk)
    bo = browser_of("bo")

    (begun,) = bo.form(f"{bo.case}write-last-letter/reporter-1/").fields["text"]

    assert "Nuestro manual no prevé ninguna revisión." in begun


def test_a_person_asks_the_reporter_thirty_days_later(ended: Walk, browser_of: BrowserOf) -> None:
    ended.wait(days=30, hours=1)
    bo = browser_of("bo")
    assert "Ask Reporter 1 whether anybody made them pay for it" in said(bo, bo.case)

    sent = bo.letter(f"{bo.case}check-retaliation/reporter-1/", text="How are you?", via="line")

    assert 303 == sent.status_code
    assert "Reporter 1 was asked whether anybody made them pay for it" in said(bo, bo.case)
    again = f"{bo.case}check-retaliation/reporter-1/"
    late = bo.post(again, {"text": "Again?", "via": "line", "send": "1", "once": "1", "token": bo.token(again)})
    assert 409 == late.status_code
    for page in (said(bo, again), text(late.content.decode())):
        assert "Done already Only a reporter is asked this, and once." in page


def test_what_was_done_shows_its_own_clause_after_the_end(ended: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")

    done = said(bo, bo.case).partition(" Done ")[2]

    assert "Acknowledge the report of Reporter 1 R1" in done
    assert "Decide whether it is clear and severe T1" in done


def test_two_members_take_a_case_up_again(ended: Walk, browser_of: BrowserOf) -> None:
    keychanges.open_room(ended.seat("dara"), ended.occasion, "committee")
    bo, dara = browser_of("bo"), browser_of("dara")
    assert 303 == bo.send(f"{bo.case}ask-reopening/", text="They leave her patches lying.").status_code
    alone = bo.post(f"{bo.case}reopen/", {"token": bo.token(f"{bo.case}reopen/")})
    page = said(dara, dara.case)

    opened = dara.send(f"{dara.case}reopen/")

    assert 409 == alone.status_code
    assert "Agree to take this case up again" in page
    assert "They leave her patches lying." in page
    assert 303 == opened.status_code
    assert "The case is open again; its clocks start anew" in said(bo, bo.case)
    assert ended.seat("bo").state.is_open


def test_a_reason_is_asked_for_and_what_was_typed_comes_back(ended: Walk, browser_of: BrowserOf) -> None:
    keychanges.open_room(ended.seat("bo"), ended.occasion, "committee")
    bo, chidi = browser_of("bo"), browser_of("chidi")
    assert 422 == bo.send(f"{bo.case}ask-reopening/", text=" ").status_code
    bo.send(f"{bo.case}ask-reopening/", text="They leave her patches lying.")

    assert 422 == chidi.send(f"{chidi.case}decline-reopening/", text="").status_code
    declined = chidi.send(f"{chidi.case}decline-reopening/", text="That is a report of its own.")

    assert 303 == declined.status_code
    page = said(bo, bo.case)
    assert "It stays closed" in page
    assert "That is a report of its own." in page
    assert "Ask to take this case up again" in page


def test_sums_stand_over_the_closed_cases_from_five_answers_on(walk: Walk, browser_of: BrowserOf) -> None:
    for number in range(5):
        one = end(before_the_end(Walk(walk.stage, draw=dice(f"case {number}"))))
        given = f.Fairness.NO if number == 0 else f.Fairness.YES
        afterwards.answer_fairness(one.party(), one.occasion, given, "Slow, and kind.")
        if number == 3:
            assert "How people saw it" not in said(browser_of("bo"), "desk/closed/")

    page = said(browser_of("bo"), "desk/closed/")
    assert "treated fairly 4, partly 0, not 1." in page
    assert "five answers at a time" in page
    assert "Slow, and kind." not in page
    assert "How people saw it" not in said(browser_of("jun"), "desk/closed/")
