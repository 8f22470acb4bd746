"""What the council itself finds to have happened, where it sees it otherwise than the committee (D2, R4 to R7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework.deciding import Determination
from evenhand.casework.seats import Seat
from evenhand.doors.council.forms import WRITE, ToTheCouncil
from evenhand.procedure import facts as f
from evenhand.procedure.asked import Asked
from evenhand.procedure.hearing import open_requests, was_heard
from evenhand.procedure.minors import known_people
from evenhand.procedure.withdrawing import word_alone
from evenhand.shell.forms import Boxes, Choices, Words
from evenhand.shell.parties import party_name
from evenhand.shell.parts import Readers

_ANSWERS = [
    (f.Answer.YES.value, gettext_lazy("Yes")),
    (f.Answer.NO.value, gettext_lazy("No")),
    (f.Answer.UNDETERMINED.value, gettext_lazy("Could not be determined")),
]


class _Answer(forms.ChoiceField):
    """Yes, no, or neither could be told."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        super().__init__(choices=_ANSWERS, widget=Choices, **kwargs)
        self.error_messages["required"] = gettext_lazy("Choose one of the answers.")


class DeterminationForm(ToTheCouncil):
    """The same four parts as the committee's, each to the best of the council's ability."""

    needed = {
        "why_unheard": gettext_lazy("needed then"),
        "beside": gettext_lazy("needed if it breaks the code"),
    }
    happened = _Answer(label=gettext_lazy("1. Did it happen? (R4)"))
    happened_text = forms.CharField(
        label=gettext_lazy("What happened, and how you know"),
        help_text=gettext_lazy("What the committee prepared is enough to say, where it is what you rest on."),
        widget=Words(rows=4),
        error_messages=WRITE,
    )
    violation = _Answer(label=gettext_lazy("2. Does it break the code of conduct? (R5)"))
    violation_text = forms.CharField(label=gettext_lazy("Why"), widget=Words(rows=3), error_messages=WRITE)
    responsible = forms.MultipleChoiceField(
        label=gettext_lazy("3. Who is responsible? (R6)"),
        help_text=gettext_lazy("Any party, several, or nobody. Not answering is not an admission."),
        required=False,
        widget=Boxes,
    )
    why_unheard = forms.CharField(
        label=gettext_lazy("If one of them was neither asked nor tried to be reached: why?"),
        required=False,
        widget=Words(rows=2),
    )
    ongoing = _Answer(label=gettext_lazy("4. Does it go on? (R7)"))
    in_danger = _Answer(label=gettext_lazy("Is anybody's physical safety threatened?"))
    discrimination = forms.CharField(
        label=gettext_lazy("Did subtle or unconscious discrimination play a part, in your own reading too? (V4)"),
        help_text=gettext_lazy("A sentence on what you looked at is enough."),
        widget=Words(rows=3),
        error_messages=WRITE,
    )
    why_despite = forms.CharField(
        label=gettext_lazy("An answer is still awaited. Why do you determine without it? (R2)"),
        widget=Words(rows=2),
        error_messages=WRITE,
    )
    beside = forms.CharField(
        label=gettext_lazy("Everybody who reported has withdrawn. On what does it rest beside their word? (R4)"),
        help_text=gettext_lazy("And who is at risk, so that you go on. Without it no violation can be determined."),
        required=False,
        widget=Words(rows=3),
    )

    def __init__(self, readers: Readers, asked: Asked, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(readers, *args, **kwargs)
        self.asked = asked
        field = self.fields["responsible"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(handle, party_name(handle)) for handle in known_people(asked.state)]
        if not open_requests(asked):
            del self.fields["why_despite"]
        if not word_alone(asked.state):
            del self.fields["beside"]

    def found(self) -> Determination:
        """What was written, as the act takes it."""
        given = self.cleaned_data
        responsible = tuple(f.Party(handle) for handle in given["responsible"])
        unheard = tuple(p for p in responsible if not was_heard(self.asked, p)) if given["why_unheard"] else ()
        texts = {
            "happened": given["happened_text"],
            "violation": given["violation_text"],
            **{name: given.get(name, "") for name in ("discrimination", "why_unheard", "why_despite", "beside")},
        }
        return Determination(
            happened=f.Answer(given["happened"]),
            violation=f.Answer(given["violation"]),
            responsible=responsible,
            ongoing=f.Answer(given["ongoing"]),
            in_danger=f.Answer(given["in_danger"]),
            texts={name: text for name, text in texts.items() if text},
            unheard=unheard,
            despite_requests=bool(given.get("why_despite")),
            beyond_statement=bool(given.get("beside")),
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """The newest determination in a few words, and whose it is."""

    is_the_councils: bool
    says: tuple[tuple[str, str], ...]


def finding(seat: Seat) -> Finding | None:
    """The determination on which a decision rests now; its words stay in the room in which they were written."""
    found = seat.state.determination
    if found is None:
        return None
    by = next(r.happened.by.who for r in reversed(seat.file.entries) if r.happened.fact == found)
    words = {
        f.Answer.YES: _("yes"),
        f.Answer.NO: _("no"),
        f.Answer.UNDETERMINED: _("could not be determined"),
    }
    return Finding(
        by in seat.state.turned_over_to,
        (
            (_("Happened"), words[found.happened]),
            (_("Breaks the code"), words[found.violation]),
            (_("Responsible"), ", ".join(map(party_name, found.responsible)) or _("nobody")),
            (_("Goes on"), words[found.ongoing]),
            (_("Somebody in danger"), words[found.in_danger]),
        ),
    )
