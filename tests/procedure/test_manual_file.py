"""A manual file is read whole, or every problem is named with its line."""

import dataclasses
import hashlib
import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import MeasureKind, SevereKind
from evenhand.procedure.manual_file import (
    LARGEST,
    Kind,
    Manual,
    ManualError,
    builtin,
    builtin_names,
    find_problems,
    manual_hash,
    read_manual,
    read_new_manual,
)
from evenhand.procedure.manual_file_lines import line_numbers
from evenhand.procedure.manual_file_values import VALUES
from evenhand.procedure.manual_page import WIDTH, page
from evenhand.procedure.policy import Policy, Quorum

NUMPY = builtin("numpy")
FILLED = NUMPY.replace(b'"to be filled in"', b'"A sponsor of ours"').replace(
    b'retention = { is = "to be chosen"', b'retention = { is = "3 years"'
)


def changed(old: str, new: str) -> bytes:
    """NumPy's file, filled in, with one thing changed."""
    assert old.encode() in FILLED, old
    return FILLED.replace(old.encode(), new.encode(), 1)


def line_of(text: str, file: bytes) -> int:
    return file[: file.index(text.encode())].count(b"\n") + 1


def test_numpy_has_nothing_to_mend_but_what_a_community_fills_in() -> None:
    problems = find_problems(NUMPY)

    assert {Kind.PLACEHOLDER} == {problem.kind for problem in problems}
    assert [
        line_of("retention = {", NUMPY),
        line_of('name = "to be filled in"', NUMPY),
        line_of('address = "to be filled in"', NUMPY),
    ] == [problem.line for problem in problems]
    assert problems == read_manual(NUMPY).placeholders


def test_a_file_that_is_filled_in_has_nothing_to_mend() -> None:
    assert find_problems(FILLED) == ()
    assert read_manual(FILLED).placeholders == ()


def test_the_numbers_of_numpy_are_those_of_the_manual_and_our_defaults() -> None:
    policy = read_manual(NUMPY).policy

    assert timedelta(hours=72) == policy.receipt_within
    assert timedelta(days=14) == policy.resolution_within
    assert timedelta(days=7) == policy.deadlock_after
    assert Quorum.MAJORITY is policy.quorum
    assert (2, 2) == (policy.quorum_minimum, policy.floor)
    assert timedelta(days=3) == policy.positions_within
    assert timedelta(days=7) == policy.answers_within == policy.feedback_within
    assert timedelta(hours=48) == policy.objection_within
    assert timedelta(hours=24) == policy.passes_on_after
    assert timedelta(days=14) == policy.invitation_lives
    assert "chat" in policy.spaces


def test_every_number_of_the_policy_stands_in_the_file_once_with_its_clause() -> None:
    manual = read_manual(NUMPY)
    named = {value.name for value in manual.values}

    assert {field.name for field in dataclasses.fields(Policy)} - {"spaces"} == named - {
        "retention",
        "office_holders",
        "statements_indexed",
    }
    assert ["receipt_within", "resolution_within", "deadlock_after", "fallback"] == [v.name for v in manual.rules()]
    assert all(value.default for value in manual.choices())
    assert all(not value.default for value in manual.rules())


def test_a_file_from_before_a_value_was_known_means_its_default() -> None:
    older = FILLED.replace(b'legal_review = { is = false, clause = "D3e", default = false }\n', b"")
    (value,) = (v for v in read_manual(older).values if v.name == "legal_review")

    assert older != FILLED
    assert find_problems(older) == ()
    assert read_manual(older).policy == read_manual(FILLED).policy
    assert (Clause.PUBLIC_REPRIMAND, "no", "no") == (value.clause, value.written, value.default)


def test_a_community_can_want_a_public_reprimand_read_for_the_law() -> None:
    assert read_manual(changed("legal_review = { is = false", "legal_review = { is = true")).policy.legal_review


