"""A look that somebody of the council asked for: granted by two for a time, declined, ended (R9)."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import looking
from evenhand.doors.desk.acts.base import ActForm, Done, Entry, Filled, Plain, Writing
from evenhand.procedure.next_steps import Act
from evenhand.shell.forms import At
from evenhand.vault.keyring import COUNCIL


class GrantForm(ActForm):
    """Until when; the manual file says for how long at most."""

    until = At(label=gettext_lazy("They may look until"), error_messages={"required": gettext_lazy("Say until when.")})

    def prepare(self) -> None:
        """The longest is offered, and said."""
        longest = self.sitting.now + self.sitting.seat.policy.look_longest
        local = timezone.localtime(longest).replace(second=0, microsecond=0)
        self.initial.setdefault("until", local)
        self.fields["until"].help_text = _("At the latest %(at)s.") % {"at": date_format(local, "D j M, H:i")}


class DeclineForm(ActForm):
    """Why not; the one who asked reads it."""

    text = Writing(
        label=gettext_lazy("Why not"),
        help_text=gettext_lazy("The one who asked reads this, and so does the rest of the council."),
        room=COUNCIL,
        rows=3,
    )


def _grant(done: Filled) -> Done:
    looking.grant(done.seat, done.occasion, done.number, done.values["until"], done.seen)
    return Done()


def _agree(done: Filled) -> Done:
    looking.agree(done.seat, done.occasion, done.number, done.seen)
    return Done()


def _decline(done: Filled) -> Done:
    looking.decline(done.seat, done.occasion, done.number, done.text(), done.seen)
    return Done()


def _end(done: Filled) -> Done:
    looking.end(done.seat, done.occasion, done.number)
    return Done()


ENTRIES = {
    Act.GRANT_LOOK: Entry(
        GrantForm,
        _grant,
        gettext_lazy("Grant it, if another member agrees"),
        explains=gettext_lazy(
            "Why they ask stands in the story. A look opens what the committee wrote, the names and the parties' "
            "lines, with the files that lie there, but not the name that a reporter gave; what a reporter wrote and "
            "sent may tell who they are. Nothing opens before another member agrees."
        ),
    ),
    Act.AGREE_TO_LOOK: Entry(
        Plain,
        _agree,
        gettext_lazy("Agree, and open the case to them"),
        explains=gettext_lazy(
            "They get the keys of this case's rooms until the date that stands in the story, but for who reported. "
            "It ends by itself; what they have read they will remember."
        ),
    ),
    Act.DECLINE_LOOK: Entry(DeclineForm, _decline, gettext_lazy("Decline")),
    Act.END_LOOK: Entry(
        Plain,
        _end,
        gettext_lazy("Change the keys"),
        explains=gettext_lazy(
            "The page of the one who looked shuts by itself when the time is up. Changing the keys makes sure that "
            "nothing written from now on could open to them. What they have read they remember."
        ),
    ),
}
