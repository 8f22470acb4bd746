"""Verbs of somebody who may be thinking of harming themselves (R7)."""

from __future__ import annotations

from evenhand.casework import talking, worrying
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_speaking import ABOUT, COULD_TELL, TEXT, TO, VIA
from evenhand.procedure import facts as f
from evenhand.procedure.candidates import Act

SAYS = k.text("says", "how the letter goes on after the wording of the manual file", "")


def mark(play: Performance, who: str, step: Step) -> None:
    worrying.mark(play.seat(who, step.case), play.occasion, step.get(ABOUT), step.get(TEXT))


def reach_out(play: Performance, who: str, step: Step) -> None:
    seat, to = play.seat(who, step.case), step.get(TO)
    language = seat.state.parties[to].language if to in seat.state.parties else "en"
    text = f"{worrying.wording(seat.manual, language)}\n\n{step.get(SAYS)}"
    letter = talking.Letter(text, step.get(VIA), step.get(COULD_TELL))
    talking.write(seat, play.occasion, f.LetterKind.MESSAGE, to, letter)


def settle(play: Performance, who: str, step: Step) -> None:
    worrying.settle(play.seat(who, step.case), play.occasion, step.get(ABOUT), step.get(TEXT))


WORRY = (
    Verb(Act.MARK_WORRY, "marks that somebody may harm themselves (R7)", mark, (ABOUT, TEXT)),
    Verb(Act.REACH_OUT, "writes to them, beginning with reviewed words (R7)", reach_out, (TO, SAYS, VIA, COULD_TELL)),
    Verb(Act.SETTLE_WORRY, "writes down what was done another way (R7)", settle, (ABOUT, TEXT)),
)
