"""Verbs of what comes after the end (D6, V4)."""

from __future__ import annotations

from evenhand.casework import afterwards, talking
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Standing, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_speaking import COULD_TELL, TEXT, TO, VIA
from evenhand.procedure import facts as f
from evenhand.procedure.candidates import Act

FAIRLY = k.choice("fairly", "whether they were treated fairly", f.Fairness, f.Fairness.YES, needed=True)


def ask_reopening(play: Performance, who: str, step: Step) -> None:
    afterwards.ask_reopening(play.seat(who, step.case), play.occasion, step.get(TEXT))


def reopen(play: Performance, who: str, step: Step) -> None:
    afterwards.reopen(play.seat(who, step.case), play.occasion)


def decline_reopening(play: Performance, who: str, step: Step) -> None:
    afterwards.decline_reopening(play.seat(who, step.case), play.occasion, step.get(TEXT))


def _writes(kind: f.LetterKind, play: Performance, who: str, step: Step) -> None:
    letter = talking.Letter(step.get(TEXT), step.get(VIA), step.get(COULD_TELL))
    talking.write(play.seat(who, step.case), play.occasion, kind, step.get(TO), letter)


def check_retaliation(play: Performance, who: str, step: Step) -> None:
    _writes(f.LetterKind.AFTERCARE, play, who, step)


def answer_review(play: Performance, who: str, step: Step) -> None:
    _writes(f.LetterKind.REVIEW_ANSWER, play, who, step)


def ask_review(play: Performance, who: str, step: Step) -> None:
    afterwards.ask_review(play.line(who, step.case), play.occasion, step.get(TEXT))


def answer_fairness(play: Performance, who: str, step: Step) -> None:
    afterwards.answer_fairness(play.line(who, step.case), play.occasion, step.get(FAIRLY), step.get(TEXT))


AFTERWARDS = (
    Verb(
        Act.CHECK_RETALIATION,
        "asks a reporter after the end whether anybody made them pay for it (D6)",
        check_retaliation,
        (TO, TEXT, VIA, COULD_TELL),
    ),
    Verb("ask-review", "asks for a review of the resolution (V4)", ask_review, (TEXT,), Standing.PARTY),
    Verb(Act.ANSWER_REVIEW, "answers a review (V4)", answer_review, (TO, TEXT, VIA, COULD_TELL)),
    Verb(
        "answer-fairness",
        "says whether they were treated fairly (V4)",
        answer_fairness,
        (FAIRLY, TEXT),
        Standing.PARTY,
    ),
    Verb(Act.ASK_REOPENING, "asks to take a closed case up again (D6)", ask_reopening, (TEXT,)),
    Verb(Act.REOPEN, "agrees to take it up again (D6)", reopen),
    Verb(Act.DECLINE_REOPENING, "says why a case stays closed (D6)", decline_reopening, (TEXT,)),
)
