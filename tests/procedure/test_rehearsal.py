"""A test of the form: closed as it opens, owing nothing, and no place for anybody's word."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.codec import FACT_TYPES
from evenhand.procedure.facts import CLERK
from tests.procedure.facts_strategies import a_fact
from tests.procedure.story import COMMITTEE, DAY, REPORTER, Story

OF_A_TEST = {"ReportReceived", "KeysChanged", "ReceiptGiven", "Closed"}
ANYBODY = ("ada", "bo", "ines", "stranger", REPORTER, CLERK)


def begun() -> Story:
    return Story().opened(is_test=True)


def ended() -> Story:
    return begun().does(CLERK, f.ReceiptGiven(REPORTER, mailed=False), f.Closed())


def test_it_ends_at_once_and_owes_nothing_then_or_later() -> None:
    case = ended()

    assert not case.state.is_open
    assert ((), (), None) == (case.duties, case.delays, case.next_boundary)
    assert ((), (), None) == (case.waits(400 * DAY).duties, case.delays, case.next_boundary)


def test_while_it_is_being_recorded_nothing_is_owed_either() -> None:
    assert () == begun().waits(30 * DAY).duties


@pytest.mark.parametrize("kind", [kind for name, kind in FACT_TYPES.items() if name not in OF_A_TEST])
@settings(max_examples=30)  # of each kind, and each is tried by everybody: 180 attempts
@given(data=st.data())
def test_nobody_can_put_anything_else_into_it(kind: type[f.Fact], data: st.DataObject) -> None:
    fact = data.draw(a_fact(kind))

    assert None not in {case.refusal(by, fact) for case in asked_only() for by in ANYBODY}


@cache
def asked_only() -> tuple[Story, Story]:
    """A test at its beginning and at its end, for questions that leave them as they are."""
    return begun(), ended()


@pytest.mark.parametrize("by", [*COMMITTEE, REPORTER])
def test_nobody_but_the_clerk_makes_or_ends_one(by: str) -> None:
    opening = f.CaseOpened("9f" * 32, COMMITTEE, is_test=True)

    assert Clause.RECUSAL is Story().refusal(by, opening)
    assert Clause.TRIAGE_FIRST is begun().refusal(by, f.Closed())


def test_nothing_follows_its_end_not_even_from_the_clerk() -> None:
    again = (f.KeysChanged("committee", 2, ()), f.ReceiptGiven(REPORTER, mailed=False), f.Closed())

    assert {Clause.TRIAGE_FIRST} == {ended().refusal(CLERK, fact) for fact in again}


def test_a_real_report_never_becomes_one() -> None:
    """The word stands in the first fact, which is said once; the clerk closes no real case."""
    real = Story().opened()

    assert Clause.TRIAGE_FIRST is real.refusal(CLERK, f.CaseOpened("9f" * 32, COMMITTEE, is_test=True))
    assert Clause.RECUSAL is real.refusal(CLERK, f.Closed())
