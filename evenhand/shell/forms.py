"""Forms as our pages want them: labelled, described, kept when refused, with a summary that leads to each mistake."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import category

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from evenhand.procedure.signs import is_seen_as_written
from evenhand.shell.form_sentences import CLOCK_CHANGE, HAS_PASSED, MOMENT, UNSEEN, speak
from evenhand.shell.parts import Readers

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise
    from django.utils.safestring import SafeString

CAME_BACK = "came_back"
"""The mark of a form that was sent with an ended session: it is shown as it was filled in, and carries nothing out."""

_WAITS = "waits-"
"""How the style sheet knows a field that waits for an answer to another one."""
_MOST_WAITING = 5
"""So many the style sheet knows."""
_YEARS = range(1900, 3000)


class Renderer(TemplatesSetting):
    """Django's renderer with our templates for a form and a field."""

    form_template_name = "_parts/form.html"
    field_template_name = "_parts/field.html"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the error summary, and the place it leads to."""

    says: str
    fragment: str
    box: str = ""
    """What the place is called, as it is read before what is said of it."""


Copied = TypeVar("Copied")


class _Fields(dict[str, forms.Field]):
    """A class's fields. Django copies all of them for each form; this copies what a form may change, and quickly."""

    def __deepcopy__(self, memo: dict[int, object]) -> dict[str, forms.Field]:
        return {name: _copied(field) for name, field in self.items()}


def _copied(field: forms.Field) -> forms.Field:
    """What `Field.__deepcopy__` does, without asking each object how it wants to be copied."""
    if isinstance(field, forms.MultiValueField):
        return copy.deepcopy(field)
    new, widget = _twin(field), _twin(field.widget)
    widget.attrs = dict(field.widget.attrs)
    new.widget, new.error_messages, new.validators = widget, dict(field.error_messages), list(field.validators)
    return new


def _twin(one: Copied) -> Copied:
    """Another object of the same class with the same attributes."""
    new = object.__new__(type(one))
    vars(new).update(vars(one))
    return new


_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Signs of other kinds that show nothing: fillers, joiners, an empty Braille cell."""
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen: white space, signs without width, fillers."""
    return all(_shows_nothing(sign) for sign in text)


def _shows_nothing(sign: str) -> bool:
    return sign.isspace() or sign in _BLANK or "\ufe00" <= sign <= "\ufe0f" or category(sign) in _UNSEEN


class Box(BoundField):
    """A field on its page."""

    @property
    def data(self) -> Any:  # noqa: ANN401 - Django's signature
        """What was sent; a text of which nothing can be seen is no text, so that whatever has to be said is said."""
        sent = super().data
        return "" if isinstance(sent, str) and is_blank(sent) and "\0" not in sent else sent

    def as_widget(self, *args: Any, **kwargs: Any) -> SafeString:  # noqa: ANN401 - passed on to Django
        """Without a longest length: a browser would cut off what is pasted, and say nothing. The form says it."""
        self.field.widget.attrs.pop("maxlength", None)
        return super().as_widget(*args, **kwargs)

    @property
    def needed(self) -> str:
        """When an answer is needed that most do without, in words; nothing where another answer makes it appear."""
        form = self.form
        return str(form.needed.get(self.name, "")) if isinstance(form, Form) and not waits(self.field.widget) else ""


def chosen_names() -> frozenset[str]:
    """The names of all fields in which nothing is written but an answer is chosen, in every form that was loaded.

    What such a field sends is ours, a code; a name that is written into anywhere is not among them.
    """
    kinds: list[type[Form]] = [Form]
    for kind in kinds:
        kinds += kind.__subclasses__()
    fields = [item for kind in kinds for item in kind.base_fields.items()]
    chosen = {name for name, field in fields if isinstance(field, forms.ChoiceField | forms.BooleanField)}
    return frozenset(chosen - {name for name, field in fields if isinstance(field, forms.CharField)})


def waits(widget: forms.Widget) -> bool:
    """Whether a field is shown only with an answer to another one (`Form.ask_only`)."""
    return _WAITS in str(widget.attrs.get("class"))


