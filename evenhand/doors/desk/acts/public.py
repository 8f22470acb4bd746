"""Speaking in public: the text, its check, and where it is said (D3c, D3e, D7)."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import publishing
from evenhand.casework.publishing import Draft, text_of
from evenhand.doors.desk.acts.base import (
    NOBODY_KNOWN,
    YES_NO,
    ActForm,
    Done,
    Entry,
    Filled,
    OneOf,
    Sitting,
    ToRead,
    Writing,
)
from evenhand.doors.desk.acts.beginnings import Filling, begun, blank_left, example
from evenhand.doors.desk.acts.time_left import time_left
from evenhand.outbox.beginnings import Beginning
from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.next_steps import Act
from evenhand.procedure.speaking_up import may_speak, measure_of, newest_for, who_speaks
from evenhand.record.statements import LONGEST_TITLE
from evenhand.shell.forms import OneLine, Tick

LONGEST = 20_000
ANOTHER_WAY = "another"
SPEAKING = (Clause.PUBLIC_VOICE, Clause.PUBLIC_REPRIMAND)
"""Clauses under which somebody may be told that others speak in public."""


_TEMPLATES: dict[f.MeasureKind | None, Beginning] = {
    f.MeasureKind.PUBLIC_REMINDER: Beginning.PUBLIC_REMINDER,
    f.MeasureKind.PUBLIC_REPRIMAND: Beginning.PUBLIC_REPRIMAND,
}


_TAKE_OUT = gettext_lazy(
    "Among the names of this case stands: %(names)s. Public words name nobody. Take it out, or tick below that it is "
    "no name here."
)
_OR_SAY_WHY = gettext_lazy(
    "Among the names of this case stands: %(names)s. Public words name nobody unless there is a reason. Take it out, "
    "say below why the person is named, or tick that it is no name here."
)
_WHO_REPORTED = gettext_lazy(
    "This is part of the name that whoever reported gave: %(names)s. Public words never say who reported. Take it "
    "out, or tick below that it is no name here."
)


class DraftForm(ActForm):
    """The exact words, in the language in which they are said."""

    title = OneLine(label=gettext_lazy("Title"), max_length=LONGEST_TITLE, widget=forms.TextInput)
    text = Writing(
        label=gettext_lazy("The text, word for word"),
        help_text=gettext_lazy("Each part between ⟦ and ⟧ is a blank: write in its place, or take it out."),
        rows=16,
        max_length=LONGEST,
    )
    language = OneOf(label=gettext_lazy("Its language"))
    why_named = Writing(
        label=gettext_lazy("If it names the person it is to: why?"),
        help_text=gettext_lazy(
            "Public words name nobody unless there is a reason. Never who reported, or anybody else."
        ),
        required=False,
        rows=2,
    )
    no_names = forms.BooleanField(
        label=gettext_lazy("I looked at these words: here none of them is the name of anybody in this case"),
        required=False,
        widget=Tick,
    )
    needed = {"why_named": gettext_lazy("needed then")}

    def prepare(self) -> None:
        """The text begins as its template does, or as it stood before; only a reprimand may name the person.

        The last box is there only for a text that came back because of names.
        """
        if not self._names():
            del self.fields["no_names"]
        seat = self.sitting.seat
        spoken = dict(settings.LANGUAGES)
        language = self.fields["language"]
        if isinstance(language, forms.ChoiceField):
            language.choices = [(one, spoken.get(one, one)) for one in seat.manual.languages]
        if self._kind is not f.MeasureKind.PUBLIC_REPRIMAND:
            del self.fields["why_named"]
        first = self._before() or self._template()
        for name, value in (("title", first.title), ("text", first.text), ("language", first.language)):
            self.fields[name].initial = value

    @property
    def example(self) -> tuple[str, str] | None:
        """The same beginning in another language of the community."""
        return example(self.sitting, Filling(self._which()))

    @property
    def _measure(self) -> f.Measure | None:
        proposal, index = self.sitting.seat.state.proposal, self.sitting.subject.number
        if not self._carries_out or proposal is None or index is None or not index < len(proposal.measures):
            return None
        return proposal.measures[index]

    @property
    def _kind(self) -> f.MeasureKind | None:
        return None if self._measure is None else self._measure.kind

    _carries_out = False

    def _which(self) -> Beginning:
        return _TEMPLATES.get(self._kind, Beginning.STATEMENT)

    def _before(self) -> Draft | None:
        return None

    def _template(self) -> Draft:
        first = begun(self.sitting, Filling(self._which()))
        return Draft(first.title, first.text, self.sitting.seat.manual.languages[0])

    def clean(self) -> dict[str, object]:
        """No blank is left, and nobody is named without a reason, or by mistake (D3e, D7)."""
        for name in ("title", "text"):
            left = blank_left(str(self.cleaned_data.get(name) or ""))
            if left:
                self.add_error(name, left)
        if not self.cleaned_data.get("no_names"):
            self._require_a_reason_for_names()
        return self.cleaned_data

    def _require_a_reason_for_names(self) -> None:
        who_reported = self._names((f.IdentityGiven,))
        if who_reported:
            self.add_error("text", _WHO_REPORTED % {"names": ", ".join(who_reported)})
            return
        names = self._names()
        if names and not self.cleaned_data.get("why_named"):
            says = _OR_SAY_WHY if "why_named" in self.fields else _TAKE_OUT
            self.add_error("text", says % {"names": ", ".join(names)})

    def _names(self, kinds: Iterable[type[f.Fact]] = (f.NamesWritten, f.IdentityGiven)) -> tuple[str, ...]:
        """What of the sent text stands among the names of this case."""
        sent = "\n".join(self.data.get(name, "") for name in ("title", "text")) if self.is_bound else ""
        return publishing.names_in(self.sitting.seat, sent, kinds)


class MeasureDraftForm(DraftForm):
    """The text that carries a measure out."""

    _carries_out = True

    def _before(self) -> Draft | None:
        seat, index = self.sitting.seat, self.sitting.subject.number
        newest = None if index is None else newest_for(seat.state, index)
        return None if newest is None else text_of(seat.file, seat.keys, newest.number)


class CorrectionForm(DraftForm):
    """A later statement that sets an earlier one right."""

    def _which(self) -> Beginning:
        return Beginning.CORRECTION


class _AboutText(ActForm):
    """A form about an exact text, which stands above it."""

    @property
    def shown(self) -> Draft | None:
        """The text, word for word."""
        seat = self.sitting.seat
        return text_of(seat.file, seat.keys, self.sitting.subject.number or 0) if seat.has_answered else None

    @property
    def to_read(self) -> tuple[ToRead, ...]:
        """Why its writer names the person, and whom it may name by mistake: whoever checks it judges both."""
        shown = self.shown
        if shown is None:
            return ()
        names = publishing.names_in(self.sitting.seat, f"{shown.title}\n{shown.text}")
        found = (
            (_("Why the person is named"), shown.why_named),
            (_("Words in it that stand among the names of this case"), ", ".join(names)),
        )
        return tuple(ToRead(title, says) for title, says in found if says.strip())


class CheckForm(_AboutText):
    """Read it as somebody who knows the community would."""

    nobody_recognised = OneOf(
        label=gettext_lazy("Can anybody be recognised in it: who reported, or any third person?"),
        help_text=gettext_lazy("Think of who was there: a date, a place, a turn of phrase can be enough."),
        choices=NOBODY_KNOWN,
    )
    only_behaviour = OneOf(
        label=gettext_lazy("Does each statement of fact stand in the determination, and name only what was done?"),
        choices=YES_NO,
    )
    was_heard = OneOf(label=gettext_lazy("Was the person it is to asked, with time to answer?"), choices=YES_NO)
    text = Writing(label=gettext_lazy("What would have to change"), required=False, rows=3)
    needed = {"text": gettext_lazy("needed if something has to")}

    def prepare(self) -> None:
        """Whether somebody was heard is asked of a reprimand only."""
        seat = self.sitting.seat
        statement = seat.state.statements.get(self.sitting.subject.number or 0)
        measure = None if statement is None else measure_of(seat.state, statement)
        if measure is None or measure.kind is not f.MeasureKind.PUBLIC_REPRIMAND:
            del self.fields["was_heard"]
            self.fields["only_behaviour"].label = _("Does it speak of behaviour only, and name nobody?")

    def clean(self) -> dict[str, object]:
        """A no says what would have to change."""
        names = ("nobody_recognised", "only_behaviour", "was_heard")
        if "no" in {self.cleaned_data.get(name) for name in names}:
            self.require("text", _("Say what would have to change, so that the writer can mend it."))
        return self.cleaned_data


class ReviewForm(_AboutText):
    """Who knows the law, and what they said."""

    text = Writing(
        label=gettext_lazy("Who read it for the law, and what they said"),
        help_text=gettext_lazy("Give them the words only, and nothing else of the case."),
        rows=4,
    )


class MakeForm(_AboutText):
    """Where it is said. A reprimand goes where it happened, by the chair's own hand."""

    where = OneOf(label=gettext_lazy("Where have you said it, word for word?"))
    why_elsewhere = Writing(
        label=gettext_lazy("If not where it happened: why, and which other way"), required=False, rows=2
    )
    needed = {"why_elsewhere": gettext_lazy("needed then")}
    link = forms.URLField(
        label=gettext_lazy("Where it can be read"),
        required=False,
        assume_scheme="https",
        max_length=500,
        error_messages={"invalid": gettext_lazy("Write an address that begins with https://.")},
    )
    on_page = forms.BooleanField(
        label=gettext_lazy("Put it on our public page as well, to be found later"), required=False, widget=Tick
    )

    def prepare(self) -> None:
        """Only a reprimand has a venue; everything else stands on the public page."""
        where, measure = self.fields["where"], self._measure
        where.help_text = "" if measure is None else time_left(self.sitting)
        if measure is None or measure.kind is not f.MeasureKind.PUBLIC_REPRIMAND:
            for name in ("where", "why_elsewhere", "link", "on_page"):
                del self.fields[name]
            return
        spaces = sorted(self.sitting.seat.manual.spaces, key=lambda space: space.id != measure.space)
        here = _("%(space)s: where it happened")
        choices = [(s.id, here % {"space": s.name} if s.id == measure.space else s.name) for s in spaces]
        if isinstance(where, forms.ChoiceField):
            where.choices = [*choices, (ANOTHER_WAY, _("Another way"))]

    @property
    def _measure(self) -> f.Measure | None:
        state = self.sitting.seat.state
        statement = state.statements.get(self.sitting.subject.number or 0)
        return None if statement is None else measure_of(state, statement)

    def clean(self) -> dict[str, object]:
        """Another place has a reason."""
        where, measure = self.cleaned_data.get("where"), self._measure
        if measure is not None and where and where != measure.space:
            self.require("why_elsewhere", _("Say why not where it happened, and which other way."))
        return self.cleaned_data


