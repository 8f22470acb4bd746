"""What a case's page says of a question about a conflict of interest that stands (C1)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evenhand.casework.seats import Seat
from evenhand.doors.desk.names import Names
from evenhand.procedure.facts import Member
from evenhand.procedure.questioning import answer_due
from evenhand.procedure.state import Questioned
from evenhand.shell.parts import Notice, Tone
from evenhand.shell.templatetags.evenhand import moment_words


def asked_notices(seat: Seat) -> tuple[Notice, ...]:
    """Of everybody else who was asked: whoever was asked themselves finds it under what now."""
    names = Names(seat.roster, seat.member)
    return tuple(
        _notice(seat, names, member, one)
        for member, one in seat.state.questioned.items()
        if member != seat.member and member not in seat.state.must_go
    )


def _notice(seat: Seat, names: Names, member: Member, one: Questioned) -> Notice:
    values = {
        "who": names.member(member),
        "by": names.you_or(one.asked_by),
        "date": moment_words(answer_due(one, seat.policy)),
        "chair": "" if one.told is None else names.you_or(one.told),
    }
    if one.told is None:
        says = _("Asked by %(by)s, to be answered by %(date)s. Nothing in this case waits for it.")
    elif seat.policy.silence_takes_out:
        says = _("The answer was due by %(date)s; told: %(chair)s. By your manual the chair may take them out.")
    else:
        says = _(
            "The answer was due by %(date)s; told: %(chair)s. Speak with them. Nobody loses their seat by silence."
        )
    title = _("%(who)s was asked whether they have a conflict of interest") % values
    return Notice(says=says % values, title=title, tone=Tone.SOON)
