"""Verbs of a case that rests (R12)."""

from __future__ import annotations

from evenhand.casework import resting
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_speaking import TEXT
from evenhand.procedure.candidates import Act

RESTS_UNTIL = k.moment("rests_until", "until when it rests; now where nothing is said, which is refused")


def rest(play: Performance, who: str, step: Step) -> None:
    until = step.moment(RESTS_UNTIL, play.now)
    resting.rest(play.seat(who, step.case), play.occasion, until, step.get(TEXT))


def wake(play: Performance, who: str, step: Step) -> None:
    resting.wake(play.seat(who, step.case), play.occasion, step.get(TEXT))


RESTING = (
    Verb(Act.REST, "lets the case rest until a date (R12)", rest, (RESTS_UNTIL, TEXT)),
    Verb(Act.WAKE, "takes it up again (R12)", wake, (TEXT,)),
)
