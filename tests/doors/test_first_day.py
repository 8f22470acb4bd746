"""The first day, from `evenhand init` to the first report, and how long it takes somebody who reads all of it.

Nobody is timed: what they read, type and click is counted, each sentence once, at the speeds below.
"""

from __future__ import annotations

import base64
import io
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from evenhand.casework.health import CLOCK, MAIL
from evenhand.clock.tick import tick
from evenhand.doors.cli import init
from evenhand.outbox.posting import Came
from evenhand.people import keys
from evenhand.people.occasion import Occasion
from evenhand.vault.totp import totp_code, totp_step
from tests.cast import START
from tests.member_browser import FoundForm, forms

WORDS_A_MINUTE = 238
"""Silent reading of plain English (Brysbaert 2019)."""
KEYS_A_SECOND = 3
CLICK, SCAN, ON_PAPER, A_CALL, A_CODE = 2, 8, 1, 20, 30
"""Seconds: for a click, for a camera, for a letter written on paper, for hearing six words, for the next code."""
PASSPHRASE = "kettle orbit meadow violin tram"
PEOPLE = {
    "bo": ("Bo Lind", ["committee", "deputy"]),
    "ines": ("Ines Duarte", ["council"]),
    "jun": ("Jun Sato", ["council"]),
}
"""Whom Ada invites: one who shares the office, and as many of the council as a report may need."""
pytestmark = pytest.mark.once  # an empty machine has SQLite


class _Shown(HTMLParser):
    """What of a page's main part somebody sees who unfolds nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[str] = []
        self._folded = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"input", "br", "img", "path", "meta", "link", "hr"}:
            return
        self._open.append("folded" if tag == "details" and "open" not in dict(attrs) else tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().replace("folded", "details") != tag:
            pass

    def handle_data(self, data: str) -> None:
        folded = "folded" in self._open and "summary" not in self._open
        if "main" in self._open and not folded and not {"option", "script", "style"} & set(self._open):
            self.texts.append(" ".join(data.split()))


@dataclass(slots=True)
class Somebody:
    """Somebody on their first day: what they did, and how long that took them."""

    day: Day
    login: str
    client: Client = field(default_factory=lambda: Client(headers={"sec-fetch-site": "same-origin"}))
    seconds: float = 0.0
    _read: set[str] = field(default_factory=set)
    _secret: bytes = b""

    def takes(self, seconds: float) -> None:
        """Time passes, for everybody."""
        self.seconds += seconds
        self.day.now += timedelta(seconds=seconds)

    def reads(self, texts: list[str]) -> None:
        """Every sentence that they have not read before."""
        new = [text for text in texts if text and text not in self._read]
        self._read.update(new)
        self.takes(sum(len(text.split()) for text in new) * 60 / WORDS_A_MINUTE)

    def types(self, *texts: str) -> None:
        """So many keys."""
        self.takes(sum(len(text) for text in texts) / KEYS_A_SECOND)

    def goes(self, path: str) -> Any:  # Any: the test client's response
        """Follow a link, and read the page."""
        self.takes(CLICK)
        return self._seen(self.client.get(path))

    def fills(self, page: Any, action: str = "", **typed: Any) -> Any:
        """Fill a form of a page in, send it, and read what comes."""
        form = self._form(page, action, set(typed))
        if "passphrase" in form.names and "login" not in form.names:  # it was typed too long ago by now
            typed = {**typed, "passphrase": PASSPHRASE}
        for value in typed.values():
            if isinstance(value, str) and value != "on":
                self.types(value)
            else:
                self.takes(CLICK * (len(value) if isinstance(value, list) else 1))
        self.takes(CLICK)
        answer = self.client.post(form.action or page.request["PATH_INFO"], {**form.fields, **typed})
        if answer.status_code == 303:
            return self._seen(self.client.get(answer["Location"]))
        return self._seen(answer)

    def makes_keys(self, link: str) -> str:
        """Join by a link, up to signing in; answer what stands on the last page before that."""
        page = self.goes(link)
        groups = re.findall(r"<li>([A-Z2-7 ]+)</li>", page.content.decode())
        self._secret = base64.b32decode("".join(groups).replace(" ", ""))
        self.takes(SCAN)
        printed = self.fills(page, passphrase_new=PASSPHRASE, passphrase_again=PASSPHRASE, code=self.code)
        paper = re.findall(r"<li>([0-9A-Z]{4})</li>", printed.content.decode())
        self.takes(ON_PAPER * sum(len(group) for group in paper))
        done: str = self.fills(printed, third=paper[2], sixth=paper[5]).content.decode()
        return done

    def signs_in(self) -> Any:
        """Sign in, with a code that was not used yet."""
        self.takes(A_CODE)
        return self.fills(self.goes(at("desk/sign-in/")), login=self.login, passphrase=PASSPHRASE, code=self.code)

    @property
    def code(self) -> str:
        """What their authenticator shows now."""
        return totp_code(self._secret, totp_step(self.day.now))

    def _seen(self, page: Any, status: int = 200) -> Any:
        assert page.status_code == status, (self.login, page.request["PATH_INFO"], page.status_code)
        shown = _Shown()
        shown.feed(page.content.decode())
        self.reads(shown.texts)
        return page

    def _form(self, page: Any, action: str, having: set[str]) -> FoundForm:
        posted = [one for one in forms(page) if one.method == "post" and having <= one.names]
        return next(one for one in posted if one.action.endswith(action))


@dataclass(slots=True)
class Day:
    """The day's clock: it moves as people read and type."""

    now: datetime = START


