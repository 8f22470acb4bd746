"""Verbs of speaking in public (D3c, D3e, D7)."""

from __future__ import annotations

from evenhand.casework import publishing
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_speaking import TEXT
from evenhand.procedure.candidates import Act

INDEX = k.number("measure", "which measure of the proposal, counted from 1")
STATEMENT = k.number("statement", "which text, counted from 1")
TITLE = k.text("title", "its title", "")
WHY_NAMED = k.text("why_named", "why it names the person it is to", "")
RECOGNISED = k.flag("recognised", "who reported, or a third person, could be recognised in it")
MORE = k.flag("more_than_behaviour", "it says more than was determined, or judges the person")
UNHEARD = k.flag("unheard", "the person it is to was not heard")
SPACE = k.text("space", "in which space it was said", "")
WHY_ELSEWHERE = k.text("why_elsewhere", "why not where it happened", "")
ON_PAGE = k.flag("on_page", "it stands on the public page as well")


def _written(step: Step) -> publishing.Draft:
    return publishing.Draft(step.get(TITLE), step.get(TEXT), "en", step.get(WHY_NAMED))


def draft_statement(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    publishing.draft(seat, play.occasion, _written(step), measure=step.get(INDEX) - 1)


def speak_in_public(play: Performance, who: str, step: Step) -> None:
    publishing.draft(play.seat(who, step.case), play.occasion, _written(step))


def correct_statement(play: Performance, who: str, step: Step) -> None:
    publishing.draft(play.seat(who, step.case), play.occasion, _written(step), corrects=step.get(STATEMENT))


def check_statement(play: Performance, who: str, step: Step) -> None:
    found = publishing.Check(
        nobody_recognised=not step.get(RECOGNISED),
        only_behaviour=not step.get(MORE),
        was_heard=not step.get(UNHEARD),
        text=step.get(TEXT),
    )
    publishing.check(play.seat(who, step.case), play.occasion, step.get(STATEMENT), found)


def review_statement(play: Performance, who: str, step: Step) -> None:
    publishing.review(play.seat(who, step.case), play.occasion, step.get(STATEMENT), step.get(TEXT))


def make_statement(play: Performance, who: str, step: Step) -> None:
    space = step.get(SPACE)
    where = publishing.Where(space, step.get(WHY_ELSEWHERE), on_page=step.get(ON_PAGE) or not space)
    publishing.make(play.seat(who, step.case), play.occasion, step.get(STATEMENT), where)


def withdraw_statement(play: Performance, who: str, step: Step) -> None:
    publishing.withdraw(play.seat(who, step.case), play.occasion, step.get(STATEMENT), step.get(TEXT))


PUBLIC = (
    Verb(
        Act.DRAFT_STATEMENT,
        "writes the text that carries a measure out in public (D3c, D3e)",
        draft_statement,
        (INDEX, TITLE, TEXT, WHY_NAMED),
    ),
    Verb(
        Act.CHECK_STATEMENT,
        "says, as a second member, what the exact text would tell whom (D3e, D7)",
        check_statement,
        (STATEMENT, RECOGNISED, MORE, UNHEARD, TEXT),
    ),
    Verb(Act.REVIEW_STATEMENT, "notes that it was read for the law (D3e)", review_statement, (STATEMENT, TEXT)),
    Verb(
        Act.MAKE_STATEMENT,
        "says it in public (D3c, D3e, D7)",
        make_statement,
        (STATEMENT, SPACE, WHY_ELSEWHERE, ON_PAGE),
    ),
    Verb(Act.SPEAK_IN_PUBLIC, "writes a statement for the public (D7)", speak_in_public, (TITLE, TEXT)),
    Verb(
        Act.CORRECT_STATEMENT,
        "writes a correction of an earlier statement (D7)",
        correct_statement,
        (STATEMENT, TITLE, TEXT),
    ),
    Verb(Act.WITHDRAW_STATEMENT, "takes a statement back (D7)", withdraw_statement, (STATEMENT, TEXT)),
)
