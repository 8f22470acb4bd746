"""Every rule in a sentence: what the manual allows, and what it refuses under which clause."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from evenhand import procedure
from evenhand.procedure.answers import Refused
from evenhand.procedure.facts import Fact
from tests.procedure.rules import (
    access,
    afterwards,
    conflicts,
    contacting,
    council,
    deciding,
    enacting,
    handling,
    informing,
    joining,
    law,
    looking,
    public,
    reports,
    resting,
    seats,
    severe,
    withdrawing,
    worry,
)
from tests.procedure.rules.row import Row

CHAPTERS = {
    "seats": seats,
    "conflicts": conflicts,
    "severe": severe,
    "handling": handling,
    "contacting": contacting,
    "deciding": deciding,
    "council": council,
    "enacting": enacting,
    "resting": resting,
    "withdrawing": withdrawing,
    "reports": reports,
    "public": public,
    "law": law,
    "informing": informing,
    "worry": worry,
    "afterwards": afterwards,
    "access": access,
    "joining": joining,
    "looking": looking,
}
ROWS = {f"{name} {i}: {row.sentence}": row for name, rows in CHAPTERS.items() for i, row in enumerate(rows.ROWS)}


def answer(row: Row) -> Refused | None:
    case = row.story()
    return case.asks(row.by, row.fact(case))


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_what_the_manual_says_of_an_act(row: Row) -> None:
    refused = answer(row)

    assert row.clause is (None if refused is None else refused.clause), refused


def test_every_fact_has_a_row_that_allows_it_and_one_that_refuses_it() -> None:
    allowed = {type(row.fact(row.story())) for row in ROWS.values() if row.clause is None}
    refused = {type(row.fact(row.story())) for row in ROWS.values() if row.clause is not None}

    every = set(get_args(Fact))
    assert (every - allowed, every - refused) == (set(), set())


def test_every_reason_that_a_gate_can_give_is_given_in_some_row() -> None:
    """Sentences are read from the source, so that a new refusal without a row fails here."""
    given = {refused.reason for refused in map(answer, ROWS.values()) if refused is not None}

    assert {reason for reason in _reasons() if reason not in given} == set()


def _reasons() -> Iterator[str]:
    for path in Path(procedure.__file__).parent.rglob("*.py"):
        if path.name != "answers.py" and not path.name.startswith("manual"):
            yield from _said(ast.parse(path.read_text("utf-8")))


def _said(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="say"), args=[ast.Constant(value=str(text))]):
                yield text