def at(path: str) -> str:
    """An address of the community."""
    return f"/orchard/{path}"


class Terminal(io.StringIO):
    """A terminal at which somebody reads what is said and types what is asked."""

    def __init__(self, who: Somebody, answers: Mapping[str, str]) -> None:
        super().__init__()
        self.who, self.answers = who, answers

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # noqa: ARG002 - as a terminal has it
        """Answer the last question; of the sheet, the group that is asked for."""
        asked = self.getvalue().splitlines()[-1]
        group = re.search(r"type group (\d)", asked)
        if group:
            sheet = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}", self.getvalue())
            assert sheet
            typed = sheet[0].split("-")[int(group[1]) - 1]
            self.who.takes(ON_PAPER * len(sheet[0]) / 2)  # written down before the first of two is asked
        else:
            typed = next(answer for question, answer in self.answers.items() if question in asked)
        self.who.types(typed)
        self.write("\n")
        return f"{typed}\n"


@pytest.fixture
def day(committed_db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Day]:
    """A server on which nothing was set up yet, in the morning."""
    for name in [name for name in os.environ if name.startswith("EVENHAND_SECRET")]:
        monkeypatch.delenv(name)
    connections.close_all()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "first.sqlite3"))
    monkeypatch.setattr(settings, "EVENHAND_WATCH", str(tmp_path / "beside"))
    keys.forget()
    this = Day()
    monkeypatch.setattr(settings, "EVENHAND_NOW", lambda: this.now)
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["conduct.orchard.example", *settings.ALLOWED_HOSTS])
    yield this
    connections.close_all()
    keys.forget()


