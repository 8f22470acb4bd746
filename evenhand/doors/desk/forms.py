"""Forms of the desk that are no act of the manual."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from evenhand.casework.seats import Seat
from evenhand.doors.desk.acts.base import Writing
from evenhand.doors.desk.names import who_reads
from evenhand.shell.forms import Form, Words
from evenhand.vault.keyring import COMMITTEE


class IdentityForm(Form):
    """For what somebody needs to know who reported."""

    text = Writing(
        label=gettext_lazy("For what do you need to know it?"),
        rows=3,
        error_messages={"required": gettext_lazy("Say for what you need to know who reported.")},
    )

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        super().__init__(*args, **kwargs)
        widget = self.fields["text"].widget
        if isinstance(widget, Words):
            widget.readers = who_reads(seat, COMMITTEE)


class DescribeForm(Form):
    """What a file shows, in words, for those who cannot see or hear it."""

    text = Writing(
        label=gettext_lazy("What does it show?"),
        help_text=gettext_lazy(
            "For those who cannot see or hear it: what is there to see, who says what. It stands beside the file, "
            "and whoever reads the file reads this."
        ),
        rows=4,
        max_length=20_000,
    )

    def __init__(self, seat: Seat, room: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Django
        super().__init__(*args, **kwargs)
        widget = self.fields["text"].widget
        if isinstance(widget, Words):
            widget.readers = who_reads(seat, room)


class CameBackForm(Form):
    """Nothing to fill in: the button says it all."""
