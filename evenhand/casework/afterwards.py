"""After the end: taking a case up again, asking how somebody is, a review, and whether people felt fairly treated."""

from __future__ import annotations

from collections import Counter

from evenhand.casework import listing, portal
from evenhand.casework.seats import PartySeat, Seat
from evenhand.casework.work import act
from evenhand.people.occasion import Occasion
from evenhand.people.sessions import SignedIn
from evenhand.procedure import facts as f
from evenhand.record import rooms
from evenhand.vault.keyring import COMMITTEE

AT_A_TIME = 5
"""Answers are shown five more at a time: a sum that grew by one would tell what one person said (V4)."""


def ask_reopening(seat: Seat, occasion: Occasion, reason: str) -> None:
    """Ask to take a closed case up again, for a reason (D6)."""
    with act(seat, occasion) as work:
        work.add(f.ReopeningAsked(), COMMITTEE, {"text": reason})
        work.tell_members(work.others())


def reopen(seat: Seat, occasion: Occasion) -> None:
    """Agree to take it up again: clocks start anew, the old resolution stays on record, each page says so (D6)."""
    with act(seat, occasion) as work:
        work.add(f.Reopened())
        work.tell_members(work.others())
        for party in work.state.parties:
            work.tell_party(party)


def decline_reopening(seat: Seat, occasion: Occasion, reason: str) -> None:
    """Say why it stays closed, or take one's own wish back (D6)."""
    with act(seat, occasion) as work:
        work.add(f.ReopeningDeclined(), COMMITTEE, {"text": reason})
        work.tell_members(work.others())


def ask_review(seat: PartySeat, occasion: Occasion, text: str) -> None:
    """Ask for a review of the resolution, where the community allows it (V4)."""
    with act(seat, occasion) as work:
        if work.state.parties[seat.party].review_asked_at is not None:
            return  # a double click
        work.add(f.ReviewAsked(seat.party), rooms.line(seat.party), {"text": text})
        portal.tell_owner(work)


def answer_fairness(seat: PartySeat, occasion: Occasion, answer: f.Fairness, text: str = "") -> None:
    """Say whether one was treated fairly: the answer is only counted, the words are read in the line (V4).

    The same form sent twice counts once; other words are not taken as if they were kept.
    """
    with act(seat, occasion) as work:
        given = [str(words.get("text", "")) for words in work.read_line(seat.party, f.FairnessAnswered)]
        if work.state.parties[seat.party].fairness is answer and given == [text]:
            return
        work.add(f.FairnessAnswered(seat.party, answer), rooms.line(seat.party), {"text": text})


def fairness_sums(signed_in: SignedIn) -> dict[f.Fairness, int] | None:
    """How people saw the handling, over the cases at which this member sits; nothing below five answers (V4)."""
    given = sorted(answer for summary in listing.every_seat(signed_in) for answer in summary.fairness)
    shown = Counter(answer for _, answer in given[: len(given) // AT_A_TIME * AT_A_TIME])
    return {answer: shown[answer] for answer in f.Fairness} if shown else None
