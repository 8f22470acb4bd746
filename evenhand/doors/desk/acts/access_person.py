"""Who asked for the data kept about them: their language, how a text to them begins, and how it reaches them."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from evenhand.doors.desk.acts.base import ActForm, Filled, Sitting
from evenhand.doors.desk.acts.beginnings import Filling, begun
from evenhand.outbox.beginnings import Beginning
from evenhand.procedure import facts as f

__all__ = ["fit_ways", "language", "other_way", "template"]


def language(sitting: Sitting) -> str:
    """What they read; the community's first language, where nobody has asked them."""
    party = sitting.seat.state.parties.get(sitting.subject.party or f.Party(""))
    spoken = sitting.seat.manual.languages[0] if party is None else party.language
    return spoken if spoken in dict(settings.LANGUAGES) else "en"


def template(sitting: Sitting, which: Beginning, until: str = "") -> str:
    """How a text for them begins."""
    return begun(sitting, Filling(which, language(sitting), until)).text


def fit_ways(form: ActForm) -> None:
    """Their page, where they have one; always another way."""
    party = form.sitting.seat.state.parties.get(form.sitting.subject.party or f.Party(""))
    ways = [(f.Via.OTHER.value, _("Another way, by my own hand"))]
    if party is not None and party.has_line:
        ways.insert(0, (f.Via.LINE.value, _("On their page")))
    via = form.fields["via"]
    if isinstance(via, forms.ChoiceField):
        via.choices, via.initial = ways, ways[0][0]


def other_way(done: Filled) -> str:
    """Which other way it went; nothing where it stands on their page."""
    return done.text("why_other_way") if done.values["via"] == f.Via.OTHER else ""
