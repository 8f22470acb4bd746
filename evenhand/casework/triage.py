"""Triage, and what follows from a clear and severe breach as far as it is done by hand (T1, T2, S1 to S7)."""

from __future__ import annotations

from evenhand.casework.seats import Seat
from evenhand.casework.work import act
from evenhand.outbox.texts import Text
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.vault.keyring import COMMITTEE


def triage(  # noqa: PLR0913 - what the manual asks first
    seat: Seat,
    occasion: Occasion,
    *,
    severe: bool,
    kind: f.SevereKind | None = None,
    what: str = "",
    in_danger: bool = False,
    ongoing: bool = False,
    anew: bool = False,
    seen: int | None = None,
) -> None:
    """Decide whether it is a clear and severe breach, and whether anybody is in danger; one member alone may."""
    with act(seat, occasion, seen) as work:
        fact = f.Triaged(severe, kind if severe else None, in_danger, ongoing, anew=severe and anew)
        work.add(fact, COMMITTEE, {"text": what})
        if severe or in_danger:
            work.tell_members(work.others(), Text.URGENT)


def write_down_by_hand(  # noqa: PLR0913 - what S2 to S6 ask for
    seat: Seat,
    occasion: Occasion,
    *,
    disconnected: tuple[str, ...],
    not_yet: tuple[str, ...],
    reporter_told: bool,
    originator_told: bool,
    spaces: str,
    told_originator: str,
    seen: int | None = None,
) -> None:
    """Write down what was done by hand, space by space, and what the originator was told (S2 to S6)."""
    fact = f.HandledByHand(disconnected, not_yet, reporter_told, originator_told)
    with act(seat, occasion, seen) as work:
        work.add(fact, COMMITTEE, {"text": spaces, "told_originator": told_originator})
        work.tell_members(work.others())


def sign_off(seat: Seat, occasion: Occasion, outcome: f.SignOff, reason: str) -> None:
    """Review a use of the severe path, as a member other than the one who acted (S7)."""
    with act(seat, occasion) as work:
        work.add(f.SignedOff(outcome), COMMITTEE, {"text": reason})


def reconnect(seat: Seat, occasion: Occasion, text: str, seen: int | None = None) -> None:
    """Write down that the person has access again everywhere (S7)."""
    with act(seat, occasion, seen) as work:
        work.add(f.Reconnected(), COMMITTEE, {"text": text})


__all__ = ["reconnect", "sign_off", "triage", "write_down_by_hand"]
