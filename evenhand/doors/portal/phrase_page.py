"""The page that asks for the ten words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evenhand.doors.portal import fields, pages
from evenhand.doors.portal.fields import PARKED, TOKEN
from evenhand.people.communities import Community
from evenhand.people.occasion import Occasion
from evenhand.shell.asking import Asking
from evenhand.shell.forms import Form
from evenhand.shell.pages import PageResponse, render
from evenhand.vault.domains import Domain
from evenhand.vault.phrase import PhraseTypoError

REFUSED = 422


def show(
    request: Asking, form: Form, *, parked: str = "", unsent: str = "", of_somebody_else: bool = False
) -> PageResponse:
    """The page, with what came back unsent from a session that had ended."""
    page = pages.PhrasePage(
        title=_("Your ten words"),
        holds_a_text=bool(parked or unsent),
        is_parked=bool(parked),
        unsent=unsent,
        of_somebody_else=of_somebody_else,
    )
    return render(request, "portal/phrase.html", page, status=REFUSED if form.is_bound else 200, form=form)


def hidden(community: Community, now: Occasion, parked: str = "") -> dict[str, str]:
    """The form's token, and what waits to be opened by the words."""
    carried = {TOKEN: fields.write(Domain.PORTAL_FORM, b"phrase", community, now)}
    return {**carried, PARKED: parked} if parked else carried


def is_ours(community: Community, now: Occasion, token: str) -> bool:
    """Whether a form of this page sent it, not too long after it was shown."""
    return fields.read(Domain.PORTAL_FORM, token, community, now) == b"phrase"


def typo_in_words(typo: PhraseTypoError) -> str:
    """What is wrong with the words as they were typed; whether they lead anywhere is not looked up."""
    if typo.position is not None:
        return _("Word %(number)d is not one of our words. Look at it again.") % {"number": typo.position}
    return _("A phrase has ten words, and these do not fit together. One may be missing, doubled, or another one.")
