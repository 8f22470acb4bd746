"""What every form of an act has: whom it is about, who reads what is written, and what the act gets."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.casework.publishing import Draft
from evenhand.casework.seats import Seat
from evenhand.casework.uploads import StoredFile
from evenhand.doors.desk.names import Names, who_reads
from evenhand.people.occasion import Occasion
from evenhand.procedure.asked import Asked
from evenhand.procedure.facts import Actor, Member, Party
from evenhand.procedure.next_steps import Step
from evenhand.record import rooms
from evenhand.shell.form_sentences import TOO_SOON
from evenhand.shell.forms import At, Choices, Form, Words, waits
from evenhand.shell.templatetags.evenhand import moment_words
from evenhand.vault.keyring import COMMITTEE

Text = str | Promise
"""A text that is translated when it is shown."""

LINE = "line"
"""Stands for the line of the party whom the act is about."""

YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
YES_NO_UNDETERMINED = [*YES_NO, ("undetermined", gettext_lazy("Could not be determined"))]
NOBODY_KNOWN = [("yes", gettext_lazy("Nobody can")), ("no", gettext_lazy("Somebody can, or I am not sure"))]
"""Answers to whether a text gives somebody away; "yes" is what the check passes with."""
CHOOSE = gettext_lazy("Choose one of the answers.")
WRITE = gettext_lazy("Write a sentence or two.")

_ABOUT = re.compile(
    r"(?P<party>(?:reporter|reported|affected|witness|asking)-[1-9][0-9]{0,3})?\.?"
    r"(?P<member>[0-9a-f]{32})?(?P<number>[0-9]{1,5})?"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is about; in an address it is a handle, a random id or a number."""

    party: Party | None = None
    member: Member | None = None
    number: int | None = None

    @property
    def about(self) -> str:
        """As it stands in an address."""
        parts = (self.party, self.member, None if self.number is None else str(self.number))
        return ".".join(part for part in parts if part is not None)

    @classmethod
    def of(cls, step: Step) -> Subject:
        """What a step is about."""
        return cls(step.party, step.member, step.number)

    @classmethod
    def parse(cls, about: str) -> Subject | None:
        """Read an address; nothing where it is none of ours."""
        found = _ABOUT.fullmatch(about)
        if found is None:
            return None
        subject = cls(
            Party(found["party"]) if found["party"] else None,
            Member(found["member"]) if found["member"] else None,
            int(found["number"]) if found["number"] else None,
        )
        return subject if subject.about == about else None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A member at a case, now, and what the form is about."""

    seat: Seat
    subject: Subject
    now: datetime

    @property
    def names(self) -> Names:
        """Names for this member."""
        return Names(self.seat.roster, self.seat.member)

    @property
    def asked(self) -> Asked:
        """The case as the manual is asked about it."""
        seat = self.seat
        return Asked(seat.state, seat.policy, seat.team, self.now, Actor.member(seat.member))

    def room(self, name: str) -> str:
        """The room of a box: a line is that of the party whom the act is about."""
        return rooms.line(self.subject.party or "") if name == LINE else name


class Writing(forms.CharField):
    """A box to write in, for one room: who reads it stands beneath."""

    def __init__(self, *, room: str = COMMITTEE, rows: int = 5, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(widget=Words(rows=rows), **kwargs)
        self.error_messages["required"] = WRITE
        self.room = room


class OneOf(forms.ChoiceField):
    """One of a few answers, all of them in sight."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        kwargs.setdefault("widget", Choices())
        super().__init__(**kwargs)
        self.error_messages["required"] = CHOOSE


