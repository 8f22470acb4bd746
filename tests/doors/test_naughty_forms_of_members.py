"""Every string of the corpus in the boxes of office, account and sign-in: text it was, and text it stays."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from django.utils.html import escape

from tests.cast import Walk
from tests.member_browser import MemberBrowser, form_at, forms

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "naughty-strings" / "blns.json"
BrowserOf = Callable[[str], MemberBrowser]

pytestmark = [
    pytest.mark.once,  # to the database all of it is sealed bytes; `test_naughty_chapters.py` runs on both
    pytest.mark.skipif(not CORPUS.exists(), reason="the corpora are not part of this repository"),
]


def strings() -> list[str]:
    """All that a browser can send in one line, as long as the smallest box takes it."""
    return [one for one in json.loads(CORPUS.read_text("utf-8")) if one.isprintable() and 0 < len(one.strip()) <= 200]


def into(names: Sequence[str]) -> Iterator[dict[str, str]]:
    """Each string once, several boxes at a time."""
    every = strings()
    for begin in range(0, len(every), len(names)):
        yield dict(zip(names, every[begin : begin + len(names)], strict=False))


def test_what_the_office_says_on_the_pages_stands_there_as_text(walk: Walk, browser_of: BrowserOf) -> None:
    ada, page = browser_of("ada"), "office/texts/"
    first = ada.form(page).fields
    for typed in into(("outside_name", "outside_contact", "operator", "responsible", "retention", "help")):
        sent = ada.post(page, {**first, **typed})
        assert 303 == sent.status_code, typed

        kept = ada.form(page).fields
        assert {name: one.strip() for name, one in typed.items()} == {name: kept[name][0] for name in typed}
        front = ada.get("").content.decode()
        assert "<script>alert" not in front
        assert escape(typed.get("outside_contact", "").strip()) in front


def test_a_refused_invitation_gives_every_string_back(browser_of: BrowserOf) -> None:
    ada, page = browser_of("ada"), "office/roster/invite/"
    first = ada.form(page).fields
    for typed in into(("name", "login", "handles", "email")):
        refused = ada.post(page, {**first, **typed})

        assert 422 == refused.status_code
        found = form_at(refused, page).fields
        assert typed == {name: found[name][0] for name in typed}
        assert "<script>alert" not in refused.content.decode()


def in_one_box(kept_apart: str) -> Iterator[list[str]]:
    """As many at a time as one box of a thousand signs takes, none of which holds what keeps them apart."""
    batch: list[str] = []
    for one in (one.strip() for one in strings() if kept_apart.strip() not in one):
        if len(kept_apart.join([*batch, one])) > 1000:
            yield batch
            batch = []
        batch.append(one)
    yield batch


def test_a_refused_account_gives_every_string_back(browser_of: BrowserOf) -> None:
    bo, page = browser_of("bo"), "desk/account/"
    first = bo.form(page, page).fields
    for batch in in_one_box(" | "):
        refused = bo.post(page, {**first, "handles": " | ".join(batch), "email": "no address"})

        assert 422 == refused.status_code
        assert [" | ".join(batch)] == form_at(refused, page).fields["handles"]


def test_names_and_handles_are_kept_as_they_were_typed(browser_of: BrowserOf) -> None:
    bo, page = browser_of("bo"), "desk/account/"
    first = bo.form(page, page).fields
    for batch in in_one_box(", "):
        assert 303 == bo.post(page, {**first, "handles": ", ".join(batch)}).status_code
        assert [", ".join(batch)] == bo.form(page, page).fields["handles"]


def test_no_manual_is_made_of_any_of_them(browser_of: BrowserOf) -> None:
    ada, page = browser_of("ada"), "office/manual/"
    first = ada.form(page, having=["source"]).fields
    for one in strings()[::16]:
        refused = ada.post(page, {**first, "source": one})

        assert 422 == refused.status_code, one
        assert [one] == form_at(refused, page, having=["source"]).fields["source"]


def test_no_string_signs_anybody_in(walk: Walk) -> None:
    stranger = MemberBrowser(walk, "bo")
    for one in strings()[::8]:
        refused = stranger.post("desk/sign-in/", {"login": one, "passphrase": one, "code": one[:20], "to": one})

        assert 422 == refused.status_code, one
        assert [one] == forms(refused)[0].fields["login"]
