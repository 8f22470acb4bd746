"""A form that was sent with an ended session: sealed to its writer, filled again, never carried out."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evenhand.casework import keychanges, uploads
from evenhand.people import accounts, roster
from evenhand.people import sessions as people_sessions
from evenhand.people.communities import by_pk
from evenhand.record.models import Entry
from evenhand.shell import coming_back
from evenhand.shell.sessions import COOKIE
from evenhand.vault.totp import totp_code, totp_step
from tests.cast import Walk
from tests.endings import reported_to_council
from tests.member_browser import MemberBrowser, form_at, forms

BrowserOf = Callable[[str], MemberBrowser]
SECRET = "a passphrase that nobody keeps"
MADE_ANEW = {"token", "once", "seen", "kept_files", "came_back"}


def credentials(walk: Walk, name: str) -> dict[str, str]:
    player = walk.stage.player(name)
    code = totp_code(player.totp, totp_step(walk.now))
    return {"login": player.login, "passphrase": player.passphrase, "code": code}


def too_late(browser: MemberBrowser, page: str, action: str, **typed: Any) -> Any:
    """Fill in a form, wait until the session has ended, send it; answer the page to sign in."""
    form = browser.form(page, action, having=set(typed) - {"passphrase", "attached"})
    assert not set(typed) - form.names - {"passphrase", "attached"}, form.names
    browser.walk.wait(minutes=45)
    return browser.post(action, {**form.fields, **typed})


def back(browser: MemberBrowser, late: Any) -> Any:
    """Sign in on that page, and press the button that brings the form back."""
    assert 401 == late.status_code
    signed = browser.post("desk/sign-in/", {**forms(late)[0].fields, **credentials(browser.walk, browser.name)})
    assert 200 == signed.status_code, signed.headers
    button = next(form for form in forms(signed) if "came_back" in form.names)
    return browser.post(button.action, button.fields)


ORDER = ("dara", "chidi", "bo", "ada", "eun")
DARA = "office/roster/person/{dara}/"
REPORT = "council/report/{case}/"
NOTE = "desk/case/{case}/write-note/"
NEWCOMER = {"name": "Gil Moreau", "login": "gil", "roles": ["committee", "council"], "handles": "gilm"}
FORMS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("bo", "desk/account/", "desk/account/", {"handles": "bolind, lindb", "email": "new@lattice.example"}),
    ("bo", "desk/account/", "desk/account/away/", {"until": "2026-04-01T10:00"}),
    ("ada", "office/roster/invite/", "office/roster/invite/", NEWCOMER),
    ("ada", "office/roster/rota/", "office/roster/rota/", {}),
    ("ada", "office/texts/", "office/texts/", {"operator": "A friend, and their sister", "retention": "two years"}),
    ("ada", "office/manual/", "office/manual/", {"blank-outside_contact.name": "Pylon", "blank-choice.retention": "?"}),
    ("ada", "office/manual/", "office/manual/", {"source": "# half a manual\nname = 1\n"}),
    ("ada", DARA, f"{DARA}roles/", {"roles": ["committee", "deputy"]}),
    ("ada", DARA, f"{DARA}away/", {"until": "2026-04-01T10:00"}),
    ("ada", DARA, f"{DARA}left/", {"sure": ["on"]}),
    ("ines", REPORT, f"{REPORT}answer/", {"answer": ["stays"]}),
    ("bo", NOTE, NOTE, {"text": "A long\nnote.  "}),
    ("bo", "desk/file-report/", "desk/file-report/", {"what": "They called.", "way": ["call"], "in_danger": ["on"]}),
]
"""Forms of every door of members: whose, on which page, where they go, and what is typed."""


@pytest.mark.parametrize(("name", "page", "action", "typed"), FORMS, ids=[one[2] for one in FORMS])
def test_a_form_of_any_door_comes_back_as_it_was_filled_in(
    walk: Walk, browser_of: BrowserOf, name: str, page: str, action: str, typed: dict[str, Any]
) -> None:
    walk.report(who="Mo", left_out=tuple(walk.member(login) for login in ("ada", "eun", "jun")))
    if "{case}" in page:
        reported_to_council(walk, ("bo", "chidi", "dara"), "bo")
    there = {"dara": walk.member("dara"), "case": walk.number}
    page, action = page.format(**there), action.format(**there)
    browser = browser_of(name)
    if name == "ines":
        browser.send(page, f"council/report/{walk.number}/open/")
    if "rota" in page:
        typed = {f"place_{n}": walk.member(login) for n, login in enumerate(ORDER, start=1)}
    before = state_of(walk)

    returned = back(browser, too_late(browser, page, action, **typed))

    wanted = {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
    found = form_at(returned, action, having=set(typed) - {"passphrase", "attached"}).fields
    assert 422 == returned.status_code
    assert "You had been signed out" in returned.content.decode()
    assert wanted == {name: found.get(name, []) for name in wanted}
    assert before == state_of(walk)


def state_of(walk: Walk) -> tuple[object, ...]:
    """What the form would have changed, had it been carried out."""
    # But for the day of the last sign-in: whoever comes back has signed in again.
    said = [replace(one.record, seen_on="") for one in accounts.everyone(walk.community)]
    return roster.load(walk.community).head, by_pk(walk.community.pk), Entry.objects.count(), said


def test_it_can_be_sent_from_there(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    page = f"office/roster/person/{walk.member('dara')}/"
    returned = back(ada, too_late(ada, page, f"{page}roles/", roles=["committee", "deputy"]))

    sent = ada.post(f"{page}roles/", form_at(returned, f"{page}roles/").fields)

    assert 303 == sent.status_code
    assert {"committee", "deputy"} == roster.load(walk.community).people[walk.member("dara")].roles


def test_files_of_a_form_that_came_too_late_are_still_with_it(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report(who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    bo, page = browser_of("bo"), f"desk/case/{walk.number}/file-evidence/"
    picture = SimpleUploadedFile("night.png", b"PNG" * 1000)
    typed = {"kind": "picture", "origin": "a screenshot", "dated": "2026-03-01T10:00", "text": "The chat."}

    returned = back(bo, too_late(bo, page, page, **typed, attached=picture))

    kept = uploads.from_handle(walk.community, form_at(returned, page).fields["kept_files"][0])
    assert [("night.png", 3000)] == [(file.name, file.size) for file in kept]
    assert "night.png" in returned.content.decode()


def test_the_original_of_a_report_that_is_filed_too_late_is_still_with_it(walk: Walk, browser_of: BrowserOf) -> None:
    bo, page = browser_of("bo"), "desk/file-report/"
    mail = SimpleUploadedFile("mail.eml", b"From: somebody\r\n\r\nHello.")

    returned = back(bo, too_late(bo, page, page, what="They wrote.", attached=mail))
    again = bo.post(page, {**form_at(returned, page).fields, "what": ""})

    assert all("mail.eml" in one.content.decode() for one in (returned, again))


def test_a_stranger_who_sends_files_to_a_members_form_puts_none_on_the_disk(walk: Walk) -> None:
    stranger = MemberBrowser(walk, "bo")

    sent = stranger.post("desk/file-report/", {"attached": SimpleUploadedFile("x", b"x" * 1000)})

    assert 401 == sent.status_code
    assert [] == list(uploads.spool().iterdir())


def test_no_passphrase_is_kept(walk: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    typed = {"passphrase": SECRET, "passphrase_new": SECRET, "passphrase_again": SECRET}

    late = too_late(bo, "desk/account/", "desk/account/passphrase/", **typed)

    assert [""] == forms(late)[0].fields["parked"]


def test_nobody_else_who_signs_in_there_can_read_it(walk: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    late = too_late(bo, "desk/account/", "desk/account/", handles="a name of mine")

    signed = bo.post("desk/sign-in/", {**forms(late)[0].fields, **credentials(walk, "chidi")})

    assert "a name of mine" not in late.content.decode()
    assert (303, "/lattice/desk/") == (signed.status_code, signed["Location"])


def test_reloading_the_page_after_signing_in_loses_nothing(walk: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    late = too_late(bo, "desk/account/", "desk/account/", handles="bolind, lindb")
    sent = {**forms(late)[0].fields, **credentials(walk, "bo")}

    pages = [bo.post("desk/sign-in/", sent) for _ in range(2)]

    assert [200, 200] == [one.status_code for one in pages]
    assert [["bolind, lindb"]] * 2 == [
        next(form for form in forms(one) if "came_back" in form.names).fields["handles"] for one in pages
    ]


@pytest.mark.parametrize(
    ("referer", "leads_to"),
    [
        ("https://testserver/lattice/desk/account/", "/lattice/desk/account/"),
        ("https://evil.example/lattice/desk/account/", "/lattice/desk/"),
        ("", "/lattice/desk/"),
    ],
)
def test_a_button_pressed_too_late_leads_back_to_its_page(
    walk: Walk, browser_of: BrowserOf, referer: str, leads_to: str
) -> None:
    bo = browser_of("bo")
    walk.wait(minutes=45)
    if referer:
        bo.client.defaults["HTTP_REFERER"] = referer
    late = bo.post("desk/account/sessions/", {"token": "x", "session": "00"})

    signed = bo.post("desk/sign-in/", {**forms(late)[0].fields, **credentials(walk, "bo")})

    assert (303, leads_to) == (signed.status_code, signed["Location"])


# --- signed out on purpose, or signed in anew, in another tab ---

NOTE_TYPED = {"text": "A long\nnote, an hour's work."}


def note_in_another_tab(walk: Walk, browser: MemberBrowser) -> tuple[str, dict[str, Any]]:
    """A note that somebody writes in one tab: where it goes, and what it sends."""
    walk.report(who="Mo")
    keychanges.answer_conflict(walk.seat(browser.name), walk.occasion)
    page = NOTE.format(case=walk.number)
    return page, {**browser.form(page).fields, **NOTE_TYPED}


def sign_out(browser: MemberBrowser) -> None:
    browser.send("desk/account/", "desk/sign-out/")
    assert 401 == browser.get("desk/").status_code


def test_what_was_written_is_kept_when_its_writer_signs_out_in_another_tab(walk: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    page, written = note_in_another_tab(walk, bo)
    sign_out(bo)
    before = Entry.objects.count()

    late = bo.post(page, written)
    returned = back(bo, late)
    sent = bo.post(page, form_at(returned, page).fields)

    assert "an hour's work" not in late.content.decode()
    assert [NOTE_TYPED["text"]] == form_at(returned, page).fields["text"]
    assert 303 == sent.status_code
    assert before + 1 == Entry.objects.count()


def test_what_was_written_is_kept_when_the_session_is_ended_from_elsewhere(walk: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    page, written = note_in_another_tab(walk, bo)
    people_sessions.end_all_of(walk.member("bo"))

    returned = back(bo, bo.post(page, written))

    assert [NOTE_TYPED["text"]] == form_at(returned, page).fields["text"]


def test_what_was_written_comes_back_to_whoever_has_signed_in_anew_in_another_tab(
    walk: Walk, browser_of: BrowserOf
) -> None:
    bo = browser_of("bo")
    page, written = note_in_another_tab(walk, bo)
    sign_out(bo)
    bo.sign_in()
    before = Entry.objects.count()

    late = bo.post(page, written)
    button = next(form for form in forms(late) if "came_back" in form.names)
    returned = bo.post(button.action, button.fields)

    assert (403, 422) == (late.status_code, returned.status_code)
    assert before == Entry.objects.count()
    assert [NOTE_TYPED["text"]] == form_at(returned, page).fields["text"]
    assert 303 == bo.post(page, form_at(returned, page).fields).status_code


def test_whoever_signs_in_there_meanwhile_cannot_read_it_and_its_writer_can(walk: Walk, browser_of: BrowserOf) -> None:
    bo = browser_of("bo")
    page, written = note_in_another_tab(walk, bo)
    sign_out(bo)
    bo.client.cookies[COOKIE] = browser_of("chidi").client.cookies[COOKIE].value

    late = bo.post(page, written)
    shown = late.content.decode()
    signed = bo.post("desk/sign-in/", {**forms(late)[0].fields, **credentials(walk, "bo")})

    assert 403 == late.status_code
    assert "an hour" not in shown
    assert "begun by somebody else" in shown
    kept = next(form for form in forms(signed) if "came_back" in form.names).fields["text"]
    assert [NOTE_TYPED["text"]] == kept


def test_files_of_a_form_without_any_session_touch_no_disk_and_the_page_says_so(
    walk: Walk, browser_of: BrowserOf
) -> None:
    bo, page = browser_of("bo"), "desk/file-report/"
    written = {**bo.form(page, page).fields, "what": "They wrote.", "attached": SimpleUploadedFile("x.txt", b"x" * 99)}
    sign_out(bo)

    late = bo.post(page, written)
    signed = bo.post("desk/sign-in/", {**forms(late)[0].fields, **credentials(walk, "bo")})

    assert [] == list(uploads.spool().iterdir())
    assert "Files that were chosen did not come along" in late.content.decode()
    assert "Choose them once more" in signed.content.decode()
    assert ["They wrote."] == next(form for form in forms(signed) if "came_back" in form.names).fields["what"]


def test_files_that_came_before_are_still_with_a_form_of_whoever_has_signed_out(
    walk: Walk, browser_of: BrowserOf
) -> None:
    bo, page = browser_of("bo"), "desk/file-report/"
    mail = SimpleUploadedFile("mail.eml", b"From: somebody\r\n\r\nHello.")
    refused = bo.post(page, {**bo.form(page, page).fields, "what": "", "attached": mail})
    written = {**form_at(refused, page).fields, "what": "They wrote."}
    sign_out(bo)

    returned = back(bo, bo.post(page, written))

    assert "mail.eml" in returned.content.decode()


def test_files_of_a_form_from_before_the_last_sign_in_are_still_with_it(walk: Walk, browser_of: BrowserOf) -> None:
    bo, page = browser_of("bo"), "desk/file-report/"
    mail = SimpleUploadedFile("mail.eml", b"From: somebody\r\n\r\nHello.")
    written = {**bo.form(page, page).fields, "what": "They wrote.", "attached": mail}
    bo.sign_in()

    late = bo.post(page, written)
    button = next(form for form in forms(late) if "came_back" in form.names)

    assert "mail.eml" in bo.post(button.action, button.fields).content.decode()


@pytest.mark.parametrize("is_in", [True, False])
def test_where_nobody_can_be_told_as_its_writer_the_words_are_on_the_page_to_be_copied(
    walk: Walk, browser_of: BrowserOf, *, is_in: bool
) -> None:
    bo = browser_of("bo")
    page, written = note_in_another_tab(walk, bo)
    if not is_in:
        sign_out(bo)

    late = bo.post(page, {**written, "token": "AAAA", "passphrase": SECRET})

    shown = late.content.decode()
    assert (403 if is_in else 401) == late.status_code
    assert "an hour&#x27;s work." in shown
    assert SECRET not in shown
    assert written["once"][0] not in shown


def test_a_token_says_nothing_of_its_writer_to_who_reads_the_page(walk: Walk, browser_of: BrowserOf) -> None:
    bo, chidi = browser_of("bo"), browser_of("chidi")
    raw = [
        base64.urlsafe_b64decode(one.form("desk/account/", "desk/account/").fields["token"][0]) for one in (bo, chidi)
    ]

    assert len(raw[0]) == len(raw[1])
    assert bytes.fromhex(walk.member("bo")) not in raw[0]
    assert raw[0][64:70] == raw[1][64:70], "a header, the same for everybody"


def test_what_is_shown_to_be_copied_holds_what_was_written_and_no_code_of_an_answer(
    walk: Walk, browser_of: BrowserOf
) -> None:
    walk.report(who="Mo")
    bo = browser_of("bo")
    bo.get(bo.case)

    told = coming_back.words({"answer": ["none"], "severe": ["no"], "in_danger": ["on"], "text": ["Only this."]})

    assert "Only this." == told
