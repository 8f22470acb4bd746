"""What a party can fill in: the phrase, and short forms in their line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.procedure.facts import Fairness, Feedback
from evenhand.shell.forms import Choices, Files, Form, Tick, Words
from evenhand.shell.parts import Readers

MOST_SIGNS = 4_000_000
A_LINE = 4_000


class PhraseForm(Form):
    """The ten words."""

    phrase = forms.CharField(
        max_length=A_LINE,
        label=gettext_lazy("Your ten words"),
        help_text=gettext_lazy("In their order. Capitals, spaces and commas do not matter."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the ten words that you wrote down.")},
    )


class SaidForm(Form):
    """Something that a party says in their line, and who can read it."""

    marks_optional = False
    field_order = ("objects", "feedback", "fairness", "text")

    text = forms.CharField(max_length=MOST_SIGNS, strip=False)

    label: str | Promise = gettext_lazy("Your text")
    missing: str | Promise = gettext_lazy("Write something first. Your page has not changed.")
    rows = 6

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,  # Any: as Django has it
        *,
        readers: Readers,
        hidden: Mapping[str, str],
        prefix: str,
        kept: Mapping[str, Any] | None = None,  # Any: what comes back unsent
    ) -> None:
        super().__init__(data, hidden=hidden, auto_id=f"{prefix}_%s", initial=dict(kept or {}))
        text = self.fields["text"]
        text.widget = Words(readers=readers, rows=self.rows)
        text.label = str(self.label)
        text.error_messages["required"] = str(self.missing)

    def said(self) -> str:
        """The text as it is sent."""
        return str(self.cleaned_data["text"])


class WriteForm(SaidForm):
    """Something to the committee, or the wish to talk instead (V3)."""

    label = gettext_lazy("Write to the committee")
    call = forms.BooleanField(
        required=False,
        widget=Tick,
        label=gettext_lazy("I would rather talk: offer me a call"),
        help_text=gettext_lazy("Say in the box when it suits you, and where. Somebody you trust may come along."),
    )
    attached = forms.FileField(required=False, widget=Files, label=gettext_lazy("Files"))

    def said(self) -> str:
        """The text as it is sent, with the wish for a call as its first sentence."""
        text = super().said()
        if not self.cleaned_data["call"]:
            return text
        return _("I would rather talk. Please offer me a call.") + "\n\n" + text


class AnswerForm(SaidForm):
    """An answer to something that was asked (R2)."""

    label = gettext_lazy("Your answer")
    attached = forms.FileField(required=False, widget=Files, label=gettext_lazy("Files"))


class ContactForm(SaidForm):
    """Whether the reporter objects to a contact; the reason is theirs to give or not (R3)."""

    rows = 3
    label = gettext_lazy("Why, if you want to say")
    objects = forms.ChoiceField(
        label=gettext_lazy("Is that all right with you?"),
        widget=Choices,
        choices=[("no", gettext_lazy("Yes, ask them")), ("yes", gettext_lazy("No, I object"))],
        error_messages={
            "required": gettext_lazy("Choose one of the two. You can also leave it; then the date counts.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False


class FeedbackForm(SaidForm):
    """Whether the proposed resolution is acceptable (D5)."""

    rows = 4
    label = gettext_lazy("What you want to say about it")
    feedback = forms.ChoiceField(
        label=gettext_lazy("Is this acceptable to you?"),
        widget=Choices,
        choices=[
            (Feedback.ACCEPTS.value, gettext_lazy("Yes")),
            (Feedback.IN_PART.value, gettext_lazy("In part")),
            (Feedback.DOES_NOT_ACCEPT.value, gettext_lazy("No")),
        ],
        error_messages={"required": gettext_lazy("Choose one of the three.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False


class DescribeForm(SaidForm):
    """What one's own file shows, for those who cannot see or hear it."""

    rows = 4
    label = gettext_lazy("What does it show?")
    missing = gettext_lazy("Say in a sentence or two what the file shows.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _(
            "For those who cannot see or hear it: what is there to see, who says what. It stands beside the file, "
            "and whoever reads the file reads this."
        )


class ReviewForm(SaidForm):
    """Why the resolution should be looked at again (V4)."""

    rows = 4
    label = gettext_lazy("What should be looked at again, and why")


class FairnessForm(SaidForm):
    """Whether somebody felt fairly treated (V4)."""

    rows = 3
    label = gettext_lazy("What you want to say about it, if anything")
    fairness = forms.ChoiceField(
        label=gettext_lazy("Were you treated fairly?"),
        widget=Choices,
        choices=[
            (Fairness.YES.value, gettext_lazy("Yes")),
            (Fairness.PARTLY.value, gettext_lazy("Partly")),
            (Fairness.NO.value, gettext_lazy("No")),
        ],
        error_messages={"required": gettext_lazy("Choose one of the three. You can also leave it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False


class AccessForm(SaidForm):
    """What somebody wants to know of what is kept about them; they may leave it (K1)."""

    rows = 3
    label = gettext_lazy("What you want to have, if it is not all of it")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False


class AddressForm(Form):
    """Where a mail may say that something is waiting."""

    address = forms.EmailField(
        max_length=320,
        label=gettext_lazy("Your mail address"),
        help_text=gettext_lazy("We mail one sentence: something is waiting. No names, nothing about what."),
        error_messages={"required": gettext_lazy("Write the address, or leave it: we have kept what we had.")},
    )
