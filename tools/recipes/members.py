"""Pages of members: desk, council and office, each as somebody of the demo's cast."""

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from playwright.sync_api import Cookie, FilePayload

from evenhand.vault.totp import totp_code, totp_step
from tools.visit import Recipe, Visit

_COOKIES: dict[tuple[str, str], Cookie] = {}  # a code works once, so each person signs in once


def sign_in(visit: Visit, login: str) -> str:
    """Sign somebody in, or put their cookie back; answer where their community begins."""
    cast = visit.cast()
    home: str = urlsplit(cast["url"]).path.rstrip("/")
    kept = _COOKIES.get((visit.server, login))
    if kept is not None:
        visit.page.context.add_cookies([{"name": kept["name"], "value": kept["value"], "url": visit.server}])
        return home
    person = next(one for one in cast["people"] if one["login"] == login)
    visit.open(f"{home}/desk/sign-in/")
    visit.page.get_by_label("Login").fill(login)
    visit.page.get_by_label("Passphrase").fill(person["passphrase"])
    secret = bytes.fromhex(person["totp"]) if len(person["totp"]) == 40 else _base32(person["totp"])  # noqa: PLR2004
    visit.page.get_by_label("Code").fill(totp_code(secret, totp_step(datetime.now(UTC))))
    visit.page.get_by_role("button", name="Sign in").click()
    visit.page.get_by_role("heading", name="Owed now").wait_for()
    cookie = next(one for one in visit.page.context.cookies() if one["name"].endswith("evenhand"))
    _COOKIES[visit.server, login] = cookie
    return home


def _base32(text: str) -> bytes:
    return base64.b32decode(text.replace(" ", ""))


def at(path: str, login: str = "bo") -> Recipe:
    """A page at an address."""

    def recipe(visit: Visit) -> None:
        visit.open(f"{sign_in(visit, login)}/{path}")

    return recipe


def in_a_case(*clicks: str, login: str = "bo") -> Recipe:
    """The first case of somebody's list in which they have answered, and what these links lead to from there."""

    def recipe(visit: Visit) -> None:
        visit.open(f"{sign_in(visit, login)}/desk/")
        listed: list[str] = visit.page.locator(".duties > li a").evaluate_all("all => all.map(a => a.href)")
        for address in listed:
            visit.page.goto(address)
            if visit.page.locator("#now").count():
                break
        for name in clicks:
            visit.page.get_by_role("link", name=name).first.click()

    return recipe


def file_of_a_case(visit: Visit) -> None:
    """A picture among the evidence of a case, uncovered; it shows the page on which it was filed."""
    in_a_case()(visit)
    visit.page.goto(visit.page.url.partition("?")[0] + "file-evidence/")
    shown = FilePayload(name="that-evening.png", mimeType="image/png", buffer=visit.page.screenshot())
    visit.page.locator("input[type=file]").set_input_files(shown)
    visit.page.get_by_label("A picture").check()
    visit.page.get_by_label("Where does it come from?").fill("A screenshot that the reporter sent on 3 March.")
    visit.page.get_by_role("button", name="File it").click()
    room = visit.page.get_by_role("button", name="Open the committee's room")
    if room.count():
        room.click()
    with visit.page.expect_response("**/copy/"):
        visit.page.locator(".files a").last.click()
    visit.page.get_by_label("Show the picture").check()


def granted_look(visit: Visit) -> None:
    """The case at which Ines was granted a look; it stands beside one of the council's reports."""
    visit.open(f"{sign_in(visit, 'ines')}/council/")
    reports: list[str] = visit.page.locator("main a[href*='/report/']").evaluate_all("all => all.map(a => a.href)")
    for address in reports:
        visit.page.goto(address)
        if visit.page.locator("a[href*='/look/']").count():
            break
    visit.page.locator("a[href*='/look/']").click()


def person(visit: Visit) -> None:
    """Somebody on the roster."""
    visit.open(f"{sign_in(visit, 'ada')}/office/roster/")
    visit.page.get_by_role("link", name="Dara").first.click()


