"""Somebody may be thinking of harming themselves (R7)."""

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from tests.procedure.rules.row import Row, triaged
from tests.procedure.story import REPORTED, REPORTER, Story

WORRIED, HELPED = f.WorryMarked(REPORTER), f.WorrySettled(REPORTER)


def worried() -> Story:
    return triaged().does("bo", WORRIED)


def written_to() -> Story:
    case = worried()
    return case.does("bo", case.letter(f.LetterKind.MESSAGE))


ROWS = (
    Row("anybody marks that they are worried", triaged, "bo", lambda _: WORRIED),
    Row("after the end too", lambda: Story().ready_to_close().does("bo", f.Closed()), "bo", lambda _: WORRIED),
    Row("once while it stands", worried, "chidi", lambda _: WORRIED, Clause.ONGOING_OR_DANGER),
    Row("and again after a letter", written_to, "chidi", lambda _: WORRIED),
    Row("about somebody who is here", triaged, "bo", lambda _: f.WorryMarked(REPORTED), Clause.PERSONAL),
    Row("a letter goes", worried, "bo", lambda c: c.letter(f.LetterKind.MESSAGE)),
    Row("or they were helped another way", worried, "bo", lambda _: HELPED),
    Row("what nobody marked is not settled", triaged, "bo", lambda _: HELPED, Clause.ONGOING_OR_DANGER),
    Row("nor about who is not here", worried, "bo", lambda _: f.WorrySettled(REPORTED), Clause.PERSONAL),
    Row(
        "the end waits for it",
        lambda: Story().enacted().does("chidi", WORRIED),
        "bo",
        lambda _: f.Closed(),
        Clause.ONGOING_OR_DANGER,
    ),
)
