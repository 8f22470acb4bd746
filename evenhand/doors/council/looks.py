"""Asking to read one case, as a member of the council sees it on the page of its report (R9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from evenhand.casework import looking, words
from evenhand.casework.seats import Seat
from evenhand.procedure import facts as f
from evenhand.procedure.looking import newest_of
from evenhand.procedure.seating import barred
from evenhand.record import rooms
from evenhand.shell.addresses import address
from evenhand.shell.forms import Form, Words
from evenhand.shell.parts import Readers
from evenhand.shell.sessions import MemberAsking


@dataclass(frozen=True, slots=True, kw_only=True)
class LookLine:
    """How far a look has come: asked for, declined with a reason, open until a date, over."""

    may_ask: bool
    waits_since: datetime | None = None
    until: datetime | None = None
    address: str = ""
    """Where the case can be read, while it may be."""
    has_ended: bool = False
    declined: str = ""


class LookForm(Form):
    """The justification, which the members of the case read."""

    text = forms.CharField(
        label=gettext_lazy("For what do you need to read the whole case?"),
        help_text=gettext_lazy("The committee decides by this, and it stands in the case's record."),
        widget=Words(rows=4),
        error_messages={"required": gettext_lazy("Say for what you need to read this case.")},
    )

    def __init__(self, readers: Readers, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        super().__init__(*args, **kwargs)
        widget = self.fields["text"].widget
        if isinstance(widget, Words):
            widget.readers = readers


def look_line(request: MemberAsking, seat: Seat) -> LookLine | None:
    """What stands beneath a report; nothing before the conflict question is answered."""
    if not seat.has_answered or seat.member in barred(seat.state):
        return None
    look = newest_of(seat.state, seat.member)
    if look is None:
        return LookLine(may_ask=True)
    if look.agreed_by is None:
        return LookLine(
            may_ask=look.is_over,
            waits_since=None if look.is_over else look.asked_at,
            declined=next(_reasons(seat, look.number), "") if look.is_over else "",
        )
    is_open = looking.may_look(seat, request.moment)
    where = address(request, "desk:look", number=seat.file.number) if is_open else ""
    return LookLine(may_ask=look.is_over, until=look.until, address=where, has_ended=not is_open)


def _reasons(seat: Seat, number: int) -> Iterator[str]:
    """Why a look was declined, as it was written."""
    for recorded in seat.file.entries:
        fact = recorded.happened.fact
        if isinstance(fact, f.LookDeclined) and fact.look == number:
            opened = rooms.read(seat.file, seat.keys, [recorded])
            yield from (str(words.decode(raw).get("text", "")) for raw in opened.values())
