"""Speaking in public at the desk: who may, who hears who can, and nothing unchecked (D7, D3c, D3e)."""

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from evenhand.casework import deciding, keychanges, portal, publishing, talking, triage
from evenhand.casework.work import act
from evenhand.procedure import facts as f
from evenhand.record import rooms, statements
from tests.cast import REPORTED, REPORTER, Walk
from tests.member_browser import MemberBrowser, forms

BrowserOf = Callable[[str], MemberBrowser]
WORDS = {"title": "How we work", "text": "A person answers within 72 hours.", "language": "en"}


@pytest.fixture
def case(walk: Walk) -> Walk:
    """A case that was triaged; Ada is its chair."""
    walk.report(who="Mo")
    for name in ("ada", "bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, in_danger=False, ongoing=False, what="Sarcasm.")
    return walk


def push(browser: MemberBrowser, where: str, fields: dict[str, str]) -> HttpResponse:
    """One of a page's buttons, with the number of a form of its own."""
    answer: HttpResponse = browser.post(where, {**fields, "once": os.urandom(8).hex(), "token": browser.token(where)})
    return answer


def titles(walk: Walk) -> list[str]:
    return [one.title for one in statements.newest(walk.community)]


# --- of a case -------------------------------------------------------------------------------------


def test_a_member_is_refused_with_the_clause_and_told_who_can(case: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")

    page = bo.get(f"{bo.case}speak-in-public/").content.decode()
    sent = bo.post(f"{bo.case}speak-in-public/", {**WORDS, "token": bo.token(f"{bo.case}speak-in-public/")})

    assert "Only the chair of this case, or the Steering Council, speaks in public." in page
    assert "In this case that is Ada." in page
    assert "<textarea" not in page
    assert (409, []) == (sent.status_code, titles(case))


def test_a_blank_that_is_left_comes_back_with_everything(case: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")

    begun = ada.form(f"{ada.case}speak-in-public/")
    sent = ada.send(f"{ada.case}speak-in-public/", title="A title of mine")

    assert "⟦" in begun.fields["text"][0]
    assert 422 == sent.status_code
    again = next(form for form in forms(sent) if "text" in form.names)
    assert (begun.fields["text"], ["A title of mine"]) == (again.fields["text"], again.fields["title"])
    assert "Still to be filled in: " in sent.content.decode()


def test_words_are_written_checked_by_another_and_said(case: Walk, browser_of: BrowserOf, client: Client) -> None:
    ada, bo = browser_of("ada"), browser_of("bo")
    assert 303 == ada.send(f"{ada.case}speak-in-public/", **WORDS).status_code
    own = ada.post(f"{ada.case}check-statement/1/", {"token": ada.token(f"{ada.case}check-statement/1/")})
    early = ada.post(f"{ada.case}make-statement/1/", {"token": ada.token(f"{ada.case}make-statement/1/")})
    assert (409, 409, []) == (own.status_code, early.status_code, titles(case))

    read = bo.get(f"{bo.case}check-statement/1/").content.decode()
    assert WORDS["text"] in read
    checked = bo.send(f"{bo.case}check-statement/1/", nobody_recognised="yes", only_behaviour="yes")
    said = ada.send(f"{ada.case}make-statement/1/")

    assert (303, 303, ["How we work"]) == (checked.status_code, said.status_code, titles(case))
    everybody = client.get("/lattice/statements/").content.decode()
    assert WORDS["text"] in everybody
    assert case.number not in everybody


def test_a_fault_says_what_would_have_to_change_and_stands_in_the_way(case: Walk, browser_of: BrowserOf) -> None:
    ada, bo = browser_of("ada"), browser_of("bo")
    ada.send(f"{ada.case}speak-in-public/", **WORDS)

    silent = bo.send(f"{bo.case}check-statement/1/", nobody_recognised="no", only_behaviour="yes")
    told = bo.send(f"{bo.case}check-statement/1/", nobody_recognised="no", only_behaviour="yes", text="The day.")
    said = ada.post(f"{ada.case}make-statement/1/", {"token": ada.token(f"{ada.case}make-statement/1/")})

    assert (422, 303, 409) == (silent.status_code, told.status_code, said.status_code)
    assert [] == titles(case)


def test_words_are_pointed_at_in_what_will_be_public_of_a_case_and_of_none(case: Walk, browser_of: BrowserOf) -> None:
    ada, bo = browser_of("ada"), browser_of("bo")
    words = {**WORDS, "text": "It was decided that the troll will answer."}
    ada.send(f"{ada.case}speak-in-public/", **words)
    of_none = ada.send("desk/speak/", **words)["Location"]

    pages = [bo.get(where).content.decode() for where in (f"{bo.case}check-statement/1/", of_none)]

    assert all("Words to look at once more" in page and "<q>troll</q>" in page for page in pages)


# --- of no case ------------------------------------------------------------------------------------


def test_of_no_case_too_only_chair_and_council_speak(walk: Walk, browser_of: BrowserOf) -> None:
    bo, ines = browser_of("bo"), browser_of("ines")

    page = bo.get("desk/speak/").content.decode()
    refused = bo.post("desk/speak/", {**WORDS, "token": bo.token("desk/speak/")})
    written = ines.send("desk/speak/", **WORDS)

    assert "for the committee Ada" in page
    assert "for the council" in page
    assert 409 == refused.status_code
    assert "Only the chair, or the Steering Council, speaks in public." in refused.content.decode()
    assert WORDS["text"] in refused.content.decode()
    assert 303 == written.status_code


def test_of_no_case_a_second_member_checks_the_words_and_a_day_is_all_that_shows(
    walk: Walk, browser_of: BrowserOf, client: Client
) -> None:
    ada, bo = browser_of("ada"), browser_of("bo")
    where = ada.send("desk/speak/", **WORDS)["Location"]
    early = push(ada, where, {"does": "say"})
    own = push(ada, where, {"does": "check", "found": "yes"})
    assert (409, 409, []) == (early.status_code, own.status_code, titles(walk))

    found = push(bo, where, {"does": "check", "found": "yes"})
    not_his = push(bo, where, {"does": "say"})
    said = push(ada, where, {"does": "say"})

    assert (303, 409, 303) == (found.status_code, not_his.status_code, said.status_code)
    assert ["How we work"] == titles(walk)
    assert 404 == ada.get(where).status_code


def test_what_was_said_of_no_case_is_corrected_or_taken_back_by_a_later_one(
    walk: Walk, browser_of: BrowserOf, client: Client
) -> None:
    ada, bo = browser_of("ada"), browser_of("bo")
    where = ada.send("desk/speak/", **WORDS)["Location"]
    push(bo, where, {"does": "check", "found": "yes"})
    push(ada, where, {"does": "say"})
    change = f"/lattice/desk/speak/said/{statements.newest(walk.community)[0].uid.hex()}/"

    correction = push(ada, change, {**WORDS, "title": "It is 3 days"})["Location"]
    push(bo, correction, {"does": "check", "found": "yes"})
    push(ada, correction, {"does": "say"})
    assert ["It is 3 days", "How we work"] == titles(walk)
    assert (404, 303) == (
        bo.get(change).status_code,
        push(ada, change, {"take_back": "1"}).status_code,
    )

    html = client.get("/lattice/statements/").content.decode()
    assert "This statement was taken back on" in html
    assert "How we work" not in html
    assert "It is 3 days" in html


def test_a_fault_or_a_dropped_text_is_not_said(walk: Walk, browser_of: BrowserOf) -> None:
    ada, bo = browser_of("ada"), browser_of("bo")
    where = ada.send("desk/speak/", **WORDS)["Location"]
    push(bo, where, {"does": "check", "found": "no", "fault": "Too exact."})

    said = push(ada, where, {"does": "say"})
    shown = ada.get(where).content.decode()
    not_his = push(bo, where, {"does": "drop"})
    dropped = push(ada, where, {"does": "drop"})

    assert (409, 409, 303) == (said.status_code, not_his.status_code, dropped.status_code)
    assert "Too exact." in shown
    assert (404, []) == (ada.get(where).status_code, titles(walk))


def test_what_waits_stands_on_the_page_for_all_who_may_check_it(walk: Walk, browser_of: BrowserOf) -> None:
    browser_of("ada").send("desk/speak/", **WORDS)

    page = browser_of("bo").get("desk/speak/").content.decode()

    assert WORDS["title"] in page
    assert WORDS["text"] not in page


def test_a_text_that_waits_for_a_check_stands_on_the_desks_of_those_who_can_make_it_until_one_has(
    case: Walk, browser_of: BrowserOf
) -> None:
    ada, bo, ines = (browser_of(name) for name in ("ada", "bo", "ines"))
    waits = "A text for the public waits for a second member"
    assert waits not in bo.get("desk/").content.decode()

    where = ada.send("desk/speak/", **WORDS)["Location"]

    seen = {one.name: waits in one.get("desk/").content.decode() for one in (ada, bo, ines)}
    assert {"ada": False, "bo": True, "ines": True} == seen
    assert 303 == push(bo, where, {"does": "check", "found": "yes"}).status_code
    assert waits not in ines.get("desk/").content.decode()


@pytest.fixture
def reprimand(case: Walk) -> Walk:
    """A public reprimand was agreed on, and its text, which names the person, waits for a check."""
    now, bo = case.occasion, "bo"
    for name in ("dara", "eun"):
        keychanges.answer_conflict(case.seat(name), now)
    talking.write(case.seat(bo), now, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("I am Bo."))
    talking.propose_contact(case.seat(bo), now, f.Role.REPORTED, "Ask Mo.")
    until = case.now + timedelta(days=7)
    talking.tell_of_contact(case.seat(bo), now, REPORTER, 1, talking.Letter("We would ask Mo."), until)
    portal.answer_contact(case.party(), now, 1, "Fine.", objects=False)
    talking.second_contact(case.seat("chidi"), now, 1)
    asks = talking.Letter("How do you see it?", could_tell=False)
    case.tokens[REPORTED] = talking.invite(case.seat(bo), now, REPORTED, asks, answer_by=until).token
    portal.answer_question(case.accept(REPORTED), now, 1, "I was angry.")
    yes, no = f.Answer.YES, f.Answer.NO
    deciding.determine(case.seat(bo), now, deciding.Determination(yes, yes, (REPORTED,), no, no, {"text": "It was."}))
    measures = (f.Measure(f.MeasureKind.PUBLIC_REPRIMAND, REPORTED, space="mailing-lists"),)
    deciding.propose(case.seat("ada"), now, deciding.Proposal(measures, {"text": "Where it was read."}))
    for name in (bo, "chidi", "dara", "eun"):
        deciding.take_position(case.seat(name), now, 1, f.Position.CONSENT)
    for to in (REPORTER, REPORTED):
        deciding.consult(case.seat("ada"), now, to, 1, talking.Letter("This we propose.", could_tell=False), until)
    portal.give_feedback(case.party(), now, 1, f.Feedback.ACCEPTS, "")
    deciding.weigh_feedback(case.seat(bo), now, "The reporter agrees.")
    named = publishing.Draft("A reprimand", "Mo, please do not shout.", "en", why_named="It was in front of all.")
    publishing.draft(case.seat("ada"), now, named, measure=0)
    return case


def test_whoever_checks_a_text_that_names_the_person_reads_why(reprimand: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")

    page = bo.get(f"{bo.case}check-statement/1/").content.decode()

    assert "Why the person is named" in page
    assert "It was in front of all." in page


def test_a_text_that_names_somebody_of_the_case_comes_back_until_it_is_said_why_or_that_it_is_no_name(
    case: Walk, browser_of: BrowserOf
) -> None:
    keychanges.open_room(case.seat("ada"), case.occasion, rooms.NAMES)
    ada = browser_of("ada")
    where = f"{ada.case}speak-in-public/"
    named = {**WORDS, "text": "Mo was not kind in the docs channel."}

    begun = ada.get(where).content.decode()
    came_back = ada.post(where, {**named, "token": ada.token(where)})
    page = came_back.content.decode()
    sent = ada.post(where, {**named, "no_names": "on", "token": ada.token(where)})

    assert "no_names" not in begun
    assert 422 == came_back.status_code
    assert "Among the names of this case stands: Mo. Public words name nobody." in page
    assert "Mo was not kind in the docs channel." in page
    assert 'name="no_names"' in page
    assert 303 == sent.status_code


def test_whoever_checks_a_text_reads_which_of_its_words_stand_among_the_names(
    reprimand: Walk, browser_of: BrowserOf
) -> None:
    before = browser_of("bo").get(f"{browser_of('bo').case}check-statement/1/").content.decode()
    keychanges.open_room(reprimand.seat("bo"), reprimand.occasion, rooms.NAMES)

    page = browser_of("bo").get(f"{browser_of('bo').case}check-statement/1/").content.decode()

    assert "Words in it that stand among" not in before
    assert "Words in it that stand among the names of this case" in page


def test_a_reprimand_may_name_the_person_for_a_reason(reprimand: Walk, browser_of: BrowserOf) -> None:
    keychanges.open_room(reprimand.seat("ada"), reprimand.occasion, rooms.NAMES)
    ada = browser_of("ada")
    where = f"{ada.case}draft-statement/0/"
    named = {"title": "A reprimand", "text": "Mo, please do not shout.", "language": "en"}

    came_back = ada.post(where, {**named, "token": ada.token(where)})
    sent = ada.post(where, {**named, "why_named": "In front of all.", "token": ada.token(where)})

    assert "unless there is a reason. Take it out, say below why" in came_back.content.decode()
    assert 303 == sent.status_code


@pytest.mark.parametrize("has_opened", [True, False])
def test_no_reason_lets_a_text_say_who_reported_and_no_guess_tells_who_did(
    reprimand: Walk, browser_of: BrowserOf, *, has_opened: bool
) -> None:
    with act(reprimand.seat("bo"), reprimand.occasion) as work:
        work.add(f.IdentityGiven(REPORTER), rooms.IDENTITY, {"party": REPORTER, "text": "Mara"})
    if has_opened:
        keychanges.open_room(reprimand.seat("ada"), reprimand.occasion, rooms.IDENTITY, "To write to them.")
    ada = browser_of("ada")
    where = f"{ada.case}draft-statement/0/"
    guess = {"title": "A reprimand", "text": "Please leave Mara alone.", "why_named": "She asked for it."}

    answered = ada.post(where, {**guess, "token": ada.token(where)})  # without a language nothing is written down

    assert 422 == answered.status_code
    says = "part of the name that whoever reported gave: Mara. Public words never say"
    assert (says in answered.content.decode()) is has_opened
