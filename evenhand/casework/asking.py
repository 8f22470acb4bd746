"""Advice, and what is told for the record only: answered, looked at, ended; a report only by the person's act (K3)."""

from __future__ import annotations

from evenhand.casework import portal
from evenhand.casework.seats import PartySeat, Seat
from evenhand.casework.talking import Letter, send
from evenhand.casework.work import act
from evenhand.outbox.texts import Text
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.vault.keyring import COMMITTEE


def look_for_danger(seat: Seat, occasion: Occasion, text: str, *, in_danger: bool) -> None:
    """Look whether what was told for the record only speaks of danger; where it does, the others hear at once."""
    with act(seat, occasion) as work:
        work.add(f.LookedForDanger(in_danger), COMMITTEE, {"text": text})
        if in_danger:
            work.tell_members(work.others(), Text.URGENT)


def answer_and_end(seat: Seat, occasion: Occasion, to: Party, letter: Letter, seen: int | None = None) -> None:
    """Answer somebody who asked for advice, and end it with this answer."""
    with act(seat, occasion, seen) as work:
        send(work, f.LetterKind.ACKNOWLEDGEMENT, to, letter)
        work.add(f.Closed())


def make_a_report(seat: PartySeat, occasion: Occasion) -> None:
    """Make a report of what was only asked or told: the clocks begin now, and nobody else can do it."""
    with act(seat, occasion) as work:
        work.add(f.ReportMade(seat.party))
        portal.tell_owner(work)


__all__ = ["answer_and_end", "look_for_danger", "make_a_report"]
