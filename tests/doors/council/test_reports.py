"""What the council reads: the names, the conflict question, then the report (D6, C1)."""

from collections.abc import Callable

import pytest

from evenhand.casework.staging import Stage
from tests.cast import Play, Walk
from tests.endings import reported_to_council
from tests.member_browser import MemberBrowser

BrowserOf = Callable[[str], MemberBrowser]


def reported_without_jun(stage: Stage) -> Walk:
    """A report that leaves Jun out, carried to its report to the council."""
    walk = Walk(stage)
    walk.report(left_out=(walk.member("jun"), walk.member("ada")), who="Mo, on the tracker")
    reported_to_council(walk, ("bo", "chidi", "dara", "eun"), "bo")
    return walk


@pytest.fixture
def walk(played: Callable[[Play], Walk], request: pytest.FixtureRequest) -> Walk:
    return played(reported_without_jun if "reported" in request.fixturenames else Walk)


@pytest.fixture
def reported(walk: Walk) -> Walk:
    """What `reported_without_jun` plays."""
    return walk


def page_of(walk: Walk) -> str:
    return f"council/report/{walk.number}/"


def test_a_council_member_sees_the_names_then_answers_then_reads(reported: Walk, browser_of: BrowserOf) -> None:
    ines, page = browser_of("ines"), page_of(reported)
    closed = ines.get(page).content.decode()
    ines.send(page, f"{page}open/")
    names = ines.get(page).content.decode()
    ines.send(page, f"{page}answer/", answer="none")
    report = ines.get(page).content.decode()

    assert "Mo, on the tracker" not in closed
    assert "Mo, on the tracker" in names
    assert "Nothing was found." not in closed + names
    assert "Nothing was found." in report


@pytest.mark.parametrize("answer", ["leaves", "hard"])
def test_a_council_member_who_steps_back_reads_nothing_of_it(
    reported: Walk, browser_of: BrowserOf, answer: str
) -> None:
    ines, page = browser_of("ines"), page_of(reported)
    ines.send(page, f"{page}open/")

    sent = {**ines.form(page, f"{page}answer/", having=["answer"]).fields, "answer": answer}

    left, again = (ines.post(f"{page}answer/", sent) for _ in range(2))

    assert ["/lattice/council/", "/lattice/council/"] == [left["Location"], again["Location"]]
    assert 404 == ines.get(page).status_code


def test_the_question_has_to_be_answered_before_the_report_opens(reported: Walk, browser_of: BrowserOf) -> None:
    ines, page = browser_of("ines"), page_of(reported)
    ines.send(page, f"{page}open/")

    empty = ines.send(page, f"{page}answer/")

    assert 422 == empty.status_code
    assert "Nothing was found." not in empty.content.decode()


@pytest.mark.parametrize(("name", "listed"), [("ines", True), ("kofi", True), ("jun", False), ("ada", False)])
def test_the_list_holds_a_report_for_those_who_were_not_left_out(
    reported: Walk, browser_of: BrowserOf, name: str, listed: bool
) -> None:
    assert listed is (page_of(reported) in browser_of(name).get("council/").content.decode())


def test_a_case_without_enough_readers_sits_at_the_desk_of_the_council(walk: Walk, browser_of: BrowserOf) -> None:
    walk.report(left_out=tuple(walk.member(n) for n in ("ada", "bo", "chidi", "dara")), who="Mo")

    ines = browser_of("ines")

    assert walk.number in ines.get("desk/").content.decode()
    assert 200 == ines.get(ines.case).status_code
    assert walk.number not in ines.get("council/").content.decode()
