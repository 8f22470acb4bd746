"""Triage, and the severe path by hand (T1, S1 to S7)."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from evenhand.casework import triage as acts
from evenhand.doors.desk.acts.base import CHOOSE, YES_NO, ActForm, Done, Entry, Filled, OneOf, Writing
from evenhand.procedure import facts as f
from evenhand.procedure.next_steps import Act
from evenhand.procedure.reviewing import may_begin_anew
from evenhand.shell.forms import Boxes, Choices, Tick


class TriageForm(ActForm):
    """The first thing that a new case asks for."""

    needed = {"text": gettext_lazy("needed if it is severe")}
    severe = OneOf(
        label=gettext_lazy("Is it a clear and severe breach?"),
        help_text=gettext_lazy(
            "Obvious and flagrant abuse, such as threats to a person and violent, sexist or racist language. "
            "You alone can decide it, and it can be raised later."
        ),
        choices=YES_NO,
    )
    kind = forms.ChoiceField(label=gettext_lazy("If so, of what kind?"), required=False, widget=Choices)
    anew = OneOf(
        label=gettext_lazy("Is it another one than the one that was reviewed?"),
        help_text=gettext_lazy("Then what was done about it is written down and reviewed by itself."),
        choices=YES_NO,
        required=False,
    )
    text = Writing(
        label=gettext_lazy("What was said or done that qualifies, or why it does not"),
        help_text=gettext_lazy("Where it is a clear and severe breach, the others read here why you acted alone."),
        required=False,
        rows=4,
    )
    in_danger = OneOf(
        label=gettext_lazy("Is anybody's physical safety threatened, or does somebody think of harming themselves?"),
        choices=YES_NO,
    )
    ongoing = OneOf(label=gettext_lazy("Does it go on?"), choices=YES_NO)

    def prepare(self) -> None:
        """The kinds are those of the manual of this case."""
        kinds = self.sitting.seat.manual.severe_kinds
        language = get_language() or "en"
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(kind.value, wording.in_language(language)) for kind, wording in kinds.items()]
        self.ask_only("kind", "severe", "yes".__eq__)
        if self._may_be_another():
            self.ask_only("anew", "severe", "yes".__eq__)
        else:
            del self.fields["anew"]
        if self.sitting.seat.state.said_in_danger:
            self.fields["in_danger"].help_text = _("The reporter says yes.")

    def clean(self) -> dict[str, object]:
        """A severe breach is named, and what makes it one is written down (S1)."""
        if self.cleaned_data.get("severe") == "yes":
            self.require("kind", _("Choose the kind that fits best."))
            self.require("text", _("Write down what was said or done."))
            if "anew" in self.fields:
                self.require("anew", str(CHOOSE))
        return self.cleaned_data

    def _may_be_another(self) -> bool:
        seat = self.sitting.seat
        return seat.state.severe is not None and may_begin_anew(seat.state, seat.policy)


class ByHandForm(ActForm):
    """What was done by hand, space by space."""

    disconnected = forms.MultipleChoiceField(
        label=gettext_lazy("The person is disconnected from"), required=False, widget=Boxes
    )
    not_yet = forms.MultipleChoiceField(
        label=gettext_lazy("And not yet, but will be, from"), required=False, widget=Boxes
    )
    text = Writing(label=gettext_lazy("What was done in each space, when and by whom"))
    reporter_told = forms.BooleanField(
        label=gettext_lazy("The reporter was told that the report arrived and that the person is disconnected"),
        required=False,
        widget=Tick,
    )
    originator_told = forms.BooleanField(
        label=gettext_lazy("The person was told what they did that qualifies, and that they can ask for a review"),
        required=False,
        widget=Tick,
    )
    told_originator = Writing(
        label=gettext_lazy("What the person was told, or how you tried to reach them"),
        help_text=gettext_lazy("The committee has this copy the moment you write it (S6)."),
    )

    def prepare(self) -> None:
        """The spaces are those of the manual of this case."""
        spaces = [(space.id, space.name) for space in self.sitting.seat.manual.spaces]
        for name in ("disconnected", "not_yet"):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = spaces


class SignOffForm(ActForm):
    """The review by members other than the one who acted."""

    outcome = OneOf(
        label=gettext_lazy("Was it right to use the severe path?"),
        help_text=gettext_lazy("It is for clear and severe breaches, never for ordinary heated disagreement."),
        choices=[
            ("upheld", gettext_lazy("Yes, in full")),
            ("in-part", gettext_lazy("In part")),
            ("refused", gettext_lazy("No: the person is reconnected")),
        ],
    )
    text = Writing(label=gettext_lazy("Why"))


class ReconnectForm(ActForm):
    """Space by space, as the disconnection was."""

    text = Writing(label=gettext_lazy("In which spaces the person has access again, and since when"))


def _triage(done: Filled) -> Done:
    acts.triage(
        done.seat,
        done.occasion,
        severe=done.yes("severe"),
        kind=f.SevereKind(done.values["kind"]) if done.values.get("kind") else None,
        what=done.text(),
        in_danger=done.yes("in_danger"),
        ongoing=done.yes("ongoing"),
        anew=done.yes("anew"),
        seen=done.seen,
    )
    return Done()


def _by_hand(done: Filled) -> Done:
    acts.write_down_by_hand(
        done.seat,
        done.occasion,
        disconnected=tuple(done.values["disconnected"]),
        not_yet=tuple(done.values["not_yet"]),
        reporter_told=done.yes("reporter_told"),
        originator_told=done.yes("originator_told"),
        spaces=done.text(),
        told_originator=done.text("told_originator"),
        seen=done.seen,
    )
    return Done()


def _sign_off(done: Filled) -> Done:
    acts.sign_off(done.seat, done.occasion, f.SignOff(done.values["outcome"]), done.text())
    return Done()


def _reconnect(done: Filled) -> Done:
    acts.reconnect(done.seat, done.occasion, done.text(), done.seen)
    return Done()


ENTRIES = {
    Act.TRIAGE: Entry(TriageForm, _triage, gettext_lazy("Decide"), in_place=True),
    Act.WRITE_DOWN_BY_HAND: Entry(
        ByHandForm,
        _by_hand,
        gettext_lazy("Write it down"),
        explains=gettext_lazy(
            "Disconnect the person by hand in each space first; this is the record of it. "
            "Members other than you will review it and sign."
        ),
    ),
    Act.SIGN_OFF: Entry(SignOffForm, _sign_off, gettext_lazy("Sign"), in_place=True),
    Act.RECONNECT: Entry(ReconnectForm, _reconnect, gettext_lazy("Write it down"), in_place=True),
}
