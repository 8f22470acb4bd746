"""What lasts is told to the core team: asked with the proposal, read once more, and kept with how they heard (D6)."""

from collections.abc import Callable
from typing import Any

import pytest

from evenhand.casework import closing
from evenhand.casework.errors import RefusedError
from evenhand.procedure import facts as f
from evenhand.procedure.afterwards import core_team_owed_since
from evenhand.procedure.clauses import Clause
from tests import endings
from tests.cast import Walk
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]
HANDLING = ("bo", "ada", "chidi", "dara", "eun")
ASKS = "The other response lasts, and somebody has to uphold it"
TOLD = "Until June, let nobody ask either of them to review the other."
HOW = "By telephone, the two who assign reviews."
PROPOSAL: dict[str, Any] = {
    "measures": ["other"],
    "other": "They keep apart.",
    "text": "Some distance.",
    "nothing_lighter": "They talked.",
    "comparable": "none yet",
    "help_first": "A talk.",
    "path_back": "After three months.",
}


@pytest.fixture
def determined(walk: Walk, browser_of: BrowserOf) -> MemberBrowser:
    """It was determined that nobody broke the code; Bo is at the desk."""
    walk.report(who="Mo and the reporter")
    endings.determined(walk, HANDLING)
    return browser_of("bo")


@pytest.fixture
def holding(walk: Walk, determined: MemberBrowser) -> MemberBrowser:
    """A response that lasts was agreed on, explained, weighed and carried out; Bo has no page of it open."""
    endings.resolved(walk, "bo", "ada", measure=f.Measure(f.MeasureKind.OTHER, lasts=True))
    determined.sign_in()
    return determined


def test_a_proposal_says_that_another_response_lasts_and_only_that_can(walk: Walk, determined: MemberBrowser) -> None:
    page = f"{determined.case}propose/"
    assert ASKS in determined.get(page).content.decode()

    done = determined.send(page, **PROPOSAL, lasts="on")

    assert 303 == done.status_code, done.content.decode()
    proposal = walk.seat("bo").state.proposal
    assert proposal is not None
    assert (f.Measure(f.MeasureKind.OTHER, lasts=True),) == proposal.measures
    assert "another response that lasts" in determined.get(determined.case).content.decode()


def test_a_response_lasts_only_where_somebody_says_so(walk: Walk, determined: MemberBrowser) -> None:
    assert 303 == determined.send(f"{determined.case}propose/", **PROPOSAL).status_code

    proposal = walk.seat("bo").state.proposal
    assert proposal is not None
    assert not proposal.measures[0].lasts


def test_the_core_team_is_owed_a_word_that_is_read_once_more_and_told_by_hand(
    walk: Walk, holding: MemberBrowser
) -> None:
    page = f"{holding.case}tell-core-team/"
    assert "Tell the core team what lasts" in holding.get(holding.case).content.decode()
    assert "⟦a date, or: until we write to you again⟧" in holding.get(page).content.decode()

    shown = holding.send(page, text=TOLD, how=HOW).content.decode()
    assert "Evenhand sends them nothing" in shown
    assert TOLD in shown
    assert HOW in shown
    assert walk.seat("bo").state.core_team_told_at is None

    assert 303 == holding.letter(page, text=TOLD, how=HOW).status_code
    case = holding.get(holding.case).content.decode()
    assert "The core team was told what lasts" in case
    assert walk.seat("bo").state.core_team_told_at == walk.now
    assert core_team_owed_since(walk.seat("bo").state) is None


def test_a_blank_or_a_box_that_is_empty_comes_back_with_what_was_typed(holding: MemberBrowser) -> None:
    page = f"{holding.case}tell-core-team/"

    blank = holding.send(page, text="Until ⟦a date⟧, please.", how=HOW)
    silent = holding.send(page, text=TOLD, how="")

    assert [422, 422] == [blank.status_code, silent.status_code]
    assert "Still to be filled in: a date" in blank.content.decode()
    assert HOW in blank.content.decode()
    assert TOLD in silent.content.decode()


def test_nobody_is_told_of_what_is_done_once(walk: Walk, determined: MemberBrowser) -> None:
    endings.resolved(walk, "bo", "ada", measure=f.Measure(f.MeasureKind.OTHER))

    assert "Tell the core team" not in determined.get(determined.case).content.decode()
    with pytest.raises(RefusedError) as refused:
        closing.tell_core_team(walk.seat("bo"), walk.occasion, TOLD, HOW)
    assert Clause.COUNCIL_REPORT is refused.value.clause


def test_a_notice_with_a_blank_or_without_how_is_refused_by_the_act(walk: Walk, holding: MemberBrowser) -> None:
    del holding
    for text, how in (("Until ⟦a date⟧.", HOW), (TOLD, " ")):
        with pytest.raises(RefusedError) as refused:
            closing.tell_core_team(walk.seat("bo"), walk.occasion, text, how)
        assert Clause.COUNCIL_REPORT is refused.value.clause
