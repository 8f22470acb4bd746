"""Reports and cases: joined, split off, linked, translated, and what was only told (T1, V4, V7, K3)."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import asking, linking, moving, translating
from evenhand.doors.desk.acts.base import YES_NO, ActForm, Done, Entry, Filled, OneOf, Plain, Writing
from evenhand.doors.desk.story import open_words, readable, text_of
from evenhand.procedure.facts import Member
from evenhand.procedure.next_steps import Act
from evenhand.record.ledger import Recorded
from evenhand.shell.forms import Words


class DangerForm(ActForm):
    """Whether what was told speaks of danger."""

    in_danger = OneOf(
        label=gettext_lazy("Is anybody's physical safety threatened, as far as you can tell?"), choices=YES_NO
    )
    text = Writing(label=gettext_lazy("What you make of it"), rows=3)


class OtherCaseForm(ActForm):
    """Another open case at which this member sits, by its code name."""

    other = OneOf(
        label=gettext_lazy("Which case?"), help_text=gettext_lazy("These are the other open cases at which you sit.")
    )

    def prepare(self) -> None:
        """Only what this member can see is there to choose."""
        other = self.fields["other"]
        if isinstance(other, forms.ChoiceField):
            other.choices = [(one.number, one.code_name) for one in linking.others_of(self.sitting.seat)]
            if not other.choices:
                other.help_text = _("You sit in no other open case, so there is none to choose.")


class TranslationForm(ActForm):
    """A text and its translation, one above the other on a small screen and side by side on a large one."""

    original = forms.CharField(label=gettext_lazy("The original"), disabled=True, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Into which language?"))
    translator = forms.ChoiceField(
        label=gettext_lazy("Who translated it?"),
        help_text=gettext_lazy("Name a person. What a machine wrote is translated by whoever checked it."),
    )
    text = Writing(
        label=gettext_lazy("The translation"),
        help_text=gettext_lazy("The original stays beside it. A correction is kept as a new version."),
        rows=8,
    )

    def prepare(self) -> None:
        """The original stands there, in the room in which its translation will stand."""
        sitting, recorded = self.sitting, self.recorded
        self.fields["original"].widget = Words(rows=8)
        self.fields["original"].initial = "" if recorded is None else self._said(recorded)
        text, language, translator = (self.fields[name] for name in ("text", "language", "translator"))
        if recorded is not None and isinstance(text, Writing):
            text.room = recorded.room
        if isinstance(language, forms.ChoiceField) and isinstance(translator, forms.ChoiceField):
            language.choices = [(code, _(name)) for code, name in settings.LANGUAGES]
            readers = sitting.seat.state.readers
            translator.choices = [(m, sitting.names.you_or(m)) for m in readers]
            translator.initial = sitting.seat.member

    @property
    def recorded(self) -> Recorded | None:
        """The entry whose words are translated; its number stands in the address."""
        number = self.sitting.subject.number
        found = (r for r in readable(self.sitting.seat, self.sitting.now) if r.seq == number)
        return next(found, None)

    def _said(self, recorded: Recorded) -> str:
        said = open_words(self.sitting.seat, [recorded]).get(recorded.entry, {})
        return "\n".join(part.text for part in text_of(said, recorded.happened.fact))


def _look(done: Filled) -> Done:
    asking.look_for_danger(done.seat, done.occasion, done.text(), in_danger=done.yes("in_danger"))
    return Done()


def _join(done: Filled) -> Done:
    moving.join(done.seat, done.occasion, done.party, done.text("other"), done.seen)
    return Done()


def _split(done: Filled) -> Done:
    moving.split(done.seat, done.occasion, done.party, done.seen)
    return Done()


def _link(done: Filled) -> Done:
    linking.link(done.seat, done.occasion, done.text("other"))
    return Done()


def _translate(done: Filled) -> Done:
    entry = next((r.happened.entry for r in done.seat.file.entries if r.seq == done.number), "")
    translator = Member(done.text("translator"))
    translating.translate(done.seat, done.occasion, entry, done.text(), done.text("language"), translator)
    return Done()


ENTRIES = {
    Act.LOOK_FOR_DANGER: Entry(
        DangerForm,
        _look,
        gettext_lazy("Write it down"),
        in_place=True,
        explains=gettext_lazy(
            "It was told for the record only, so no case begins. If somebody is in danger, write to the person who "
            "told you at once: only they can make it a report."
        ),
    ),
    Act.TRANSLATE: Entry(TranslationForm, _translate, gettext_lazy("Keep the translation")),
    Act.JOIN_REPORT: Entry(
        OtherCaseForm,
        _join,
        gettext_lazy("Join the report to that case"),
        explains=gettext_lazy(
            "What the reporter wrote, and your letters to them, are sealed anew in that case, and their ten words lead "
            "there. Neither reporter learns of the other. Whoever one of them left out reads neither report from then "
            "on: if you know that somebody will miss this case on their list, be ready for their question. Everybody "
            "who has not answered for both is asked the conflict question again. This case stays here, closed."
        ),
    ),
    Act.SPLIT_REPORT: Entry(
        Plain,
        _split,
        gettext_lazy("Make a case of its own"),
        explains=gettext_lazy(
            "For a report that was joined by mistake. It keeps its line, its clock and its promises. Whoever reads "
            "this case reads the new one; whom only another report kept away waits there until one of you has looked."
        ),
    ),
    Act.LINK_CASE: Entry(
        OtherCaseForm,
        _link,
        gettext_lazy("Link the two cases"),
        explains=gettext_lazy(
            "For a report and a counter-report. Each case goes its own way, with its own conflict question and its own "
            "decision. Only whoever sits in both sees that they are linked."
        ),
    ),
}
