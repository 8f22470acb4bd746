"""Verbs of what the law asks (K1, R3)."""

from __future__ import annotations

from evenhand.casework import law
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_speaking import ABOUT, TEXT
from evenhand.procedure import facts as f
from evenhand.procedure.candidates import Act

TOLD = k.choice("told", "who was told", f.DisclosedTo, f.DisclosedTo.COURT)
ON_GROUND = k.choice("on_ground", "on what ground", f.DisclosureGround, f.DisclosureGround.ORDER)
TOLD_AT = k.moment("told_at", "when they were told; now where nothing is said")
TOLD_FIRST = k.flag("told_first", "whether those whom it concerns heard of it before")
WHY = k.text("why", "why")
DISCLOSURE = k.number("disclosure", "which disclosure, counted from one")
DOES_NOT_STAND = k.flag("does_not_stand", "whether the second member finds that it was wrong")


UNDER_18 = k.parties("under_18", "who is under 18; nobody where nothing is said")


def disclose(play: Performance, who: str, step: Step) -> None:
    told = law.Disclosure(
        step.get(TOLD),
        step.get(ON_GROUND),
        step.moment(TOLD_AT, play.now),
        step.get(TOLD_FIRST),
        step.get(TEXT),
        step.get(WHY),
        "" if step.get(TOLD_FIRST) else step.get(WHY),
    )
    law.disclose(play.seat(who, step.case), play.occasion, told)


def second_disclosure(play: Performance, who: str, step: Step) -> None:
    seat, stands = play.seat(who, step.case), not step.get(DOES_NOT_STAND)
    law.second_disclosure(seat, play.occasion, step.get(DISCLOSURE), step.get(TEXT), stands=stands)


def name_minors(play: Performance, who: str, step: Step) -> None:
    law.name_minors(play.seat(who, step.case), play.occasion, step.get(UNDER_18), step.get(TEXT))


def agree_to_minor(play: Performance, who: str, step: Step) -> None:
    law.agree_to_contact(play.seat(who, step.case), play.occasion, step.get(ABOUT), step.get(TEXT))


LAW = (
    Verb(Act.NAME_MINORS, "writes down who is under 18 (R3)", name_minors, (UNDER_18, TEXT)),
    Verb(
        Act.AGREE_TO_MINOR,
        "agrees, as another member, that somebody under 18 is written to (R3)",
        agree_to_minor,
        (ABOUT, TEXT),
    ),
    Verb(
        Act.DISCLOSE,
        "writes down what was told to a court or somebody else outside (K1)",
        disclose,
        (TOLD, ON_GROUND, TOLD_AT, TOLD_FIRST, TEXT, WHY),
    ),
    Verb(
        Act.SECOND_DISCLOSURE,
        "looks at it as a second member (K1)",
        second_disclosure,
        (DISCLOSURE, DOES_NOT_STAND, TEXT),
    ),
)
