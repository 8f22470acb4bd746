"""Withdrawing and erasing as sentences of the story (K1)."""

from __future__ import annotations

from typing import assert_never

from django.utils.translation import gettext as _

from evenhand.doors.desk.dates import day_words
from evenhand.doors.desk.names import party_name
from evenhand.procedure import facts as f

Withdrawing = (
    f.Withdrawn | f.WithdrawalTakenBack | f.ErasureSeconded | f.ErasureHeld | f.ErasureReleased | f.IdentityErased
)


def tell(fact: Withdrawing) -> str:
    """What happened, in one sentence; never why, which is the reporter's own."""
    who = {"who": party_name(fact.party)}
    match fact:
        case f.Withdrawn():
            return _withdrawn(fact.way) % who
        case f.WithdrawalTakenBack():
            return _taken_back(fact.way) % who
        case f.ErasureSeconded():
            return _("A second member confirms that %(who)s asked to be erased") % who
        case f.ErasureHeld():
            until = day_words(fact.until)
            return _("Asks to wait until %(until)s with erasing %(who)s") % {**who, "until": until}
        case f.ErasureReleased():
            return _("Sees no reason to wait any longer with erasing %(who)s") % who
        case f.IdentityErased():
            return _("The name, the address, the words and the files of %(who)s were erased, as they wished") % who
        case unknown:
            assert_never(unknown)


def way_word(way: f.Withdrawal) -> str:
    """A way of withdrawing, as a choice."""
    return {
        f.Withdrawal.NO_CONTACT: _("They want no contact any more"),
        f.Withdrawal.ERASURE: _("They want to be erased"),
        f.Withdrawal.PATTERN: _("They do not want this to go on; the report may be kept for a pattern"),
    }[way]


def _withdrawn(way: f.Withdrawal) -> str:
    return {
        f.Withdrawal.NO_CONTACT: _("%(who)s wants no contact any more"),
        f.Withdrawal.ERASURE: _("%(who)s asks to be erased"),
        f.Withdrawal.PATTERN: _("%(who)s does not want this to go on; the report may be kept for a pattern"),
    }[way]


def _taken_back(way: f.Withdrawal) -> str:
    return {
        f.Withdrawal.NO_CONTACT: _("%(who)s may be written to again"),
        f.Withdrawal.ERASURE: _("%(who)s does not want to be erased any more"),
        f.Withdrawal.PATTERN: _("%(who)s wants this to go on"),
    }[way]