def set_up(ada: Somebody, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """`evenhand init`, typed and read at a terminal; answer the path of the link."""
    answers = {
        "addresses begin": "orchard",
        "community called": "Orchard",
        "time zone": "Europe/Berlin",
        "which login": "ada",
        "chair's name": "Ada Okafor",
        "mail address": "ada@orchard.example",
    }
    terminal = Terminal(ada, answers)
    with monkeypatch.context() as at_the_terminal:
        at_the_terminal.setenv(init.SECRET_FILE, f"{folder}/secret")
        at_the_terminal.setattr("sys.stdin", terminal)
        at_the_terminal.setattr("sys.stdout", terminal)
        assert 0 == init.main([])
    ada.reads([" ".join(line.split()) for line in terminal.getvalue().splitlines()])
    found = re.search(r"/orchard/desk/enrol/[^/\s]+/", terminal.getvalue())
    assert found
    return found[0]


def test_the_first_day_from_an_empty_machine_to_the_first_report(
    day: Day, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = Somebody(day, "ada")
    ada.makes_keys(set_up(ada, tmp_path, monkeypatch))
    everything_runs(day)
    says_what_is_local(ada)
    links = {login: invites(ada, login) for login in PEOPLE}
    others = {login: Somebody(day, login) for login in PEOPLE}
    for login, other in others.items():
        other.makes_keys(links[login])
        lets_in(ada, login)
        other.signs_in()
    for _ in ("ines", "jun"):
        signs_for_one(others["bo"])
    tests = ada.goes(at("office/tests/"))
    ada.fills(ada.fills(tests, "tests/letter/"), "tests/report/")
    for one in (ada, *others.values()):
        confirms(one)
    everything_runs(day)
    office = ada.fills(ada.goes(at("office/publish/")))

    reported = reports()

    assert "to do" not in office.content.decode()
    assert 'class="phrase"' in reported
    assert at("desk/case/") in others["bo"].goes(at("desk/")).content.decode()
    assert ada.seconds < 10 * 60, ada.seconds
    assert dict.fromkeys(PEOPLE, True) == {login: one.seconds < 6 * 60 for login, one in others.items()}


def everything_runs(day: Day) -> None:
    """What `evenhand serve` does all the while where a mail server answers."""
    tick(Occasion(day.now, os.urandom), lambda _leaving, _now: Came.LEFT)
    for alive in (CLOCK, MAIL):
        Path(settings.EVENHAND_DATA, alive).write_text(day.now.isoformat(), "ascii")


def says_what_is_local(ada: Somebody) -> None:
    """Fill in the manual's blanks, and what stands on the public pages."""
    ada.goes(at("office/"))
    blanks = {
        "blank-outside_contact.name": "The foundation's ombudsperson",
        "blank-outside_contact.address": "ombuds@foundation.example",
        "blank-choice.retention": "3 years",
    }
    ada.fills(ada.goes(at("office/manual/")), **blanks)
    ada.fills(
        ada.goes(at("office/texts/")),
        operator="Sam Reyes",
        responsible="The Orchard Foundation",
        replies_to="conduct@orchard.example",
        checkpoints_to="witness@foundation.example",
    )


def invites(ada: Somebody, login: str) -> str:
    """Invite somebody; answer the path of their link."""
    name, roles = PEOPLE[login]
    page = ada.goes(at("office/roster/invite/"))
    made = ada.fills(page, name=name, login=login, email=f"{login}@orchard.example", roles=roles)
    found = re.search(r"/orchard/desk/enrol/[^/\s]+/", made.content.decode())
    assert found
    return found[0]


def lets_in(ada: Somebody, login: str) -> None:
    """Hear somebody's six words, and let them in."""
    listed = ada.goes(at("office/roster/")).content.decode()
    found = re.search(rf'href="([^"]+)">{PEOPLE[login][0]}<', listed)
    assert found
    page = ada.goes(found[1])
    ada.takes(A_CALL)
    ada.fills(page, "admit/", heard="on")


def signs_for_one(bo: Somebody) -> None:
    """Hear the six words of somebody who waits for a second signature, and sign."""
    page = bo.goes(at("desk/peers/"))
    bo.takes(A_CALL)
    bo.fills(page, heard="on")


def confirms(one: Somebody) -> None:
    """Say of each test that waits for one's word that it came."""
    page = one.goes(at("desk/tests/"))
    while actions := [form.action for form in forms(page) if "/desk/tests/" in form.action]:
        page = one.fills(page, actions[0])


def reports() -> str:
    """Somebody reports through the form; answer the page that they get."""
    client = Client(headers={"sec-fetch-site": "same-origin"})
    page: Any = client.get(at("report/"))
    form = next(one for one in forms(page) if "what" in one.names)
    answer: str = client.post(at("report/"), {**form.fields, "what": "Sarcastic comments."}).content.decode()
    return answer
