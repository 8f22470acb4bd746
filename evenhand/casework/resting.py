"""Letting a case rest until a date, with a reason, and taking it up again (R12)."""

from __future__ import annotations

from datetime import datetime

from evenhand.casework.seats import Seat
from evenhand.casework.work import act
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.vault.keyring import COMMITTEE


def rest(seat: Seat, occasion: Occasion, until: datetime, reason: str, seen: int | None = None) -> None:
    """Let the case rest until a date: folded away where nothing is due before, with every clock running (R12)."""
    with act(seat, occasion, seen) as work:
        work.add(f.Rested(until), COMMITTEE, {"reason": reason})


def wake(seat: Seat, occasion: Occasion, text: str = "") -> None:
    """Take the case up again before its date; a word on why is welcome and not asked for."""
    with act(seat, occasion) as work:
        work.add(f.Woken(), COMMITTEE, {"text": text})
