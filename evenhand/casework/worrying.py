"""Somebody may be thinking of harming themselves: marked, reached out to, or helped another way (R7)."""

from __future__ import annotations

from evenhand.casework.seats import Seat
from evenhand.casework.work import act
from evenhand.outbox.texts import Text
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.procedure.manual_file import Manual, wording_of
from evenhand.vault.keyring import COMMITTEE

WORDING = "self-harm"
"""The id of the wording in the manual file."""


def mark(seat: Seat, occasion: Occasion, party: Party, text: str) -> None:
    """Mark that one is worried about somebody; the others hear that something cannot wait (R7)."""
    with act(seat, occasion) as work:
        work.add(f.WorryMarked(party), COMMITTEE, {"text": text})
        work.tell_members(work.others(), Text.URGENT)


def settle(seat: Seat, occasion: Occasion, party: Party, text: str) -> None:
    """Write down what was done another way than by a letter, or why nothing has to be (R7)."""
    with act(seat, occasion) as work:
        work.add(f.WorrySettled(party), COMMITTEE, {"text": text})


def wording(manual: Manual, language: str) -> str:
    """The reviewed words with which a letter begins; ours where this version of the manual is older than they are."""
    return wording_of(manual, WORDING).in_language(language)