class CouldTell(OneOf):
    """The question about the reporter's identity, asked of every reader who must not come to know it (V1, K1)."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Could this reader tell from it who reported?"),
            help_text=gettext_lazy("Look for a detail, a date or a turn of phrase that only one person could know."),
            choices=YES_NO,
        )


class LinkAddress(forms.EmailField):
    """Where a letter goes that carries a link to a line of one's own; else the link is handed over."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Mail address"),
            required=False,
            help_text=gettext_lazy(
                "The letter and the link go there. Left empty, the link is shown to you once, to hand over another way."
            ),
        )


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file, or a sentence that goes beside files: what it is called, and as far as it is text what it says."""

    name: str
    text: str = ""
    language: str = ""
    file: StoredFile | None = None


class ActForm(Form):
    """The base of an act's form. ``prepare`` fills in what depends on the case."""

    def __init__(self, sitting: Sitting, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        super().__init__(*args, **kwargs)
        self.sitting = sitting
        self.prepare()
        until = self.fields.get("until")
        if isinstance(until, At):
            until.lies_after = sitting.now
        self._say_who_reads()

    def _say_who_reads(self) -> None:
        """At every box; what may become of the words is said once, at the first in sight, so that it is read."""
        boxes = [one for one in self.fields.values() if isinstance(one, Writing) and isinstance(one.widget, Words)]
        said: set[str] = set()
        for one in sorted(boxes, key=lambda box: waits(box.widget)):
            readers = who_reads(self.sitting.seat, self.sitting.room(one.room))
            one.widget.readers = replace(readers, also="") if readers.also in said else readers
            said.add(readers.also)

    @property
    def shown(self) -> Draft | None:
        """An exact text that the act is about, to be read above the form."""
        return None

    @property
    def goes_to(self) -> tuple[str, str] | None:
        """Who reads a letter that goes to no party, and where."""
        return None

    @property
    def by_hand(self) -> str:
        """What to do with a letter that the product does not send."""
        return ""

    @property
    def heading(self) -> str:
        """What the act is called in this case, where that is not what it is called in most."""
        return ""

    @property
    def explains(self) -> str:
        """What the act does in this case, where that is not what it does in most."""
        return ""

    @property
    def button(self) -> str:
        """What its button says in this case, where that is not what it says in most."""
        return ""

    @property
    def is_a_letter(self) -> bool:
        """Whether what was filled in goes out as a letter, where the act can send one."""
        return True

    @property
    def first_button(self) -> str:
        """What the button says that leads to the letter before it goes."""
        return _("Read it once more")

    @property
    def to_read(self) -> tuple[ToRead, ...]:
        """Exact files that the act is about, to be read above the form."""
        return ()

    @property
    def unopened(self) -> str:
        """Why nothing of what the act is about can be read yet, where this reader has to open a room first."""
        return ""

    @property
    def example(self) -> tuple[str, str] | None:
        """A language, and how the text begins in it, to copy from."""
        return None

    def prepare(self) -> None:
        """Fit the fields to the case."""

    def require(self, name: str, says: str) -> None:
        """Ask for a field that only this answer makes necessary."""
        if not str(self.cleaned_data.get(name) or "").strip() and name not in self.errors:
            self.add_error(name, says)


class Plain(ActForm):
    """An act with nothing to fill in: the button says it all."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was filled in, as the act gets it."""

    seat: Seat
    occasion: Occasion
    subject: Subject
    seen: int
    values: dict[str, Any] = field(repr=False)  # Any: what the fields of each form clean to
    files: Sequence[StoredFile] = ()

    @property
    def party(self) -> Party:
        """The party whom the act is about."""
        return self.subject.party or Party("nobody")

    @property
    def number(self) -> int:
        """The number that the act is about."""
        return self.subject.number or 0

    def text(self, name: str = "text") -> str:
        """What was written into a box."""
        return str(self.values.get(name) or "")

    def yes(self, name: str) -> bool:
        """Whether a question was answered with yes."""
        return self.values.get(name) in {"yes", True}

    def until(self, span: timedelta) -> datetime:
        """The date that was given, or the whole time that the manual gives."""
        given = self.values.get("until")
        return given if isinstance(given, datetime) else whole_time(span, self.occasion.now)


@dataclass(frozen=True, slots=True)
class Done:
    """What the page shows after an act: mostly the case. A link is shown once; who left sees their list."""

    link: str = field(default="", repr=False)
    left: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of the desk: its form, the act of casework behind it, and how its page is laid out."""

    form: type[ActForm]
    carry_out: Callable[[Filled], Done]
    button: Text
    in_place: bool = False
    """Short enough to stand on the case page itself."""
    is_letter: bool = False
    """Shown once more as its reader will see it, before it goes."""
    explains: Text = ""
    takes_files: bool = False


def whole_time(span: timedelta, now: datetime) -> datetime:
    """The end of a span, rounded up to the hour: what a page showed still stands when the form is sent."""
    end = now + span
    full = end.replace(minute=0, second=0, microsecond=0)
    return full if full == end else full + timedelta(hours=1)


def until_field(
    label: str, span: timedelta, now: datetime, *, is_least: bool = False, to_read: timedelta = timedelta(0)
) -> At:
    """A date that may stay empty: then the whole time of the manual is given, which may be the least.

    ``to_read`` is for a letter that is read once more: the date has to leave the whole time from then on.
    """
    left_empty = whole_time(span, now)
    says = _("Left empty, it is %(date)s.") % {"date": moment_words(left_empty)}
    field = At(label=label, required=False, help_text=says)
    field.left_empty = left_empty
    if is_least:
        field.earliest = now + span + to_read
        field.error_messages["too_soon"] = TOO_SOON % {"date": moment_words(whole_time(span, now + to_read))}
    return field
