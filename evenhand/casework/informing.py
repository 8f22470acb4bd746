"""Telling a reported person what is kept about them, another way than by the first letter, or later (R3)."""

from __future__ import annotations

from datetime import datetime

from evenhand.casework.seats import Seat
from evenhand.casework.work import act
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.vault.keyring import COMMITTEE


def give(seat: Seat, occasion: Occasion, party: Party, text: str) -> None:
    """Write down that they were told, what and how (R3)."""
    with act(seat, occasion) as work:
        work.add(f.DataNoticeGiven(party), COMMITTEE, {"text": text})


def defer(seat: Seat, occasion: Occasion, party: Party, until: datetime, text: str) -> None:
    """Put it off to a date, for a reason (R3)."""
    with act(seat, occasion) as work:
        work.add(f.DataNoticeDeferred(party, until), COMMITTEE, {"text": text})
