"""From the agreed resolution to the end (D3a, D6)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import afterwards, closing
from evenhand.doors.desk.acts.base import ActForm, CouldTell, Done, Entry, Filled, Plain, Sitting, Writing
from evenhand.doors.desk.acts.beginnings import Filling, begun, blank_left
from evenhand.doors.desk.acts.time_left import time_left
from evenhand.outbox.beginnings import Beginning
from evenhand.procedure.afterwards import decides_what_lasts
from evenhand.procedure.lapsing import may_lapse
from evenhand.procedure.next_steps import Act
from evenhand.procedure.seating import nobody_reads_report
from evenhand.shell.contact import outside
from evenhand.vault.keyring import COUNCIL


def lapses(sitting: Sitting) -> bool:
    """Whether the measure that an act is about has nowhere to go (D3d)."""
    state, number = sitting.seat.state, sitting.subject.number
    measures = () if state.proposal is None else state.proposal.measures
    return number is not None and number < len(measures) and may_lapse(state, measures[number])


class NoActionForm(ActForm):
    """What was done about it is written down, or why it cannot be done any more."""

    text = Writing(label=gettext_lazy("What you did about it: whom you told, what was settled"))

    def prepare(self) -> None:
        """Nobody says that a measure was carried out which has nowhere to go (D3d)."""
        self.fields["text"].help_text = time_left(self.sitting)
        if lapses(self.sitting):
            self.fields["text"].label = _("Why it cannot be carried out, and what you do instead, if anything")


class CouncilReportForm(ActForm):
    """Read by the council's members who were not left out."""

    names = Writing(
        label=gettext_lazy("Who is involved"),
        help_text=gettext_lazy(
            "The council's members see this first, to say whether they have a conflict of interest. Not the reporter."
        ),
        room=COUNCIL,
        rows=2,
    )
    text = Writing(
        label=gettext_lazy("What happened, what was decided and why, what was done"),
        help_text=gettext_lazy("Only what they need. Nothing from which they could tell who reported."),
        room=COUNCIL,
        rows=8,
    )

    def prepare(self) -> None:
        """Nobody of the council has to be asked about names that they never see."""
        if self._to_nobody:
            del self.fields["names"]
            self.fields["text"].help_text = ""

    @property
    def goes_to(self) -> tuple[str, str]:
        """Who reads it, and where."""
        if self._to_nobody:
            return _("Nobody of the council, because none of them may"), _("With the members of this case")
        return _("The council, but for whoever may not know of it"), _(
            "On a page of theirs, after the names and the question"
        )

    @property
    def _to_nobody(self) -> bool:
        return nobody_reads_report(self.sitting.seat.state, self.sitting.seat.team)

    @property
    def button(self) -> str:
        """It goes nowhere."""
        return _("Keep the report in the record") if self._to_nobody else ""

    @property
    def explains(self) -> str:
        """What becomes of the report where nobody of the council may read it (D6, C2)."""
        if not self._to_nobody:
            return ""
        seat = self.sitting.seat
        return _(
            "Nobody of the council may read this: each of them was left out, is named as involved or has stepped "
            "back. Write the report all the same. It stays in the record of this case, which can be closed after it. "
            "Talk about whether the contact outside the committee should hear how it ended: %(outside)s."
        ) % {"outside": outside(seat.community, seat.manual).in_a_line or _("your manual names none yet")}