class Form(forms.Form):
    """The base of every form. `hidden` travels with it unseen: tokens, nonces, sealed handles."""

    bound_field_class = Box
    marks_optional = True  # off where the page says that everything but one field is optional
    needed: Mapping[str, str | StrPromise] = {}
    """Which fields may stay empty unless something else that was answered makes them necessary, and when it does."""
    folds: str | StrPromise = ""
    """What the fold is called behind which the fields stand that few people need."""

    def __init__(self, *args: Any, hidden: Mapping[str, str] | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        kwargs.setdefault("label_suffix", "")
        if not isinstance(self.base_fields, _Fields):
            type(self).base_fields = _Fields(self.base_fields)
        super().__init__(*args, **kwargs)
        # Browsers stop a form at a missing field with words of their own; our summary says it better and in one place.
        self.use_required_attribute = False
        self.hidden = dict(hidden or {})
        self.folded: tuple[str, ...] = ()
        """Which fields stand behind the fold; neighbours, in the order of the form."""

    @property
    def folded_fields(self) -> tuple[BoundField, ...]:
        """Answer the fields behind the fold."""
        return tuple(self[name] for name in self.folded)

    @property
    def is_unfolded(self) -> bool:
        """Whether something behind the fold is to be mended, or was written there and came back: then it is open."""
        if not self.is_bound:
            return False
        written = set(self.changed_data)
        return any(bound.errors or bound.name in written for bound in self.folded_fields)

    def full_clean(self) -> None:
        """Check everything; but a form that came back after signing in is shown first, whatever stands in it."""
        if not self.is_bound or CAME_BACK not in self.data:
            for field in self.fields.values():
                speak(field)
            super().full_clean()
            return
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}  # Any: as Django has it
        self.add_error(None, _("You had been signed out, so it was not sent. Look at it, and send it now."))

    def ask_only(self, name: str, of: str, when: Callable[[str], bool]) -> None:
        """Show a field only once an answer ``of`` another one asks for it; the style sheet does it, without a script.

        What stands in a field that is not shown is sent all the same, and a browser that cannot hide it shows it.
        Raises `ValueError` where more fields wait than the style sheet knows.
        """
        if name not in self.fields:
            return
        asking, waiting = self.fields[of].widget, self.fields[name].widget
        number = 1 + sum(waits(field.widget) for field in self.fields.values())
        if number > _MOST_WAITING:
            message = f"{type(self).__name__}: more than {_MOST_WAITING} fields wait for an answer"
            raise ValueError(message)
        waiting.attrs["class"] = f"{_WAITS}{number}"
        if isinstance(asking, _InSight):
            asking.asks = {**asking.asks, f"asks-{number}": when}
        else:  # a tick has one answer only
            asking.attrs["class"] = f"asks-{number}"

    @property
    def loses_some(self) -> bool:
        """Whether something that was typed is not on the page again: what nobody may read there."""
        return any(_is_unseen(field) for field in self.fields.values())

    @property
    def loses_all(self) -> bool:
        """Whether nothing but that was typed."""
        return all(_is_unseen(field) for field in self.fields.values())

    @property
    def mistakes(self) -> Iterator[Mistake]:
        """Answer every mistake, those of the whole form first, in the order of the page."""
        for says in self.non_field_errors():
            yield Mistake(str(says), "")
        for bound in self:
            for says in bound.errors:
                yield Mistake(str(says), first_control(bound), _begins(str(bound.label)))


def _is_unseen(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.PasswordInput) and not field.widget.render_value


def _begins(label: str) -> str:
    """A label, so that a sentence can follow it."""
    return f"{label}:" if label[-1:].isalnum() or label.endswith(")") else label


def first_control(bound: BoundField) -> str:
    """Answer the id of the control at which a mistake is mended: of a group, its first."""
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label


