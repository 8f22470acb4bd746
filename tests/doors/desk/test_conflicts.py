"""Conflicts of interest at the desk: what counts as which, nobody says why, and one member asks another (C1, C2)."""

from collections.abc import Callable

import pytest

from evenhand.casework import clockwork, conflicts, keychanges, listing
from evenhand.outbox import queue
from evenhand.people import communities
from evenhand.procedure.manual_file import builtin
from tests.cast import Walk
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]

HARD = "or about somebody close to you, such as a partner"
SOFT = "You work closely with somebody concerned"


@pytest.fixture
def answered(walk: Walk) -> Walk:
    """A report that all five read; three have answered."""
    walk.report(who="Mo")
    for name in ("ada", "bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    queue.drain()
    return walk


def mailed(walk: Walk) -> set[str]:
    """To whom mails wait; none of them may say what it is about."""
    waiting = queue.waiting(walk.community)
    assert all("conflict" not in mail.mail.body for mail in waiting)
    return {mail.mail.to.partition("@")[0] for mail in waiting}


def test_the_page_says_in_the_manuals_words_what_counts_as_which(answered: Walk, browser_of: BrowserOf) -> None:
    dara, bo = browser_of("dara"), browser_of("bo")

    dara.send(dara.case, f"{dara.case}open/names/")
    first, later = dara.get(dara.case).content.decode(), bo.get(f"{bo.case}recuse/").content.decode()

    assert all(words in page for words in (HARD, SOFT) for page in (first, later))
    assert "You need not say why." in first


def test_a_hard_one_steps_back_at_once_and_nobody_says_why(answered: Walk, browser_of: BrowserOf) -> None:
    dara, bo = browser_of("dara"), browser_of("bo")
    dara.send(dara.case, f"{dara.case}open/names/")

    left = dara.send(dara.case, f"{dara.case}answer-conflict/", answer="hard")

    assert "/lattice/desk/" == left["Location"]
    assert 404 == dara.get(dara.case).status_code
    assert listing.stepped_back_from(answered.stage.signed_in("dara", answered.occasion))
    assert {"ada", "bo", "chidi", "eun"} == mailed(answered)
    assert "Declared a conflict of interest with which nobody stays" in bo.get(bo.case).content.decode()


def test_a_soft_one_stays_without_a_word_and_is_told_to_the_others(answered: Walk, browser_of: BrowserOf) -> None:
    bo, chidi = browser_of("bo"), browser_of("chidi")

    assert 303 == bo.send(f"{bo.case}recuse/{answered.member('bo')}/", how="stays").status_code

    assert {"ada", "chidi", "dara", "eun"} == mailed(answered)
    assert "Declared a conflict of interest, and stays" in chidi.get(chidi.case).content.decode()
    assert 200 == bo.get(f"{bo.case}write-note/").status_code


def test_a_manual_by_which_nobody_stays_offers_it_to_nobody_and_refuses_it(walk: Walk, browser_of: BrowserOf) -> None:
    numpy = builtin("numpy").decode()
    strict = numpy.replace("soft_conflict_stays = { is = true", "soft_conflict_stays = { is = false")
    communities.adopt_manual(walk.community, strict.encode())
    walk.stage = walk.stage.fresh()
    walk.report(who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    bo = browser_of("bo")
    page = f"{bo.case}recuse/{walk.member('bo')}/"

    offered = bo.form(page).choices["how"]
    refused = bo.send(page, how="stays")

    assert ["hard", "leaves"] == offered
    assert 422 == refused.status_code


def test_the_last_who_reads_and_has_to_go_sees_only_whom_to_let_in(walk: Walk, browser_of: BrowserOf) -> None:
    everybody_else = tuple(walk.member(name) for name in ("ada", "dara", "eun", "ines", "jun", "kofi"))
    walk.report("The words of the report.", who="Mo", left_out=everybody_else)
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    keychanges.recuse(walk.seat("chidi"), walk.occasion)
    bo = browser_of("bo")

    stays = bo.send(f"{bo.case}recuse/{walk.member('bo')}/", how="hard")
    page = bo.get(bo.case).content.decode()
    note = bo.get(f"{bo.case}write-note/").status_code

    assert 303 == stays.status_code
    assert "You declared a conflict of interest with which nobody stays, by your manual." in page
    assert "The words of the report." not in page
    assert "You cannot stay in this case" in page
    assert "Open the names" not in page
    assert "Do you have a conflict of interest?" not in page
    assert 303 == note


def test_one_member_asks_another_who_answers_and_everybody_sees_it(answered: Walk, browser_of: BrowserOf) -> None:
    bo, chidi, ada = browser_of("bo"), browser_of("chidi"), browser_of("ada")
    page = f"{chidi.case}question-conflict/{answered.member('bo')}/"

    assert 303 == chidi.send(page, text="You shared a flat, I think.").status_code
    heard = mailed(answered)
    again = ada.get(f"{ada.case}question-conflict/{answered.member('bo')}/").content.decode()
    notice = ada.get(ada.case).content.decode()
    bo.send(bo.case, f"{bo.case}open/committee/")
    asked = bo.get(bo.case).content.decode()
    done = bo.send(bo.case, f"{bo.case}answer-questioned/{answered.member('bo')}/", answer="stays", text="Years ago.")

    assert {"bo"} == heard
    assert "Somebody has asked them already, and waits for the answer." in again
    assert "Bo was asked whether they have a conflict of interest" in notice
    assert "Asked by Chidi, to be answered by Wednesday 4 March 2026" in notice
    assert "Answer whether you have a conflict of interest: a member asks" in asked
    assert "You shared a flat, I think." in asked
    assert 303 == done.status_code
    ada.send(ada.case, f"{ada.case}open/committee/")
    told = ada.get(ada.case).content.decode()
    assert "Asks whether Bo has a conflict of interest" in told
    assert "Years ago." in told
    assert "was asked whether" not in told


def test_silence_is_told_to_the_chair_and_takes_nothing_from_anybody(answered: Walk, browser_of: BrowserOf) -> None:
    chidi = browser_of("chidi")
    chidi.send(f"{chidi.case}question-conflict/{answered.member('bo')}/")
    queue.drain()

    answered.wait(hours=48, minutes=1)
    clockwork.refresh(answered.community, bytes.fromhex(answered.number), answered.occasion)

    assert {"ada"} == mailed(answered)
    assert answered.seat("ada").state.questioned[answered.member("bo")].told == answered.member("ada")
    assert "told: Ada. Speak with them." in browser_of("chidi").get(chidi.case).content.decode()
    assert answered.seat("bo").has_answered


def test_where_the_manual_says_so_the_chair_takes_out_who_was_silent(walk: Walk, browser_of: BrowserOf) -> None:
    numpy = builtin("numpy").decode()
    costs = numpy.replace("silence_takes_out = { is = false", "silence_takes_out = { is = true")
    communities.adopt_manual(walk.community, costs.encode())
    walk.stage = walk.stage.fresh()
    walk.report(who="Mo")
    for name in ("ada", "bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    conflicts.question(walk.seat("chidi"), walk.occasion, walk.member("bo"))
    walk.wait(hours=48, minutes=1)
    clockwork.refresh(walk.community, bytes.fromhex(walk.number), walk.occasion)
    ada, bo = browser_of("ada"), browser_of("bo")

    warned = bo.get(bo.case).content.decode()
    assert 303 == ada.send(f"{ada.case}recuse/{walk.member('bo')}/").status_code

    assert "the chair may take you out of this case" in warned
    assert 404 == bo.get(bo.case).status_code
    assert "Bo did not answer whether they have a conflict" in ada.get(ada.case).content.decode()


def test_somebody_who_must_not_know_of_the_case_is_not_asked_and_hears_nothing(
    walk: Walk, browser_of: BrowserOf
) -> None:
    walk.report(who="Mo", left_out=(walk.member("eun"),))
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    queue.drain()
    bo = browser_of("bo")

    pages = [f"{bo.case}question-conflict/{walk.member(name)}/" for name in ("eun", "ines", "bo")]
    asked = [bo.send(page).status_code for page in pages]

    assert [409, 409, 409] == asked
    assert set() == mailed(walk)
