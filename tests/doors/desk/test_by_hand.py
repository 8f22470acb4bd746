"""What is typed by hand: dates that cannot be meant, addresses of what there is not; and what a page says of it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from evenhand.casework import deciding, keychanges, recording, talking, triage
from evenhand.casework.staging import Stage
from evenhand.doors.desk.acts.base import Subject
from evenhand.doors.desk.acts.known import is_known
from evenhand.procedure import facts as f
from evenhand.procedure.next_steps import Act, next_steps
from tests.cast import REPORTED, REPORTER, Play, Walk
from tests.member_browser import MemberBrowser, form_at
from tests.reading import text

BrowserOf = Callable[[str], MemberBrowser]
EVERYBODY = ("ada", "bo", "chidi", "dara", "eun")
LETTER = talking.Letter("Somebody told us about the comments.", could_tell=False)


def told_of_a_contact(stage: Stage) -> Walk:
    """A case whose reporter was answered and told of a contact, to which a second member has still to agree."""
    walk = Walk(stage).report(who="Mo, the release manager")
    for name in EVERYBODY:
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    talking.write(
        walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thank you. Bo")
    )
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, what="Sarcasm.")
    talking.propose_contact(walk.seat("bo"), walk.occasion, f.Role.REPORTED, "Ask Mo.")
    until = walk.now + timedelta(days=2)
    talking.tell_of_contact(walk.seat("bo"), walk.occasion, REPORTER, 1, talking.Letter("We would ask Mo."), until)
    return walk


@pytest.fixture
def walk(played: Callable[[Play], Walk]) -> Walk:
    return played(told_of_a_contact)


@pytest.fixture
def case(walk: Walk) -> Walk:
    """What `told_of_a_contact` plays."""
    return walk


@pytest.fixture
def free(case: Walk) -> Walk:
    """Two have agreed to the contact, and the reporter has not objected."""
    talking.second_contact(case.seat("ada"), case.occasion, 1)
    return case.wait(days=3)


def typed(walk: Walk, **after: int) -> str:
    """A date as a browser sends it, so long after now."""
    return timezone.localtime(walk.now + timedelta(**after)).strftime("%Y-%m-%dT%H:%M")


def wrong(answer: object) -> str:
    return text(str(answer.content.decode()).partition('id="mistakes"')[2].partition("</ul>")[0])  # type: ignore[attr-defined]  # a response


# --- dates ---


@pytest.mark.parametrize("act", [Act.ASK_QUESTION, Act.UPDATE])
def test_a_date_that_has_passed_is_refused_before_the_letter_is_read_once_more(
    case: Walk, browser_of: BrowserOf, act: Act
) -> None:
    bo = browser_of("bo")
    page = f"{bo.case}{act}/{REPORTER}/"

    refused = bo.send(page, text="Do you have a link?", via="line", until=typed(case, days=-1))

    assert 422 == refused.status_code
    assert "This date has passed already." in wrong(refused)
    assert ["Do you have a link?"] == form_at(refused, page).fields["text"]


def test_a_time_to_object_that_is_too_short_is_refused_before_the_letter_too(case: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    talking.propose_contact(case.seat("bo"), case.occasion, f.Role.WITNESS, "Ask Lee.")
    page = f"{bo.case}tell-of-contact/{REPORTER}.2/"

    refused = bo.send(page, text="We would ask Lee.", via="line", until=typed(case, hours=3))
    shown = bo.send(page, text="We would ask Lee.", via="line", until=typed(case, days=4))

    assert 422 == refused.status_code
    assert "This leaves less time than your manual gives." in wrong(refused)
    assert "Send it to Reporter 1" in shown.content.decode()


def test_a_date_for_a_letter_may_still_stay_empty(case: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")

    assert 303 == bo.letter(f"{bo.case}ask-question/{REPORTER}/", text="A link?", via="line", until="").status_code


# --- addresses ---


def proposed(case: Walk) -> Walk:
    found = deciding.Determination(
        f.Answer.YES, f.Answer.NO, (), f.Answer.NO, f.Answer.NO, {"happened": "A misunderstanding."}
    )
    deciding.determine(case.seat("bo"), case.occasion, found)
    nothing = (f.Measure(f.MeasureKind.NO_ACTION, ground=f.Ground.NO_VIOLATION),)
    deciding.propose(case.seat("ada"), case.occasion, deciding.Proposal(nothing, {"text": "Nothing further."}))
    return case


def test_no_page_speaks_of_a_second_measure_where_there_is_one(free: Walk, browser_of: BrowserOf) -> None:
    proposed(free)
    bo = browser_of("bo")

    first, second = (bo.get(f"{bo.case}enact/{number}/") for number in (0, 1))

    assert (200, 404) == (first.status_code, second.status_code)
    assert "measure 1" in text(first.content.decode())


@pytest.mark.parametrize(
    "where",
    [
        "enact/0/",  # nothing is proposed
        *("draft-statement/7/", "check-statement/1/", "second-contact/9/", "record-answer/reporter-1.4/"),
        *("summarise-talk/1/", "grant-look/1/", "second-disclosure/1/", f"consult/{REPORTER}.3/"),
        *("write-letter/reporter-9/", "not-reached/witness-1/"),
    ],
)
def test_there_is_no_page_for_what_there_is_not(case: Walk, browser_of: BrowserOf, where: str) -> None:
    bo = browser_of("bo")

    assert 404 == bo.get(f"{bo.case}{where}").status_code


def test_every_step_that_is_possible_or_owed_has_its_page(free: Walk) -> None:
    proposed(free)
    recording.log_talk(free.seat("bo"), free.occasion, free.now, "On the phone.")
    seat = free.seat("bo")

    steps = next_steps(seat.state, seat.policy, seat.team, free.now, seat.member)

    shown = [step for step in steps if step.refused is None]
    assert shown
    assert [] == [step for step in shown if not is_known(seat.state, step.act, Subject.of(step))]


# --- what stands on the page ---


def story(bo: MemberBrowser) -> str:
    return text(bo.get(bo.case).content.decode())


def test_an_invitation_is_called_an_invitation_and_says_by_which_way_it_went(free: Walk, browser_of: BrowserOf) -> None:
    until = free.now + timedelta(days=7)
    talking.invite(free.seat("bo"), free.occasion, REPORTED, LETTER, address="mo@example.org", answer_by=until)

    told = story(browser_of("bo"))

    assert "Letter of invitation to Reported person 1, with a question, by mail, date given:" in told
    assert "Question to Reported person 1" not in told


def test_an_invitation_that_is_handed_over_says_so(free: Walk, browser_of: BrowserOf) -> None:
    talking.invite(free.seat("bo"), free.occasion, REPORTED, LETTER)

    told = story(browser_of("bo"))

    assert "Letter of invitation to Reported person 1, handed over another way" in told
    assert "First letter to Reported person 1" not in told


def test_a_letter_that_is_no_invitation_keeps_its_name(free: Walk, browser_of: BrowserOf) -> None:
    talking.invite(free.seat("bo"), free.occasion, REPORTED, LETTER)
    until = free.now + timedelta(days=7)
    talking.ask(free.seat("bo"), free.occasion, REPORTER, talking.Letter("A link?"), until)

    assert "Question to Reporter 1, on their page, date given:" in story(browser_of("bo"))


def test_an_act_without_any_box_offers_no_draft(case: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    page = ada.get(ada.case).content.decode()

    in_place = re.findall(r'<form method="post" action="([^"]*)".*?</form>', page, re.DOTALL)
    plain = re.search(r'<form method="post" action="[^"]*second-contact/1/".*?</form>', page, re.DOTALL)

    assert in_place
    assert plain is not None
    assert "Keep as a draft" not in plain.group()
    assert "Keep as a draft" not in ada.get(f"{ada.case}second-contact/1/").content.decode()


# --- notes ---


def test_whoever_writes_before_opening_the_room_is_told_why_they_do_not_see_it(
    case: Walk, browser_of: BrowserOf
) -> None:
    bo = browser_of("bo")
    page = f"{bo.case}write-note/"
    why = "You have not opened the committee's room."

    before = text(bo.get(page).content.decode())
    bo.send(page, text="He was tired, I think.")
    unseen = text(bo.get(bo.case).content.decode())
    bo.send(bo.case, f"{bo.case}open/committee/")
    seen = text(bo.get(bo.case).content.decode())

    assert (True, True, False) == (why in before, why in unseen, why in seen)
    assert (False, True) == ("He was tired, I think." in unseen, "He was tired, I think." in seen)


def test_a_date_that_leaves_no_time_to_read_the_letter_once_more_is_refused_before_and_one_that_does_is_sent(
    case: Walk, browser_of: BrowserOf
) -> None:
    bo = browser_of("bo")
    talking.propose_contact(case.seat("bo"), case.occasion, f.Role.WITNESS, "Ask Lee.")
    page = f"{bo.case}tell-of-contact/{REPORTER}.2/"

    def ends(**after: int) -> str:
        with timezone.override("Europe/Berlin"):  # in which the page reads it
            return typed(case, hours=48, **after)

    close = bo.send(page, text="We would ask Lee.", via="line", until=ends(minutes=1))
    shown = bo.send(page, text="We would ask Lee.", via="line", until=ends(minutes=40))
    case.wait(minutes=25)
    sent = bo.post(page, {**form_at(shown, page).fields, "send": "1"})

    assert 422 == close.status_code
    assert "Write a date that is not before " in wrong(close)
    assert (200, 303) == (shown.status_code, sent.status_code)