def test_a_community_can_ask_search_engines_to_leave_its_statements_out() -> None:
    hidden = read_manual(changed("statements_indexed = { is = true", "statements_indexed = { is = false"))

    assert read_manual(FILLED).statements_indexed
    assert not hidden.statements_indexed


def test_a_library_of_resources_is_read_and_a_file_may_have_none() -> None:
    resources = read_manual(FILLED).resources
    none = FILLED[: FILLED.index(b"# What a resolution can point to")] + FILLED[FILLED.index(b"# Wording that the") :]

    assert {"code-of-conduct", "welcoming-communities"} == {one.id for one in resources}
    assert all(one.link.startswith("https://") and one.languages for one in resources)
    assert read_manual(none).resources == ()
    assert find_problems(none) == ()


def test_a_file_that_does_not_list_other_responses_allows_them_all_the_same() -> None:
    older = FILLED[: FILLED.index(b'[[response]]\nid = "other"')] + FILLED[FILLED.index(b"# What a resolution can") :]

    assert find_problems(older) == ()


def test_what_is_built_is_what_the_vocabulary_of_measures_knows() -> None:
    manual = read_manual(NUMPY)

    assert {str(kind) for kind in MeasureKind} == {r.wording.id for r in manual.responses if r.built}
    assert set(SevereKind) == set(manual.severe_kinds)


def test_the_head_the_bodies_and_the_wording_are_read() -> None:
    manual = read_manual(FILLED)

    assert ("numpy", "1", date(2026, 11, 23)) == (manual.name, manual.version, manual.dated)
    assert Clause.DEADLOCK is manual.bodies["council"].clause
    assert "A sponsor of ours" == manual.outside_contact.name
    assert timedelta(days=3 * 365) == manual.retention
    assert manual.texts["authority"].in_language("es") != manual.texts["authority"].in_language("en")
    assert manual.texts["help"].in_language("en") == manual.texts["help"].in_language("fr")
    assert Clause.CONTACTING_ANYONE is manual.texts["authority"].clause


def test_a_case_keeps_its_manual_by_the_hash_of_its_bytes() -> None:
    assert hashlib.sha256(NUMPY).hexdigest() == manual_hash(NUMPY)
    assert manual_hash(NUMPY) != manual_hash(NUMPY + b"\n")


def test_only_what_comes_with_evenhand_is_built_in() -> None:
    assert ("django", "numpy") == builtin_names()
    with pytest.raises(LookupError):
        builtin("../manuals/numpy")


