"""Members sign for each other's keys at their own desk, and open again what both read (THREATS 4.6, 4.7)."""

from collections.abc import Callable

import pytest

from evenhand.casework import deciding, founding, keychanges, recording, triage
from evenhand.people import accounts, roster, sessions
from evenhand.people import roster_facts as rf
from evenhand.people.own_keys import Enrolment
from evenhand.people.roster import Person
from evenhand.procedure import facts as f
from evenhand.record import ledger, rooms
from evenhand.shell.sessions import COOKIE
from evenhand.vault.keys import fingerprint, fingerprint_words
from tests.cast import Walk
from tests.joiners import anew, enrolled
from tests.member_browser import MemberBrowser, forms
from tests.reading import text

BrowserOf = Callable[[str], MemberBrowser]
PAGE = "desk/peers/"


@pytest.fixture
def about_the_chair(walk: Walk) -> Walk:
    """A case that the chair must not see, so that she can open nothing of it to anybody."""
    walk.report(left_out=(walk.member("ada"),))
    for name in ("bo", "chidi", "dara"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    recording.write_note(walk.seat("chidi"), walk.occasion, "The call was recorded.")
    return walk


def said(browser: MemberBrowser, path: str = PAGE) -> str:
    return text(browser.get(path).content.decode())


def person(walk: Walk, member: str) -> Person:
    return next(one for one in roster.load(walk.community).people.values() if one.member == member)


def opens(walk: Walk, made: Enrolment) -> int:
    """How many texts of the case these keys open."""
    file = ledger.load(walk.community, bytes.fromhex(walk.number))
    return len(rooms.read(file, rooms.open_keys(file, made.keys.box), file.entries))


def let_in_by_one(walk: Walk) -> Enrolment:
    """Lou has made keys, and Ada has let them in."""
    account, _ = accounts.invite(walk.community, accounts.AccountRecord(login="lou", name="Lou Marsh"), walk.occasion)
    made = enrolled(walk, account)
    founding.admit_newcomer(walk.stage.signed_in("ada", walk.occasion), made.account, (rf.COMMITTEE,), walk.occasion)
    return made


def test_two_members_without_the_office_sign_for_new_keys_and_whoever_reads_opens_again(
    about_the_chair: Walk, browser_of: BrowserOf
) -> None:
    walk, bo = about_the_chair, about_the_chair.member("bo")
    made = anew(walk, "bo")
    chidi, dara = browser_of("chidi"), browser_of("dara")
    words = fingerprint_words(fingerprint(made.account.box, made.account.signing))
    assert "The keys of Bo" in said(chidi, "desk/")
    assert all(word in said(chidi) for word in words)

    assert 303 == chidi.send(PAGE, heard="on").status_code

    assert "You have signed." in said(chidi)
    assert "The keys of Bo" not in said(chidi, "desk/")
    assert "Chidi Eze has signed" in said(dara)
    assert person(walk, bo).box != made.account.box
    assert 303 == dara.send(PAGE, heard="on").status_code
    assert person(walk, bo).box == made.account.box
    assert "Nobody's keys wait for a signature." in said(dara)

    ada = browser_of("ada")
    assert "Bo Lind has new keys, which open no earlier case by themselves." in said(ada, "desk/")
    assert 303 == ada.send(PAGE).status_code
    assert 0 == opens(walk, made)
    assert 303 == chidi.send(PAGE).status_code
    assert opens(walk, made) > 0

    walk.wait(days=15)
    assert "has new keys" not in said(browser_of("dara"), "desk/")


def test_a_second_member_signs_for_a_newcomer_without_holding_the_office(walk: Walk, browser_of: BrowserOf) -> None:
    lou = let_in_by_one(walk).account.member
    ada, dara = browser_of("ada"), browser_of("dara")
    assert "You have signed." in said(ada)
    assert "wait for somebody who hears the six words" not in said(ada, "desk/")
    assert "Ada" in said(dara)
    assert "has let them in" in said(dara)
    assert not person(walk, lou).is_seconded

    assert 303 == dara.send(PAGE, heard="on").status_code

    assert person(walk, lou).is_seconded
    assert "Lou Marsh" not in said(dara)


def test_words_that_were_heard_of_other_keys_sign_nothing(walk: Walk, browser_of: BrowserOf) -> None:
    anew(walk, "bo")
    chidi = browser_of("chidi")
    shown = chidi.form(PAGE)
    walk.wait(minutes=1)
    anew(walk, "bo")

    answer = chidi.post(PAGE, {**shown.fields, "heard": "on"})

    assert 422 == answer.status_code
    assert "They have made other keys meanwhile." in text(answer.content.decode())
    assert person(walk, walk.member("bo")).pending is None


def test_without_the_tick_or_the_passphrase_nothing_is_signed(walk: Walk, browser_of: BrowserOf) -> None:
    anew(walk, "bo")
    chidi = browser_of("chidi")
    unheard = chidi.send(PAGE)
    walk.wait(minutes=11)
    stale = chidi.send(PAGE, heard="on", passphrase="not the passphrase")

    assert (422, 422) == (unheard.status_code, stale.status_code)
    assert "Call them first, and compare the words." in text(unheard.content.decode())
    assert "That is not your passphrase." in text(stale.content.decode())
    assert person(walk, walk.member("bo")).pending is None


def test_a_second_click_signs_once_and_says_nothing_new(walk: Walk, browser_of: BrowserOf) -> None:
    anew(walk, "bo")
    chidi = browser_of("chidi")
    form = {**chidi.form(PAGE).fields, "heard": "on"}

    assert [303, 303] == [chidi.post(PAGE, form).status_code for _ in range(2)]
    assert "You have signed." in said(chidi)


def test_whoever_waits_for_a_signature_themselves_is_offered_none(walk: Walk, browser_of: BrowserOf) -> None:
    let_in_by_one(walk)
    anew(walk, "bo")
    made = anew(walk, "chidi")
    chidi = browser_of("chidi")  # a session of the old keys, which still count

    assert made.account.member not in {one for form in forms(chidi.get(PAGE)) for one in form.fields.get("member", [])}
    assert "Bo" in said(chidi)


def test_an_answer_to_somebody_who_is_not_there_leads_back_to_the_page(walk: Walk, browser_of: BrowserOf) -> None:
    anew(walk, "bo")
    chidi = browser_of("chidi")
    form = chidi.form(PAGE).fields

    for typed in ({"member": "x"}, {"does": "x"}, {"member": walk.member("dara")}):
        assert 303 == chidi.post(PAGE, {**form, **typed, "heard": "on"}).status_code
    assert person(walk, walk.member("bo")).pending is None


def with_new_keys(walk: Walk, name: str, browser_of: BrowserOf) -> MemberBrowser:
    """Somebody whose new keys two others have signed for, signed in with them."""
    made = anew(walk, name)
    for other in ("chidi", "dara"):
        assert 303 == browser_of(other).send(PAGE, heard="on").status_code
    browser = MemberBrowser(walk, name)
    browser.client.cookies[COOKIE] = sessions.begin(walk.community, walk.member(name), made.keys, walk.occasion)
    return browser


@pytest.mark.parametrize("name", ["bo", "eun"])
def test_whoever_has_new_keys_reads_why_a_case_stays_shut_and_who_opens_it_until_somebody_has(
    about_the_chair: Walk, browser_of: BrowserOf, name: str
) -> None:
    walk = about_the_chair
    shut = "what was written here before is sealed to those that you had"
    assert shut not in said(browser_of(name), browser_of(name).case)
    anew_in = with_new_keys(walk, name, browser_of)

    page = said(anew_in, anew_in.case)
    assert shut in page
    assert "Chidi" in page.split(shut)[1][:200]

    assert 303 == browser_of("chidi").send(PAGE).status_code
    assert shut not in said(anew_in, anew_in.case)


def test_nobody_takes_a_position_on_a_proposal_that_they_cannot_read_or_have_not_opened(
    walk: Walk, browser_of: BrowserOf
) -> None:
    walk.report(who="Mo")
    for login in ("ada", "bo", "chidi", "dara", "eun"):
        keychanges.answer_conflict(walk.seat(login), walk.occasion)
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, what="No.")
    no = f.Answer.NO
    found = deciding.Determination(f.Answer.YES, no, (), no, no, {})
    deciding.determine(walk.seat("ada"), walk.occasion, found)
    measure = f.Measure(f.MeasureKind.NO_ACTION, ground=f.Ground.NO_VIOLATION)
    deciding.propose(walk.seat("ada"), walk.occasion, deciding.Proposal((measure,), {"text": "Nothing."}))
    eun, where = browser_of("eun"), f"desk/case/{walk.number}/take-position/"
    bo = with_new_keys(walk, "bo", browser_of)

    for browser, says in ((eun, "First open what the committee has written"), (bo, "You made new keys")):
        assert says in said(browser, browser.case)
        blind = browser.post(where, {"position": "consent", "token": browser.token(where), "once": "a"})
        assert (422, True) == (blind.status_code, says in text(blind.content.decode()))
    assert 303 == eun.send(eun.case, f"{eun.case}open/committee/").status_code
    assert 303 == eun.send(where, position="consent").status_code
