"""The conflict question as members are asked it everywhere: what counts as which, in their manual's words (C1, C2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django import forms
from django.utils.translation import get_language, gettext_lazy

from evenhand.procedure.manual_file import Manual, wording_of
from evenhand.shell.forms import Choices

HELP = gettext_lazy("You need not say why. When in doubt, tell the others.")
STAYS = ("stays", gettext_lazy("Yes, a soft one: I tell the others, and stay"))
HARD = ("hard", gettext_lazy("Yes, a hard one: I step back, and nothing more of this case opens to me"))
LEAVES = ("leaves", gettext_lazy("I step back, and say no more about it"))
CHOICES = [("none", gettext_lazy("No")), STAYS, HARD, LEAVES]
"""Every answer; the last says neither that there is a conflict nor of which kind."""

WORDS = {"hard": "hard-conflict", "stays": "soft-conflict"}
"""Which text of the manual file stands beneath which answer."""


def explain(field: forms.Field, manual: Manual, *, hard: str = "hard") -> None:
    """Put the manual's words beneath the answers; where it lets nobody stay with a conflict, nobody is offered it."""
    if not isinstance(field, forms.ChoiceField) or not isinstance(field.widget, Choices):
        return
    language = get_language() or "en"
    names = {hard: WORDS["hard"], "stays": WORDS["stays"]}
    field.widget.hints = {
        answer: wording_of(manual, name).in_language(language).strip() for answer, name in names.items()
    }
    if not manual.policy.soft_conflict_stays:
        known = cast("Iterable[tuple[str, str]]", field.choices)
        field.choices = [one for one in known if one[0] != "stays"]
