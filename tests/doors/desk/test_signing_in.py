"""Signing in: one form, one answer; a session that opens with its cookie only."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from evenhand.casework import founding, signing
from evenhand.people import accounts, models, own_keys, sessions
from evenhand.shell.sessions import COOKIE, DEMO_COOKIE
from evenhand.vault.member_keys import FLOOR
from evenhand.vault.totp import totp_code, totp_step
from tests.cast import Walk
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]


def credentials(walk: Walk, name: str, **wrong: str) -> dict[str, str]:
    player = walk.stage.player(name)
    right = {
        "login": player.login,
        "passphrase": player.passphrase,
        "code": totp_code(player.totp, totp_step(walk.now)),
    }
    return {**right, **wrong}


def test_login_passphrase_and_code_together_begin_a_session(walk: Walk) -> None:
    bo = MemberBrowser(walk, "bo")

    answer = bo.post("desk/sign-in/", credentials(walk, "bo"))

    cookie = answer.cookies[COOKIE]
    assert (303, "/lattice/desk/") == (answer.status_code, answer["Location"])
    assert cookie["secure"]
    assert cookie["httponly"]
    assert ("Strict", "/", "") == (cookie["samesite"], cookie["path"], cookie["domain"])
    assert 200 == bo.get("desk/").status_code


def test_a_passphrase_is_stretched_as_the_product_does_it(walk: Walk, real_argon2: None) -> None:
    bo, told = walk.stage.player("bo"), "a passphrase that costs its whole price"
    account = accounts.by_member(walk.community, bo.member)
    own_keys.change_passphrase(walk.community, account, bo.keys, told, FLOOR, walk.occasion)

    wrong = MemberBrowser(walk, "bo").post("desk/sign-in/", credentials(walk, "bo"))
    walk.wait(seconds=31)
    right = MemberBrowser(walk, "bo").post("desk/sign-in/", credentials(walk, "bo", passphrase=told))

    assert (422, 303) == (wrong.status_code, right.status_code)


@pytest.mark.parametrize(
    "wrong", [{"login": "nobody"}, {"passphrase": "not the passphrase of anybody"}, {"code": "000000"}]
)
def test_every_wrong_combination_is_answered_with_the_same_words(walk: Walk, wrong: dict[str, str]) -> None:
    first = MemberBrowser(walk, "bo").post("desk/sign-in/", credentials(walk, "bo", **wrong))
    reference = MemberBrowser(walk, "bo").post(
        "desk/sign-in/", credentials(walk, "bo", passphrase="something else entirely", code="111111")
    )

    assert 422 == first.status_code
    assert alert(first) == alert(reference)
    assert COOKIE not in first.cookies


def alert(response: HttpResponse) -> str:
    html = response.content.decode()
    return html[html.index('role="alert"') : html.index("</div>", html.index('role="alert"'))]


def test_a_code_works_once(walk: Walk) -> None:
    sent = credentials(walk, "bo")
    MemberBrowser(walk, "bo").post("desk/sign-in/", sent)

    again = MemberBrowser(walk, "bo").post("desk/sign-in/", sent)

    assert 422 == again.status_code


def test_too_many_tries_are_told_to_wait_and_lock_nobody_out(walk: Walk) -> None:
    bo = MemberBrowser(walk, "bo")
    wrong = {**credentials(walk, "bo"), "passphrase": "not the passphrase"}
    for _ in range(11):
        assert 422 == bo.post("desk/sign-in/", wrong).status_code

    assert 429 == bo.post("desk/sign-in/", wrong).status_code
    walk.wait(seconds=31)
    assert 303 == bo.post("desk/sign-in/", credentials(walk, "bo")).status_code


def test_the_demo_uses_a_cookie_without_a_prefix_that_only_plain_http_takes(walk: Walk, settings: object) -> None:
    settings.EVENHAND_DEMO = True  # type: ignore[attr-defined]  # pytest-django's settings
    bo = MemberBrowser(walk, "bo", Client(headers={"sec-fetch-site": "same-origin"}))

    answer = bo.post("desk/sign-in/", credentials(walk, "bo"))

    assert not answer.cookies[DEMO_COOKIE]["secure"]
    assert COOKIE not in answer.cookies


def test_no_value_of_a_session_row_is_a_cookie(walk: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    row = models.Session.objects.values().get()

    for value in row.values():
        if isinstance(value, bytes):
            bo.client.cookies[COOKIE] = sessions.written_cookie(bytes(value))
            assert 401 == bo.get("desk/").status_code


def test_signing_out_deletes_the_row_and_what_the_browser_kept_but_no_other_cookie(
    walk: Walk, browser_of: BrowserOf
) -> None:
    bo = browser_of("bo")
    cookie = bo.client.cookies[COOKIE].value

    answer = bo.send("desk/account/", "desk/sign-out/")

    assert '"cache", "storage"' == answer["Clear-Site-Data"]
    assert "" == answer.cookies[COOKIE].value
    assert 0 == models.Session.objects.count()
    bo.client.cookies[COOKIE] = cookie
    assert 401 == bo.get("desk/").status_code


@pytest.mark.parametrize(("idle", "status"), [(29, 200), (31, 401)])
def test_a_session_ends_after_half_an_hour_without_a_page(
    walk: Walk, browser_of: BrowserOf, idle: int, status: int
) -> None:
    bo = browser_of("bo")

    walk.wait(minutes=idle)

    assert status == bo.get("desk/").status_code


def test_a_session_ends_after_eight_hours_however_busy(walk: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")

    for _ in range(16):
        walk.wait(minutes=29)
        assert 200 == bo.get("desk/").status_code
    walk.wait(minutes=29)

    assert 401 == bo.get("desk/").status_code


@pytest.mark.parametrize("to", ["//evil.example/", "https://evil.example/", "/lattice/report/", "/other/desk/", ""])
def test_signing_in_leads_to_pages_of_members_of_this_community_only(walk: Walk, to: str) -> None:
    answer = MemberBrowser(walk, "bo").post("desk/sign-in/", {**credentials(walk, "bo"), "to": to})

    assert "/lattice/desk/" == answer["Location"]


def test_the_printed_key_opens_what_the_passphrase_did(walk: Walk, browser_of: BrowserOf) -> None:
    browser_of("bo")
    bo = MemberBrowser(walk, "bo")
    new = "kettle orbit meadow violin tram"
    sheet = walk.stage.player("bo").recovery

    done = bo.post("desk/recover/", {"login": "bo", "printed": sheet, "passphrase_new": new, "passphrase_again": new})

    assert 200 == done.status_code
    assert 0 == models.Session.objects.filter(keys__isnull=False).count()
    assert 303 == bo.post("desk/sign-in/", credentials(walk, "bo", passphrase=new)).status_code


def test_a_mistyped_printed_key_is_told_from_a_wrong_one(walk: Walk) -> None:
    bo, new = MemberBrowser(walk, "bo"), "kettle orbit meadow violin tram"
    sheet, other = walk.stage.player("bo").recovery, walk.stage.player("ada").recovery
    typo = sheet[:-1] + ("A" if sheet[-1] != "A" else "B")
    passphrases = {"passphrase_new": new, "passphrase_again": new}

    mistyped = bo.post("desk/recover/", {"login": "bo", "printed": typo, **passphrases})
    wrong = bo.post("desk/recover/", {"login": "bo", "printed": other, **passphrases})

    assert "mistyped letter" in mistyped.content.decode()
    assert "do not belong together" in wrong.content.decode()


def test_a_passphrase_is_not_changed_to_itself(walk: Walk, browser_of: BrowserOf) -> None:
    bo, own = browser_of("bo"), walk.stage.player("bo").passphrase
    form = bo.form("desk/account/", "/lattice/desk/account/passphrase/").fields

    refused = bo.post(
        "desk/account/passphrase/", {**form, "passphrase": own, "passphrase_new": own, "passphrase_again": own}
    )

    assert 422 == refused.status_code
    assert "That is the one you have. Choose another." in refused.content.decode()


def test_a_passphrase_that_comes_too_late_is_refused_in_a_sentence(
    walk: Walk, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo, account = browser_of("bo"), models.Account.objects.filter(uid=bytes.fromhex(walk.member("bo")))
    real, others = signing.change_passphrase, models.Account.objects.get(uid=bytes.fromhex(walk.member("ada"))).keys

    def too_late(*given: Any, **named: Any) -> None:
        account.update(keys=others)  # new keys after a reset, between the proof and the sealing
        real(*given, **named)

    monkeypatch.setattr(signing, "change_passphrase", too_late)
    new = "seven quiet herons by the lake"
    form = bo.form("desk/account/", "/lattice/desk/account/passphrase/").fields
    typed = {"passphrase": walk.stage.player("bo").passphrase, "passphrase_new": new, "passphrase_again": new}

    refused = bo.post("desk/account/passphrase/", {**form, **typed})

    assert "Your keys were changed meanwhile" in refused.content.decode()
    assert others == account.get().keys


def test_strangers_who_try_printed_keys_do_not_keep_out_who_has_the_right_one(walk: Walk) -> None:
    stranger, new = MemberBrowser(walk, "bo"), "a new lantern over the harbour"
    tried = {"login": "bo", "passphrase_new": new, "passphrase_again": new}
    told = [
        stranger.post("desk/recover/", {**tried, "printed": walk.stage.player("ada").recovery}).content.decode()
        for _ in range(12)
    ]

    done = MemberBrowser(walk, "bo").post("desk/recover/", {**tried, "printed": walk.stage.player("bo").recovery})

    assert "do not belong together" in told[0]
    assert "That was tried too often" in told[-1]
    assert "You can sign in again" in done.content.decode()


def test_whoever_has_left_is_told_so_and_whom_to_turn_to(walk: Walk) -> None:
    founding.leave(walk.stage.signed_in("ada", walk.occasion), walk.member("dara"), walk.occasion)

    answer = MemberBrowser(walk, "dara").post("desk/sign-in/", credentials(walk, "dara"))

    assert 403 == answer.status_code
    assert "You have left, so your keys open nothing here any more." in alert(answer)
    assert "call a member whom you know" in alert(answer)
    assert "nobody has let you in" not in alert(answer)


@pytest.mark.parametrize("wrong", [{"passphrase": "not the passphrase of anybody"}, {"code": "000000"}])
def test_that_somebody_has_left_is_told_to_nobody_else(walk: Walk, wrong: dict[str, str]) -> None:
    founding.leave(walk.stage.signed_in("ada", walk.occasion), walk.member("dara"), walk.occasion)

    gone = MemberBrowser(walk, "dara").post("desk/sign-in/", credentials(walk, "dara", **wrong))
    nobody = MemberBrowser(walk, "dara").post("desk/sign-in/", credentials(walk, "dara", **wrong, login="nobody"))

    assert 422 == gone.status_code == nobody.status_code
    assert alert(nobody) == alert(gone)
