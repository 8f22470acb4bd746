"""The report form: who must not see it, one required box, and everything else for those who want to say more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenhand.casework.reported import Report
from evenhand.casework.uploads import LARGEST, MOST_FILES
from evenhand.procedure.facts import Member, Purpose
from evenhand.shell.forms import Boxes, Choices, Files, Form, Tick, Words
from evenhand.shell.parts import Readers

MOST_SIGNS = 4_000_000
"""A text may be long; what would not fit into memory at once is a file."""
A_LINE = 4_000
WHOLE_COMMITTEE = "committee"
Names = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Section:
    """A question that opens: its fields are there for those who want them."""

    title: str
    is_open: bool
    fields: tuple[BoundField, ...]


class ReportForm(Form):
    """A report, or a complaint about how one is handled."""

    marks_optional = False

    left_out = forms.MultipleChoiceField(required=False, widget=Boxes(in_row=True))
    left_out_council = forms.MultipleChoiceField(required=False, widget=Boxes(in_row=True))
    operator_named = forms.BooleanField(required=False, widget=Tick)
    purpose = forms.ChoiceField(
        required=False,
        widget=Choices,
        label=gettext_lazy("What do you want from us?"),
        choices=[
            (Purpose.REPORT.value, gettext_lazy("Look into it: this is a report")),
            (Purpose.ADVICE.value, gettext_lazy("Only advice, please")),
            (Purpose.RECORD.value, gettext_lazy("Only for the record")),
        ],
        help_text=gettext_lazy(
            "With advice or the record no case begins against anyone. You can make it a report later, and only you can."
        ),
    )
    what = forms.CharField(
        max_length=MOST_SIGNS,
        strip=False,
        error_messages={
            "required": gettext_lazy("Tell us what happened, in a sentence or two. It is the only box that we need."),
            "max_length": gettext_lazy("This text is too long for the box. Send it as a file, and a sentence here."),
        },
    )
    reach = forms.ChoiceField(
        required=False,
        widget=Choices,
        choices=[
            ("phrase", gettext_lazy("By your phrase: you come back here and look")),
            ("mail", gettext_lazy("By a mail that says only that something is waiting")),
            ("none", gettext_lazy("Not at all")),
        ],
    )
    address = forms.EmailField(
        required=False,
        max_length=320,
        label=gettext_lazy("Your mail address"),
        help_text=gettext_lazy("Used for sending. It is shown to nobody unless somebody records why they look."),
    )
    name = forms.CharField(
        required=False,
        max_length=A_LINE,
        label=gettext_lazy("Your name, or what to call you"),
        help_text=gettext_lazy("Kept apart from your report. Whoever opens it leaves a record that they did, and why."),
    )
    may_be_named = forms.ChoiceField(
        required=False,
        widget=Choices,
        label=gettext_lazy("May we say that it was you?"),
        choices=[("no", gettext_lazy("No")), ("yes", gettext_lazy("Yes, if it helps"))],
    )
    newcomer = forms.BooleanField(required=False, widget=Tick, label=gettext_lazy("I am new to this community"))
    not_to_contact = forms.CharField(
        required=False,
        max_length=MOST_SIGNS,
        widget=Words(rows=3),
        label=gettext_lazy("Whom should we not contact, and why?"),
        help_text=gettext_lazy("Before we ask anyone else, we tell you whom and what, and you can object."),
    )
    others_affected = forms.CharField(
        required=False,
        max_length=MOST_SIGNS,
        widget=Words(rows=3),
        label=gettext_lazy("Who else was affected? Do they know that you are writing to us?"),
    )
    in_danger = forms.BooleanField(
        required=False,
        widget=Tick,
        label=gettext_lazy("Somebody may be in danger now"),
        help_text=gettext_lazy("It goes to the top of everybody's list. We are still volunteers, and not on call."),
    )
    minor = forms.BooleanField(required=False, widget=Tick, label=gettext_lazy("Somebody involved is under 18"))
    when = forms.CharField(required=False, max_length=A_LINE, label=gettext_lazy("When was it?"))
    where = forms.CharField(
        required=False,
        max_length=A_LINE,
        label=gettext_lazy("Where was it?"),
        help_text=gettext_lazy("A channel, an issue, a meeting, a street."),
    )
    who = forms.CharField(
        required=False,
        max_length=MOST_SIGNS,
        widget=Words(rows=3),
        label=gettext_lazy("Who was involved?"),
        help_text=gettext_lazy("Readers see these names first, so that a friend of theirs can step back unread."),
    )
    links = forms.CharField(required=False, max_length=MOST_SIGNS, widget=Words(rows=3), label=gettext_lazy("Links"))
    attached = forms.FileField(required=False, widget=Files, label=gettext_lazy("Files"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - passed on to Django
        committee: Names,
        council: Names,
        operator: str,
        readers: Readers,
        about_handling: bool = False,
        alternates: bool = False,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        kwargs.setdefault("initial", {"reach": "phrase", "may_be_named": "no", "purpose": Purpose.REPORT.value})
        super().__init__(*args, **kwargs)
        self._say_whom(committee, council, operator, about_handling=about_handling, alternates=alternates)
        what = self.fields["what"]
        what.widget = Words(readers=readers, rows=10)
        what.label = gettext_lazy("What happened?")
        what.help_text = gettext_lazy("All we need. You need not be sure that it breaks the code of conduct.")
        if about_handling:
            del self.fields["purpose"]
            what.label = gettext_lazy("What is wrong with how this is handled?")
            what.help_text = gettext_lazy(
                "All we need. If you have a phrase, do not write it here; say roughly what it was about."
            )
        self.fields["reach"].label = gettext_lazy("Where shall we answer?")
        self.fields["attached"].help_text = ngettext(
            "Up to %(count)d file of %(size)d MB. A larger one is left out, and everything else is kept.",
            "Up to %(count)d files of %(size)d MB each. A larger one is left out, and everything else is kept.",
            MOST_FILES,
        ) % {"count": MOST_FILES, "size": LARGEST // 1024 // 1024}

    def _say_whom(
        self, committee: Names, council: Names, operator: str, *, about_handling: bool, alternates: bool
    ) -> None:
        everybody = [(WHOLE_COMMITTEE, _("the whole committee"))] if about_handling else []
        self._choices_of("left_out", [*committee, *everybody])
        label = (
            gettext_lazy("Whom does it concern? They must not see it")
            if about_handling
            else gettext_lazy("Who must not see it?")
        )
        self.fields["left_out"].label = label
        self.fields["left_out"].help_text = gettext_lazy(
            "They get no key and no notice. If it is about them, they are asked for their side later, "
            "and you are told first."
        )
        self.fields["operator_named"].label = (
            _("the people who run the server (%(operator)s)") % {"operator": operator}
            if operator
            else gettext_lazy("the people who run the server")
        )
        if council:
            self._choices_of("left_out_council", council)
            others = (
                gettext_lazy("Who else must not see it?")
                if alternates
                else gettext_lazy("People on the council who must not see it")
            )
            self.fields["left_out_council"].label = others
        else:
            del self.fields["left_out_council"]

    def _choices_of(self, name: str, choices: Names) -> None:
        field = self.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """An address and the wish how to be reached have to fit, or we would surprise somebody."""
        cleaned = super().clean() or {}
        reach, address = cleaned.get("reach") or "phrase", cleaned.get("address")
        if reach == "mail" and not address and "address" not in self.errors:
            self.add_error("address", _("Write the address to which we may send that mail."))
        if reach != "mail" and address:
            self.add_error(
                "reach", _("You gave an address. Choose the mail as well, or take the address out: then none is kept.")
            )
        return cleaned

    @property
    def has_council_ticks(self) -> bool:
        """Whether somebody on the council was left out: then that list stays open."""
        return self.is_bound and "left_out_council" in self.fields and bool(self["left_out_council"].value())

    @property
    def sections(self) -> Iterator[Section]:
        """Answer what opens, in the order of the page; a complaint is always looked into."""
        yield self._section(_("How may we reach you?"), "reach", "address")
        yield self._section(_("May we say that it was you?"), "name", "may_be_named", "newcomer")
        yield self._section(_("Whom should we not contact?"), "not_to_contact")
        yield self._section(_("Was someone else affected?"), "others_affected")
        yield self._section(_("Is anyone in danger, or under 18?"), "in_danger", "minor")
        if "purpose" in self.fields:
            yield self._section(_("I only want advice, or only that you know"), "purpose")
        yield self._section(_("When, where, who, links, files"), "when", "where", "who", "links", "attached")

    def _section(self, title: str, *names: str) -> Section:
        fields = tuple(self[name] for name in names if name in self.fields)
        untouched = ("", None, False, "phrase", "no", Purpose.REPORT.value)
        touched = self.is_bound and any(bound.errors or bound.value() not in untouched for bound in fields)
        return Section(title, touched, fields)

    def report(self, *, language: str, about_handling: bool, committee: Sequence[str]) -> Report:
        """The report that was filled in; its files are added by the page."""
        said = self.cleaned_data
        ticked = [*said["left_out"], *said.get("left_out_council", ())]
        if WHOLE_COMMITTEE in ticked:
            ticked = [*committee, *(one for one in ticked if one != WHOLE_COMMITTEE)]
        return Report(
            what=said["what"],
            left_out=tuple(Member(one) for one in dict.fromkeys(ticked)),
            operator_named=said["operator_named"],
            no_contact=said["reach"] == "none",
            may_be_named=said["may_be_named"] == "yes",
            language=language,
            about_handling=about_handling,
            purpose=Purpose(said.get("purpose") or Purpose.REPORT),
            **{name: said[name] for name in ("when", "where", "links", "who", "others_affected", "not_to_contact")},
            **{name: said[name] for name in ("name", "address", "newcomer", "in_danger", "minor")},
        )


class TypedForm(Form):
    """The phrase, typed back by somebody who wants to be sure."""

    phrase = forms.CharField(
        max_length=A_LINE,
        label=gettext_lazy("Your ten words, from what you wrote down"),
        widget=Words(rows=2),
        error_messages={"required": gettext_lazy("Type the words that you wrote down, or go on without it.")},
    )
