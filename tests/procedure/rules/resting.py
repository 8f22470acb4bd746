"""A case that rests until a date (R12)."""

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from tests.procedure.rules.row import Row, ready_to_close, triaged
from tests.procedure.story import COMMITTEE, DAY, HOUR, MOMENT, NOT_SEVERE, REPORTER, Story


def resting() -> Story:
    case = triaged()
    return case.does("bo", f.Rested(case.now + 7 * DAY))


def one_never_looked() -> Story:
    """Everybody but one has answered the conflict question, days ago."""
    case = Story().opened().answered(*COMMITTEE[:-1])
    return case.does("bo", case.letter(f.LetterKind.ACKNOWLEDGEMENT), NOT_SEVERE).waits(3 * DAY)


def in_danger() -> Story:
    return triaged().does("bo", f.Triaged(severe=False, kind=None, in_danger=True, ongoing=False))


def updated() -> Story:
    """The reporter was given a date after the two weeks, and nothing else is owed before it."""
    case = triaged().waits(13 * DAY)
    return case.does("bo", case.update(21 * DAY))


def weighed() -> Story:
    """Agreed, consulted and weighed: the two weeks are met, so the date for carrying it out counts."""
    return Story().agreed_on().consulted().weighed()


def without_consensus() -> Story:
    """Ten days on four object, so another proposal is due a week later: after the two weeks."""
    case = triaged().waits(10 * DAY).determined().proposed()
    for member in ("bo", "chidi", "dara", "eun"):
        case.does(member, case.position(f.Position.OBJECT))
    return case


def data_asked_for() -> Story:
    """The reporter was given a date in two months, and asks for the data that is kept about them."""
    case = triaged()
    case.does("bo", case.update(60 * DAY))
    return case.does(REPORTER, f.AccessAsked(REPORTER, case.now))


def closed() -> Story:
    return ready_to_close().does("bo", f.Closed())


ROWS = (
    Row("a case rests until a date before which nothing is due", triaged, "bo", lambda c: f.Rested(c.now + 7 * DAY)),
    Row("up to that very date", triaged, "bo", lambda c: f.Rested(c.now + 14 * DAY)),
    Row("and not beyond", triaged, "bo", lambda c: f.Rested(c.now + 14 * DAY + MOMENT), Clause.WHAT_HAPPENED),
    Row("nor until now", triaged, "bo", lambda c: f.Rested(c.now), Clause.UPDATE),
    Row("not while anybody is in danger", in_danger, "bo", lambda c: f.Rested(c.now + DAY), Clause.ONGOING_OR_DANGER),
    Row(
        "not over a reply that is owed",
        lambda: triaged().does(REPORTER, f.MessageReceived(REPORTER)),
        "bo",
        lambda c: f.Rested(c.now + 72 * HOUR + MOMENT),
        Clause.PERSONAL,
    ),
    Row("until a date that the reporter was given", updated, "bo", lambda c: f.Rested(c.now + 21 * DAY)),
    Row("and not beyond that", updated, "bo", lambda c: f.Rested(c.now + 21 * DAY + MOMENT), Clause.WHAT_HAPPENED),
    Row("nor over the two weeks", without_consensus, "bo", lambda c: f.Rested(c.now + 5 * DAY), Clause.UPDATE),
    Row("after the agreement too", weighed, "bo", lambda c: f.Rested(c.now + 7 * DAY)),
    Row("the date can be moved", resting, "chidi", lambda c: f.Rested(c.now + 9 * DAY)),
    Row("a member who never looked holds nobody up", one_never_looked, "bo", lambda c: f.Rested(c.now + 7 * DAY)),
    Row(
        "nor does the time of the law stand still",
        data_asked_for,
        "bo",
        lambda c: f.Rested(c.now + 40 * DAY),
        Clause.IDENTITY,
    ),
    Row("it rests until then", data_asked_for, "bo", lambda c: f.Rested(c.now + 30 * DAY)),
    Row("by a member alone", triaged, REPORTER, lambda c: f.Rested(c.now + DAY), Clause.RECUSAL),
    Row("anybody in the case wakes it", resting, "bo", lambda _: f.Woken()),
    Row("where it rests", triaged, "dara", lambda _: f.Woken(), Clause.UPDATE),
    Row("and not after the date", lambda: resting().waits(7 * DAY), "dara", lambda _: f.Woken(), Clause.UPDATE),
    Row("a closed case rests in another way", closed, "bo", lambda c: f.Rested(c.now + DAY), Clause.COUNCIL_REPORT),
)
