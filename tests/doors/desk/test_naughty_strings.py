"""Every string of the corpus in boxes of the desk: it stands on the page as it was typed, as text."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from django.utils.html import escape

from evenhand.casework import keychanges
from tests.cast import Walk
from tests.member_browser import MemberBrowser, forms

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "naughty-strings" / "blns.json"
BrowserOf = Callable[[str], MemberBrowser]


def batched(strings: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """So many of them to a note: a note for each would be a case of 500 entries, and show no more."""
    return (strings[at : at + most] for at in range(0, len(strings), most))


@pytest.fixture
def bo(walk: Walk, browser_of: BrowserOf) -> MemberBrowser:
    """Bo, who may write in the committee's room and has opened it."""
    walk.report(who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    keychanges.open_room(walk.seat("bo"), walk.occasion, "committee")
    return browser_of("bo")


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpora are not part of this repository")
def test_every_string_is_kept_and_shown_as_text(bo: MemberBrowser) -> None:
    strings = [one for one in json.loads(CORPUS.read_text("utf-8")) if one.isprintable() and one.strip()]
    page = f"{bo.case}write-note/"
    for number, note in enumerate(batched(strings, 20)):
        text = "\n\n".join(one.strip() for one in note)
        sent = bo.post(page, {"text": text, "token": bo.token(page), "once": str(number)})
        assert 303 == sent.status_code, note

    shown = bo.get(bo.case).content.decode()

    assert [] == [one for one in strings if escape(one.strip()) not in shown]
    assert "<script>alert" not in shown


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpora are not part of this repository")
def test_a_refused_form_gives_every_string_back(bo: MemberBrowser) -> None:
    strings = [one for one in json.loads(CORPUS.read_text("utf-8")) if one.isprintable() and one.strip()]
    page = f"{bo.case}acknowledge/reporter-1/"
    for one in strings[::10]:
        refused = bo.post(page, {"text": one, "via": "other", "token": bo.token(page), "once": "1"})

        assert 422 == refused.status_code
        assert [one] == forms(refused)[0].fields["text"]


def test_a_text_of_a_megabyte_is_kept_whole(bo: MemberBrowser, walk: Walk) -> None:
    text = "a long night " * 80_000
    page = f"{bo.case}write-note/"

    sent = bo.post(page, {"text": text, "token": bo.token(page), "once": "1"})

    assert 303 == sent.status_code
    assert text.strip() in bo.get(bo.case).content.decode()
