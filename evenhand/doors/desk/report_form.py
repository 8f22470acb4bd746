"""A report that reached a member by mail, chat, call or in person, filed by them (T1)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework.filing import Elsewhere, Reached
from evenhand.casework.reported import Report
from evenhand.casework.uploads import StoredFile
from evenhand.doors.desk.acts.base import OneOf
from evenhand.people.roster import Roster
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Member
from evenhand.procedure.manual_file import Manual
from evenhand.shell import conflicts as question
from evenhand.shell.forms import At, Boxes, Files, Form, Tick, Words
from evenhand.shell.parts import Readers


class ReportForm(Form):
    """How it reached the member, who must not see it, the conflict question, and what was said."""

    way = OneOf(
        label=gettext_lazy("How did it reach you?"),
        choices=[
            (f.Way.MAIL.value, gettext_lazy("By mail")),
            (f.Way.CHAT.value, gettext_lazy("By chat")),
            (f.Way.CALL.value, gettext_lazy("By a call")),
            (f.Way.IN_PERSON.value, gettext_lazy("In person")),
        ],
    )
    reached_at = At(
        label=gettext_lazy("When did it reach you?"),
        help_text=gettext_lazy("The clocks run from then."),
        error_messages={"required": gettext_lazy("Say when it reached you.")},
    )
    purpose = OneOf(
        label=gettext_lazy("What does the person want?"),
        choices=[
            (f.Purpose.REPORT.value, gettext_lazy("That we look into it: a report")),
            (f.Purpose.ADVICE.value, gettext_lazy("Only advice")),
            (f.Purpose.RECORD.value, gettext_lazy("Only that it is on record")),
        ],
        initial=f.Purpose.REPORT.value,
        required=False,
    )
    answered_at = At(
        label=gettext_lazy("If this began elsewhere: when did a person first answer?"),
        help_text=gettext_lazy("The case is brought in with its true dates, and its page says so."),
        required=False,
    )
    promised_until = At(
        label=gettext_lazy("And by when was a resolution promised there?"),
        required=False,
    )
    left_out = forms.MultipleChoiceField(
        label=gettext_lazy("Who must not see it?"),
        help_text=gettext_lazy("Ask the reporter. Whoever is ticked gets no key and no notice, in any role."),
        required=False,
        widget=Boxes,
    )
    conflict = OneOf(
        label=gettext_lazy("Do you have a conflict of interest yourself?"),
        help_text=question.HELP,
        choices=[
            ("none", gettext_lazy("No")),
            question.STAYS,
            ("leaves", gettext_lazy("Yes, a hard one, or I would rather not: I file it and step back")),
        ],
    )
    what = forms.CharField(
        label=gettext_lazy("What was said, word for word where you can"),
        error_messages={"required": gettext_lazy("Write down what you were told.")},
    )
    who = forms.CharField(
        label=gettext_lazy("Who is said to be involved, and where?"),
        help_text=gettext_lazy("Names and handles only; the others see this first, to answer the conflict question."),
        required=False,
    )
    attached = forms.Field(
        widget=Files,
        label=gettext_lazy("The original"),
        help_text=gettext_lazy("The mail as a file, a picture of the chat: up to 20 files of 25 MB each."),
        required=False,
    )
    name = forms.CharField(
        label=gettext_lazy("The reporter's name, if you know it"),
        help_text=gettext_lazy("It stands in a room of its own, which is opened for a reason only."),
        required=False,
        max_length=500,
    )
    address = forms.EmailField(
        label=gettext_lazy("The reporter's mail address"),
        help_text=gettext_lazy("Used for sending and never shown."),
        required=False,
    )
    may_be_named = forms.BooleanField(
        label=gettext_lazy("The reporter agrees to be named"), required=False, widget=Tick
    )
    no_contact = forms.BooleanField(label=gettext_lazy("The reporter wants no contact"), required=False, widget=Tick)
    newcomer = forms.BooleanField(
        label=gettext_lazy("The reporter is new in the community"), required=False, widget=Tick
    )
    in_danger = forms.BooleanField(label=gettext_lazy("Somebody may be in danger"), required=False, widget=Tick)
    minor = forms.BooleanField(label=gettext_lazy("Somebody under 18 is concerned"), required=False, widget=Tick)

    def __init__(self, roster: Roster, filer: Member, manual: Manual, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        question.explain(self.fields["conflict"], manual, hard="leaves")
        left_out = self.fields["left_out"]
        others = {p.member: p for p in (*roster.committee, *roster.alternates, *roster.council)}
        if isinstance(left_out, forms.MultipleChoiceField):
            left_out.choices = [(p.member, p.name) for p in others.values() if p.member != filer]
        committee = tuple(p.name for p in roster.committee)
        readers = Readers(
            read_by=committee, also=_("Without whoever you tick. Who joins the committee later may read it too.")
        )
        for name, rows in (("what", 8), ("who", 2)):
            self.fields[name].widget = Words(readers=readers, rows=rows)

    def reached(self, files: tuple[StoredFile, ...]) -> Reached:
        """What the act wants to know."""
        given = self.cleaned_data
        report = Report(
            given["what"],
            left_out=tuple(Member(m) for m in given["left_out"]),
            who=given["who"],
            name=given["name"],
            may_be_named=given["may_be_named"],
            address=given["address"],
            no_contact=given["no_contact"],
            newcomer=given["newcomer"],
            in_danger=given["in_danger"],
            minor=given["minor"],
            purpose=f.Purpose(given["purpose"] or f.Purpose.REPORT),
        )
        dates = (given["answered_at"], given["promised_until"])
        stays = given["conflict"] == "stays"
        return Reached(
            way=f.Way(given["way"]),
            reached_at=given["reached_at"],
            report=report,
            original=files,
            conflict=f.ConflictAnswer.STAYS if stays else f.ConflictAnswer.NONE,
            steps_back=given["conflict"] == "leaves",
            elsewhere=Elsewhere(*dates) if any(dates) else None,
        )
