"""Telling a reported person what is kept about them, or later for a reason (R3)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from evenhand.casework import informing as acts
from evenhand.doors.desk.acts.base import ActForm, Done, Entry, Filled, Writing
from evenhand.procedure.next_steps import Act
from evenhand.shell.forms import At


class GivenForm(ActForm):
    """What they were told, and how."""

    text = Writing(
        label=gettext_lazy("What they were told, how and when"),
        help_text=gettext_lazy(
            "Who keeps it and why, what it is about, how long it is kept, and that they can ask for a copy. "
            "Never who reported."
        ),
        rows=4,
    )


class DeferForm(ActForm):
    """A reason and a date."""

    text = Writing(
        label=gettext_lazy("Why it has to wait"),
        help_text=gettext_lazy("Who would be at risk, or what could not be found out then. Ask a lawyer if you can."),
        rows=3,
    )
    until = At(
        label=gettext_lazy("Until when?"),
        error_messages={"required": gettext_lazy("Say until when.")},
    )


def _give(done: Filled) -> Done:
    acts.give(done.seat, done.occasion, done.party, done.text())
    return Done()


def _defer(done: Filled) -> Done:
    acts.defer(done.seat, done.occasion, done.party, done.values["until"], done.text())
    return Done()


ENTRIES = {
    Act.GIVE_DATA_NOTICE: Entry(
        GivenForm,
        _give,
        gettext_lazy("Write it down"),
        explains=gettext_lazy(
            "In most places the law wants somebody told when you keep what others say about them. Your invitation does "
            "that, and then this is done. Write it down here if you told them another way. "
            "Where telling them would harm somebody, put it off with a reason."
        ),
    ),
    Act.DEFER_DATA_NOTICE: Entry(DeferForm, _defer, gettext_lazy("Put it off")),
}