class CoreTeamForm(ActForm):
    """What they need to uphold it, read once more, and how they are told."""

    text = Writing(
        label=gettext_lazy("What they need to uphold it"),
        help_text=gettext_lazy(
            "Nothing of what happened, and nothing from which they could tell who reported. "
            "Each part between ⟦ and ⟧ is a blank: write in its place, or take it out."
        ),
        rows=10,
    )
    how = Writing(
        label=gettext_lazy("How you tell them, and whom of them"),
        help_text=gettext_lazy(
            "Such as: by telephone, the two who look after the mailing list. "
            "Nobody who was left out of this case or has stepped back from it may get it."
        ),
        rows=2,
    )

    could_tell = CouldTell()

    def prepare(self) -> None:
        """What was theirs to uphold may have ended, or something else has taken its place: then they hear that (D6)."""
        if self._has_ended:
            text = self.fields["text"]
            text.label = _("What they no longer have to uphold")
            text.help_text = _("Nothing of what happened, and nothing from which they could tell who reported.")
        else:
            which = Beginning.CORE_TEAM_AGAIN if self._upholds_already else Beginning.CORE_TEAM
            self.fields["text"].initial = begun(self.sitting, Filling(which)).text

    def clean(self) -> dict[str, object]:
        """Nothing goes out with a blank in it."""
        left = blank_left(str(self.cleaned_data.get("text") or ""))
        if left:
            self.add_error("text", left)
        return self.cleaned_data

    @property
    def _upholds_already(self) -> bool:
        return self.sitting.seat.state.core_team_upholds is not None

    @property
    def _has_ended(self) -> bool:
        return self._upholds_already and not decides_what_lasts(self.sitting.seat.state)

    @property
    def heading(self) -> str:
        """Told once more, because something else was decided since."""
        return _("Tell the core team that it has ended") if self._has_ended else ""

    @property
    def explains(self) -> str:
        """They have something to uphold already."""
        if self._has_ended:
            return _(
                "They uphold something that you decided before, and that holds no longer. They have no part in this "
                "case: tell them that it has ended, and nothing else."
            )
        if self._upholds_already:
            return _(
                "They uphold something that you decided before. Tell them what of it holds no longer, and what holds "
                "instead: only what they need for that."
            )
        return ""

    @property
    def goes_to(self) -> tuple[str, str]:
        """Whom the community calls so, and how they hear of it."""
        return self.sitting.seat.manual.bodies["core_team"].name, str(self.cleaned_data.get("how") or "")

    @property
    def by_hand(self) -> str:
        """It has no part in the product, which sends it nothing."""
        return _(
            "Tell them in these words, in the way that you wrote down: Evenhand sends them nothing. "
            "Press the button once they know. Until then it is kept as your draft."
        )


class CloseForm(ActForm):
    """Everything that the manual asks for is done."""

    text = Writing(label=gettext_lazy("A last note for the record"), required=False, rows=3)


class ReopenForm(ActForm):
    """A reason, and what it changes."""

    text = Writing(label=gettext_lazy("Why it has to be taken up again"), rows=4)


class StayClosedForm(ActForm):
    """A reason; who asked may take their own wish back in the same way."""

    text = Writing(label=gettext_lazy("Why it stays closed"), rows=4)


def _enact(done: Filled) -> Done:
    closing.take_no_action(done.seat, done.occasion, done.number, done.text(), done.seen)
    return Done()


def _report(done: Filled) -> Done:
    closing.report_to_council(done.seat, done.occasion, done.text(), done.text("names"), done.seen)
    return Done()


def _tell_core_team(done: Filled) -> Done:
    told = closing.ToldCoreTeam(done.text(), done.text("how"), could_tell=done.yes("could_tell"))
    closing.tell_core_team(done.seat, done.occasion, told, done.seen)
    return Done()


def _close(done: Filled) -> Done:
    closing.close(done.seat, done.occasion, done.text())
    return Done()


def _ask_reopening(done: Filled) -> Done:
    afterwards.ask_reopening(done.seat, done.occasion, done.text())
    return Done()


def _decline_reopening(done: Filled) -> Done:
    afterwards.decline_reopening(done.seat, done.occasion, done.text())
    return Done()


def _reopen(done: Filled) -> Done:
    afterwards.reopen(done.seat, done.occasion)
    return Done()


ENTRIES = {
    Act.ASK_REOPENING: Entry(
        ReopenForm,
        _ask_reopening,
        gettext_lazy("Ask the others"),
        explains=gettext_lazy(
            "Its clocks start anew, and it is determined and decided anew. What was resolved stays on record. "
            "Each party's page says that it is open again."
        ),
    ),
    Act.REOPEN: Entry(
        Plain,
        _reopen,
        gettext_lazy("Open the case again"),
        explains=gettext_lazy(
            "Why it was asked for stands in what happened so far. Its clocks start anew. "
            "What was resolved stays on record, and each party's page says that it is open again."
        ),
    ),
    Act.DECLINE_REOPENING: Entry(
        StayClosedForm,
        _decline_reopening,
        gettext_lazy("Leave it closed"),
        explains=gettext_lazy("Nothing changes for anybody. Somebody can ask again, with another reason."),
    ),
    Act.ENACT: Entry(NoActionForm, _enact, gettext_lazy("Write it down")),
    Act.TELL_CORE_TEAM: Entry(
        CoreTeamForm,
        _tell_core_team,
        gettext_lazy("They have been told"),
        is_letter=True,
        explains=gettext_lazy(
            "What you decided lasts, and somebody has to uphold it. They have no part in this case: tell them only "
            "what they need for that."
        ),
    ),
    Act.REPORT_TO_COUNCIL: Entry(
        CouncilReportForm, _report, gettext_lazy("Send the report to the council"), is_letter=True
    ),
    Act.CLOSE: Entry(CloseForm, _close, gettext_lazy("Close the case"), in_place=True),
}
