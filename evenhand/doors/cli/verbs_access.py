"""Verbs of a request for the data kept about somebody (K1)."""

from __future__ import annotations

from evenhand.casework import access
from evenhand.casework.access import Told
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Standing, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_speaking import ABOUT, TEXT
from evenhand.procedure.candidates import Act

ASKED_AT = k.moment("asked_at", "when the request came; now where nothing is said")
KEPT_BACK = k.text("kept_back", "what is kept back, and why; nothing where nothing is said", "")
RECOGNISED = k.flag("recognised", "whether the second member recognises somebody in the files")
OTHER_WAY = k.text("other_way", "which other way, and why; on their page where nothing is said", "")


def ask(play: Performance, who: str, step: Step) -> None:
    access.ask(play.line(who, step.case), play.occasion, step.get(TEXT))


def record(play: Performance, who: str, step: Step) -> None:
    asked_at = step.moment(ASKED_AT, play.now)
    access.record(play.seat(who, step.case), play.occasion, step.get(ABOUT), asked_at, step.get(TEXT))


def record_asker(play: Performance, who: str, step: Step) -> None:
    access.record_asker(play.seat(who, step.case), play.occasion, step.moment(ASKED_AT, play.now), step.get(TEXT))


def take_back(play: Performance, who: str, step: Step) -> None:
    access.take_back(play.line(who, step.case), play.occasion)


def record_taken_back(play: Performance, who: str, step: Step) -> None:
    access.record_taken_back(play.seat(who, step.case), play.occasion, step.get(ABOUT), step.get(TEXT))


def prepare(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    access.prepare(seat, play.occasion, step.get(ABOUT), step.get(TEXT), step.get(KEPT_BACK))


def check(play: Performance, who: str, step: Step) -> None:
    seat, sound = play.seat(who, step.case), not step.get(RECOGNISED)
    access.check(seat, play.occasion, step.get(ABOUT), step.get(TEXT), nobody_recognised=sound)


def give(play: Performance, who: str, step: Step) -> None:
    access.give(play.seat(who, step.case), play.occasion, step.get(ABOUT), other_way=step.get(OTHER_WAY))


def extend(play: Performance, who: str, step: Step) -> None:
    access.extend(play.seat(who, step.case), play.occasion, step.get(ABOUT), _told(step))


def refuse(play: Performance, who: str, step: Step) -> None:
    access.refuse(play.seat(who, step.case), play.occasion, step.get(ABOUT), _told(step))


def _told(step: Step) -> Told:
    return Told(step.get(TEXT), could_tell=False, other_way=step.get(OTHER_WAY))


ACCESS = (
    Verb("ask-access", "asks for the data kept about them (K1)", ask, (TEXT,), Standing.PARTY),
    Verb(Act.RECORD_ACCESS, "writes down that somebody asks for it (K1)", record, (ABOUT, ASKED_AT, TEXT)),
    Verb("take-access-back", "takes their request for it back (K1)", take_back, (), Standing.PARTY),
    Verb(
        Act.RECORD_ASKER, "writes down that somebody asks for it who is no party (K1)", record_asker, (ASKED_AT, TEXT)
    ),
    Verb(Act.TAKE_BACK_ACCESS, "writes down that they want it no more (K1)", record_taken_back, (ABOUT, TEXT)),
    Verb(Act.PREPARE_ACCESS, "puts the files together that answer it (K1)", prepare, (ABOUT, TEXT, KEPT_BACK)),
    Verb(Act.CHECK_ACCESS, "reads exactly these files, as a second member (K1)", check, (ABOUT, RECOGNISED, TEXT)),
    Verb(Act.GIVE_ACCESS, "gives them, as they were read (K1)", give, (ABOUT, OTHER_WAY)),
    Verb(Act.EXTEND_ACCESS, "says that it takes longer, and why (K1)", extend, (ABOUT, OTHER_WAY, TEXT)),
    Verb(Act.REFUSE_ACCESS, "refuses it, and says why (K1)", refuse, (ABOUT, OTHER_WAY, TEXT)),
)
