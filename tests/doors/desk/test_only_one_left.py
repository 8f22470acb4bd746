"""Where one member is left, the page says whom they can ask, because another has to agree (C2, R3, D1)."""

from collections.abc import Callable

from evenhand.casework import keychanges
from evenhand.vault.keyring import COMMITTEE
from tests.cast import Walk
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]
WAITS = "Nobody else in this case can act, so what another member has to agree to waits."


def test_the_only_one_left_reads_whom_they_can_ask(walk: Walk, browser_of: BrowserOf) -> None:
    out = tuple(walk.member(name) for name in ("ada", "bo", "chidi", "dara", "ines", "jun", "kofi"))
    walk.report(who="Most of them", left_out=out)
    keychanges.answer_conflict(walk.seat("eun"), walk.occasion)
    keychanges.open_room(walk.seat("eun"), walk.occasion, COMMITTEE)
    eun = browser_of("eun")

    page = eun.get(eun.case).content.decode()

    assert WAITS in page
    assert "Ask whoever keeps the roster to add somebody to the committee" in page


def test_where_others_are_there_nothing_of_it_is_said(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report(who="Somebody")
    keychanges.answer_conflict(walk.seat("eun"), walk.occasion)
    keychanges.open_room(walk.seat("eun"), walk.occasion, COMMITTEE)
    eun = browser_of("eun")

    assert WAITS not in eun.get(eun.case).content.decode()
