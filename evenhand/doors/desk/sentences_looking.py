"""Looks that were asked for and granted, as sentences of the story (R9)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evenhand.doors.desk.dates import time_words
from evenhand.procedure import facts as f

__all__ = ["tell_of_a_look"]

Looks = f.LookAsked | f.LookGranted | f.LookAgreed | f.LookDeclined | f.LookTaken | f.LookEnded


def tell_of_a_look(fact: Looks) -> str:
    """What happened with a look, in one sentence; who did it stands beside it."""
    values = {"number": fact.look}
    match fact:
        case f.LookAsked():
            return _("Asked to look at this case (look %(number)s)") % values
        case f.LookGranted(until=until):
            at = time_words(until)
            return _("Would grant look %(number)s until %(at)s") % {**values, "at": at}
        case f.LookAgreed():
            return _("Agreed to look %(number)s: the rooms of this case open to the one who asked") % values
        case f.LookDeclined():
            return _("Look %(number)s was declined") % values
        case f.LookTaken():
            return _("Opened this case for the first time by look %(number)s") % values
        case f.LookEnded():
            return _("Look %(number)s ended, and the keys were changed") % values
