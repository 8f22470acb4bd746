"""What a member cannot read yet of a case at which they sit, and what opens it to them (D1, THREATS 4.7)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evenhand.casework.seats import Seat
from evenhand.doors.desk.names import Names
from evenhand.procedure import facts as f
from evenhand.record import rooms
from evenhand.vault.keyring import COMMITTEE

_OF_EVERYBODY = (rooms.NAMES, COMMITTEE)
"""Rooms whose words every member of a case can read."""


def shut(seat: Seat) -> str:
    """What somebody hears whose new keys do not open what was written before; nothing where they open it."""
    if seat.member not in seat.state.readers:
        return ""
    spoken = [(room, epoch) for room, epoch in seat.file.spoken if room in _OF_EVERYBODY]
    if all(seat.keys.key_of(room, epoch) is not None for room, epoch in spoken):
        return ""
    others = [member for member in seat.state.readers if member != seat.member]
    who = Names(seat.roster, seat.member).listed(others)
    return _(
        "You made new keys, and what was written here before is sealed to those that you had. Until it is opened to "
        "you again you do not see it. %(who)s can do that: it stands on their front page."
    ) % {"who": who}


def unread_proposal(seat: Seat) -> str:
    """Why somebody cannot take a position yet: it is one on exact words, which they have not opened (D1)."""
    proposed = seat.file.of(f.Proposed)
    if not proposed:
        return ""
    newest = proposed[-1]
    if seat.keys.key_of(newest.room, newest.epoch) is None:
        return shut(seat)
    if (newest.room, seat.member) not in seat.state.opened_rooms:
        return _(
            "First open what the committee has written, on the page of this case: there stands what you take a "
            "position on, word for word."
        )
    return ""
