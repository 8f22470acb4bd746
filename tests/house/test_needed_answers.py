"""No box is called optional whose answer something else on the form makes necessary: it says when it is needed."""

import ast
import inspect
import textwrap
from collections.abc import Iterator

import pytest

from evenhand.doors.council.determining import DeterminationForm
from evenhand.doors.desk.acts.deciding import DetermineForm
from evenhand.doors.desk.acts.public import DraftForm
from evenhand.shell.forms import Form
from tests.house.test_form_sentences import every_form

AT_THE_GATE = [
    *((form, name) for form in (DetermineForm, DeterminationForm) for name in ("why_unheard", "beside")),
    (DraftForm, "why_named"),
]
"""What no form asks for by itself: the gate refuses where it is missing (R4, D7)."""


def calls(form: type[Form]) -> Iterator[tuple[str, str]]:
    """What a form's own code asks for and shows only then: the method, and the name of the field."""
    for kind in form.__mro__:
        if kind.__module__.startswith("evenhand.doors."):
            for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(kind)))):
                match node:
                    case ast.Call(func=ast.Attribute(attr=method), args=[ast.Constant(value=str(name)), *_]):
                        yield method, name


def asked_for(form: type[Form]) -> set[str]:
    """Which fields may stay empty, unless the form's own check then says that they must not."""
    names = {name for method, name in calls(form) if method in {"require", "add_error"}}
    return {name for name in names if name in form.base_fields and not form.base_fields[name].required}


def every_form_that_marks() -> list[type[Form]]:
    return [form for form in every_form() if issubclass(form, Form) and form.marks_optional]


@pytest.mark.parametrize("form", every_form_that_marks(), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_a_box_that_another_answer_makes_necessary_says_when(form: type[Form]) -> None:
    waiting = {name for method, name in calls(form) if method == "ask_only"}

    assert set() == asked_for(form) - waiting - set(form.needed)


def test_the_rule_finds_what_it_looks_for() -> None:
    assert {"violation_text", "misunderstanding_text"} == asked_for(DetermineForm)


@pytest.mark.parametrize(("form", "name"), AT_THE_GATE)
def test_what_only_the_gate_asks_for_says_when(form: type[Form], name: str) -> None:
    assert str(form.needed[name])


def test_what_is_said_to_be_needed_is_a_box_of_the_form() -> None:
    assert [] == [form for form in every_form_that_marks() if not set(form.needed) <= set(form.base_fields)]
