"""What became of a request for the data kept about somebody, as sentences of the story (K1)."""

from __future__ import annotations

from typing import assert_never

from django.utils.translation import gettext as _

from evenhand.doors.desk.dates import day_words
from evenhand.doors.desk.names import party_name
from evenhand.procedure import facts as f

OfAccess = (
    f.AccessAsked
    | f.AccessExtended
    | f.AccessPrepared
    | f.AccessChecked
    | f.AccessGiven
    | f.AccessRefused
    | f.AccessTakenBack
)


def tell(fact: OfAccess) -> str:  # noqa: PLR0911 - one line a kind
    """What happened, in one sentence."""
    who = party_name(fact.party)
    match fact:
        case f.AccessAsked(asked_at=at):
            values = {"who": who, "date": day_words(at)}
            return _("%(who)s asked on %(date)s for the data kept about them") % values
        case f.AccessExtended():
            return _("%(who)s was told that the data kept about them takes longer, and why") % {"who": who}
        case f.AccessPrepared(version=version, in_part=in_part):
            said = _("Version %(number)s of the files for %(who)s was put together")
            if in_part:
                said = _("Version %(number)s of the files for %(who)s was put together; something is kept back")
            return said % {"who": who, "number": version}
        case f.AccessChecked(version=version, nobody_recognised=sound):
            said = _("A second member recognised nobody in version %(number)s of the files for %(who)s")
            if not sound:
                said = _("A second member recognised somebody in version %(number)s of the files for %(who)s")
            return said % {"who": who, "number": version}
        case f.AccessGiven(by_hand=by_hand):
            on_page, another = (
                _("%(who)s got the data kept about them on their page"),
                _("%(who)s got the data kept about them by hand"),
            )
            return (another if by_hand else on_page) % {"who": who}
        case f.AccessRefused():
            return _("%(who)s was refused the data kept about them, and told why") % {"who": who}
        case f.AccessTakenBack():
            return _("%(who)s took back their wish to have the data kept about them") % {"who": who}
        case unknown:
            assert_never(unknown)
