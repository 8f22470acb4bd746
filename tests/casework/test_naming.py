"""Who is named in a report is held back; whoever is not, is not (C2)."""

import pytest

from evenhand.casework import naming
from evenhand.casework.staging import Stage
from evenhand.people import roster


def named(stage: Stage, text: str) -> set[str]:
    people = roster.load(stage.community)
    return {people.name_of(member) for member in naming.members_named(stage.community, people, [text])}


@pytest.mark.parametrize(
    "text",
    [
        "It was Ada Okafor.",
        "ADA said it",
        "(okafor)",
        "Ada’s friends",
        "in the thread of Ada-Okafor",
        "Ａｄａ wrote it",  # full width
        "Àda wrote it",
    ],
)
def test_a_name_is_found_as_people_write_it(stage: Stage, text: str) -> None:
    assert {"Ada Okafor"} == named(stage, text)


@pytest.mark.parametrize("text", ["adapted", "the Canadas", "x" * 1500, "", "no name at all", "ad a"])
def test_part_of_a_word_is_no_name(stage: Stage, text: str) -> None:
    assert set() == named(stage, text)


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        ("Mo, in the docs channel", "We asked Mo. The docs channel is calm.", ("Mo",)),
        ("Mo Petrov (ivo_p)", "PETROV was asked, and mo-less rows.", ("PETROV",)),
        ("mo petrov", "Mo Petrov’s words; petrov lower case is no name here", ("Mo", "Petrov")),
        ("mo petrov", "as @petrov wrote", ("petrov",)),
        ("the person who wrote it", "The person was asked who.", ()),
        ("Zoë", "ZOE", ("ZOE",)),
        ("Rose Hill (@rosehill), in docs", "rosehill was unkind", ("rosehill",)),
        ("Rose Hill (@rose-hill)", "see https://example.org/ROSE-HILL", ("ROSE-HILL", "ROSE", "HILL")),
        ("Rose Hill", "Ro\u00adse was unkind", ("Rose",)),
        ("Rose Hill", "a rose on the hill", ()),
        ("李明", "我们问了 李明", ("李明",)),
        ("12 of us", "12 of us", ()),
        ("", "Anybody", ()),
    ],
)
def test_names_that_a_case_keeps_are_found_in_what_would_be_said_in_public(
    names: str, text: str, found: tuple[str, ...]
) -> None:
    assert found == naming.standing_in(text, [names])
