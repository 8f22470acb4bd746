"""What the law asks: disclosures, and people who are under 18 (K1, R3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from evenhand.casework.seats import Seat
from evenhand.casework.work import act
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.vault.keyring import COMMITTEE


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Something that was told to somebody outside."""

    to: f.DisclosedTo
    ground: f.DisclosureGround
    at: datetime
    told_first: bool
    text: str = field(repr=False)
    """What was told, and to whom by name."""
    reason: str = field(repr=False)
    why_untold: str = field(default="", repr=False)


def disclose(seat: Seat, occasion: Occasion, told: Disclosure) -> None:
    """Write down what was told outside, by whoever decided it (K1)."""
    words = {"text": told.text, "reason": told.reason, "why_untold": told.why_untold}
    with act(seat, occasion) as work:
        number = len(work.state.disclosures) + 1
        work.add(f.Disclosed(number, told.to, told.ground, told.at, told.told_first), COMMITTEE, words)


def second_disclosure(seat: Seat, occasion: Occasion, number: int, text: str, *, stands: bool) -> None:
    """Look at it as a second member: stand by it, or say what was wrong (K1)."""
    with act(seat, occasion) as work:
        work.add(f.DisclosureSeconded(number, stands), COMMITTEE, {"text": text})


def name_minors(seat: Seat, occasion: Occasion, parties: Sequence[Party], text: str) -> None:
    """Write down who is under 18, or that nobody is to whom the committee writes (R3)."""
    with act(seat, occasion) as work:
        work.add(f.MinorsNamed(tuple(parties)), COMMITTEE, {"text": text})


def agree_to_contact(seat: Seat, occasion: Occasion, party: Party, text: str) -> None:
    """Agree, as another member, that somebody who is under 18 is written to (R3)."""
    with act(seat, occasion) as work:
        work.add(f.MinorContactAgreed(party), COMMITTEE, {"text": text})
