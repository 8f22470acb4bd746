"""The manual in force, changed at the office: its blanks box by box, or the whole file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.procedure.manual_file import ManualError, Problem, read_new_manual
from evenhand.procedure.manual_file_blanks import Blank, filled_in
from evenhand.shell.proving import ProvenForm
from evenhand.shell.sessions import MemberAsking


class ManualForm(ProvenForm):
    """The manual as a file."""

    why = gettext_lazy("Which manual is in force is signed with your keys.")

    source = forms.CharField(
        label=gettext_lazy("The manual file"),
        help_text=gettext_lazy("Its whole text. New cases run under it; a case keeps the one it was opened under."),
        widget=forms.Textarea({"rows": "24", "spellcheck": "false"}),
        strip=False,
        error_messages={"required": gettext_lazy("Paste the whole file.")},
    )
    field_order = ("source", "passphrase")

    def clean_source(self) -> str:
        """Every problem with its line."""
        source = str(self.cleaned_data["source"]).replace("\r\n", "\n")
        try:
            read_new_manual(source.encode("utf-8", "replace"))
        except ManualError as problems:
            raise forms.ValidationError(
                [
                    _("Line %(line)s: %(sentence)s") % {"line": one.line, "sentence": one.sentence}
                    for one in problems.problems
                ]
            ) from None
        return source


BLANKS = {
    "outside_contact.name": gettext_lazy("A contact outside the committee: who it is (K2)"),
    "outside_contact.address": gettext_lazy("How to reach them: a mail address or a page"),
    "choice.retention": gettext_lazy("How long words are kept once a case is closed (R9)"),
}
"""What the blanks of our own manuals are called; any other is called what its line is."""

ABOUT = {
    "outside_contact.name": gettext_lazy("Such as the organisation that sponsors the project."),
    "choice.retention": gettext_lazy("Such as “3 years”, or “while the community exists”."),
}
"""What their labels do not say yet; of any other it is what its file says above it."""


class BlanksForm(ProvenForm):
    """A box for each blank of the manual in force: nobody has to edit a file to begin."""

    why = gettext_lazy("Which manual is in force is signed with your keys.")

    FILLS = "fills"  # which of the page's two forms was sent

    def __init__(  # what a form here takes, and the file with its blanks
        self,
        request: MemberAsking,
        action: str,
        *args: Any,  # noqa: ANN401 - passed on to Django
        source: bytes,
        blanks: tuple[Blank, ...],
    ) -> None:
        super().__init__(request, action, *args, prefix="blank")  # the page has two forms, each with a passphrase
        self.source, self.blanks = source, blanks
        self.hidden[self.FILLS] = "1"
        for blank in blanks:
            self.fields[blank.name] = forms.CharField(
                label=BLANKS.get(blank.name) or blank.says[:1].upper() + blank.says[1:],
                help_text=ABOUT.get(blank.name) or blank.about,
                max_length=500,
                error_messages={"required": _("Fill this in; reports cannot be opened without it.")},
            )
        self.order_fields([*(name for name in self.fields if name != "passphrase"), "passphrase"])

    def clean(self) -> dict[str, Any]:  # Any: cleaned values
        """The filled file is read as any other; what it finds stands at its box."""
        if not self.errors:
            try:
                read_new_manual(self.filled)
            except ManualError as found:
                for problem in found.problems:
                    self._say(problem)
        return super().clean()

    def _say(self, problem: Problem) -> None:
        at = next((blank.name for blank in self.blanks if blank.line == problem.line), None)
        self.add_error(at, problem.sentence)

    @property
    def filled(self) -> bytes:
        """The manual file with what was typed."""
        return filled_in(self.source, {blank.line: self.cleaned_data[blank.name] for blank in self.blanks})
