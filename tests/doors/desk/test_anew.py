"""Whoever holds the keys that count is told of a new link and of keys that wait, and can throw them away."""

from collections.abc import Callable

import pytest

from evenhand.casework import founding, inviting
from evenhand.people import accounts, roster, sessions
from evenhand.shell.sessions import COOKIE
from evenhand.vault.keys import fingerprint, fingerprint_words
from tests.cast import Walk
from tests.joiners import anew, enrolled
from tests.member_browser import MemberBrowser
from tests.reading import text

BrowserOf = Callable[[str], MemberBrowser]
THROW = "desk/account/new-keys/"


def said(browser: MemberBrowser, path: str) -> str:
    return text(browser.get(path).content.decode())


def linked(walk: Walk, by: str | None = "ada") -> accounts.Account:
    bo = accounts.by_member(walk.community, walk.member("bo"))
    inviting.invite_again(
        walk.community, bo, walk.occasion, None if by is None else walk.stage.signed_in(by, walk.occasion)
    )
    return accounts.by_member(walk.community, walk.member("bo"))


@pytest.mark.parametrize("page", ["desk/", "desk/account/"])
def test_a_link_says_who_made_it_and_when_and_goes_with_one_button(
    walk: Walk, browser_of: BrowserOf, page: str
) -> None:
    bo = browser_of("bo")
    assert "A new link was made for you" not in said(bo, page)
    linked(walk)

    read = said(bo, page)

    assert "A new link was made for you" in read
    assert "by Ada Okafor. Nobody has used it." in read
    assert "your keys count as before" in read
    assert 303 == bo.send(page, THROW).status_code
    assert "A new link was made for you" not in said(bo, page)
    assert not accounts.by_member(walk.community, walk.member("bo")).has_link


@pytest.mark.parametrize("page", ["desk/", "desk/account/"])
def test_keys_that_wait_say_who_has_signed_for_them_and_go_with_one_button(
    walk: Walk, browser_of: BrowserOf, page: str
) -> None:
    linked(walk, by=None)
    made = enrolled(walk, accounts.by_member(walk.community, walk.member("bo")))
    founding.admit_new_keys(walk.stage.signed_in("chidi", walk.occasion), made.account, walk.occasion)
    bo, dara = browser_of("bo"), browser_of("dara")
    assert "The keys of Bo" in said(dara, "desk/")

    read = said(bo, page)

    assert "New keys were made for you" in read
    assert "by whoever runs the server. Somebody has used it." in read
    assert "One has signed: Chidi Eze." in read
    assert 303 == bo.send(page, THROW).status_code
    assert "New keys were made for you" not in said(bo, page)
    assert "The keys of Bo" not in said(dara, "desk/")
    assert "Nobody's keys wait for a signature." in said(dara, "desk/peers/")


def test_a_second_link_beside_keys_that_wait_is_told_apart(walk: Walk, browser_of: BrowserOf) -> None:
    anew(walk, "bo")
    linked(walk)

    assert "Nobody has used it; new keys were made with an earlier one." in said(browser_of("bo"), "desk/")


def test_a_link_that_has_ended_is_no_news(walk: Walk, browser_of: BrowserOf) -> None:
    linked(walk)
    walk.wait(days=8)

    assert "A new link was made for you" not in said(browser_of("bo"), "desk/")


def test_nobody_else_is_told_of_it_on_their_own_desk(walk: Walk, browser_of: BrowserOf) -> None:
    linked(walk)

    assert "was made for you" not in said(browser_of("chidi"), "desk/")


def test_whoever_holds_the_old_keys_goes_on_working_until_two_have_signed(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report()
    bo = browser_of("bo")
    made = anew(walk, "bo")
    founding.admit_new_keys(walk.stage.signed_in("ada", walk.occasion), made.account, walk.occasion)

    assert 200 == bo.get("desk/").status_code
    founding.admit_new_keys(walk.stage.signed_in("chidi", walk.occasion), made.account, walk.occasion)

    assert 401 == bo.get("desk/").status_code
    assert made.account.box == roster.load(walk.community).people[made.account.member].box


def test_whoever_was_let_in_by_one_reads_what_is_missing(walk: Walk, browser_of: BrowserOf) -> None:
    account, _ = accounts.invite(walk.community, accounts.AccountRecord(login="lou", name="Lou Marsh"), walk.occasion)
    made = enrolled(walk, account)
    founding.admit_newcomer(walk.stage.signed_in("ada", walk.occasion), made.account, ("committee",), walk.occasion)
    lou = browser_of("bo")
    lou.client.cookies[COOKIE] = sessions.begin(walk.community, account.member, made.keys, walk.occasion)

    before = said(lou, "desk/")
    founding.second_newcomer(walk.stage.signed_in("chidi", walk.occasion), account.member, walk.occasion)
    after = said(lou, "desk/")

    assert "One signature is missing" in before
    assert "Ada Okafor has let you in. No case opens to you before a second member has signed." in before
    words = fingerprint_words(fingerprint(made.account.box, made.account.signing))
    assert all(word in before for word in words)
    assert "One signature is missing" not in after
