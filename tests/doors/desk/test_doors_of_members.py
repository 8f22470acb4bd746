"""The doors of members deny by default, every form is bound to its session, and what is not for you is not there."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern

from evenhand.casework import keychanges
from evenhand.doors.council import urls as council
from evenhand.doors.desk import urls as desk
from evenhand.doors.office import urls as office
from tests.cast import Walk
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]

OPEN = {"sign-in", "recover", "enrol", "enrol-confirm", "calendar-feed"}
"""What somebody needs before they are signed in, and what a calendar program asks with a secret of its own."""

RANDOM = "0123456789abcdef" * 2
PARTS = {
    "number": RANDOM,
    "after": RANDOM,
    "entry": RANDOM,
    "file": RANDOM,
    "member": RANDOM,
    "room": "names",
    "act": "triage",
    "about": "reporter-1",
    "token": "a-token",
    "what": "letter",
    "secret": "0123456789" * 4,
    "text": RANDOM,
    "said": RANDOM,
}


def patterns() -> Iterator[tuple[str, URLPattern, str]]:
    for door, urls in (("desk", desk), ("council", council), ("office", office)):
        for pattern in urls.urlpatterns:
            route = str(pattern.pattern)
            page = re.sub(r"<int:\w+>", "2", route)
            page = re.sub(r"<\w+:(\w+)>", lambda found: PARTS[found[1]], page)
            yield f"{door}:{pattern.name}", pattern, f"/lattice/{door}/{page}"


def test_every_address_of_members_asks_for_a_member() -> None:
    open_ones = {
        pattern.name for _, pattern, _ in patterns() if not getattr(pattern.callback, "asks_for_a_member", False)
    }

    assert OPEN == open_ones


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_who_is_not_signed_in_gets_nothing_but_the_page_to_sign_in(
    walk: Walk, client: Client, method: str
) -> None:
    for name, pattern, path in patterns():
        if pattern.name not in OPEN:
            answer = getattr(client, method)(path)

            assert 401 == answer.status_code, name
            assert "Sign in" in answer.content.decode(), name


def test_a_form_without_the_token_of_its_own_session_changes_nothing(walk: Walk, browser_of: BrowserOf) -> None:
    ada, bo = browser_of("ada"), browser_of("bo")
    of_another_session = bo.form("desk/account/", "desk/account/").fields["token"][0]
    for name, pattern, path in patterns():
        if pattern.name not in OPEN:
            for token in ("", "AAAA", of_another_session):
                assert 403 == ada.post(path, {"token": token}).status_code, name


def test_a_token_of_one_form_is_none_for_another(walk: Walk, browser_of: BrowserOf) -> None:
    ada = browser_of("ada")
    token = ada.form("desk/account/", "desk/account/").fields["token"][0]

    assert 403 == ada.post("desk/sign-out/", {"token": token}).status_code
    assert 200 == ada.get("desk/").status_code


def masked(html: bytes) -> str:
    text = html.decode()
    text = re.sub(r'name="(token|once)" value="[^"]*"', "", text)
    return re.sub(r"[0-9a-f]{32}", "-", text)


FILE = f"file/{RANDOM}/"
CASE_PAGES = (
    *("", "triage/", "write-letter/reporter-1/", "identity/", f"came-back/{RANDOM}/"),
    *(FILE, f"{FILE}copy/", f"{FILE}original/"),
)


@pytest.mark.parametrize("page", CASE_PAGES)
def test_an_excluded_a_recused_and_a_strange_member_get_what_a_case_that_does_not_exist_gives(
    walk: Walk, browser_of: BrowserOf, page: str
) -> None:
    walk.report(left_out=(walk.member("ada"),), who="Mo")
    keychanges.recuse(walk.seat("bo"), walk.occasion)
    unknown = f"desk/case/{RANDOM}/{page}"
    for name in ("ada", "bo", "ines"):
        browser = browser_of(name)

        real, none = browser.get(f"{browser.case}{page}"), browser.get(unknown)

        assert (404, 404) == (real.status_code, none.status_code), name
        assert masked(none.content) == masked(real.content), name


def test_a_stranger_gets_the_same_page_for_a_real_and_an_unknown_case(walk: Walk, client: Client) -> None:
    walk.report(who="Mo")

    real = client.get(f"/lattice/desk/case/{walk.number}/")
    none = client.get(f"/lattice/desk/case/{RANDOM}/")

    assert masked(none.content) == masked(real.content)
