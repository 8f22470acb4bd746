import json
from pathlib import Path

import pytest

from benchmarks.results import Result, at_least, at_most, table, write


@pytest.mark.parametrize(("value", "holds"), [(1.4, True), (1.5, True), (1.6, False)])
def test_an_upper_bar_holds_up_to_its_value(value: float, holds: bool) -> None:
    assert Result("case page", value, "times", "at most 1.5", holds) == at_most("case page", value, "times", 1.5)


@pytest.mark.parametrize(("value", "holds"), [(0.34, True), (0.33, True), (0.32, False)])
def test_a_lower_bar_holds_from_its_value(value: float, holds: bool) -> None:
    assert holds is at_least("intake", value, "of bare", 0.33).holds


def test_the_table_says_what_does_not_hold() -> None:
    told = table([at_most("tick", 2, "times", 1.5), Result("seal", 9000, "per s")])

    assert "DOES NOT HOLD" in told.splitlines()[0]
    assert "hold" not in told.splitlines()[1].lower()


def test_programs_get_a_list_of_the_named_values(tmp_path: Path) -> None:
    write([at_most("tick", 1, "times", 1.5)], tmp_path / "new" / "results.json")

    assert [{"name": "tick", "value": 1, "unit": "times", "bar": "at most 1.5", "holds": True}] == json.loads(
        (tmp_path / "new" / "results.json").read_text()
    )
