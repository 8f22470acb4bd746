"""Withdrawing, holding, erasing (K1), and what a finding rests on then (R4)."""

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK
from tests.procedure.rules.handling import filed
from tests.procedure.rules.row import Row, triaged
from tests.procedure.story import DAY, MOMENT, MONDAY, NO_ACTION, REPORTED, REPORTER, REPRIMAND, Story, a_report

NO_CONTACT = f.Withdrawn(REPORTER, f.Withdrawal.NO_CONTACT)
ERASE = f.Withdrawn(REPORTER, f.Withdrawal.ERASURE)
KEEP = f.Withdrawn(REPORTER, f.Withdrawal.PATTERN)
BACK = f.WithdrawalTakenBack(REPORTER, f.Withdrawal.ERASURE)
SECOND, LET_GO, ERASED = f.ErasureSeconded(REPORTER), f.ErasureReleased(REPORTER), f.IdentityErased(REPORTER)


def hold(case: Story, days: int = 30) -> f.ErasureHeld:
    return f.ErasureHeld(REPORTER, case.now + days * DAY)


def asked() -> Story:
    return triaged().does(REPORTER, ERASE)


def written_down() -> Story:
    return triaged().does("chidi", ERASE)


def half_held() -> Story:
    case = asked()
    return case.does("bo", hold(case))


def held() -> Story:
    case = half_held()
    return case.does("chidi", hold(case))


def half_that_is_over() -> Story:
    """One member asked to wait for three days, and nobody else did."""
    case = asked()
    return case.does("bo", hold(case, 3)).waits(4 * DAY)


def held_once_more() -> Story:
    """On the twentieth day the same two let it wait for as long as they still may."""
    case = held().waits(20 * DAY)
    longest = f.ErasureHeld(REPORTER, MONDAY + 104 * DAY)
    return case.does("bo", longest).does("chidi", longest)


def half_let_go() -> Story:
    return held().does("bo", LET_GO)


def due() -> Story:
    return asked().waits(14 * DAY)


def erased() -> Story:
    return due().does(CLERK, ERASED)


def found(despite: bool = False) -> Story:  # noqa: FBT002 - a state, not a switch
    """Determined as a violation before the reporter withdrew, or after and on more than their word."""
    case = triaged().contacted().heard()
    return case.does(REPORTER, KEEP) if despite else case.determined(REPORTED).does(REPORTER, KEEP)


def beyond(case: Story) -> f.Determined:
    finding = case.determination(REPORTED)
    return f.Determined(
        finding.version,
        finding.happened,
        finding.violation,
        finding.responsible,
        finding.ongoing,
        finding.in_danger,
        beyond_statement=True,
    )


