"""Verbs of a deadlock: turning over, the council's decision, who counts as affected."""

from __future__ import annotations

from evenhand.casework import council, deciding
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_deciding import GROUND, HAPPENED_IN, LASTS, MEASURE, PROPOSED_TO, measure_of
from evenhand.doors.cli.verbs_speaking import ABOUT, TEXT
from evenhand.procedure.candidates import Act

NAMES = k.text("names", "who is involved, as the council sees it first")
COUNTS = k.flag("counts", "they count as affected")


def turn_over(play: Performance, who: str, step: Step) -> None:
    council.turn_over(play.seat(who, step.case), play.occasion, step.get(TEXT), step.get(NAMES))


def decide(play: Performance, who: str, step: Step) -> None:
    decision = deciding.Proposal((measure_of(step),), {"text": step.get(TEXT)})
    council.decide(play.seat(who, step.case), play.occasion, decision)


def decide_affected(play: Performance, who: str, step: Step) -> None:
    seat, about = play.seat(who, step.case), step.get(ABOUT)
    council.decide_affected(seat, play.occasion, about, counts=step.get(COUNTS), reason=step.get(TEXT))


COUNCIL = (
    Verb(Act.TURN_OVER, "turns the case over to the council (D2)", turn_over, (NAMES, TEXT)),
    Verb(
        Act.DECIDE,
        "writes the council's decision (D2)",
        decide,
        (MEASURE, GROUND, PROPOSED_TO, HAPPENED_IN, LASTS, TEXT),
    ),
    Verb(
        Act.DECIDE_AFFECTED, "decides whether somebody counts as affected (D4)", decide_affected, (ABOUT, COUNTS, TEXT)
    ),
)
