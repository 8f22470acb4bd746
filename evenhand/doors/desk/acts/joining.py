"""Who sits at the case: the conflict question, the names, stepping back, letting in (C1, C2, K4)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import keychanges
from evenhand.doors.desk.acts.base import ActForm, Done, Entry, Filled, OneOf, Plain, Writing
from evenhand.procedure.facts import Member
from evenhand.procedure.next_steps import Act
from evenhand.record import rooms
from evenhand.shell.forms import Boxes
from evenhand.vault.keyring import COMMITTEE


class ConflictForm(ActForm):
    """Asked on the names alone, before any other word."""

    answer = OneOf(
        label=gettext_lazy("Do you have a conflict of interest?"),
        help_text=gettext_lazy(
            "A friend, a colleague, a rival, somebody you work for, or you yourself: when in doubt, say so."
        ),
        choices=[
            ("none", gettext_lazy("No")),
            ("stays", gettext_lazy("Yes, and I tell the others and stay")),
            ("leaves", gettext_lazy("Yes, and I step back: nothing more of this case opens to me")),
        ],
    )
    text = Writing(
        label=gettext_lazy("What the others should know about it"),
        help_text=gettext_lazy("Needed if you stay with a conflict."),
        required=False,
        rows=3,
    )

    def clean(self) -> dict[str, object]:
        """Who stays with a conflict says which."""
        if self.cleaned_data.get("answer") == "stays":
            self.require("text", _("Tell the others what the conflict is."))
        return self.cleaned_data


class RecuseForm(ActForm):
    """One step, from anywhere in the case."""

    how = OneOf(
        label=gettext_lazy("You have a conflict of interest"),
        choices=[
            ("leaves", gettext_lazy("I step back: from this moment nothing new of this case opens to me")),
            ("stays", gettext_lazy("I tell the others, and stay")),
        ],
        initial="leaves",
    )
    text = Writing(label=gettext_lazy("What the others should know about it"), required=False, rows=3)

    def prepare(self) -> None:
        """A member who is named as involved has no way to stay (K4); another one is taken out, not asked."""
        seat, subject = self.sitting.seat, self.sitting.subject
        if subject.member not in {None, seat.member} or seat.member in seat.state.involved:
            del self.fields["how"]
        if subject.member not in {None, seat.member}:
            del self.fields["text"]

    def clean(self) -> dict[str, object]:
        """Who stays says why."""
        if self.cleaned_data.get("how") == "stays":
            self.require("text", _("Tell the others what the conflict is."))
        return self.cleaned_data


class NamesForm(ActForm):
    """What the others need to answer the conflict question."""

    text = Writing(
        label=gettext_lazy("Who is said to be involved, and where?"),
        help_text=gettext_lazy(
            "Names and handles only, and the space where it happened. The others see this before anything else."
        ),
        room=rooms.NAMES,
    )
    involved = forms.MultipleChoiceField(
        label=gettext_lazy("Is one of you among them?"),
        help_text=gettext_lazy("Whoever you tick loses their key to this case at once (K4)."),
        required=False,
        widget=Boxes,
    )

    def prepare(self) -> None:
        """Only members who are in the case can be ticked."""
        seat, names = self.sitting.seat, self.sitting.names
        members = [m for m in (*seat.state.readers, *sorted(seat.state.held_back)) if m != seat.member]
        field = self.fields["involved"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(m, names.member(m)) for m in members]


def _answer(done: Filled) -> Done:
    match done.values["answer"]:
        case "leaves":
            keychanges.recuse(done.seat, done.occasion, done.text() if done.seat.has_answered else "")
            return Done(left=True)
        case answer:
            keychanges.answer_conflict(done.seat, done.occasion, stays=answer == "stays", text=done.text())
            return Done()


def _recuse(done: Filled) -> Done:
    who = done.subject.member
    if who is not None and who != done.seat.member:
        keychanges.take_out(done.seat, done.occasion, who)
        return Done()
    if done.values.get("how", "leaves") == "stays":
        keychanges.answer_conflict(done.seat, done.occasion, stays=True, text=done.text())
        return Done()
    keychanges.recuse(done.seat, done.occasion, done.text() if done.seat.has_answered else "")
    return Done(left=True)


def _write_names(done: Filled) -> Done:
    involved = [Member(m) for m in done.values["involved"]]
    keychanges.write_names(done.seat, done.occasion, done.text(), involved)
    return Done()


def _admit(done: Filled) -> Done:
    keychanges.admit_held_back(done.seat, done.occasion, done.subject.member or Member(""))
    return Done()


def _seat_council(done: Filled) -> Done:
    keychanges.seat_council(done.seat, done.occasion)
    return Done()


ENTRIES = {
    Act.ANSWER_CONFLICT: Entry(ConflictForm, _answer, gettext_lazy("Answer"), in_place=True),
    Act.RECUSE: Entry(
        RecuseForm,
        _recuse,
        gettext_lazy("Do this now"),
        explains=gettext_lazy(
            "The others hear at once that somebody stepped back. What you have read so far stays on record."
        ),
    ),
    Act.WRITE_NAMES: Entry(NamesForm, _write_names, gettext_lazy("Write the names down"), in_place=True),
    Act.ADMIT: Entry(
        Plain,
        _admit,
        gettext_lazy("Let %(who)s in"),
        explains=gettext_lazy(
            "They wait because their name occurs in the report, or because they joined while it was sent. "
            "Read the report first. If it is not about them, let them in; they will be asked whether they have "
            "a conflict. If it is about them, do nothing here: write their name down as involved."
        ),
    ),
    Act.SEAT_COUNCIL: Entry(
        Plain,
        _seat_council,
        gettext_lazy("Let the council in"),
        explains=gettext_lazy(
            "Fewer members are left than your manual asks for. The members of the council who were not left out "
            "get the keys of this case, and act in it as you do."
        ),
    ),
}

__all__ = ["COMMITTEE", "ENTRIES", "ConflictForm", "NamesForm", "RecuseForm"]
