"""What the law asked for, as sentences of the story (K1, R3)."""

from __future__ import annotations

from typing import assert_never

from django.utils.translation import gettext as _

from evenhand.doors.desk.dates import day_words, time_words
from evenhand.doors.desk.names import party_name
from evenhand.procedure import facts as f

Law = (
    f.Disclosed | f.DisclosureSeconded | f.MinorsNamed | f.MinorContactAgreed | f.DataNoticeGiven | f.DataNoticeDeferred
)


def tell(fact: Law) -> str:
    """What happened, in one sentence."""
    match fact:
        case f.Disclosed():
            return _disclosed(fact)
        case f.DisclosureSeconded():
            return _looked(fact)
        case f.MinorsNamed():
            return _minors(fact)
        case f.MinorContactAgreed():
            return _("Another member agrees that we write to %(who)s, who is under 18") % {
                "who": party_name(fact.party)
            }
        case f.DataNoticeGiven():
            return _("%(who)s was told that something is kept about them") % {"who": party_name(fact.party)}
        case f.DataNoticeDeferred():
            until = day_words(fact.until)
            values = {"who": party_name(fact.party), "date": until}
            return _("Telling %(who)s that something is kept about them is put off until %(date)s") % values
        case unknown:
            assert_never(unknown)


def _looked(fact: f.DisclosureSeconded) -> str:
    said = _("A second member stands by disclosure %(number)s")
    if not fact.stands:
        said = _("A second member does not stand by disclosure %(number)s")
    return said % {"number": fact.disclosure}


def _minors(fact: f.MinorsNamed) -> str:
    if not fact.parties:
        return _("Written down: nobody whom we write to is under 18, as far as we know")
    return _("Written down as under 18: %(who)s") % {"who": ", ".join(party_name(one) for one in fact.parties)}


def outsider_word(to: f.DisclosedTo) -> str:
    """Who outside was told."""
    return {
        f.DisclosedTo.POLICE: _("the police"),
        f.DisclosedTo.COURT: _("a court"),
        f.DisclosedTo.AUTHORITY: _("another authority"),
        f.DisclosedTo.SAFEGUARDING: _("somebody who protects children and young people"),
        f.DisclosedTo.LAWYER: _("a lawyer"),
        f.DisclosedTo.OTHER: _("somebody else outside"),
    }[to]


def ground_word(ground: f.DisclosureGround) -> str:
    """On what ground."""
    return {
        f.DisclosureGround.ORDER: _("an order that we have in writing"),
        f.DisclosureGround.LEGAL_DUTY: _("a duty that the law gives us"),
        f.DisclosureGround.DANGER: _("danger to somebody"),
        f.DisclosureGround.CONSENT: _("those whom it concerns agreed"),
        f.DisclosureGround.ADVICE: _("we needed advice"),
    }[ground]


def _disclosed(fact: f.Disclosed) -> str:
    values = {
        "number": fact.disclosure,
        "who": outsider_word(fact.to),
        "ground": ground_word(fact.ground),
        "at": time_words(fact.disclosed_at),
    }
    first = _("those whom it concerns were told before")
    if not fact.told_first:
        first = _("those whom it concerns were not told before")
    return f"{_('Disclosure %(number)s: %(who)s was told on %(at)s; ground: %(ground)s') % values}; {first}"
