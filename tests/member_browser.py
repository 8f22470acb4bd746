"""A member's browser without a browser: signs in, follows pages, sends the forms that stand on them."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from evenhand.people import sessions
from evenhand.shell import forms_token
from evenhand.shell.sessions import COOKIE
from tests.cast import Walk


@dataclass(slots=True)
class FoundForm:
    """One form of a page: where it goes, and what it would send if nobody touched it."""

    action: str = ""
    method: str = "get"
    fields: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    choices: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[FoundForm] = []
        self.area = ""
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(FoundForm(given.get("action", ""), given.get("method", "get")))
        elif self.found and tag in {"input", "textarea", "select", "option"}:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form, name = self.found[-1], given.get("name", "")
        if tag == "option":
            form.choices.setdefault(self.select, []).append(given.get("value", ""))
            if "selected" in given:
                form.fields[self.select] = [given.get("value", "")]
            return
        form.names.add(name)
        if tag == "textarea":
            self.area = name
            form.fields[name] = [""]
        elif tag == "select":
            self.select = name
        elif given.get("type") in {"radio", "checkbox"}:
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                form.fields.setdefault(name, []).append(given.get("value", "on"))
        elif given.get("type") == "hidden":
            form.fields.setdefault(name, []).append(given.get("value", ""))
        elif given.get("type") != "file":
            form.fields[name] = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[-1].fields[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.found[-1].fields[self.area] = [self.found[-1].fields[self.area][0].removeprefix("\n")]
            self.area = ""


def forms(response: HttpResponse) -> list[FoundForm]:
    """All forms of a page."""
    parser = _Forms()
    parser.feed(response.content.decode())
    return parser.found


def form_at(response: HttpResponse, action: str, having: Collection[str] = ()) -> FoundForm:
    """The form of a page that is sent to this address of the community, or to its own; with these fields, if any."""
    wanted = {"token", *having}
    return next(one for one in forms(response) if one.action in {f"/lattice/{action}", ""} and wanted <= set(one.names))


@dataclass(slots=True)
class MemberBrowser:
    """Somebody of the cast, signed in, at the walk's time."""

    walk: Walk
    name: str
    client: Client = field(default_factory=lambda: Client(headers={"sec-fetch-site": "same-origin"}))

    def sign_in(self) -> MemberBrowser:
        """Begin a session without spending a passphrase."""
        player = self.walk.stage.player(self.name)
        cookie = sessions.begin(self.walk.community, player.member, player.keys, self.walk.occasion)
        self.client.cookies[COOKIE] = cookie
        return self

    def get(self, path: str) -> Any:  # Any: the test client's response
        """Go to a page of the community."""
        self._tick()
        return self.client.get(self._whole(path))

    def post(self, path: str, data: Mapping[str, Any]) -> Any:
        """Send fields as they are, without a page."""
        self._tick()
        return self.client.post(self._whole(path), data)

    def send(self, page: str, action: str = "", **typed: Any) -> Any:
        """Open a page, fill in the form with this action, and send it."""
        form = self.form(page, action, having=set(typed) - {"keep", "send", "change"})
        unknown = {name for name in typed if name not in form.names} - {"keep", "send", "change"}
        assert not unknown, f"no such fields at {page}: {unknown}, but {form.names}"
        return self.post(action or page, {**form.fields, **typed})

    def form(self, page: str, action: str = "", *, having: Collection[str] = ()) -> FoundForm:
        """The form with this action on a page; of several the first that has these fields, or the first."""
        response = self.get(page)
        assert response.status_code == 200, (page, response.status_code, response.content.decode()[-1500:])
        wanted = self._whole(action or page)
        found = [form for form in forms(response) if form.action in {wanted, ""} and form.method == "post"]
        assert found, f"no form for {wanted} at {page}"
        return next((form for form in found if set(having) <= set(form.names)), found[0])

    def letter(self, page: str, **typed: Any) -> Any:
        """Write a letter, read it once more, and send it."""
        shown = self.send(page, **typed)
        assert shown.status_code == 200, shown.content.decode()[-2000:]
        again = next(form for form in forms(shown) if form.action == self._whole(page))
        return self.post(page, {**again.fields, "send": "1"})

    def token(self, page: str) -> str:
        """A token as the form of this page would carry it, whether or not the page shows one now."""
        cookie = self.client.cookies[COOKIE].value
        raw = sessions.read_cookie(cookie)
        assert raw is not None
        return forms_token.issue(raw, self._whole(page), os.urandom)

    @property
    def case(self) -> str:
        """The address of the walk's case."""
        return f"desk/case/{self.walk.number}/"

    def _whole(self, path: str) -> str:
        return path if path.startswith("/") else f"/{self.walk.community.slug}/{path}"

    def _tick(self) -> None:
        settings.EVENHAND_NOW = lambda: self.walk.now