MISTAKES: tuple[tuple[str, str, Kind, str], ...] = (
    ('{ is = "72 hours", clause = "R1" }', '{ is = "72", clause = "R1" }', Kind.MISTAKE, "span of time"),
    ('{ is = "72 hours", clause = "R1" }', '{ is = "72 moons", clause = "R1" }', Kind.MISTAKE, "span of time"),
    ('{ is = "72 hours", clause = "R1" }', '{ is = "1 year", clause = "R1" }', Kind.MISTAKE, "Years"),
    ('{ is = "72 hours", clause = "R1" }', '{ is = "0 hours", clause = "R1" }', Kind.MISTAKE, "no time at all"),
    ('retention = { is = "3 years"', 'retention = { is = "0 years"', Kind.MISTAKE, "3 years"),
    ('{ is = "72 hours", clause = "R1" }', '{ is = 72, clause = "R1" }', Kind.MISTAKE, "span of time"),
    ('{ is = "72 hours", clause = "R1" }', '{ is = "72 hours", clause = "R99" }', Kind.MISTAKE, 'clause "R99"'),
    ('{ is = "72 hours", clause = "R1" }', '{ is = "72 hours" }', Kind.MISTAKE, "which clause"),
    ('{ is = "72 hours", clause = "R1" }', '"72 hours"', Kind.MISTAKE, "with its clause"),
    ("floor = { is = 2,", 'floor = { is = "2",', Kind.MISTAKE, "whole number"),
    ("floor = { is = 2,", "floor = { is = true,", Kind.MISTAKE, "whole number"),
    ('quorum = { is = "majority"', 'quorum = { is = "most"', Kind.MISTAKE, '"all"'),
    ('office_holders = { is = ["chair", "deputies"]', "office_holders = { is = []", Kind.MISTAKE, "at least one"),
    ('office_holders = { is = ["chair", "deputies"]', 'office_holders = { is = ["king"]', Kind.MISTAKE, "at least one"),
    ('retention = { is = "3 years"', 'retention = { is = "long"', Kind.MISTAKE, "3 years"),
    ("legal_review = { is = false", 'legal_review = { is = "no"', Kind.MISTAKE, "true or false"),
    ('link = "https://numpy.org/', 'link = "javascript:alert(1)//', Kind.MISTAKE, "https://"),
    ('link = "https://numpy.org/', 'link = "https://numpy.org/<b>', Kind.MISTAKE, "https://"),
    ('languages = ["en"]\n', "languages = []\n", Kind.SILENCE, "in which languages"),
    ('id = "welcoming-communities"', 'id = "code-of-conduct"', Kind.CONTRADICTION, "stands twice"),
    ("[choice]\n", "[choice]\nfavour = 1\n", Kind.MISTAKE, '"favour"'),
    ("\n[rule]\n", "\n[rules]\n", Kind.SILENCE, "[rule] is missing"),
    ('positions_within = { is = "3 days", clause = "D1", default = "3 days" }', "", Kind.SILENCE, "positions_within"),
    (', clause = "D1", default = "3 days" }', ', clause = "D1" }', Kind.SILENCE, "what the default is"),
    ('version = "1"', 'version = ""', Kind.SILENCE, "manual.version"),
    ('version = "1"', "version = 1", Kind.MISTAKE, "manual.version"),
    ("dated = 2026-11-23", 'dated = "soon"', Kind.SILENCE, "date"),
    ('languages = ["en", "es"]', 'languages = "en"', Kind.SILENCE, "languages"),
    ('languages = ["en", "es"]', 'languages = ["en", "es", "fr"]', Kind.SILENCE, "fr"),
    ("core_team = {", "team = {", Kind.SILENCE, "core_team"),
    ('id = "chat"\n', 'id = "meetings"\n', Kind.CONTRADICTION, "stands twice"),
    ('id = "sexist-language"', 'id = "racist-language"', Kind.CONTRADICTION, "stands twice"),
    ('id = "hiatus"', 'id = "holiday"', Kind.MISTAKE, "holiday"),
    ('id = "hiatus"', 'id = "holiday"', Kind.SILENCE, "hiatus"),
    ("[rule]\n", '[rule]\nfloor = { is = 2, clause = "C2" }\n', Kind.CONTRADICTION, "Keep one"),
    ("floor = { is = 2,", "floor = { is = 0,", Kind.CONTRADICTION, "below 1"),
    ("quorum_minimum = { is = 2", "quorum_minimum = { is = 3", Kind.CONTRADICTION, "never consent"),
    ("quorum_minimum = { is = 2", "quorum_minimum = { is = 0", Kind.CONTRADICTION, "at least 1"),
    ("sign_off_members = { is = 2", "sign_off_members = { is = 0", Kind.CONTRADICTION, "has to sign"),
    ("reach_attempts = { is = 2", "reach_attempts = { is = 0", Kind.CONTRADICTION, "attempt"),
    ('positions_within = { is = "3 days"', 'positions_within = { is = "3 weeks"', Kind.CONTRADICTION, "positions"),
    ('answers_within = { is = "7 days"', 'answers_within = { is = "10 days"', Kind.CONTRADICTION, "together"),
    ('triage_within = { is = "24 hours"', 'triage_within = { is = "15 days"', Kind.CONTRADICTION, "Triage"),
    ('conflict_answer_within = { is = "24', 'conflict_answer_within = { is = "73', Kind.CONTRADICTION, "conflict"),
    ('passes_on_after = { is = "24', 'passes_on_after = { is = "73', Kind.CONTRADICTION, "anybody else"),
    (
        'receipt_within = { is = "72 hours"',
        'receipt_within = { is = "15 days"',
        Kind.CONTRADICTION,
        "after the resolution",
    ),
    ('invitation_lives = { is = "14 days"', 'invitation_lives = { is = "6 days"', Kind.CONTRADICTION, "invitation"),
    ("[[space]]", "[[spaces]]", Kind.MISTAKE, '"spaces"'),
    ("[outside_contact]", "[contact]", Kind.SILENCE, "[outside_contact] is missing"),
)


