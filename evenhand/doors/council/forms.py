"""The conflict question, as the council is asked it; its decision, and a position on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.procedure import facts as f
from evenhand.procedure.manual_file import Manual
from evenhand.shell import conflicts as question
from evenhand.shell.forms import Boxes, Choices, Form, Words
from evenhand.shell.lasting import Lasts
from evenhand.shell.parts import Readers

WRITE = {"required": gettext_lazy("Write a sentence or two.")}


class ConflictForm(Form):
    """Asked on the names alone, before the report opens."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Do you have a conflict of interest?"),
        help_text=question.HELP,
        choices=question.CHOICES,
        widget=Choices,
        error_messages={"required": gettext_lazy("Choose one of the answers.")},
    )

    def __init__(self, manual: Manual, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        super().__init__(*args, **kwargs)
        question.explain(self.fields["answer"], manual)


class ToTheCouncil(Form):
    """A form whose boxes are all read by the council and by the members of the case."""

    def __init__(self, readers: Readers, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        super().__init__(*args, **kwargs)
        for one in self.fields.values():
            if isinstance(one.widget, Words):
                one.widget.readers = readers


@dataclass(frozen=True, slots=True)
class Offered:
    """What the council can decide now, in words; which of it is said in public, and in which spaces, or can last."""

    measures: Sequence[str]
    public: Sequence[int]
    other: Sequence[int]
    spaces: Sequence[tuple[str, str]]


class DecisionForm(ToTheCouncil):
    """The council's decision with its reasons, which return to the committee's record."""

    measures = forms.MultipleChoiceField(
        label=gettext_lazy("What do you decide?"),
        widget=Boxes,
        error_messages={"required": gettext_lazy("Choose at least one measure.")},
    )
    lasts = Lasts()
    space = forms.ChoiceField(
        label=gettext_lazy("If it is a public reprimand: where did it happen?"),
        help_text=gettext_lazy("It is said there, or somewhere else for a reason."),
        required=False,
        widget=Choices,
    )
    text = forms.CharField(
        label=gettext_lazy("The decision, as it is to be explained to those concerned"),
        widget=Words(rows=5),
        error_messages=WRITE,
    )
    reason = forms.CharField(
        label=gettext_lazy("Your reasons"),
        help_text=gettext_lazy("They stand in the committee's record as soon as you send them."),
        widget=Words(rows=6),
        error_messages=WRITE,
    )
    path_back = forms.CharField(
        label=gettext_lazy("The way back for the person concerned (V2)"),
        help_text=gettext_lazy("They will see this."),
        widget=Words(rows=3),
        error_messages=WRITE,
    )

    def __init__(self, readers: Readers, offered: Offered, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        super().__init__(readers, *args, **kwargs)
        self._public = frozenset(str(number) for number in offered.public)
        measures, space = self.fields["measures"], self.fields["space"]
        if isinstance(measures, forms.MultipleChoiceField):
            measures.choices = [(str(number), words) for number, words in enumerate(offered.measures)]
        if isinstance(space, forms.ChoiceField):
            space.choices = list(offered.spaces)
        if offered.other:
            self.ask_only("lasts", "measures", {str(number) for number in offered.other}.__contains__)
        else:
            del self.fields["lasts"]
        if self._public:
            self.ask_only("space", "measures", self._public.__contains__)
        else:
            del self.fields["space"]

    def clean(self) -> dict[str, object]:
        """A public reprimand belongs where the violation happened (D3e)."""
        asks = self._public & set(self.cleaned_data.get("measures", ()))
        if asks and not self.cleaned_data.get("space") and "space" not in self.errors:
            self.add_error("space", _("Say in which of your spaces it happened."))
        return self.cleaned_data


class PositionForm(ToTheCouncil):
    """On an exact version of the decision."""

    needed = {"text": gettext_lazy("needed if you object")}
    position = forms.ChoiceField(
        label=gettext_lazy("Your position"),
        choices=[
            (f.Position.CONSENT.value, gettext_lazy("I consent")),
            (f.Position.STAND_ASIDE.value, gettext_lazy("I stand aside")),
            (f.Position.OBJECT.value, gettext_lazy("I object")),
        ],
        widget=Choices,
        error_messages={"required": gettext_lazy("Choose one of the answers.")},
    )
    text = forms.CharField(label=gettext_lazy("Why"), required=False, widget=Words(rows=3))

    def clean(self) -> dict[str, object]:
        """An objection has a reason."""
        if self.cleaned_data.get("position") == f.Position.OBJECT and not self.cleaned_data.get("text", "").strip():
            self.add_error("text", _("Say why you object, so that the others can answer it."))
        return self.cleaned_data
