"""Who was told of a resolution and still has time to say how they see it, though nobody waits for them (D4, D5)."""

from django.utils.translation import gettext as _

from evenhand.doors.desk.acts.base import Sitting
from evenhand.doors.desk.names import party_name
from evenhand.procedure.consulting import informed_parties
from evenhand.shell.templatetags.evenhand import moment_words


def time_left(sitting: Sitting) -> str:
    """A sentence for whoever is about to go on before a date that a person concerned was given; else nothing."""
    said = [
        _("%(who)s was told and has until %(date)s to say how they see it.")
        % {"who": party_name(party.handle), "date": moment_words(party.told_until)}
        for party in informed_parties(sitting.seat.state)
        if party.feedback is None and party.told_until is not None and sitting.now < party.told_until
    ]
    if not said:
        return ""
    wait = _("The manual does not make you wait for it; fairness may. Once you go on, an answer changes nothing more.")
    return " ".join((*said, wait))