class WithdrawForm(_AboutText):
    """Taken back at once; the page says so and no longer shows the words."""

    text = Writing(label=gettext_lazy("Why, for the record"), rows=3)


def speakers(sitting: Sitting, kind: f.MeasureKind | None = None) -> str:
    """Who speaks in public of this case, or says this kind of measure, by name; nothing to those who can (D7, D3e)."""
    asked = sitting.asked
    return "" if may_speak(asked, kind) else sitting.names.listed(who_speaks(asked, kind))


def _written(done: Filled) -> Draft:
    return Draft(done.text("title"), done.text(), done.text("language"), done.text("why_named"))


def _draft(done: Filled) -> Done:
    publishing.draft(done.seat, done.occasion, _written(done), measure=done.number, seen=done.seen)
    return Done()


def _speak(done: Filled) -> Done:
    publishing.draft(done.seat, done.occasion, _written(done), seen=done.seen)
    return Done()


def _correct(done: Filled) -> Done:
    publishing.draft(done.seat, done.occasion, _written(done), corrects=done.number, seen=done.seen)
    return Done()


def _check(done: Filled) -> Done:
    found = publishing.Check(
        nobody_recognised=done.yes("nobody_recognised"),
        only_behaviour=done.yes("only_behaviour"),
        was_heard=done.yes("was_heard"),
        text=done.text(),
    )
    publishing.check(done.seat, done.occasion, done.number, found)
    return Done()


