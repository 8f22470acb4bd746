"""A reporter withdraws: what they said elsewhere is written down; what two members do about an erasure (K1)."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import withdrawing as acts
from evenhand.doors.desk.acts.base import ActForm, Done, Entry, Filled, OneOf, Plain, Writing, until_field
from evenhand.doors.desk.sentences_withdrawing import way_word
from evenhand.procedure import facts as f
from evenhand.procedure.next_steps import Act
from evenhand.procedure.withdrawing import longest_hold


class WayForm(ActForm):
    """One of the three ways, with how the member knows."""

    way = OneOf(label=gettext_lazy("What did they say?"))
    text = Writing(label=gettext_lazy("How and when they said it"), rows=3)

    def prepare(self) -> None:
        """Only what fits: what is on record is not asked again."""
        field = self.fields["way"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(way.value, way_word(way)) for way in self.ways()]

    def ways(self) -> list[f.Withdrawal]:
        """In which ways they have not withdrawn."""
        party = self.sitting.seat.state.parties.get(self.sitting.subject.party or f.Party(""))
        return [way for way in f.Withdrawal if party is not None and way not in party.withdrawn]


class TakeBackForm(WayForm):
    """The other way round."""

    def prepare(self) -> None:
        """What they take back is what they asked for."""
        super().prepare()
        self.fields["way"].label = _("What do they take back?")

    def ways(self) -> list[f.Withdrawal]:
        """In which ways they have withdrawn."""
        party = self.sitting.seat.state.parties.get(self.sitting.subject.party or f.Party(""))
        return [way for way in f.Withdrawal if party is not None and way in party.withdrawn]


class HoldForm(ActForm):
    """A hold has a reason and a date."""

    text = Writing(
        label=gettext_lazy("Why it has to wait: who would be at risk, which duty asks for it"),
        help_text=gettext_lazy("A second member has to ask for the same. It ends by itself on the date."),
        rows=3,
    )
    until = forms.Field(required=False)

    def prepare(self) -> None:
        """Not longer than the manual allows."""
        span = self._latest() - self.sitting.now
        self.fields["until"] = until_field(_("Until when?"), span, self.sitting.now)

    def clean(self) -> dict[str, object]:
        """The whole time, to the hour, is not longer than it."""
        latest, given = self._latest(), self.cleaned_data.get("until")
        self.cleaned_data["until"] = min(given, latest) if isinstance(given, datetime) else latest
        return self.cleaned_data

    def _latest(self) -> datetime:
        """All holds together are not longer than the manual says, as the reporter was told."""
        seat, now = self.sitting.seat, self.sitting.now
        party = seat.state.parties.get(self.sitting.subject.party or f.Party(""))
        if party is None or party.erasure is None:
            return now + seat.policy.hold_most
        return longest_hold(party.erasure, seat.policy, now)


class ReleaseForm(ActForm):
    """Lifted with a reason as well."""

    text = Writing(label=gettext_lazy("Why it need not wait any longer"), rows=3)


def _record(done: Filled) -> Done:
    acts.record(done.seat, done.occasion, done.party, f.Withdrawal(done.values["way"]), done.text())
    return Done()


def _take_back(done: Filled) -> Done:
    acts.record_taken_back(done.seat, done.occasion, done.party, f.Withdrawal(done.values["way"]), done.text())
    return Done()


def _second(done: Filled) -> Done:
    acts.second(done.seat, done.occasion, done.party)
    return Done()


def _hold(done: Filled) -> Done:
    acts.hold(done.seat, done.occasion, done.party, done.values["until"], done.text())
    return Done()


def _release(done: Filled) -> Done:
    acts.release(done.seat, done.occasion, done.party, done.text())
    return Done()


ENTRIES = {
    Act.RECORD_WITHDRAWAL: Entry(
        WayForm,
        _record,
        gettext_lazy("Write it down"),
        explains=gettext_lazy(
            "For what a reporter said another way than on their page. Never suggest it to anybody. "
            "An erasure has to be confirmed by a second member."
        ),
    ),
    Act.TAKE_BACK_WITHDRAWAL: Entry(TakeBackForm, _take_back, gettext_lazy("Write it down")),
    Act.SECOND_ERASURE: Entry(
        Plain,
        _second,
        gettext_lazy("Confirm that they asked for it"),
        explains=gettext_lazy("What they wrote, their name, their address and their files will be gone for good."),
    ),
    Act.HOLD_ERASURE: Entry(HoldForm, _hold, gettext_lazy("Ask to wait")),
    Act.RELEASE_ERASURE: Entry(ReleaseForm, _release, gettext_lazy("It need not wait")),
}
