"""Verbs of conflicts of interest: the question that everybody is asked, and the one by another member (C1, C2)."""

from __future__ import annotations

from evenhand.casework import conflicts, keychanges
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_deciding import MEMBER
from evenhand.doors.cli.verbs_speaking import TEXT
from evenhand.procedure.candidates import Act

STAYS = k.flag("stays", "they declare a conflict of interest and stay")
HARD = k.flag("hard", "they declare one with which nobody stays, and step back")


def answer_conflict(play: Performance, who: str, step: Step) -> None:
    _answer(play, who, step, step.get(TEXT) if step.get(STAYS) or step.get(HARD) else "")


def answer_questioned(play: Performance, who: str, step: Step) -> None:
    _answer(play, who, step, step.get(TEXT))


def _answer(play: Performance, who: str, step: Step, text: str) -> None:
    seat = play.seat(who, step.case)
    if step.get(HARD):
        conflicts.declare_hard(seat, play.occasion, text)
    else:
        keychanges.answer_conflict(seat, play.occasion, stays=step.get(STAYS), text=text)


def question(play: Performance, who: str, step: Step) -> None:
    conflicts.question(play.seat(who, step.case), play.occasion, play.member(step.get(MEMBER)), step.get(TEXT))


CONFLICTS = (
    Verb(Act.ANSWER_CONFLICT, "answers the conflict question (C1)", answer_conflict, (STAYS, HARD, TEXT)),
    Verb(Act.QUESTION_CONFLICT, "asks whether another member has a conflict (C1)", question, (MEMBER, TEXT)),
    Verb(Act.ANSWER_QUESTIONED, "answers what another member asked (C1)", answer_questioned, (STAYS, HARD, TEXT)),
)