@pytest.mark.parametrize(("old", "new", "kind", "says"), MISTAKES, ids=[f"{m[1]}"[:50] for m in MISTAKES])
def test_a_mistake_is_named(old: str, new: str, kind: Kind, says: str) -> None:
    problems = find_problems(changed(old, new))

    assert any(problem.kind is kind and says in problem.sentence for problem in problems), problems
    with pytest.raises(ManualError):
        read_manual(changed(old, new))


def test_a_problem_has_the_line_of_its_value() -> None:
    file = changed("floor = { is = 2,", "floor = { is = 0,")

    assert [line_of("floor = {", file)] == [
        problem.line for problem in find_problems(file) if "below 1" in problem.sentence
    ]


def test_all_problems_are_named_at_once() -> None:
    file = changed("floor = { is = 2,", "floor = { is = 0,").replace(b'"R11"', b'"R0"')

    assert {Kind.CONTRADICTION, Kind.MISTAKE} == {problem.kind for problem in find_problems(file)}


UNFIT: tuple[tuple[str, str, str], ...] = (
    ("floor = { is = 2,", "floor = { is = 99,", '"floor" is 99. No committee has so many members.'),
    ("sign_off_members = { is = 2", "sign_off_members = { is = 26", "No committee has so many members"),
    ("council_minimum = { is = 2", "council_minimum = { is = 1000", "No committee has so many members"),
    ("reopening_members = { is = 2", "reopening_members = { is = 99", "No committee has so many members"),
    ("reach_attempts = { is = 2", "reach_attempts = { is = 11", "at most 10 attempts"),
    ('deadlock_after = { is = "7 days"', 'deadlock_after = { is = "9999 weeks"', "Nobody waits for more than 730 days"),
    ('review_within = { is = "none"', 'review_within = { is = "731 days"', "Nobody waits for more than 730 days"),
    ('retention = { is = "3 years"', 'retention = { is = "101 years"', "more than a hundred years"),
)


@pytest.mark.parametrize(("old", "new", "says"), UNFIT, ids=[case[1] for case in UNFIT])
def test_a_number_that_nobody_could_live_by_is_named_with_its_line_and_not_taken_anew(
    old: str, new: str, says: str
) -> None:
    file = changed(old, new)

    (problem,) = find_problems(file)

    assert (Kind.UNFIT, line_of(new, file)) == (problem.kind, problem.line)
    assert says in problem.sentence
    with pytest.raises(ManualError, match=says.split(".", maxsplit=1)[0]):
        read_new_manual(file)
    assert read_manual(file).unfit == (problem,), "a case that was opened under it is still read"


def test_the_largest_sensible_numbers_are_taken() -> None:
    file = changed("floor = { is = 2,", "floor = { is = 25,").replace(
        b'retention = { is = "3', b'retention = { is = "100'
    )

    assert read_new_manual(file) == read_manual(file)


