"""Telling a reported person what is kept about them (R3)."""

from datetime import timedelta

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK
from tests.procedure.rules.row import Row, triaged
from tests.procedure.story import DAY, REPORTED, REPORTER, Story

TOLD = f.DataNoticeGiven(REPORTED)


def named() -> Story:
    return triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))


def told() -> Story:
    return named().does("bo", TOLD)


def came_back() -> Story:
    case = triaged().contacted()
    return case.does(CLERK, f.LetterCameBack(case.entry(f.Invited)))


def later(case: Story, span: timedelta = 60 * DAY) -> f.DataNoticeDeferred:
    return f.DataNoticeDeferred(REPORTED, case.now + span)


ROWS = (
    Row("a reported person was told another way", named, "bo", lambda _: TOLD),
    Row("or is told later", named, "bo", later),
    Row("at a date that comes", named, "bo", lambda case: later(case, timedelta()), Clause.CONTACTING_ANYONE),
    Row("and not for ever", named, "bo", lambda case: later(case, 366 * DAY), Clause.CONTACTING_ANYONE),
    Row("somebody who is named", triaged, "bo", lambda _: TOLD, Clause.CONTACTING_ANYONE),
    Row("as reported", named, "bo", lambda _: f.DataNoticeGiven(REPORTER), Clause.CONTACTING_ANYONE),
    Row("once", told, "bo", lambda _: TOLD, Clause.CONTACTING_ANYONE),
    Row("the invitation tells them", lambda: triaged().contacted(), "bo", later, Clause.CONTACTING_ANYONE),
)
