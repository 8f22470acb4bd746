"""A deadlock turned over to the council, and who counts as affected (D2, D4)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import council as acts
from evenhand.casework.deciding import Proposal
from evenhand.doors.desk.acts.base import YES_NO, ActForm, Done, Entry, Filled, OneOf, Plain, Writing
from evenhand.doors.desk.wording import TO_NOBODY
from evenhand.procedure.next_steps import Act
from evenhand.procedure.seating import nobody_decides
from evenhand.vault.keyring import COMMITTEE, COUNCIL


class TurnOverForm(ActForm):
    """What the council needs to decide: the names first, then what the committee prepared."""

    names = Writing(
        label=gettext_lazy("Who is involved"),
        help_text=gettext_lazy(
            "The council's members see this first, to say whether they have a conflict of interest. Not the reporter."
        ),
        room=COUNCIL,
        rows=2,
    )
    text = Writing(
        label=gettext_lazy("What happened, what was proposed, and on what you differ"),
        help_text=gettext_lazy(
            "Put each side as those who hold it would. Only what the council needs, and nothing from which it could "
            "tell who reported."
        ),
        room=COUNCIL,
        rows=10,
    )

    def prepare(self) -> None:
        """Where nobody of the council may decide, the members write it down for themselves."""
        box = self.fields["text"]
        if self._to_nobody and isinstance(box, Writing):
            del self.fields["names"]
            box.room, box.label = COMMITTEE, _("What was proposed, on what you differ, and what you have tried")
            box.help_text = ""

    @property
    def _to_nobody(self) -> bool:
        return nobody_decides(self.sitting.seat.state, self.sitting.seat.team)

    @property
    def heading(self) -> str:
        """It is turned over to nobody."""
        return str(TO_NOBODY) if self._to_nobody else ""

    @property
    def button(self) -> str:
        """Nothing leaves the members of the case."""
        return _("Write it down, and decide in its place") if self._to_nobody else ""

    @property
    def explains(self) -> str:
        """Who decides where nobody of the council may."""
        if not self._to_nobody:
            return ""
        return _(
            "Nobody of the council may decide this case: each of them was left out, is named as involved, has stepped "
            "back or sits here for the committee. Once you have written that down, you decide in its "
            "place, by the rule that your manual sets for the council: somebody proposes again, and where enough of "
            "you agree an objection stays on record and no longer holds the case up."
        )


class AffectedForm(ActForm):
    """Whoever counts is told of the resolution and asked before it is carried out."""

    counts = OneOf(label=gettext_lazy("Do they count as affected?"), choices=YES_NO)
    reason = Writing(label=gettext_lazy("Why"), rows=3)


def _turn_over(done: Filled) -> Done:
    acts.turn_over(done.seat, done.occasion, done.text(), done.text("names"), done.seen)
    return Done()


def _decide(done: Filled) -> Done:
    acts.decide(done.seat, done.occasion, Proposal((), {}))
    return Done()


def _affected(done: Filled) -> Done:
    acts.decide_affected(done.seat, done.occasion, done.party, counts=done.yes("counts"), reason=done.text("reason"))
    return Done()


ENTRIES = {
    Act.TURN_OVER: Entry(
        TurnOverForm,
        _turn_over,
        gettext_lazy("Turn it over to the council"),
        explains=gettext_lazy(
            "From then on the council decides, and not the committee. You carry out what it decides, after asking "
            "those concerned as always. Members of the council who sit at this case stay where they sit; where nobody "
            "else of the council is left, they decide here, without the committee."
        ),
    ),
    Act.DECIDE: Entry(Plain, _decide, gettext_lazy("The council decides")),
    Act.DECIDE_AFFECTED: Entry(
        AffectedForm,
        _affected,
        gettext_lazy("Write it down"),
        explains=gettext_lazy(
            "Reporters are always asked, and the person concerned is always told. Of the others you decide."
        ),
    ),
}
