"""Somebody may be thinking of harming themselves (R7)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from evenhand.casework import talking, worrying
from evenhand.doors.desk.acts.base import ActForm, Done, Entry, Filled, Writing
from evenhand.doors.desk.acts.letters import LetterForm, letter_of
from evenhand.procedure import facts as f
from evenhand.procedure.next_steps import Act
from evenhand.procedure.state import PartyState


class MarkForm(ActForm):
    """What gave rise to the worry; nobody has to be sure."""

    text = Writing(
        label=gettext_lazy("What makes you worry"),
        help_text=gettext_lazy("Their own words, if you can. You need not be sure, and it is no diagnosis."),
        rows=3,
    )


class ReachOutForm(LetterForm):
    """A letter that begins with the wording of the manual file, in the language of its reader."""

    def prepare(self) -> None:
        """All of it is in sight before it goes."""
        super().prepare()
        self.fields["text"].widget.attrs["rows"] = 16

    def beginning(self, party: PartyState) -> str:
        """Careful and short; the writer adds what is theirs."""
        return worrying.wording(self.sitting.seat.manual, party.language) + "\n\n"


class SettleForm(ActForm):
    """What was done another way."""

    text = Writing(
        label=gettext_lazy("What was done and by whom, or why nothing has to be"),
        help_text=gettext_lazy("A call, somebody whom they trust, the emergency number of where they are."),
        rows=3,
    )


def _mark(done: Filled) -> Done:
    worrying.mark(done.seat, done.occasion, done.party, done.text())
    return Done()


def _reach_out(done: Filled) -> Done:
    talking.write(done.seat, done.occasion, f.LetterKind.MESSAGE, done.party, letter_of(done), seen=done.seen)
    return Done()


def _settle(done: Filled) -> Done:
    worrying.settle(done.seat, done.occasion, done.party, done.text())
    return Done()


ENTRIES = {
    Act.MARK_WORRY: Entry(
        MarkForm,
        _mark,
        gettext_lazy("Mark it"),
        explains=gettext_lazy(
            "If you think that it is happening now, call the emergency number of where they are first, if you know it. "
            "One of you then writes to them today; the others hear that something cannot wait."
        ),
    ),
    Act.REACH_OUT: Entry(
        ReachOutForm,
        _reach_out,
        gettext_lazy("Send it to %(who)s"),
        is_letter=True,
        explains=gettext_lazy(
            "Ask directly, and listen. Do not promise to keep it to yourself, do not argue, and do not speak of the "
            "case in this letter. You are not their doctor; you help them to one."
        ),
    ),
    Act.SETTLE_WORRY: Entry(SettleForm, _settle, gettext_lazy("Write it down")),
}
