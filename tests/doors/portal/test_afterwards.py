"""After the end on a party's own page: a review where there is one, fairness, and what is open again (V4, D6)."""

from datetime import timedelta

import pytest
from django.test import Client

from evenhand.casework import afterwards, closing, talking
from evenhand.people import communities
from evenhand.procedure import facts as f
from evenhand.procedure.manual_file import builtin
from tests.cast import REPORTER, Walk
from tests.doors.portal.conftest import EVERYBODY, Come
from tests.endings import reported_to_council
from tests.reading import Moved, send, sheet, sheets, text

LINE = "/lattice/portal/line/"
NO_REVIEW = b'review_within = { is = "none"'


def end(walk: Walk) -> Walk:
    """Decided, told, closed."""
    reported_to_council(walk, EVERYBODY, "ada")
    kind, last = f.LetterKind.CLOSING, talking.Letter("This is how it ended.")
    talking.write(walk.seat("bo"), walk.occasion, kind, f.Party(REPORTER), last)
    closing.close(walk.seat("bo"), walk.occasion)
    return walk


@pytest.fixture
def ended(walk: Walk) -> Walk:
    return end(walk)


@pytest.fixture
def reviewable(walk: Walk) -> Walk:
    """In a community whose manual foresees a review; the case that is open keeps the manual of its day."""
    manual = builtin("numpy")
    assert NO_REVIEW in manual
    communities.adopt_manual(walk.community, manual.replace(NO_REVIEW, b'review_within = { is = "30 days"'))
    walk.stage = walk.stage.fresh()
    return end(walk.report("The comments of 2 March."))


def page_of(client: Client) -> str:
    answered = client.get(LINE)
    assert answered.status_code == 200
    return str(answered.content.decode())


def test_fairness_is_asked_below_the_last_letter_and_says_who_learns_what(ended: Walk, come: Come) -> None:
    page = page_of(come())

    assert page.index("This is how it ended.") < page.index("Were you treated fairly?")
    assert "You may leave this." in page
    assert "never who said what" in text(page)
    assert "Bo Lind" in text(page.partition("How we treated you")[2])


def test_it_is_not_asked_before_the_last_letter(asked: Walk, come: Come) -> None:
    assert "Were you treated fairly?" not in page_of(come())


def test_an_answer_is_given_once_and_stands_among_what_was_said(ended: Walk, come: Come) -> None:
    client = come()
    page = page_of(client)

    sent = [send(client, "", page, "fairness", fairness="partly", text="Slow, and kind.") for _ in range(2)]

    assert [303, 303] == [one.status_code for one in sent]
    after = page_of(client)
    assert 1 == after.count("You said that you were treated fairly in part")
    assert "Slow, and kind." in after
    assert "Were you treated fairly?" not in after


def test_words_are_theirs_to_leave_and_an_answer_is_not_guessed(ended: Walk, come: Come) -> None:
    client = come()
    page = page_of(client)

    unsaid = send(client, "", page, "fairness", text="It took you five weeks.")
    again = unsaid.content.decode()

    assert 422 == unsaid.status_code
    assert "It took you five weeks." in again
    assert "Choose one of the three. You can also leave it." in again
    assert 303 == send(client, "", page, "fairness", fairness="yes").status_code


def test_without_a_review_none_is_offered_and_asking_all_the_same_is_refused(ended: Walk, come: Come) -> None:
    client = come()
    page = page_of(client)
    form = next(one for one in sheets(page) if "fairness" in one.names)

    refused = client.post(f"{LINE}review/", {**form.fields, "text": "Please look again."})

    assert "Ask for a review" not in page
    assert 303 != refused.status_code
    assert ended.seat("bo").state.parties[f.Party(REPORTER)].review_asked_at is None


def test_a_review_is_asked_for_answered_and_not_asked_for_again(reviewable: Walk, come: Come) -> None:
    client = come()
    page = page_of(client)
    assert "You can do so until" in page
    form = next(one for one in sheets(page) if one.action.endswith("/review/"))

    sent = client.post(form.action, {**form.fields, "text": "Nobody read my second message."})
    assert 303 == sent.status_code
    assert "Nobody read my second message." in page_of(client)
    assert "You can do so until" not in page_of(client)

    kind, answer = f.LetterKind.REVIEW_ANSWER, talking.Letter("We read it again.")
    talking.write(reviewable.seat("dara"), reviewable.occasion, kind, f.Party(REPORTER), answer)
    after = page_of(client)
    assert "The committee answered your wish for a review" in after
    assert "You can do so until" not in after


def test_a_case_that_is_taken_up_again_says_so_and_shows_no_end(ended: Walk, come: Come) -> None:
    afterwards.ask_reopening(ended.seat("bo"), ended.occasion, "She is being made to pay for it.")
    assert "taken it up again" not in page_of(come())

    ended.wait(hours=1)
    afterwards.reopen(ended.seat("dara"), ended.occasion)
    page = page_of(come())

    assert "This had come to its end, and we have taken it up again." in page
    assert "She is being made to pay for it." not in page
    assert "Were you treated fairly?" not in page


def test_with_an_expired_session_the_answer_waits_for_the_words(ended: Walk, come: Come, moment: Moved) -> None:
    client = come()
    page = page_of(client)
    moment.now += timedelta(hours=2)

    late = send(client, "", page, "fairness", fairness="no", text="Slow, and kind.")
    before = late.content.decode()
    back = send(client, "", before, "phrase", phrase=ended.phrases[REPORTER]).content.decode()

    assert 401 == late.status_code
    assert "Slow, and kind." not in before
    waiting = sheet(back, "fairness")
    assert (["Slow, and kind."], ["no"]) == (waiting.fields["text"], waiting.fields["fairness"])
    assert ended.seat("bo").state.parties[f.Party(REPORTER)].fairness is None
    assert 303 == client.post(waiting.action, waiting.fields).status_code
    assert f.Fairness.NO is ended.seat("bo").state.parties[f.Party(REPORTER)].fairness
