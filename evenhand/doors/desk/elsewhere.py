"""What a case's page says of elsewhere: where a report went, a linked case, where it began (T1, V4)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evenhand.casework import linking, summaries
from evenhand.casework.seats import Seat
from evenhand.doors.desk.dates import day_words
from evenhand.procedure.facts import Purpose
from evenhand.shell.addresses import address
from evenhand.shell.parts import Notice
from evenhand.shell.sessions import MemberAsking


def kind_word(purpose: Purpose) -> str:
    """What kind of case it is."""
    return {
        Purpose.REPORT: _("regular"),
        Purpose.ADVICE: _("advice only, no case against anyone"),
        Purpose.RECORD: _("for the record only, no case against anyone"),
    }[purpose]


def notices(request: MemberAsking, seat: Seat) -> tuple[Notice, ...]:
    """Each with the other case's page, for whoever sits there too."""
    found = [_moved(request, seat, number) for number in dict.fromkeys(seat.state.moved.values())]
    for other in linking.linked_with(seat):
        says = _("Linked with %(case)s. Only whoever sits in both sees this; each goes its own way.")
        found.append(_about(request, other.number, says % {"case": other.code_name}))
    if seat.state.brought_in_at is not None:
        at = day_words(seat.state.brought_in_at)
        says = _("This case began elsewhere and was brought in on %(date)s. Its clocks run from its true dates.")
        found.append(Notice(says=says % {"date": at}))
    return tuple(found)


def _moved(request: MemberAsking, seat: Seat, number: str) -> Notice:
    whole = not seat.state.reporters
    if not linking.sits_at(seat.community, seat.member, number):
        return Notice(says=_("A report of this case moved to another case."))
    name = summaries.name_of(bytes.fromhex(number))
    says = _("The report moved to %(case)s, and goes on there.") if whole else _("A report moved to %(case)s.")
    return _about(request, number, says % {"case": name})


def _about(request: MemberAsking, number: str, says: str) -> Notice:
    return Notice(says=says, address=address(request, "desk:case", number=number), link=_("Open that case"))
