"""Verbs of a reporter who withdraws, and of the members around them (K1)."""

from __future__ import annotations

from evenhand.casework import withdrawing
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Standing, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_speaking import ABOUT, TEXT
from evenhand.procedure import facts as f
from evenhand.procedure.candidates import Act
from evenhand.procedure.withdrawing import longest_hold

WAY = k.choice("way", "in which way", f.Withdrawal, f.Withdrawal.ERASURE, needed=True)
UNTIL = k.moment("until", "until when; as long as the manual allows where nothing is said")


def withdraw(play: Performance, who: str, step: Step) -> None:
    withdrawing.withdraw(play.line(who, step.case), play.occasion, step.get(WAY), step.get(TEXT))


def take_back(play: Performance, who: str, step: Step) -> None:
    withdrawing.take_back(play.line(who, step.case), play.occasion, step.get(WAY), step.get(TEXT))


def record_withdrawal(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    withdrawing.record(seat, play.occasion, step.get(ABOUT), step.get(WAY), step.get(TEXT))


def take_back_withdrawal(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    withdrawing.record_taken_back(seat, play.occasion, step.get(ABOUT), step.get(WAY), step.get(TEXT))


def second_erasure(play: Performance, who: str, step: Step) -> None:
    withdrawing.second(play.seat(who, step.case), play.occasion, step.get(ABOUT))


def hold_erasure(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    party = seat.state.parties.get(step.get(ABOUT))
    wish = None if party is None else party.erasure
    longest = play.now + seat.policy.hold_most if wish is None else longest_hold(wish, seat.policy, play.now)
    until = step.moment(UNTIL, longest)
    withdrawing.hold(seat, play.occasion, step.get(ABOUT), until, step.get(TEXT))


def release_erasure(play: Performance, who: str, step: Step) -> None:
    withdrawing.release(play.seat(who, step.case), play.occasion, step.get(ABOUT), step.get(TEXT))


WITHDRAWING = (
    Verb("withdraw", "withdraws their report in one of three ways (K1)", withdraw, (WAY, TEXT), Standing.PARTY),
    Verb("take-back", "takes it back (K1)", take_back, (WAY, TEXT), Standing.PARTY),
    Verb(
        Act.RECORD_WITHDRAWAL,
        "writes down that a reporter withdraws, as they said elsewhere (K1)",
        record_withdrawal,
        (ABOUT, WAY, TEXT),
    ),
    Verb(
        Act.TAKE_BACK_WITHDRAWAL,
        "writes down that a reporter takes it back (K1)",
        take_back_withdrawal,
        (ABOUT, WAY, TEXT),
    ),
    Verb(Act.SECOND_ERASURE, "confirms that a reporter asked to be erased (K1)", second_erasure, (ABOUT,)),
    Verb(Act.HOLD_ERASURE, "asks to wait with an erasure (K1)", hold_erasure, (ABOUT, UNTIL, TEXT)),
    Verb(Act.RELEASE_ERASURE, "sees no reason to wait any longer (K1)", release_erasure, (ABOUT, TEXT)),
)
