"""The conflict question, as the council is asked it."""

from django import forms
from django.utils.translation import gettext_lazy

from evenhand.shell.forms import Choices, Form


class ConflictForm(Form):
    """Asked on the names alone, before the report opens."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Do you have a conflict of interest?"),
        help_text=gettext_lazy(
            "A friend, a colleague, a rival, somebody you work for, or you yourself: when in doubt, say so."
        ),
        choices=[
            ("none", gettext_lazy("No")),
            ("stays", gettext_lazy("Yes, and I tell the others and stay")),
            ("leaves", gettext_lazy("Yes, and I step back: nothing more of this case opens to me")),
        ],
        widget=Choices,
        error_messages={"required": gettext_lazy("Choose one of the answers.")},
    )
