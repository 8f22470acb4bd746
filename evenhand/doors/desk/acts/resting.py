"""Letting a case rest until a date, and taking it up again (R12)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from evenhand.casework import resting
from evenhand.doors.desk.acts.base import ActForm, Done, Entry, Filled, Writing
from evenhand.procedure.next_steps import Act
from evenhand.shell.forms import At


class RestForm(ActForm):
    """A date and a reason: a case does not rest without both."""

    until = At(
        label=gettext_lazy("Rest until"),
        error_messages={"required": gettext_lazy("Say until when.")},
    )
    text = Writing(
        label=gettext_lazy("Why it can rest"),
        help_text=gettext_lazy("What you wait for, and who looks at it then."),
        rows=3,
    )


class WakeForm(ActForm):
    """A word on why, if there is one."""

    text = Writing(label=gettext_lazy("Why now, if you want to say"), required=False, rows=2)


def _rest(done: Filled) -> Done:
    resting.rest(done.seat, done.occasion, done.values["until"], done.text(), done.seen)
    return Done()


def _wake(done: Filled) -> Done:
    resting.wake(done.seat, done.occasion, done.text())
    return Done()


ENTRIES = {
    Act.REST: Entry(
        RestForm,
        _rest,
        gettext_lazy("Let it rest"),
        explains=gettext_lazy(
            "Resting folds the case away where nothing is due before the date; it stops no clock and moves no promise. "
            "It comes back by itself on that date, and at once when somebody in the case writes to you."
        ),
    ),
    Act.WAKE: Entry(WakeForm, _wake, gettext_lazy("Take it up again")),
}
