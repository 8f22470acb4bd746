"""What the law asks: telling somebody outside, and writing to somebody under 18, each by two members (K1, R3)."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import law as acts
from evenhand.doors.desk.acts.base import YES_NO, ActForm, Done, Entry, Filled, OneOf, Writing
from evenhand.doors.desk.names import party_name
from evenhand.doors.desk.sentences_law import ground_word, outsider_word
from evenhand.procedure import facts as f
from evenhand.procedure.minors import known_people
from evenhand.procedure.next_steps import Act
from evenhand.shell.forms import At, Boxes


class DiscloseForm(ActForm):
    """To whom, on which ground, what and why; and whether those concerned heard of it first."""

    to = OneOf(label=gettext_lazy("Who was told?"))
    ground = OneOf(label=gettext_lazy("On what ground?"))
    disclosed_at = At(
        label=gettext_lazy("When?"),
        error_messages={"required": gettext_lazy("Say when they were told.")},
    )
    text = Writing(
        label=gettext_lazy("What they were told or given, and who they are"),
        help_text=gettext_lazy("Name the person or office, and its reference. Give as little as the ground asks for."),
        rows=4,
    )
    reason = Writing(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Which order or danger, and whose advice you had. File the order itself as evidence."),
        rows=3,
    )
    told_first = OneOf(label=gettext_lazy("Were those whom it concerns told before?"), choices=YES_NO)
    why_untold = Writing(
        label=gettext_lazy("If not: why, and when they will be told"),
        required=False,
        rows=2,
    )

    def prepare(self) -> None:
        """The two lists, in the words of the story."""
        for name, words in (
            ("to", [(to.value, capfirst(outsider_word(to))) for to in f.DisclosedTo]),
            ("ground", [(ground.value, capfirst(ground_word(ground))) for ground in f.DisclosureGround]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = words
        self.ask_only("why_untold", "told_first", lambda answer: answer == "no")

    def clean(self) -> dict[str, object]:
        """Somebody who was not told first is owed a reason."""
        if self.cleaned_data.get("told_first") == "no":
            self.require("why_untold", _("Say why they were not told first."))
        return self.cleaned_data


class LookForm(ActForm):
    """A second member stands by it, or does not."""

    stands = OneOf(
        label=gettext_lazy("Was it right to tell them this, and no more?"),
        choices=YES_NO,
    )
    text = Writing(label=gettext_lazy("What you looked at, and what should be done otherwise"), rows=3)


class MinorsForm(ActForm):
    """Who of those whom the committee writes to is under 18, as far as is known."""

    parties = forms.MultipleChoiceField(
        label=gettext_lazy("Who is under 18, as far as you know?"),
        help_text=gettext_lazy("Leave all boxes empty if it is somebody to whom you do not write."),
        required=False,
        widget=Boxes,
    )
    text = Writing(
        label=gettext_lazy("How you know, and who looks after them"),
        help_text=gettext_lazy("Do not ask them for their age to be sure. If in doubt, tick them."),
        rows=3,
    )

    def prepare(self) -> None:
        """Everybody to whom a letter could go, with what stands written down."""
        field, state = self.fields["parties"], self.sitting.seat.state
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(party, party_name(party)) for party in known_people(state)]
            field.initial = list(state.minors)


class AgreeForm(ActForm):
    """Another member says why it is right to write to them, and who is beside them."""

    text = Writing(
        label=gettext_lazy("Why it is right to write to them, and who is beside them"),
        help_text=gettext_lazy("A parent, a teacher, somebody they trust: or why nobody is told."),
        rows=3,
    )


def _disclose(done: Filled) -> Done:
    told = acts.Disclosure(
        to=f.DisclosedTo(done.values["to"]),
        ground=f.DisclosureGround(done.values["ground"]),
        at=done.values["disclosed_at"],
        told_first=done.yes("told_first"),
        text=done.text(),
        reason=done.text("reason"),
        why_untold="" if done.yes("told_first") else done.text("why_untold"),
    )
    acts.disclose(done.seat, done.occasion, told)
    return Done()


def _look(done: Filled) -> Done:
    acts.second_disclosure(done.seat, done.occasion, done.number, done.text(), stands=done.yes("stands"))
    return Done()


def _name(done: Filled) -> Done:
    parties = tuple(f.Party(handle) for handle in done.values["parties"])
    acts.name_minors(done.seat, done.occasion, parties, done.text())
    return Done()


def _agree(done: Filled) -> Done:
    acts.agree_to_contact(done.seat, done.occasion, done.party, done.text())
    return Done()


ENTRIES = {
    Act.NAME_MINORS: Entry(
        MinorsForm,
        _name,
        gettext_lazy("Write it down"),
        explains=gettext_lazy(
            "From then on nobody writes to them before another member has agreed. You can correct it later."
        ),
    ),
    Act.AGREE_TO_MINOR: Entry(
        AgreeForm,
        _agree,
        gettext_lazy("Agree"),
        explains=gettext_lazy(
            "A letter about such a matter can frighten a young person, and somebody whom it is about may read it over "
            "their shoulder. Ask whoever protects young people in your community first."
        ),
    ),
    Act.DISCLOSE: Entry(
        DiscloseForm,
        _disclose,
        gettext_lazy("Write it down"),
        explains=gettext_lazy(
            "For what a court, an authority or somebody else outside was told of this case. Whoever decided it "
            "writes it down. Before you hand anything over: ask for the order in writing, ask a lawyer if you can, and "
            "tell those whom it concerns first, unless that would put somebody in danger."
        ),
    ),
    Act.SECOND_DISCLOSURE: Entry(LookForm, _look, gettext_lazy("Write down what you think of it")),
}