UNREADABLE = (
    (b"\xff", 1),
    (b"ok = 1\n\xc3(", 2),
    (b"a = 1\nb = \n", 2),
    (b"a = [", 1),
    (b"a = 1\na = 2\n", 2),
    (b"a = " + b"[" * 3_000, 1),
    (b".".join([b"a"] * 3_000) + b" = 1", 1),
    (b"a = " + b"9" * 5_000, 1),
    (b"#" * (LARGEST + 1), 1),
)


@pytest.mark.parametrize(("file", "line"), UNREADABLE, ids=range(len(UNREADABLE)))
def test_what_is_no_manual_at_all_is_named_by_its_line(file: bytes, line: int) -> None:
    (problem,) = find_problems(file)

    assert (Kind.UNREADABLE, line) == (problem.kind, problem.line)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_reading_fail_otherwise(file: bytes) -> None:
    assert find_problems(file)


@given(st.integers(min_value=0, max_value=len(FILLED) - 1), st.binary(max_size=3))
def test_a_file_that_was_damaged_anywhere_is_read_or_its_problems_named(place: int, noise: bytes) -> None:
    damaged = FILLED[:place] + noise + FILLED[place + 1 :]

    try:
        assert isinstance(read_manual(damaged), Manual)
    except ManualError as err:
        assert err.problems  # noqa: PT017  either is right, anything else is not


LINES = (
    "# one",
    'a = """',
    "[no]",
    "b = 1",
    '"""',
    "[t]",
    "list = [",
    "  1, # ]",
    "  2,",
    "]",
    'c.d = "#"',
    "[[r]]",
    "e = 1",
    "[[r]]",
    "f = '['",
)


def test_lines_are_those_of_the_file_whatever_stands_between() -> None:
    text = "\n".join(LINES) + "\n"

    found = line_numbers(text)

    tomllib.loads(text)
    assert 2 == found[("a",)]
    assert 6 == found[("t",)]
    assert 7 == found[("t", "list")]
    assert 11 == found[("t", "c", "d")]
    assert 13 == found[("r", 0, "e")]
    assert 15 == found[("r", 1, "f")]


def test_the_page_for_people_keeps_rules_and_choices_apart_in_80_columns() -> None:
    lines = list(page(read_manual(NUMPY), manual_hash(NUMPY)))

    rules, choices = lines.index("What the manual says"), lines.index("What this community chose")
    assert max(map(len, lines)) <= WIDTH
    assert rules < next(n for n, line in enumerate(lines) if "72 hours" in line) < choices
    assert choices < next(n for n, line in enumerate(lines) if "majority" in line)
    assert any("Until then intake cannot be published" in line for line in lines)


def test_the_page_says_what_the_default_was_where_something_else_was_chosen() -> None:
    manual = read_manual(changed('positions_within = { is = "3 days"', 'positions_within = { is = "4 days"'))

    assert any("4 days (default: 3 days)" in line for line in page(manual, ""))


def test_every_value_is_explained() -> None:
    assert all(len(value.says) <= 52 for value in VALUES)


SAFEGUARDING = b'[safeguarding]\nname = "to be filled in"\naddress = "young@x.example"\n'


def test_a_file_may_name_who_protects_young_people_and_then_names_them_whole() -> None:
    blank = FILLED + b"\n" + SAFEGUARDING
    named = read_manual(blank.replace(b'"to be filled in"', b'"Lee, for young people"')).safeguarding

    assert read_manual(FILLED).safeguarding is None
    assert [Kind.PLACEHOLDER] == [problem.kind for problem in find_problems(blank)]
    assert named is not None
    assert ("Lee, for young people", "young@x.example") == (named.name, named.address)


def test_a_file_from_before_the_words_for_somebody_in_despair_has_none_and_nothing_to_mend() -> None:
    older = FILLED[: FILLED.index(b"# How a letter begins to somebody")]

    assert find_problems(older) == ()
    assert "self-harm" not in read_manual(older).texts
    assert {"en", "es"} == set(read_manual(FILLED).texts["self-harm"].by_language)
