"""The record: evidence, deliberation, talks held elsewhere (R8, R10)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import recording as acts
from evenhand.doors.desk.acts.base import ActForm, Done, Entry, Filled, OneOf, Writing
from evenhand.procedure import facts as f
from evenhand.procedure.next_steps import Act
from evenhand.shell.forms import At, Files
from evenhand.vault.keyring import COMMITTEE


class EvidenceForm(ActForm):
    """Something that shows what happened, with its origin and its own time."""

    took_files = False  # whether files came with the form, now or before it was refused
    needed = {
        "link": gettext_lazy("needed: this, the text or a file"),
        "text": gettext_lazy("needed: this, a link or a file"),
        "attached": gettext_lazy("needed: these, a link or the text"),
    }
    kind = OneOf(
        label=gettext_lazy("What is it?"),
        choices=[
            (f.EvidenceKind.CHAT.value, gettext_lazy("A chat")),
            (f.EvidenceKind.MAIL.value, gettext_lazy("A mail")),
            (f.EvidenceKind.LINK.value, gettext_lazy("A link")),
            (f.EvidenceKind.RECORDING_SUMMARY.value, gettext_lazy("The summary of a recording")),
            (f.EvidenceKind.PICTURE.value, gettext_lazy("A picture")),
            (f.EvidenceKind.DOCUMENT.value, gettext_lazy("A document")),
        ],
    )
    origin = forms.CharField(
        label=gettext_lazy("Where does it come from?"),
        help_text=gettext_lazy("Who gave it to you, or where you saved it, and when."),
        max_length=1000,
        error_messages={"required": gettext_lazy("Say where it comes from.")},
    )
    dated = At(label=gettext_lazy("From when is it?"), required=False)
    link = forms.CharField(label=gettext_lazy("Link"), required=False, max_length=2000)
    text = Writing(
        label=gettext_lazy("The text itself, word for word"),
        help_text=gettext_lazy("What is online today may be gone tomorrow: copy it here."),
        required=False,
        rows=8,
    )
    attached = forms.Field(
        widget=Files,
        label=gettext_lazy("Files"),
        help_text=gettext_lazy("Up to 20, of 25 MB each. They are kept exactly as they are."),
        required=False,
    )
    beside = Writing(
        label=gettext_lazy("What the files show, in words"),
        help_text=gettext_lazy("For those who cannot see or hear them. You can also say it later, beside each file."),
        required=False,
        rows=3,
        max_length=20_000,
    )

    def clean(self) -> dict[str, object]:
        """Something has to be there."""
        if not any(str(self.cleaned_data.get(name) or "").strip() for name in ("text", "link")) and not self.took_files:
            self.add_error("text", _("Give the text, a link or a file."))
        return self.cleaned_data


class NoteForm(ActForm):
    """The group's deliberation."""

    text = Writing(label=gettext_lazy("To the others in this case"), rows=4)

    def prepare(self) -> None:
        """Writing opens nothing: whoever has not opened the room does not see their own note either."""
        seat = self.sitting.seat
        if (COMMITTEE, seat.member) not in seat.state.opened_rooms:
            self.fields["text"].help_text = _(
                "You have not opened the committee's room. What you write stands there at once, and you see it, with "
                "what the others wrote, once you have opened the room on the page of the case."
            )


class TalkForm(ActForm):
    """A talk that took place elsewhere owes its summary."""

    held_at = At(
        label=gettext_lazy("When was it held?"),
        error_messages={"required": gettext_lazy("Say when it was held.")},
    )
    text = Writing(label=gettext_lazy("With whom, where, and about what"), rows=3)


class SummaryForm(ActForm):
    """Whatever was discussed elsewhere is summarised back."""

    text = Writing(
        label=gettext_lazy("Summary"),
        help_text=gettext_lazy("What was said by whom, what was agreed, and what was left open."),
    )


def _evidence(done: Filled) -> Done:
    evidence = acts.Evidence(
        kind=f.EvidenceKind(done.values["kind"]),
        origin=done.text("origin"),
        text=done.text(),
        link=done.text("link"),
        dated=done.values["dated"],
        files=done.files,
        beside=done.text("beside") if done.files else "",
    )
    acts.file_evidence(done.seat, done.occasion, evidence)
    return Done()


def _note(done: Filled) -> Done:
    acts.write_note(done.seat, done.occasion, done.text())
    return Done()


def _log(done: Filled) -> Done:
    acts.log_talk(done.seat, done.occasion, done.values["held_at"], done.text(), done.seen)
    return Done()


def _summarise(done: Filled) -> Done:
    acts.summarise_talk(done.seat, done.occasion, done.number, done.text())
    return Done()


ENTRIES = {
    Act.FILE_EVIDENCE: Entry(EvidenceForm, _evidence, gettext_lazy("File it"), takes_files=True),
    Act.WRITE_NOTE: Entry(NoteForm, _note, gettext_lazy("Write in Committee")),
    Act.LOG_TALK: Entry(TalkForm, _log, gettext_lazy("Log the talk")),
    Act.SUMMARISE_TALK: Entry(SummaryForm, _summarise, gettext_lazy("Write the summary"), in_place=True),
}
