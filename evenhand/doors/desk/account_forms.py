"""Forms of a member's own account: joining, passphrase, what the clerk knows of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.shell.forms import At, Form, still_to_come

_PASSPHRASE_RULE = gettext_lazy(
    "At least 15 characters. A few unrelated words are easy to remember and hard to guess; nobody can reset it for you."
)


def _secret(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput({"autocomplete": autocomplete})


class NewPassphraseForm(Form):
    """A new passphrase, typed twice."""

    passphrase_new = forms.CharField(
        label=gettext_lazy("New passphrase"),
        help_text=_PASSPHRASE_RULE,
        max_length=1024,
        strip=False,
        widget=_secret("new-password"),
        error_messages={"required": gettext_lazy("Choose a passphrase.")},
    )
    passphrase_again = forms.CharField(
        label=gettext_lazy("New passphrase, once more"),
        max_length=1024,
        strip=False,
        widget=_secret("new-password"),
        error_messages={"required": gettext_lazy("Type it once more.")},
    )

    def clean(self) -> dict[str, Any]:  # Any: cleaned values
        """Both are the same."""
        first, second = self.cleaned_data.get("passphrase_new"), self.cleaned_data.get("passphrase_again")
        if first and second and first != second:
            self.add_error("passphrase_again", _("That is not the same passphrase."))
        return self.cleaned_data


class ChangePassphraseForm(NewPassphraseForm):
    """The old passphrase proves that it is you."""

    passphrase = forms.CharField(
        label=gettext_lazy("Your passphrase now"),
        max_length=1024,
        strip=False,
        widget=_secret("current-password"),
        error_messages={"required": gettext_lazy("Type your passphrase.")},
    )
    field_order = ("passphrase", "passphrase_new", "passphrase_again")

    def clean(self) -> dict[str, Any]:  # Any: cleaned values
        """Another one: whoever changes it because somebody saw it would be no safer with the same."""
        cleaned = super().clean()
        if cleaned.get("passphrase_new") and cleaned["passphrase_new"] == cleaned.get("passphrase"):
            self.add_error("passphrase_new", _("That is the one you have. Choose another."))
        return cleaned


class EnrolForm(NewPassphraseForm):
    """A passphrase, and a code from the authenticator that was just set up."""

    code = forms.CharField(
        label=gettext_lazy("The code that your authenticator shows now"),
        help_text=gettext_lazy("Six digits. It proves that the secret above has reached it."),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Type the code that your authenticator shows.")},
    )


class RetypeForm(Form):
    """Two groups of the printed key, typed from the paper."""

    marks_optional = False
    third = forms.CharField(
        label=gettext_lazy("Third group"),
        max_length=10,
        error_messages={"required": gettext_lazy("Type the third group from your paper.")},
    )
    sixth = forms.CharField(
        label=gettext_lazy("Sixth group"),
        max_length=10,
        error_messages={"required": gettext_lazy("Type the sixth group from your paper.")},
    )


class AccountForm(Form):
    """Language, zone, address, and by which names a report may mean this member."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    zone = forms.ChoiceField(
        label=gettext_lazy("Your time zone"), help_text=gettext_lazy("All times are shown in it, with its name.")
    )
    email = forms.EmailField(
        label=gettext_lazy("Mail address"),
        help_text=gettext_lazy(
            "When something waits, one constant sentence goes there, once a day at most, and at once where it cannot "
            "wait. Others, as constant, when your account was used or changed, when somebody comes or goes, and when "
            "a promise was broken. Only a private reprimand comes with its words: whoever can read its case gets a "
            "copy, as your manual wants it. Without an address you get none of it."
        ),
        required=False,
    )
    handles = forms.CharField(
        label=gettext_lazy("Names and handles by which people know you"),
        help_text=gettext_lazy(
            "With commas. A report that holds one of them is kept from you until another member has looked (C2)."
        ),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("language", settings.LANGUAGES),
            ("zone", [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


class AwayForm(Form):
    """Until when somebody is away; empty is "back"."""

    until = At(
        label=gettext_lazy("Away until"),
        help_text=gettext_lazy("Your duties pass to the next person until then. Leave it empty when you are back."),
        required=False,
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        super().__init__(*args, **kwargs)
        still_to_come(self.fields["until"], now)
