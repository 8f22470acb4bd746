"""The blanks of a manual file can be filled in without editing it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.procedure.manual_file import builtin, builtin_names, find_problems, read_manual
from evenhand.procedure.manual_file_blanks import Blank, blanks, chosen, filled_in
from evenhand.procedure.manual_file_model import Kind

NUMPY = builtin("numpy")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    lambda text: text.strip() and not text.strip().lower().startswith("to be ")
)


def of(file: bytes) -> tuple[Blank, ...]:
    return blanks(file, read_manual(file).placeholders)


@pytest.mark.parametrize("name", builtin_names())
def test_every_blank_of_our_own_manuals_can_be_filled_in(name: str) -> None:
    file = builtin(name)
    open_lines = {one.line for one in find_problems(file) if one.kind is Kind.PLACEHOLDER}

    found = of(file)

    assert open_lines == {one.line for one in found}
    filled = filled_in(file, {one.line: "3 years" if one.key == "retention" else "Pylon" for one in found})
    assert find_problems(filled) == ()


def test_a_blank_says_where_it_stands_and_what_the_file_says_of_it() -> None:
    kept, name, address = of(NUMPY)

    assert ("choice.retention", "outside_contact.name") == (kept.name, name.name)
    assert "After closing, a case's words are kept for" == kept.says
    assert kept.about.startswith('A span such as "3 years"')
    assert name.about.startswith("Somebody outside the committee")
    assert address.says == "address"
    assert not address.about


@given(TEXT, TEXT)
def test_whatever_is_typed_stands_in_the_file_as_it_was_typed(name: str, address: str) -> None:
    kept, first, second = of(NUMPY)

    filled = filled_in(NUMPY, {kept.line: "3 years", first.line: name, second.line: address})

    contact = read_manual(filled).outside_contact
    assert (name, address) == (contact.name, contact.address)
    assert 3 == sum(a != b for a, b in zip(NUMPY.split(b"\n"), filled.split(b"\n"), strict=True))


def test_only_the_value_is_filled_in_and_not_its_default() -> None:
    kept = of(NUMPY)[0]

    line = filled_in(NUMPY, {kept.line: "3 years"}).decode().split("\n")[kept.line - 1]

    assert 'retention = { is = "3 years", clause = "R9", default = "to be chosen" }' == line


@pytest.mark.parametrize("line", [0, 1, 100_000])
def test_a_line_without_a_blank_is_not_touched(line: int) -> None:
    with pytest.raises(LookupError):
        filled_in(NUMPY, {line: "x"})


def test_a_blank_written_over_several_lines_is_left_to_the_file() -> None:
    file = NUMPY.replace(b'address = "to be filled in"', b'address = """\nto be filled in"""')

    assert "outside_contact.address" not in {one.name for one in of(file)}


def test_a_community_chooses_something_else_and_the_rest_stays_as_it_is() -> None:
    before = read_manual(NUMPY).policy

    after = read_manual(chosen(NUMPY, {"review_within": "30 days", "legal_review": True, "floor": 3})).policy

    assert (timedelta(days=30), True, 3) == (after.review_within, after.legal_review, after.floor)
    assert before == replace(after, review_within=None, legal_review=False, floor=2)
    assert NUMPY == chosen(NUMPY, {})


def test_a_choice_that_the_file_does_not_leave_is_named() -> None:
    with pytest.raises(LookupError, match="coffee"):
        chosen(NUMPY, {"coffee": True})
