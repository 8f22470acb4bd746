"""A look that somebody of the council asked for: granted by two for a time, declined, ended (R9)."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework import looking
from evenhand.doors.desk.acts.base import ActForm, Done, Entry, Filled, Plain, ToRead, Writing
from evenhand.doors.desk.story import unopened_rooms
from evenhand.procedure.next_steps import Act
from evenhand.shell.forms import At
from evenhand.vault.keyring import COUNCIL

OPEN_FIRST = gettext_lazy("First open the council's room on the page of the case: why they ask stands there.")


class _AboutLook(ActForm):
    """A form about a look that was asked for: why it was, stands above it (R9)."""

    @property
    def to_read(self) -> tuple[ToRead, ...]:
        """The words of the one who asked, once the room in which they stand was opened."""
        why = "" if self.unopened else looking.why_asked(self.sitting.seat, self.sitting.subject.number or 0)
        return (ToRead(_("Why they ask"), why),) if why else ()

    @property
    def unopened(self) -> str:
        """They stand in the council's room, and who opened it is recorded; not everybody can."""
        return str(OPEN_FIRST) if COUNCIL in unopened_rooms(self.sitting.seat) else ""

    def clean(self) -> dict[str, object]:
        """Nobody judges a justification that they could read and have not."""
        if self.unopened:
            self.add_error(None, self.unopened)
        return self.cleaned_data


class GrantForm(_AboutLook):
    """Until when; the manual file says for how long at most."""

    until = At(label=gettext_lazy("They may look until"), error_messages={"required": gettext_lazy("Say until when.")})

    def prepare(self) -> None:
        """The longest is offered, and said."""
        longest = self.sitting.now + self.sitting.seat.policy.look_longest
        local = timezone.localtime(longest).replace(second=0, microsecond=0)
        self.initial.setdefault("until", local)
        self.fields["until"].help_text = _("At the latest %(at)s.") % {"at": date_format(local, "D j M, H:i")}


class DeclineForm(_AboutLook):
    """Why not; the one who asked reads it."""

    text = Writing(
        label=gettext_lazy("Why not"),
        help_text=gettext_lazy("The one who asked reads this, and so does the rest of the council."),
        room=COUNCIL,
        rows=3,
    )


class AgreeForm(_AboutLook):
    """Nothing to fill in: what was asked for and granted stands above the button."""


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
            "A look opens what the committee wrote, the names and the parties' "
            "lines, with the files that lie there, but not the name that a reporter gave; what a reporter wrote and "
            "sent may tell who they are. Nothing opens before another member agrees."
        ),
    ),
    Act.AGREE_TO_LOOK: Entry(
        AgreeForm,
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
