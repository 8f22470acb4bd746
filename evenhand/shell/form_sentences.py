"""What a form says of an answer that it cannot take: what is wrong with it, and what to do.

Django has a sentence of its own for each of these. They speak of values, quote what was typed, and end without a way
on. Ours stand here once, for every form; a field that knows more says it in its own words (``error_messages``).
That nothing was sent, and that what was typed is still there, stands above them all in the summary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

MOMENT = gettext_lazy("Write a date and an hour, such as 2026-03-05 14:00.")
CLOCK_CHANGE = gettext_lazy(
    "The clocks are changed in that night, so this hour comes twice or not at all. Write one that is an hour away."
)
HAS_PASSED = gettext_lazy("This date has passed already. Write one that is still to come.")
TOO_SOON = gettext_lazy("This leaves less time than your manual gives. Write a date that is not before %(date)s.")

UNSEEN = gettext_lazy(
    "There is a sign in this that nobody sees, and that changes how a line is read; it comes with some copied texts. "
    "Type the words anew, and send them once more."
)

_NOT_OFFERED = gettext_lazy("This is none of the answers that can be chosen here, or no longer. Choose one of them.")
_SOME_NOT_OFFERED = gettext_lazy(
    "One of these answers cannot be chosen here, or no longer. Look at what is ticked, and send it once more."
)
_NOT_WHOLE = gettext_lazy("The file did not arrive whole. Choose it once more.")
_NUMBER = gettext_lazy("Write a number in digits, such as 3.")

_SENTENCES: Mapping[type[forms.Field], Mapping[str, StrPromise]] = {
    forms.Field: {"required": gettext_lazy("Fill this in.")},
    forms.CharField: {
        "max_length": gettext_lazy(
            "This is too long: it has %(show_value)d characters, and %(limit_value)d can be kept here. Shorten it."
        ),
        "min_length": gettext_lazy(
            "This is too short: it has %(show_value)d characters, and at least %(limit_value)d are needed."
        ),
        # A browser puts the sign for "unknown" in its place when the box comes back.
        "null_characters_not_allowed": gettext_lazy(
            "There is a character in this that cannot be seen and cannot be kept; it comes with some copied texts. "
            "Where it stood you now see a � or nothing: take that out, and send it once more."
        ),
    },
    forms.EmailField: {
        "invalid": gettext_lazy("This is not a whole mail address. Write it like name@example.org, without spaces.")
    },
    forms.URLField: {
        "invalid": gettext_lazy("This is not a whole address of a page. Copy it with its beginning, such as https://.")
    },
    forms.RegexField: {"invalid": gettext_lazy("This is not written as it has to be. Look at what stands beside it.")},
    forms.ChoiceField: {"required": gettext_lazy("Choose one of the answers."), "invalid_choice": _NOT_OFFERED},
    forms.MultipleChoiceField: {
        "required": gettext_lazy("Choose at least one of the answers."),
        "invalid_choice": _SOME_NOT_OFFERED,
        "invalid_list": _SOME_NOT_OFFERED,
    },
    forms.BooleanField: {"required": gettext_lazy("Tick this first; without it nothing can be sent.")},
    forms.IntegerField: {  # and floats and decimals, which are kinds of it
        "invalid": _NUMBER,
        "max_value": gettext_lazy("This is too much: %(limit_value)s at most."),
        "min_value": gettext_lazy("This is too little: %(limit_value)s at least."),
        "step_size": _NUMBER,
        "max_digits": _NUMBER,
        "max_decimal_places": _NUMBER,
        "max_whole_digits": _NUMBER,
    },
    forms.DateField: {"invalid": gettext_lazy("Write a date, such as 2026-03-05.")},
    forms.TimeField: {"invalid": gettext_lazy("Write an hour, such as 14:00.")},
    forms.DateTimeField: {"invalid": MOMENT},
    forms.DurationField: {
        "invalid": gettext_lazy("Write how long, such as 3 days."),
        "overflow": gettext_lazy("Write how long, such as 3 days."),
    },
    forms.FileField: {
        "required": gettext_lazy("Choose a file."),
        "invalid": _NOT_WHOLE,
        "missing": _NOT_WHOLE,
        "empty": gettext_lazy("This file is empty. Look whether it is the right one, and choose it once more."),
        "max_length": gettext_lazy(
            "The name of this file is too long: %(length)d characters, and %(max)d can be kept. "
            "Give it a shorter one, and choose it once more."
        ),
        "contradiction": gettext_lazy("Either choose a file or take it away, not both."),
    },
}


def speak(field: forms.Field) -> None:
    """Give a field our sentences wherever it would say Django's."""
    said = field.error_messages
    kind: type = type(field)
    for code, theirs, ours in _instead(kind):
        if said.get(code) is theirs:
            said[code] = ours


@lru_cache(maxsize=256)
def _instead(field: type) -> tuple[tuple[str, StrPromise | str | None, StrPromise], ...]:
    """What a kind of field would say by Django, and what it says by us; every form asks for it, field by field."""
    theirs = {code: says for kind in _django_kinds(field) for code, says in kind.default_error_messages.items()}
    ours: dict[str, StrPromise] = {}
    for kind, sentences in _SENTENCES.items():
        if issubclass(field, kind):
            ours.update(sentences)
    return tuple((code, theirs.get(code), says) for code, says in ours.items())


def _django_kinds(field: type) -> Iterator[type[forms.Field]]:
    """The kinds of field that Django knows this one as, the most general first."""
    for kind in reversed(field.__mro__):
        if issubclass(kind, forms.Field) and kind.__module__.startswith("django."):
            yield kind