def _review(done: Filled) -> Done:
    publishing.review(done.seat, done.occasion, done.number, done.text())
    return Done()


def _make(done: Filled) -> Done:
    chosen = done.text("where")
    where = publishing.Where(
        space="" if chosen == ANOTHER_WAY else chosen,
        why_elsewhere=done.text("why_elsewhere"),
        link=done.text("link"),
        on_page=not chosen or done.yes("on_page"),
    )
    publishing.make(done.seat, done.occasion, done.number, where, done.seen)
    return Done()


def _withdraw(done: Filled) -> Done:
    publishing.withdraw(done.seat, done.occasion, done.number, done.text())
    return Done()


_KEEP = gettext_lazy("Write it down for the check")
_CHECKED = gettext_lazy(
    "Nothing is public yet. A second member checks exactly these words; a changed text asks for a new check."
)

ENTRIES = {
    Act.DRAFT_STATEMENT: Entry(MeasureDraftForm, _draft, _KEEP, explains=_CHECKED),
    Act.CHECK_STATEMENT: Entry(
        CheckForm,
        _check,
        gettext_lazy("Say what you found"),
        explains=gettext_lazy("What you say holds for exactly these words, and for none that are changed."),
    ),
    Act.REVIEW_STATEMENT: Entry(ReviewForm, _review, gettext_lazy("Note it")),
    Act.MAKE_STATEMENT: Entry(
        MakeForm,
        _make,
        gettext_lazy("It is said in public"),
        explains=gettext_lazy(
            "Everybody can read it from then on. The public page says nothing of this case, and gives the day only."
        ),
    ),
    Act.SPEAK_IN_PUBLIC: Entry(DraftForm, _speak, _KEEP, explains=_CHECKED),
    Act.CORRECT_STATEMENT: Entry(
        CorrectionForm,
        _correct,
        _KEEP,
        explains=gettext_lazy(
            "The earlier statement stays as it is, with a line that leads to the correction. "
            "A second member checks the correction first."
        ),
    ),
    Act.WITHDRAW_STATEMENT: Entry(
        WithdrawForm,
        _withdraw,
        gettext_lazy("Take it back"),
        explains=gettext_lazy(
            "At once, without a check: the public page says that it was taken back, and shows its words no more. "
            "Somebody may have kept them."
        ),
    ),
}
