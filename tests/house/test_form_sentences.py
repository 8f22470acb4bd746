"""What a form says of an answer that it cannot take is ours, in every form: Django's sentences reach nobody."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core import validators
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

import evenhand
from evenhand.shell.form_sentences import speak
from evenhand.shell.forms import At, Form

NUL = "one\0two"
CLOCKS = ("2026-03-29T02:30", "2026-10-25T02:30")
WRITTEN = (
    *("", NUL, "x", "@", "two words", "https://", "12:99", "-1e400", "9" * 5000),
    *("2026-02-30T10:00", "9999-12-31T23:59", *CLOCKS),
)
TICKED: tuple[object, ...] = ([], ["none of them"], [NUL], "none of them")
CHOSEN = (SimpleUploadedFile("empty.txt", b""), SimpleUploadedFile("x" * 300 + ".txt", b"x"), "no file")


def bad_for(field: forms.Field) -> tuple[object, ...]:
    """What a box of this kind may be sent, and cannot take."""
    match field:
        case forms.MultipleChoiceField():
            return (None, *TICKED)
        case forms.FileField():
            return (None, *CHOSEN)
        case _:
            return (None, *WRITTEN, "x" * ((getattr(field, "max_length", 0) or 0) + 1))


OTHER_KINDS = (
    forms.IntegerField(min_value=3, max_value=5, step_size=2),
    forms.FloatField(min_value=3),
    forms.DecimalField(max_digits=3, decimal_places=1),
    forms.DateField(),
    forms.TimeField(),
    forms.DurationField(),
    forms.URLField(assume_scheme="https"),
    forms.RegexField("a{40}", min_length=30),
    forms.FileField(max_length=20),
    forms.TypedChoiceField(choices=[("a", "A")]),
)
"""Kinds that no form has today."""


@cache
def every_form() -> tuple[type[forms.Form], ...]:
    for module in pkgutil.walk_packages(evenhand.__path__, "evenhand."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    return tuple(sorted(set(below(forms.Form)), key=lambda form: (form.__module__, form.__qualname__)))


def below(kind: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("evenhand."):
            yield one
        yield from below(one)


@cache
def theirs() -> re.Pattern[str]:
    """What Django says, in the language of the moment, with anything in its blanks."""
    said = {str(says) for kind in kinds(forms.Field) for says in kind.default_error_messages.values()}
    said |= {str(one.message) for one in vars(validators).values() if isinstance(getattr(one, "message", None), str)}
    said |= {"Enter a valid", "Select a valid choice", "Ensure this", "Null characters", "couldn’t be interpreted in"}
    parts = (re.split(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}", says) for says in said if says)
    return re.compile("|".join(".*".join(map(re.escape, part)) for part in parts))


def kinds(kind: type[forms.Field]) -> Iterator[type[forms.Field]]:
    """Every kind of field that Django has."""
    if kind.__module__.startswith("django."):
        yield kind
    for one in kind.__subclasses__():
        yield from kinds(one)


def said_of(field: forms.Field) -> Iterator[str]:
    for bad in bad_for(field):
        try:
            field.clean(bad)
        except forms.ValidationError as err:
            yield from err.messages


def test_every_form_of_the_product_has_the_same_base() -> None:
    assert [] == [form for form in every_form() if not issubclass(form, Form)]
    assert 100 < len(every_form())


@pytest.mark.parametrize("zone", ["UTC", "Europe/Madrid"])
def test_no_sentence_of_djangos_comes_out_of_any_box(zone: str) -> None:
    with timezone.override(ZoneInfo(zone)):
        for form in every_form():
            fields = form.base_fields
            for name, field in fields.items():
                field_of_one_form = type(form.__name__, (Form,), {name: field})({}).fields[name]
                speak(field_of_one_form)

                found = [says for says in said_of(field_of_one_form) if theirs().search(says)]

                assert [] == found, f"{form.__module__}.{form.__name__}: {name}"


@pytest.mark.parametrize("field", OTHER_KINDS, ids=lambda field: type(field).__name__)
def test_nor_out_of_a_kind_of_box_that_comes_later(field: forms.Field) -> None:
    speak(field)

    said = list(said_of(field))

    assert said
    assert [] == [says for says in said if theirs().search(says)]


def test_nor_in_spanish() -> None:
    class All(Form):
        at = At()
        text = forms.CharField(max_length=3)
        address = forms.EmailField()
        one = forms.ChoiceField(choices=[("a", "A")])
        some = forms.MultipleChoiceField(choices=[("a", "A")])
        tick = forms.BooleanField()

    with translation.override("es"), timezone.override(ZoneInfo("Europe/Madrid")):
        first, second = All({}), All({"at": CLOCKS[0], "text": "long", "address": "x", "one": NUL, "some": ["b"]})
        english = {str(says) for form in (first, second) for says in in_english(form)}

        assert {"Rellena esto.", "Elige una de las respuestas."} <= {m.says for m in first.mistakes}
        assert not english & {m.says for form in (first, second) for m in form.mistakes}


def in_english(form: Form) -> list[str]:
    with translation.override("en"):
        return [mistake.says for mistake in type(form)(form.data).mistakes]


def test_a_box_that_a_form_gets_for_one_case_speaks_as_the_others() -> None:
    class Late(Form):
        def __init__(self, *args: object) -> None:
            super().__init__(*args)
            self.fields["why"] = forms.CharField(max_length=3)

    assert {"why": ["This is too long: it has 4 characters, and 3 can be kept here. Shorten it."]} == Late(
        {"why": "long"}
    ).errors


def test_a_form_that_knows_more_says_it_in_its_own_words() -> None:
    class Own(Form):
        why = forms.CharField(max_length=3, error_messages={"required": "Say why.", "max_length": "Send it as a file."})

    assert {"why": ["Say why."]} == Own({}).errors
    assert {"why": ["Send it as a file."]} == Own({"why": "long"}).errors


def test_what_was_typed_is_not_quoted_where_it_is_no_answer() -> None:
    class One(Form):
        one = forms.ChoiceField(choices=[("a", "A")])
        some = forms.MultipleChoiceField(choices=[("a", "A")])

    form = One({"one": "<odd>", "some": ["<odd>"]})

    assert not [mistake.says for mistake in form.mistakes if "odd" in mistake.says]