ROWS = (
    Row("a reporter asks for no contact", triaged, REPORTER, lambda _: NO_CONTACT),
    Row("a reporter asks to be erased", triaged, REPORTER, lambda _: ERASE),
    Row("a reporter lets the report be kept for a pattern", triaged, REPORTER, lambda _: KEEP),
    Row("after the end too", lambda: Story().ready_to_close().does("bo", f.Closed()), REPORTER, lambda _: ERASE),
    Row("each way once", asked, REPORTER, lambda _: ERASE, Clause.IDENTITY),
    Row(
        "who wants no contact as it is need not say so",
        lambda: Story().opened(report=a_report(MONDAY, reach=f.Reach.NONE)).answered(),
        REPORTER,
        lambda _: NO_CONTACT,
        Clause.IDENTITY,
    ),
    Row(
        "only a reporter withdraws",
        lambda: triaged().contacted(),
        REPORTED,
        lambda _: f.Withdrawn(REPORTED, f.Withdrawal.ERASURE),
        Clause.IDENTITY,
    ),
    Row(
        "files are named for an erasure only",
        triaged,
        REPORTER,
        lambda _: f.Withdrawn(REPORTER, f.Withdrawal.PATTERN, ("0a",)),
        Clause.IDENTITY,
    ),
    Row("it can be taken back", asked, REPORTER, lambda _: BACK),
    Row("by nobody in their place who has a page", asked, "bo", lambda _: BACK, Clause.IDENTITY),
    Row(
        "what was written down for who has none is taken back so as well",
        lambda: filed().does("bo", ERASE),
        "bo",
        lambda _: BACK,
    ),
    Row("what nobody asked for cannot be taken back", triaged, REPORTER, lambda _: BACK, Clause.IDENTITY),
    Row("a member writes down what was said elsewhere", triaged, "bo", lambda _: ERASE),
    Row("a second member confirms it", written_down, "bo", lambda _: SECOND),
    Row("nobody confirms themselves", written_down, "chidi", lambda _: SECOND, Clause.IDENTITY),
    Row("the reporter's own wish needs no second member", asked, "bo", lambda _: SECOND, Clause.IDENTITY),
    Row("nothing is confirmed that nobody asked for", triaged, "bo", lambda _: SECOND, Clause.IDENTITY),
    Row("a member asks to wait", asked, "bo", hold),
    Row("a second one agrees", half_held, "chidi", hold),
    Row("nobody does both halves", half_held, "bo", hold, Clause.IDENTITY),
    Row("not longer than the manual says", asked, "bo", lambda case: hold(case, 91), Clause.IDENTITY),
    Row("until a date that comes", asked, "bo", lambda case: hold(case, 0), Clause.IDENTITY),
    Row("a half whose date has passed is asked for anew", half_that_is_over, "bo", hold),
    Row(
        "and half of one holds nothing that another begins after it",
        lambda: (case := half_that_is_over()).does("chidi", hold(case)).waits(10 * DAY),
        CLERK,
        lambda _: ERASED,
    ),
    Row(
        "however often it is asked for, all of it is no longer",
        lambda: held().waits(20 * DAY),
        "bo",
        lambda _: f.ErasureHeld(REPORTER, MONDAY + 104 * DAY + MOMENT),
        Clause.IDENTITY,
    ),
    Row("up to that very day", held_once_more, CLERK, lambda _: ERASED, Clause.IDENTITY),
    Row("and then it is done", lambda: held_once_more().waits(84 * DAY), CLERK, lambda _: ERASED),
    Row("there is nothing to hold", triaged, "bo", hold, Clause.IDENTITY),
    Row("a member lets go", held, "bo", lambda _: LET_GO),
    Row("nobody lets go twice", half_let_go, "bo", lambda _: LET_GO, Clause.IDENTITY),
    Row("half a hold holds nothing", half_held, "chidi", lambda _: LET_GO, Clause.IDENTITY),
    Row("nothing is let go that nobody asked for", triaged, "bo", lambda _: LET_GO, Clause.IDENTITY),
    Row("the clerk erases when its time has come", due, CLERK, lambda _: ERASED),
    Row("not before", asked, CLERK, lambda _: ERASED, Clause.IDENTITY),
    Row("not while it is held", lambda: held().waits(14 * DAY), CLERK, lambda _: ERASED, Clause.IDENTITY),
    Row("a hold ends by itself", lambda: held().waits(30 * DAY), CLERK, lambda _: ERASED),
    Row(
        "two members lift it",
        lambda: half_let_go().does("chidi", LET_GO).waits(14 * DAY),
        CLERK,
        lambda _: ERASED,
    ),
    Row("half a hold stops nothing", lambda: half_held().waits(14 * DAY), CLERK, lambda _: ERASED),
    Row(
        "never on one member's word",
        lambda: written_down().waits(14 * DAY),
        CLERK,
        lambda _: ERASED,
        Clause.IDENTITY,
    ),
    Row(
        "on the word of two",
        lambda: written_down().does("bo", SECOND).waits(14 * DAY),
        CLERK,
        lambda _: ERASED,
    ),
    Row(
        "not what was taken back",
        lambda: asked().does(REPORTER, BACK).waits(14 * DAY),
        CLERK,
        lambda _: ERASED,
        Clause.IDENTITY,
    ),
    Row("no member erases", due, "bo", lambda _: ERASED, Clause.RECUSAL),
    Row("who was erased is not written to", erased, "bo", lambda case: case.question(), Clause.IDENTITY),
    Row("who was erased says nothing more", erased, REPORTER, lambda _: f.MessageReceived(REPORTER), Clause.RECUSAL),
    Row(
        "a finding rests on more than the word of who withdrew",
        lambda: found(despite=True),
        "bo",
        lambda case: case.determination(REPORTED),
        Clause.WHAT_HAPPENED,
    ),
    Row("and says on what", lambda: found(despite=True), "bo", beyond),
    Row("that it cannot be told needs nothing more", lambda: found(despite=True), "bo", lambda c: c.determination()),
    Row(
        "no measure is proposed on their word",
        found,
        "bo",
        lambda case: case.proposal(REPRIMAND),
        Clause.WHAT_HAPPENED,
    ),
    Row(
        "one that does nothing may be",
        found,
        "bo",
        lambda case: case.proposal(f.Measure(NO_ACTION.kind, ground=f.Ground.SETTLED_IN_PUBLIC)),
    ),
)
