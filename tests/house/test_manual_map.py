"""Every clause has a rule and something that shows it, or the reason why not; and the page is current."""

import re

import pytest

from evenhand.procedure.clauses import Clause
from tools import manual_map
from tools.manual_map import DOCUMENT, ROOT, ROWS, document, resolve


def test_the_page_of_the_manual_is_current() -> None:
    assert document() == DOCUMENT.read_text(encoding="utf-8"), "run: python -m tools.manual_map"


def test_every_clause_has_a_rule_and_what_shows_it_or_a_reason() -> None:
    for clause in Clause:
        row = ROWS[clause]
        assert (row.rules and row.shown_by) or row.reason, clause


@pytest.mark.parametrize("rule", sorted({rule for row in ROWS.values() for rule in row.rules}))
def test_every_rule_that_the_page_names_is_there(rule: str) -> None:
    assert callable(resolve(rule))


@pytest.mark.parametrize("shown_by", sorted({test for row in ROWS.values() for test in row.shown_by}))
def test_every_test_that_the_page_names_is_there(shown_by: str) -> None:
    path, _, name = shown_by.partition("::")
    text = (ROOT / path).read_text(encoding="utf-8")

    assert not name or re.search(rf"^def {name}\(", text, re.MULTILINE)


def test_a_function_that_is_not_there_is_noticed() -> None:
    with pytest.raises(AttributeError):
        manual_map.resolve("agreement:never_written")
