"""What the law asks: disclosures (K1)."""

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from tests.procedure.rules.row import Row, triaged
from tests.procedure.story import MOMENT, REPORTER, Story


def to_a_court(case: Story, number: int = 1) -> f.Disclosed:
    return f.Disclosed(number, f.DisclosedTo.COURT, f.DisclosureGround.ORDER, case.now, told_first=False)


def tomorrow(case: Story) -> f.Disclosed:
    return f.Disclosed(1, f.DisclosedTo.POLICE, f.DisclosureGround.DANGER, case.now + MOMENT, told_first=True)


def disclosed() -> Story:
    case = triaged()
    return case.does("bo", to_a_court(case))


def looked_at() -> Story:
    return disclosed().does("chidi", LOOKED)


LOOKED = f.DisclosureSeconded(1, stands=True)

ROWS = (
    Row("what was told outside is written down", triaged, "bo", to_a_court),
    Row("after the end too", lambda: Story().ready_to_close().does("bo", f.Closed()), "bo", to_a_court),
    Row("once it has happened", triaged, "bo", tomorrow, Clause.IDENTITY),
    Row("each once", disclosed, "chidi", to_a_court, Clause.IDENTITY),
    Row("and then the next", disclosed, "chidi", lambda case: to_a_court(case, 2)),
    Row("by a member", triaged, REPORTER, to_a_court, Clause.RECUSAL),
    Row("a second member looks at it", disclosed, "chidi", lambda _: LOOKED),
    Row("nobody looks at their own", disclosed, "bo", lambda _: LOOKED, Clause.IDENTITY),
    Row("one is enough", looked_at, "dara", lambda _: LOOKED, Clause.IDENTITY),
    Row("there is something to look at", triaged, "chidi", lambda _: LOOKED, Clause.IDENTITY),
)
