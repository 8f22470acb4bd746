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
LASTING = f.Measure(f.MeasureKind.OTHER, lasts=True)
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
    endings.resolved(walk, "bo", "ada", measure=LASTING)
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
    page = f"{holding.case}tell-core-team/1/"
    assert "Tell the core team what holds now" in holding.get(holding.case).content.decode()
    assert "⟦a date, or: until we write to you again⟧" in holding.get(page).content.decode()

    shown = holding.send(page, text=TOLD, how=HOW, could_tell="no").content.decode()
    assert "Evenhand sends them nothing" in shown
    assert TOLD in shown
    assert HOW in shown
    assert walk.seat("bo").state.core_team_told_at is None

    assert 303 == holding.letter(page, text=TOLD, how=HOW, could_tell="no").status_code
    case = holding.get(holding.case).content.decode()
    assert "The core team was told what lasts" in case
    assert walk.seat("bo").state.core_team_told_at == walk.now
    assert core_team_owed_since(walk.seat("bo").state) is None


def test_a_blank_or_a_box_that_is_empty_comes_back_with_what_was_typed(holding: MemberBrowser) -> None:
    page = f"{holding.case}tell-core-team/1/"

    blank = holding.send(page, text="Until ⟦a date⟧, please.", how=HOW, could_tell="no")
    silent = holding.send(page, text=TOLD, how="", could_tell="no")

    assert [422, 422] == [blank.status_code, silent.status_code]
    assert "Still to be filled in: a date" in blank.content.decode()
    assert HOW in blank.content.decode()
    assert TOLD in silent.content.decode()


def test_what_was_told_is_not_offered_to_be_told_once_more(walk: Walk, holding: MemberBrowser) -> None:
    page = f"{holding.case}tell-core-team/1/"
    begun = holding.form(page)
    told = closing.ToldCoreTeam(TOLD, HOW, could_tell=False)
    closing.tell_core_team(walk.seat("chidi"), walk.occasion, told)

    late = holding.post(page, {**begun.fields, "text": "The same.", "how": HOW, "could_tell": "no"})
    again = holding.get(page).content.decode()

    assert 409 == late.status_code
    assert "Press the button once they know" not in late.content.decode()
    assert "The same." in late.content.decode()
    assert "Done already" in again
    assert "The core team has been told already." in again
    assert "<textarea" not in again


def test_the_next_telling_begins_anew_and_asks_what_no_longer_holds(walk: Walk, holding: MemberBrowser) -> None:
    first = f"{holding.case}tell-core-team/1/"
    holding.send(first, text="A draft of the first.", how=HOW, could_tell="no", keep="1")
    closing.tell_core_team(walk.seat("chidi"), walk.occasion, closing.ToldCoreTeam(TOLD, HOW, could_tell=False))
    endings.taken_up_again(walk, "bo", "chidi")
    assert "the core team still upholds" in holding.get("desk/account/handover/").content.decode()
    endings.resolved(walk, "bo", "ada", measure=LASTING)

    page = holding.get(f"{holding.case}tell-core-team/2/").content.decode()

    assert "A draft of the first." not in page
    assert "What no longer holds: ⟦what you told them before⟧" in page
    assert "They uphold something that you decided before." in page


def test_it_has_ended_once_nothing_of_it_lasts(walk: Walk, holding: MemberBrowser) -> None:
    closing.tell_core_team(walk.seat("chidi"), walk.occasion, closing.ToldCoreTeam(TOLD, HOW, could_tell=False))
    assert "another response that lasts" in holding.get("desk/account/handover/").content.decode()
    endings.taken_up_again(walk, "bo", "chidi")
    endings.resolved(walk, "bo", "ada", measure=f.Measure(f.MeasureKind.OTHER))

    page = holding.get(f"{holding.case}tell-core-team/2/").content.decode()
    done = holding.letter(f"{holding.case}tell-core-team/2/", text="It is over.", how=HOW, could_tell="no")

    assert "Tell the core team that it has ended" in page
    assert "somebody has to uphold it" not in page
    assert 303 == done.status_code
    assert "The core team was told that it has ended" in holding.get(holding.case).content.decode()
    assert "another response" not in holding.get("desk/account/handover/").content.decode()


def test_nobody_is_told_of_what_is_done_once(walk: Walk, determined: MemberBrowser) -> None:
    endings.resolved(walk, "bo", "ada", measure=f.Measure(f.MeasureKind.OTHER))

    assert "Tell the core team" not in determined.get(determined.case).content.decode()
    with pytest.raises(RefusedError) as refused:
        closing.tell_core_team(walk.seat("bo"), walk.occasion, closing.ToldCoreTeam(TOLD, HOW, could_tell=False))
    assert Clause.COUNCIL_REPORT is refused.value.clause


def test_a_notice_with_a_blank_or_without_how_is_refused_by_the_act(walk: Walk, holding: MemberBrowser) -> None:
    del holding
    for text, how in (("Until ⟦a date⟧.", HOW), (TOLD, " ")):
        with pytest.raises(RefusedError) as refused:
            closing.tell_core_team(walk.seat("bo"), walk.occasion, closing.ToldCoreTeam(text, how, could_tell=False))
        assert Clause.COUNCIL_REPORT is refused.value.clause
