"""Whether a response lasts, as the committee and the council are asked it: then somebody has to uphold it (D6)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from evenhand.shell.forms import Tick

__all__ = ["Lasts"]


class Lasts(forms.BooleanField):
    """A tick beside another response. Nothing lasts unless somebody says so."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        super().__init__(
            label=gettext_lazy("The other response lasts, and somebody has to uphold it"),
            help_text=gettext_lazy(
                "Such as a role that is given up, or two people who keep apart. "
                "The core team then hears what it needs for that, and nothing else (D6)."
            ),
            required=False,
            widget=Tick,
            **kwargs,
        )
