"""What the page says to who asked for advice, or told it for the record; translations beside texts (K3, V7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from django.conf import settings
from django.utils.translation import gettext as _

from evenhand.casework.conversation import Translation
from evenhand.doors.portal.standing import What
from evenhand.people.roster import Roster
from evenhand.procedure.facts import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """A translation beside its original, and who made it."""

    heading: str
    text: str


def translation(given: Translation, roster: Roster) -> Translated:
    """One version, as it stands beside the original; a correction says that it is one."""
    language = _(dict(settings.LANGUAGES).get(given.language, given.language))
    values = {"language": language, "who": roster.name_of(given.translator) or _("somebody of us")}
    if given.version > 1:
        says = _("Translated into %(language)s by %(who)s, and corrected") % values
    else:
        says = _("Translated into %(language)s by %(who)s") % values
    return Translated(heading=says, text=given.text)


def label(what: What, purpose: Purpose) -> str:
    """A step of this short way."""
    if what is What.RECEIVED:
        return _("We have your question") if purpose is Purpose.ADVICE else _("We have what you told us")
    return _("A person answers") if what is What.ANSWERED else _("It has come to its end")


def heading(purpose: Purpose) -> str:
    """Above their own first words."""
    match purpose:
        case Purpose.REPORT:
            return _("What you reported")
        case Purpose.ADVICE:
            return _("What you asked")
        case Purpose.RECORD:
            return _("What you told us")
        case unknown:
            assert_never(unknown)


def lead(purpose: Purpose, *, is_closed: bool) -> tuple[str, ...]:
    """The first words of the letter."""
    if purpose is Purpose.ADVICE:
        first = _("You asked us for advice. No case begins, and nobody else hears of it.")
        return (first, _ended() if is_closed else _("Somebody of us answers you here."))
    first = _("You told us something for the record. We keep it, and do nothing about it against anyone.")
    return (first, _ended() if is_closed else _("Somebody of us reads it, and writes to you here that it has arrived."))


def _ended() -> str:
    return _("This has come to its end. What was said stays here, and you can still write to us.")