class Words(forms.Textarea):
    """A box to write in. It says beneath who can read what is written."""

    template_name = "_parts/words.html"

    def __init__(self, *, readers: Readers | None = None, rows: int = 8) -> None:
        super().__init__({"rows": str(rows)})
        self.readers = readers

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """Give the template the readers, and name them as a description of the box."""
        context = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        if self.readers is not None and "id" in given:
            line = f"{given['id']}_readers"
            given["aria-describedby"] = " ".join(filter(None, [given.get("aria-describedby"), line]))
            context["readers"], context["readers_id"] = self.readers, line
        return context


class Files(forms.FileInput):
    """Several files at once. The upload handler takes them, the form does not: a refused form has them already."""

    template_name = "_parts/files.html"
    allow_multiple_selected = True
    needs_multipart_form = True

    def value_from_datadict(self, *_: object) -> None:
        """Answer nothing: what has arrived is the handler's."""


class _InSight(forms.RadioSelect):
    template_name = "_parts/choices.html"
    asks: Mapping[str, Callable[[str], bool]] = {}
    hints: Mapping[str, str] = {}
    """What stands beneath an answer, to explain it."""

    def __init__(self, *, in_row: bool = False) -> None:
        super().__init__()
        self.in_row = in_row

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """Mark the answers that make another field appear."""
        option = super().create_option(name, value, *args, **kwargs)
        if asked := " ".join(mark for mark, when in self.asks.items() if when(str(value))):
            option["attrs"]["class"] = asked
        option["hint"] = self.hints.get(str(value), "")
        if option["hint"] and "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 - as above
        """Tell the template whether the choices are short enough to stand in a row."""
        context = super().get_context(name, value, attrs)
        context["widget"]["in_row"] = self.in_row
        return context


class Choices(_InSight):
    """One of a few: all of them in sight."""


class Boxes(_InSight, forms.CheckboxSelectMultiple):
    """Any of a few: all of them in sight."""


class Tick(forms.CheckboxInput):
    """Yes or not; its label stands behind it."""

    template_name = "_parts/tick.html"
    is_tick = True


def still_to_come(field: forms.Field, now: datetime) -> None:
    """Let a box for a date take none that has passed."""
    if isinstance(field, At):
        field.lies_after = now


class OneLine(forms.CharField):
    """A name or a title: others read it in the middle of a line, so no unseen sign turns that line around."""

    def validate(self, value: str) -> None:
        """Refuse what is not read as it is written."""
        super().validate(value)
        if not is_seen_as_written(value):
            raise forms.ValidationError(UNSEEN, code="unseen")


class At(forms.DateTimeField):
    """A date and an hour, in the reader's zone.

    The first and the last days of the calendar are refused: in another zone they lie outside of it, and no sum reaches
    beyond it.
    """

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        picker = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=picker, **kwargs)

    lies_after: datetime | None = None
    """Refused up to this moment, where only what is still to come makes sense."""
    left_empty: datetime | None = None
    """What it is where it may stay empty."""
    earliest: datetime | None = None
    """Refused before this moment, because somebody has to be left the time until then; ``too_soon`` says so."""

    def validate(self, value: datetime | None) -> None:
        """Refuse a date that has passed or leaves too little time: at its box, before a letter is shown once more."""
        super().validate(value)
        if value is not None and self.lies_after is not None and value <= self.lies_after:
            raise forms.ValidationError(HAS_PASSED, code="has_passed")
        if value is not None and self.earliest is not None and value < self.earliest:
            raise forms.ValidationError(self.error_messages.get("too_soon", HAS_PASSED), code="too_soon")

    def to_python(self, value: Any) -> datetime | None:  # noqa: ANN401 - as Django has it
        """The moment, within years in which anything can have happened or be owed."""
        try:
            moment = super().to_python(value)
        except forms.ValidationError as err:
            if err.code == "ambiguous_timezone":
                raise forms.ValidationError(CLOCK_CHANGE, code="clock_change") from None
            raise forms.ValidationError(MOMENT, code="invalid") from None
        if moment is not None and moment.year not in _YEARS:
            raise forms.ValidationError(MOMENT, code="invalid")
        return moment
