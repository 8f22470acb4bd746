"""Verbs of a look at one case: the council asks, two members of the case grant it for a time (R9)."""

from __future__ import annotations

from evenhand.casework import looking
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_speaking import TEXT, UNTIL
from evenhand.procedure.candidates import Act
from evenhand.procedure.looking import newest_of

LOOKER = k.text("member", "which member", needed=True)


def _number(play: Performance, step: Step, member: str) -> int:
    look = newest_of(play.seat(member, step.case).state, play.member(member))
    return 0 if look is None else look.number


def ask_look(play: Performance, who: str, step: Step) -> None:
    looking.ask(play.seat(who, step.case), play.occasion, step.get(TEXT))


def grant_look(play: Performance, who: str, step: Step) -> None:
    number = _number(play, step, step.get(LOOKER))
    until = step.calendar.read(step.get(UNTIL))
    looking.grant(play.seat(who, step.case), play.occasion, number, until)


def agree_to_look(play: Performance, who: str, step: Step) -> None:
    looking.agree(play.seat(who, step.case), play.occasion, _number(play, step, step.get(LOOKER)))


def decline_look(play: Performance, who: str, step: Step) -> None:
    number = _number(play, step, step.get(LOOKER))
    looking.decline(play.seat(who, step.case), play.occasion, number, step.get(TEXT))


def take_look(play: Performance, who: str, step: Step) -> None:
    looking.take(play.seat(who, step.case), play.occasion, _number(play, step, who))


def end_look(play: Performance, who: str, step: Step) -> None:
    looking.end(play.seat(who, step.case), play.occasion, _number(play, step, step.get(LOOKER)))


LOOKING = (
    Verb("ask-look", "asks, for the council, to look at this case (R9)", ask_look, (TEXT,)),
    Verb(Act.GRANT_LOOK, "grants a look until a date, if another agrees (R9)", grant_look, (LOOKER, UNTIL)),
    Verb(Act.AGREE_TO_LOOK, "agrees to a look, as a second member (R9)", agree_to_look, (LOOKER,)),
    Verb(Act.DECLINE_LOOK, "declines a look (R9)", decline_look, (LOOKER, TEXT)),
    Verb("take-look", "opens a case by a look (R9)", take_look),
    Verb(Act.END_LOOK, "ends a look and changes the keys (R9)", end_look, (LOOKER,)),
)
