"""Verbs of what a reported person is told about what is kept (R3)."""

from __future__ import annotations

from evenhand.casework import informing
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_speaking import ABOUT, TEXT
from evenhand.procedure.candidates import Act

PUT_OFF_UNTIL = k.moment("put_off_until", "until when it is put off; now where nothing is said, which is refused")


def give(play: Performance, who: str, step: Step) -> None:
    informing.give(play.seat(who, step.case), play.occasion, step.get(ABOUT), step.get(TEXT))


def defer(play: Performance, who: str, step: Step) -> None:
    until = step.moment(PUT_OFF_UNTIL, play.now)
    informing.defer(play.seat(who, step.case), play.occasion, step.get(ABOUT), until, step.get(TEXT))


INFORMING = (
    Verb(Act.GIVE_DATA_NOTICE, "writes down that somebody was told what is kept about them (R3)", give, (ABOUT, TEXT)),
    Verb(Act.DEFER_DATA_NOTICE, "puts that off, for a reason (R3)", defer, (ABOUT, PUT_OFF_UNTIL, TEXT)),
)