def signed_out(path: str) -> Recipe:
    """A page that needs nobody."""

    def recipe(visit: Visit) -> None:
        visit.open(f"{urlsplit(visit.cast()['url']).path.rstrip('/')}/{path}")

    return recipe


RECIPES: Mapping[str, Callable[[Visit], None]] = {
    "desk:list": at("desk/"),
    "desk:list-page": at("desk/page/2/"),
    "desk:closed": at("desk/closed/"),
    "desk:file-report": at("desk/file-report/"),
    "desk:case": in_a_case(),
    "desk:file": file_of_a_case,
    "desk:act": in_a_case("I have a conflict of interest"),
    "desk:act-about": in_a_case("Write a letter"),
    "desk:newcomers": at("desk/newcomers/"),
    "desk:peers": at("desk/peers/"),
    "desk:speak": at("desk/speak/", "ada"),
    "desk:sign-in": signed_out("desk/sign-in/"),
    "desk:recover": signed_out("desk/recover/"),
    "desk:enrol": signed_out("desk/enrol/a-link-that-has-ended/"),
    "desk:account": at("desk/account/"),
    "desk:tests": at("desk/tests/", "dara"),
    "desk:calendar": at("desk/account/calendar/"),
    "desk:handover": at("desk/account/handover/"),
    "desk:look": granted_look,
    "council:list": at("council/", "ines"),
    "office:home": at("office/", "ada"),
    "office:roster": at("office/roster/", "ada"),
    "office:invite": at("office/roster/invite/", "ada"),
    "office:rota": at("office/roster/rota/", "ada"),
    "office:person": person,
    "office:manual": at("office/manual/", "ada"),
    "office:texts": at("office/texts/", "ada"),
    "office:publish": at("office/publish/", "ada"),
    "office:tests": at("office/tests/", "ada"),
    "office:lost": at("office/lost/", "ada"),
    "office:letters": at("office/letters/", "ada"),
}
_FORM = "takes a form that stands on another page, and leads back"
NO_PICTURE: Mapping[str, str] = {
    "council:list-after": "looks like the first page of the council's reports",
    "desk:closed-after": "looks like the first page of closed cases",
    "desk:earlier": "looks like the story on the page of a case, which only a long one goes beyond",
    "desk:open": _FORM,
    "desk:identity": "stands only in a case whose reporter gave a name",
    "desk:came-back": "stands only beside a letter that left by mail",
    "desk:file-part": "looks like the page of a file",
    "desk:file-copy": "the picture on the page of a file",
    "desk:file-words": _FORM,
    "desk:file-original": "a file to save, not a page",
    "desk:look-file": "looks like the page of a file at the desk",
    "desk:look-file-part": "looks like the page of a file at the desk",
    "desk:look-file-copy": "the picture on the page of a file",
    "desk:look-file-original": "a file to save, not a page",
    "desk:sign-out": _FORM,
    "desk:speak-text": "stands only while a text waits for its check",
    "desk:speak-said": "stands only once something of no case was said",
    "desk:enrol-confirm": "shown once, after keys were made",
    "desk:confirm-test": _FORM,
    "desk:calendar-feed": "a file for a calendar program, not a page",
    "desk:away": _FORM,
    "desk:passphrase": _FORM,
    "desk:end-session": _FORM,
    "desk:throw-away": _FORM,
    "council:report": "stands only once a case was reported",
    "council:open": _FORM,
    "council:answer": _FORM,
    "council:ask-look": _FORM,
    "council:determine": _FORM,
    "council:decide": _FORM,
    "council:position": _FORM,
    "office:admit": _FORM,
    "office:second": _FORM,
    "office:roles": _FORM,
    "office:away": _FORM,
    "office:link": _FORM,
    "office:open-again": _FORM,
    "office:left": _FORM,
    "office:take-back": _FORM,
    "office:test-letter": _FORM,
    "office:test-report": _FORM,
}
