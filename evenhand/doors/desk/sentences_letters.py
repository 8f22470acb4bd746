"""Letters as plain sentences of the story: to whom, of which kind, by which way."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from evenhand.doors.desk.dates import time_words
from evenhand.doors.desk.names import party_name
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Fact

__all__ = ["tell_of_a_letter"]


def tell_of_a_letter(letter: f.LetterSent, before: Iterable[Fact] = ()) -> str:
    """One sentence; ``before`` is what was written down before the letter, the newest first."""
    invitation = _invitation_of(letter, before)
    parts = _sent(letter) if invitation is None else _invited(letter, invitation)
    if letter.until is not None:
        parts = (*parts, _("date given: %(date)s") % {"date": time_words(letter.until)})
    return ", ".join(parts)


def _sent(letter: f.LetterSent) -> tuple[str, ...]:
    kinds = {
        f.LetterKind.ACKNOWLEDGEMENT: _("Acknowledgement to %(who)s"),
        f.LetterKind.MESSAGE: _("Letter to %(who)s"),
        f.LetterKind.CONTACT_NOTICE: _("%(who)s was told who will be asked, and what"),
        f.LetterKind.FIRST_CONTACT: _("First letter to %(who)s"),
        f.LetterKind.QUESTION: _("Question to %(who)s"),
        f.LetterKind.UPDATE: _("Update to %(who)s"),
        f.LetterKind.CONSULTATION: _("The proposed resolution was explained to %(who)s"),
        f.LetterKind.REPRIMAND: _("Reprimand to %(who)s"),
        f.LetterKind.RECONNECTION: _("%(who)s was told of the reconnection"),
        f.LetterKind.CLOSING: _("Last letter to %(who)s"),
        f.LetterKind.AFTERCARE: _("%(who)s was asked whether anybody made them pay for it"),
        f.LetterKind.REVIEW_ANSWER: _("Answer to %(who)s about the review"),
    }
    ways = {f.Via.LINE: _("on their page"), f.Via.MAIL: _("by mail too"), f.Via.OTHER: _("another way")}
    return kinds[letter.kind] % {"who": party_name(letter.to)}, ways[letter.via]


def _invited(letter: f.LetterSent, invitation: f.Invited) -> tuple[str, ...]:
    """The link goes with this letter, so it goes the way that the invitation goes (R3)."""
    asks = letter.kind is f.LetterKind.QUESTION
    what = _("Letter of invitation to %(who)s, with a question") if asks else _("Letter of invitation to %(who)s")
    by_mail = invitation.via is f.Via.MAIL
    return what % {"who": party_name(letter.to)}, _("by mail") if by_mail else _("handed over another way")


def _invitation_of(letter: f.LetterSent, before: Iterable[Fact]) -> f.Invited | None:
    """The invitation that a letter is part of, which was written down in the same act."""
    for fact in before:
        match fact:
            case f.KeysChanged() | f.AddressGiven():  # what an invitation writes down between the two
                continue
            case f.Invited(party=party) if party == letter.to:
                return fact
            case _:
                return None
    return None
