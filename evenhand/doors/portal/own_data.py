"""The data kept about somebody, on their own page: asking for it, waiting for it, what came of it (K1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from django.utils.translation import gettext as _

from evenhand.casework.conversation import Said
from evenhand.casework.seats import PartySeat
from evenhand.doors.portal.forms import AccessForm, SaidForm
from evenhand.procedure import facts as f
from evenhand.procedure.access import due_at
from evenhand.shell.forms import Form

ACCESS = "access"
"""The act by which somebody asks for it."""

TAKE_ACCESS_BACK = "take-access-back"
"""The act by which they take that back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """The quiet way to ask, with its form; or, while it waits, since when and until when."""

    asked_at: datetime | None = None
    until: datetime | None = None
    days: int = 0
    form: Form | None = None
    take_back: Form | None = None


def own_data(
    seat: PartySeat, make: Callable[[str, int, type[SaidForm]], SaidForm], hidden: Mapping[str, str]
) -> OwnData:
    """How it stands for this party; ``hidden`` belongs to the button that takes it back."""
    access = seat.state.accesses.get(seat.party)
    if access is not None and access.answered_at is None:
        return OwnData(asked_at=access.asked_at, until=due_at(access, seat.policy), take_back=Form(hidden=hidden))
    return OwnData(days=seat.policy.access_within.days, form=make(ACCESS, 0, AccessForm))


def heading(fact: f.AccessAsked | f.AccessExtended | f.AccessGiven | f.AccessRefused | f.AccessTakenBack) -> str:
    """What stands above a step of it in the conversation."""
    match fact:
        case f.AccessAsked():
            return _("You asked for what we keep about you")
        case f.AccessExtended():
            return _("What we keep about you takes longer")
        case f.AccessGiven():
            return _("What we keep about you")
        case f.AccessRefused():
            return _("You do not get what we keep about you")
        case f.AccessTakenBack():
            return _("You took back that you want what we keep about you")
        case unknown:
            assert_never(unknown)


def text_of(said: Said) -> str:
    """What was written; beside somebody's own data nobody writes a word that was not read by two."""
    if not isinstance(said.fact, f.AccessGiven):
        return said.text
    rest = _("We keep something back; what and why stands below.") if said.words.get("left_out") else _("This is all.")
    these = _("These files hold what we keep about you. Save them: they are here for as long as this page is.")
    return f"{these} {rest}"


def if_not_content(said: Said, contact: str) -> tuple[tuple[str, str], ...]:
    """To whom somebody can turn who gets less than they asked for; the contact is outside the committee (K2)."""
    if not (isinstance(said.fact, f.AccessRefused) or said.words.get("left_out")):
        return ()
    outside = _("You can turn to our contact outside the committee: %(contact)s.") % {"contact": contact}
    law = _("You can complain to the authority for data protection where you live, or go to court.")
    return ((_("If you do not agree"), f"{outside} {law}" if contact else law),)
