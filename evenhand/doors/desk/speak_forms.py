"""Forms of speaking in public of no case (D7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.doors.desk.acts.base import CHOOSE, NOBODY_KNOWN, WRITE
from evenhand.doors.desk.acts.beginnings import blank_left
from evenhand.outbox.beginnings import Beginning, begin
from evenhand.people.communities import Community
from evenhand.procedure.manual_file import Manual
from evenhand.record.statements import LONGEST_TITLE
from evenhand.shell.addresses import home
from evenhand.shell.forms import Choices, Form, OneLine, Words

LONGEST = 20_000


class SpeakForm(Form):
    """The exact words, in the language in which they are said."""

    title = OneLine(label=gettext_lazy("Title"), max_length=LONGEST_TITLE, widget=forms.TextInput)
    text = forms.CharField(
        label=gettext_lazy("The text, word for word"),
        help_text=gettext_lazy("Each part between ⟦ and ⟧ is a blank: write in its place, or take it out."),
        max_length=LONGEST,
        widget=Words(rows=12),
        error_messages={"required": WRITE},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Its language"), widget=Choices, error_messages={"required": CHOOSE}
    )

    def __init__(
        self,
        community: Community,
        manual: Manual,
        data: Mapping[str, Any] | None = None,  # Any: what a browser sent
        *,
        which: Beginning = Beginning.STATEMENT,
        hidden: Mapping[str, str],
    ) -> None:
        super().__init__(data, hidden=hidden)
        spoken = dict(settings.LANGUAGES)
        language = self.fields["language"]
        if isinstance(language, forms.ChoiceField):
            language.choices = [(one, spoken.get(one, one)) for one in manual.languages]
        first = begin(which, manual.languages[0], report=community.says("address").rstrip("/") + home(community.slug))
        for name, value in (("title", first.title), ("text", first.text), ("language", manual.languages[0])):
            self.fields[name].initial = value

    def clean(self) -> dict[str, object]:
        """No blank is left."""
        for name in ("title", "text"):
            left = blank_left(str(self.cleaned_data.get(name) or ""))
            if left:
                self.add_error(name, left)
        return self.cleaned_data


class FoundForm(Form):
    """What a second member found in a text."""

    found = forms.ChoiceField(
        label=gettext_lazy("Can anybody be recognised in it: who reported, or anybody whom it concerns?"),
        choices=NOBODY_KNOWN,
        widget=Choices,
        error_messages={"required": CHOOSE},
    )
    fault = forms.CharField(
        label=gettext_lazy("What would have to change"), required=False, max_length=2000, widget=Words(rows=3)
    )
    needed = {"fault": gettext_lazy("needed if something has to")}

    def clean(self) -> dict[str, object]:
        """A no says what would have to change."""
        if self.cleaned_data.get("found") == "no" and not str(self.cleaned_data.get("fault") or "").strip():
            self.add_error("fault", _("Say what would have to change, so that the writer can mend it."))
        return self.cleaned_data


class PlainForm(Form):
    """A button and its token."""
