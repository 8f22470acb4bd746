"""After the end: reopening, the question about retaliation, review, fairness (D6, V4)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from tests.procedure.rules.row import Row, triaged
from tests.procedure.story import DAY, POLICY, REPORTED, REPORTER, Story, a_report, brought

ASK, AGAIN, NOT_AGAIN = f.ReopeningAsked(), f.Reopened(), f.ReopeningDeclined()
REVIEW, FAIR = f.ReviewAsked(REPORTER), f.FairnessAnswered(REPORTER, f.Fairness.PARTLY)


def closed() -> Story:
    return Story().ready_to_close().does("bo", f.Closed())


def asked() -> Story:
    return closed().does("bo", ASK)


def alone() -> Story:
    """Where the community lets one member decide it."""
    case = asked()
    case.policy = replace(POLICY, reopening_members=1)
    return case


def again() -> Story:
    return asked().does("chidi", AGAIN)


def advice_ended() -> Story:
    case = Story()
    case.opened(report=a_report(case.now, purpose=f.Purpose.ADVICE)).answered()
    return case.does("bo", case.letter(f.LetterKind.ACKNOWLEDGEMENT), f.Closed())


def moved() -> Story:
    return triaged().does("bo", f.ReportMoved(REPORTER, "ab" * 16))


def reviewable() -> Story:
    case = closed()
    case.policy = replace(POLICY, review_within=30 * DAY)
    return case


def review_asked() -> Story:
    return reviewable().does(REPORTER, REVIEW)


def answered_review() -> Story:
    case = review_asked()
    return case.does("bo", answer(case))


def aftercare(case: Story, to: f.Party = REPORTER) -> f.LetterSent:
    return case.letter(f.LetterKind.AFTERCARE, to)


def answer(case: Story) -> f.LetterSent:
    return case.letter(f.LetterKind.REVIEW_ANSWER)


ROWS = (
    Row("a member asks to take a closed case up again", closed, "bo", lambda _: ASK),
    Row("once", asked, "chidi", lambda _: ASK, Clause.COUNCIL_REPORT),
    Row("not an open one", triaged, "bo", lambda _: ASK, Clause.COUNCIL_REPORT),
    Row("a second member agrees", asked, "chidi", lambda _: AGAIN),
    Row("nobody agrees with themselves", asked, "bo", lambda _: AGAIN, Clause.COUNCIL_REPORT),
    Row("unless the community lets one member decide", alone, "bo", lambda _: AGAIN),
    Row("a reason comes first", closed, "bo", lambda _: AGAIN, Clause.COUNCIL_REPORT),
    Row("an open case is not opened again", again, "dara", lambda _: AGAIN, Clause.COUNCIL_REPORT),
    Row("another member says why not", asked, "chidi", lambda _: NOT_AGAIN),
    Row("who asked takes it back", asked, "bo", lambda _: NOT_AGAIN),
    Row("where nobody asked there is nothing to decline", closed, "bo", lambda _: NOT_AGAIN, Clause.COUNCIL_REPORT),
    Row("it can be asked for anew", lambda: asked().does("chidi", NOT_AGAIN), "bo", lambda _: ASK),
    Row("who only asked for advice is not taken up", advice_ended, "bo", lambda _: ASK, Clause.ADVICE),
    Row("a case whose report went elsewhere stays closed", moved, "bo", lambda _: ASK, Clause.COUNCIL_REPORT),
    Row("a report joins what is determined anew", again, "bo", brought),
    Row("it is decided anew", again, "bo", lambda case: case.determination()),
    Row("the old resolution is not carried out again", again, "bo", lambda _: f.Closed(), Clause.CONSULTATION),
    Row("a reporter is asked how they are", closed, "bo", aftercare),
    Row("not before the end", triaged, "bo", aftercare, Clause.COUNCIL_REPORT),
    Row("once, by one of us", lambda: closed().does("bo", aftercare(closed())), "bo", aftercare, Clause.COUNCIL_REPORT),
    Row("who only asked for advice is not", advice_ended, "bo", aftercare, Clause.COUNCIL_REPORT),
    Row("a review is asked for where there is one", reviewable, REPORTER, lambda _: REVIEW),
    Row("not where there is none", closed, REPORTER, lambda _: REVIEW, Clause.DISCRIMINATION),
    Row("once too", review_asked, REPORTER, lambda _: REVIEW, Clause.DISCRIMINATION),
    Row("within its time", lambda: reviewable().waits(30 * DAY), REPORTER, lambda _: REVIEW, Clause.DISCRIMINATION),
    Row("whoever asked is answered", review_asked, "bo", answer),
    Row("once", answered_review, "bo", answer, Clause.DISCRIMINATION),
    Row("they ask once as well", answered_review, REPORTER, lambda _: REVIEW, Clause.DISCRIMINATION),
    Row("and nobody else", reviewable, "bo", answer, Clause.DISCRIMINATION),
    Row("a party says whether they were treated fairly", closed, REPORTER, lambda _: FAIR),
    Row("after the last letter", triaged, REPORTER, lambda _: FAIR, Clause.DISCRIMINATION),
    Row("only once", lambda: closed().does(REPORTER, FAIR), REPORTER, lambda _: FAIR, Clause.DISCRIMINATION),
    Row("for themselves", closed, "bo", lambda _: FAIR, Clause.RECUSAL),
    Row("and not for others", closed, REPORTED, lambda _: FAIR, Clause.RECUSAL),
)
