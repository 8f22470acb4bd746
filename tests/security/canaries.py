"""Words that occur nowhere else, written into every box of every form; and where they must not be found."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from evenhand.outbox.queue import Kind, Leaving
from tests.member_browser import FoundForm, MemberBrowser, forms

STEM = "Kanarienvogel"
PICTURE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\x40tEXtLocation\0%s, 48.2082 N 16.3738 E" + b"\0" * 32
)
MADE = {"token", "once", "shown", "nonce", "seen", "kept", "kept_files", "parked", "to", "number"}
DATES = {"until": 2, "dated": 2, "held_at": 2, "reached_at": 2, "back_on": 2, "asked_at": -1}
"""The names of boxes for a date, and how many days from now it may be."""
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ADDRESS = re.compile(r'\b(?:href|action|src|id)="([^"]*)"')
WISHED = {"reach": "mail", "severe": "no", "could_tell": "no", "answer": "none", "conflict": "none"}


class Canaries:
    """Words that occur nowhere else, each written into one box only."""

    def __init__(self) -> None:
        self.sung: dict[str, str] = {}
        self.told: list[str] = []
        """Where one was heard that is no place for words: an address, a header, the title of a page."""

    def __call__(self, box: str) -> str:
        """A new one, for this box."""
        self.sung[f"{len(self.sung)} {box}"] = word = f"{STEM}{len(self.sung):03}"
        return word

    def picture(self, box: str) -> SimpleUploadedFile:
        """A picture with one in its name and one in its metadata."""
        content = PICTURE.replace(b"%s", self(f"{box}: metadata").encode())
        return SimpleUploadedFile(f"{self(f'{box}: name')}.png", content, "image/png")

    def fill(self, page: str, form: FoundForm, now: datetime) -> dict[str, Any]:
        """Everything that can be typed or chosen in a form."""
        typed: dict[str, Any] = {}
        for name in form.names - MADE - {""}:
            if name in form.choices:
                offered = form.choices[name]
                typed[name] = WISHED[name] if WISHED.get(name) in offered else offered[0]
            elif name in DATES:
                typed[name] = f"{now + timedelta(days=DATES[name]):%Y-%m-%dT%H:%M}"
            elif name in form.fields:
                word = self(f"{page} {name}")
                typed[name] = f"{word}@mail.example" if name in {"address", "email"} else word
            else:
                typed[name] = [self.picture(f"{page} {name}")]
        return {**form.fields, **typed}

    def listen(self, address: str, answer: Any) -> Any:  # Any: the test client's response
        """Hear whether an answer has one of them anywhere but on the page itself; give the answer back."""
        page = "" if answer.streaming else answer.content.decode("utf-8", "replace")
        places = [*answer.headers.values(), *_TITLE.findall(page), *_ADDRESS.findall(page)]
        self.told += [f"{address}: {place}" for place in places if STEM in place]
        return answer

    def listen_to_mail(self, several: Iterable[Leaving]) -> None:
        """Hear whether a mail has one that no person wrote into it as a letter."""
        mails = [one.mail for one in several if one.mail.kind is not Kind.LETTER]
        self.told += [f"a {mail.kind}: {mail.subject}" for mail in mails if STEM in mail.subject + mail.body]


def forms_at(client: Client, address: str) -> list[FoundForm]:
    """The forms of a page."""
    answer: Any = client.get(address)  # Any: the test client's response
    return forms(answer)


def shapes(word: str) -> Iterator[bytes]:
    """A word as it could lie on a disk: in three encodings, plain, in hex, and in base64 at each of its offsets."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        raw = word.encode(encoding)
        yield from (raw, raw.hex().encode(), raw.hex().upper().encode())
        yield from (base64.b64encode(b"\0" * shift + raw)[4:-4] for shift in range(3))


def found_in(folder: Path) -> list[str]:
    """The files in which any of them lies, under whatever shape."""
    wanted = list(shapes(STEM))
    return [str(one) for one in folder.rglob("*") if one.is_file() and any(w in one.read_bytes() for w in wanted)]


def write_into_every_form(
    browser: MemberBrowser,
    sing: Canaries,
    seen: set[str],
    page: str = "",
    each: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> int:
    """Fill in and send every form to which a page leads, the case's own if none is named; answer how many went.

    ``each`` is entered for every form, for whoever wants what it did undone.
    """
    shown = sing.listen(page, browser.get(page or browser.case)).content.decode()
    links = re.findall(rf'(?:href|action)="(/lattice/{browser.case}[a-z-]+/(?:[a-z0-9.-]+/)?)', shown)
    went = 0
    for link in dict.fromkeys(one for one in links if not re.search("/(file|recuse|close|came-back)/", one)):
        if link not in seen:
            with each():
                went += _write_into(browser, sing, seen, link)
    return went


def _write_into(browser: MemberBrowser, sing: Canaries, seen: set[str], link: str) -> bool:
    answer = sing.listen(link, browser.get(link))
    own = [form for form in forms(answer) if form.method == "post" and form.action in {link, ""}]
    if answer.status_code != 200 or not own:
        return False
    seen.add(link)
    sent = sing.listen(link, browser.post(link, sing.fill(link, own[0], browser.walk.now)))
    again = [form for form in forms(sent) if form.action == link] if sent.status_code == 200 else []
    sent = sing.listen(link, browser.post(link, {**again[0].fields, "send": "1"})) if again else sent
    assert sent.status_code in {200, 303, 409, 422}, (link, sent.status_code)
    return sent.status_code in {200, 303}
