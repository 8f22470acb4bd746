"""Letters, questions, the record (R1, R2, R4, R8, R10, R12, V1, V6)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK, Party
from tests.procedure.rules.row import Row, answered, triaged
from tests.procedure.story import DAY, HOUR, MOMENT, REPORTED, REPORTER, SECOND_REPORTER, Story, a_report

NOBODY = Party("nobody-1")
MESSAGE, UPDATE = f.LetterKind.MESSAGE, f.LetterKind.UPDATE


def filed(reach: f.Reach = f.Reach.MAIL) -> Story:
    """A report that reached a member by mail: its reporter has no line yet."""
    case = Story()
    report = a_report(case.now, way=f.Way.MAIL, reached_at=case.now - 5 * HOUR, reach=reach)
    return case.opened(report=report).answered()


def no_contact() -> Story:
    """A web report by somebody who does not want to be contacted."""
    case = Story()
    return case.opened(report=a_report(case.now, reach=f.Reach.NONE)).answered()


def written_to() -> Story:
    case = filed()
    return case.does("bo", case.letter(MESSAGE, via=f.Via.MAIL))


def invited() -> Story:
    case = filed()
    return case.does("bo", f.Invited(REPORTER, case.now + 14 * DAY, f.Via.MAIL))


def joined() -> Story:
    return invited().does(REPORTER, f.InvitationTaken(REPORTER, "en"))


def with_a_newcomer() -> Story:
    return triaged().does("bo", f.NewcomerMarked(REPORTER))


def asked() -> Story:
    case = triaged()
    return case.does("bo", case.question())


def talked() -> Story:
    case = triaged()
    return case.does("bo", f.TalkLogged(1, case.now))


def unacknowledged() -> Story:
    return answered().waits(72 * HOUR)


TOLD = f.CouncilToldOfDelay(Clause.RECEIPT, REPORTER)

ROWS = (
    Row("a second report joins the case", triaged, CLERK, lambda c: a_report(c.now, party=SECOND_REPORTER)),
    Row("a report is in the case once", triaged, CLERK, lambda c: a_report(c.now), Clause.RECEIPT),
    Row(
        "a member files a report before the conflict question",
        lambda: Story().does("bo", f.CaseOpened("9f" * 32, ("bo", "ada"))),  # type: ignore[arg-type]  # names as ids
        "bo",
        lambda c: a_report(c.now, way=f.Way.CALL),
    ),
    Row(
        "no report has come tomorrow",
        triaged,
        "bo",
        lambda c: a_report(c.now, party=SECOND_REPORTER, reached_at=c.now + MOMENT),
        Clause.TRIAGE_FIRST,
    ),
    Row("a reporter adds to their report", triaged, REPORTER, lambda _: f.ReportAddedTo(REPORTER)),
    Row("nobody adds to another's", triaged, REPORTER, lambda _: f.ReportAddedTo(SECOND_REPORTER), Clause.RECUSAL),
    Row("no receipt for nobody", answered, CLERK, lambda _: f.ReceiptGiven(NOBODY, mailed=False), Clause.PERSONAL),
    Row("a party writes", triaged, REPORTER, lambda _: f.MessageReceived(REPORTER)),
    # --- letters
    Row("a person writes to a party", answered, "bo", lambda c: c.letter(f.LetterKind.ACKNOWLEDGEMENT)),
    Row("nobody writes to nobody", answered, "bo", lambda c: c.letter(MESSAGE, NOBODY), Clause.PERSONAL),
    Row(
        "no letter gives a date that has passed",
        answered,
        "bo",
        lambda c: replace(c.letter(MESSAGE), until=c.now),
        Clause.PERSONAL,
    ),
    Row("a letter is left in the line of who wants no contact", no_contact, "bo", lambda c: c.letter(MESSAGE)),
    Row(
        "and not sent after them",
        no_contact,
        "bo",
        lambda c: c.letter(MESSAGE, via=f.Via.MAIL),
        Clause.PERSONAL,
    ),
    Row("nothing is laid in a line that nobody has", filed, "bo", lambda c: c.letter(MESSAGE), Clause.PERSONAL),
    Row("it goes by mail", filed, "bo", lambda c: c.letter(MESSAGE, via=f.Via.MAIL)),
    Row("or waits in a line with a living invitation", invited, "bo", lambda c: c.letter(MESSAGE)),
    Row(
        "but not once it has lapsed",
        lambda: invited().waits(14 * DAY),
        "bo",
        lambda c: c.letter(MESSAGE),
        Clause.PERSONAL,
    ),
    Row("a letter that was sent comes back", written_to, CLERK, lambda c: f.LetterCameBack(c.entry(f.LetterSent))),
    Row("an invitation comes back", invited, "bo", lambda c: f.LetterCameBack(c.entry(f.Invited))),
    Row("not one that was taken", joined, "bo", lambda c: f.LetterCameBack(c.entry(f.Invited)), Clause.RECEIPT),
    Row("none that was never sent", answered, "bo", lambda _: f.LetterCameBack("e-9"), Clause.RECEIPT),
    Row("a mail that told of something comes back", written_to, CLERK, lambda _: f.NoticeCameBack(REPORTER)),
    Row("and no member says so", written_to, "bo", lambda _: f.NoticeCameBack(REPORTER), Clause.RECUSAL),
    # --- questions and messages
    Row("a question gives a date", triaged, "bo", lambda c: c.question()),
    Row("and not none", triaged, "bo", lambda c: replace(c.question(), until=None), Clause.ENOUGH_INFORMATION),
    Row("a question is the next", asked, "bo", lambda c: replace(c.question(), refers=1), Clause.ENOUGH_INFORMATION),
    Row("a party answers", asked, REPORTER, lambda _: f.QuestionAnswered(REPORTER, 1)),
    Row("a member notes an answer", asked, "bo", lambda _: f.QuestionAnswered(REPORTER, 1)),
    Row(
        "nobody answers what was not asked",
        asked,
        REPORTER,
        lambda _: f.QuestionAnswered(REPORTER, 2),
        Clause.ENOUGH_INFORMATION,
    ),
    Row(
        "nor what another was asked",
        lambda: asked().contacted(),
        REPORTED,
        lambda _: f.QuestionAnswered(REPORTED, 1),
        Clause.ENOUGH_INFORMATION,
    ),
    Row(
        "a message may need no reply",
        lambda: triaged().does(REPORTER, f.MessageReceived(REPORTER)),
        "bo",
        lambda _: f.MessageSettled(REPORTER),
    ),
    Row("only one that waits", triaged, "bo", lambda _: f.MessageSettled(REPORTER), Clause.PERSONAL),
    Row("of somebody there", triaged, "bo", lambda _: f.MessageSettled(NOBODY), Clause.PERSONAL),
    Row("an update gives a new date", triaged, "bo", lambda c: c.update()),
    Row("and not none", lambda: triaged().waits(DAY), "bo", lambda c: c.letter(UPDATE), Clause.UPDATE),
    Row(
        "updates are for reporters",
        lambda: triaged().contacted(),
        "bo",
        lambda c: replace(c.update(), to=REPORTED),
        Clause.UPDATE,
    ),
    # --- who could not be reached
    Row(
        "who had the time to answer was not reached",
        lambda: written_to().waits(7 * DAY),
        "bo",
        lambda _: f.NotReached(REPORTER),
    ),
    Row(
        "who has some left is waited for",
        lambda: written_to().waits(7 * DAY - MOMENT),
        "bo",
        lambda _: f.NotReached(REPORTER),
        Clause.WHAT_HAPPENED,
    ),
    Row(
        "unless the letter came back",
        lambda: (case := written_to()).does(CLERK, f.LetterCameBack(case.entry(f.LetterSent))),
        "bo",
        lambda _: f.NotReached(REPORTER),
    ),
    Row("who was never tried is not unreachable", filed, "bo", lambda _: f.NotReached(REPORTER), Clause.WHAT_HAPPENED),
    Row("who has a line is reached there", triaged, "bo", lambda _: f.NotReached(REPORTER), Clause.CONSULTATION),
    Row("nobody is not unreachable", triaged, "bo", lambda _: f.NotReached(NOBODY), Clause.PERSONAL),
    # --- newcomers
    Row("a member notes that somebody is new", triaged, "bo", lambda _: f.NewcomerMarked(REPORTER)),
    Row("a party says so", triaged, REPORTER, lambda _: f.NewcomerMarked(REPORTER)),
    Row("once", with_a_newcomer, "bo", lambda _: f.NewcomerMarked(REPORTER), Clause.NEWCOMERS),
    Row("of somebody who is there", triaged, "bo", lambda _: f.NewcomerMarked(NOBODY), Clause.PERSONAL),
    Row("a newcomer is offered support", with_a_newcomer, "bo", lambda _: f.SupportSettled(REPORTER, offered=True)),
    Row("or a reason is given why not", with_a_newcomer, "bo", lambda _: f.SupportSettled(REPORTER, offered=False)),
    Row(
        "and not twice",
        lambda: with_a_newcomer().does("bo", f.SupportSettled(REPORTER, offered=True)),
        "bo",
        lambda _: f.SupportSettled(REPORTER, offered=True),
        Clause.NEWCOMERS,
    ),
    Row(
        "who is not new is not offered it",
        triaged,
        "bo",
        lambda _: f.SupportSettled(REPORTER, offered=True),
        Clause.NEWCOMERS,
    ),
    Row("nor is nobody", triaged, "bo", lambda _: f.SupportSettled(NOBODY, offered=True), Clause.PERSONAL),
    # --- the record
    Row("evidence has its own time", triaged, "bo", lambda c: f.EvidenceFiled(f.EvidenceKind.MAIL, c.now)),
    Row("or none", triaged, "bo", lambda _: f.EvidenceFiled(f.EvidenceKind.LINK, None)),
    Row("a file of the committee's room is described", triaged, "bo", lambda _: f.FileDescribed()),
    Row("and one of a line", triaged, "bo", lambda _: f.FileDescribed(REPORTER)),
    Row("a party describes their own file", triaged, REPORTER, lambda _: f.FileDescribed(REPORTER)),
    Row("and no other", triaged, REPORTER, lambda _: f.FileDescribed(f.Party("reported-1")), Clause.RECUSAL),
    Row("nor one of the committee's", triaged, REPORTER, lambda _: f.FileDescribed(), Clause.RECUSAL),
    Row("a line has its party", triaged, "bo", lambda _: f.FileDescribed(f.Party("nobody")), Clause.PERSONAL),
    Row(
        "which is not tomorrow",
        triaged,
        "bo",
        lambda c: f.EvidenceFiled(f.EvidenceKind.MAIL, c.now + MOMENT),
        Clause.IN_WRITING,
    ),
    Row("a talk is logged", triaged, "bo", lambda c: f.TalkLogged(1, c.now)),
    Row("after it was held", triaged, "bo", lambda c: f.TalkLogged(1, c.now + MOMENT), Clause.SUMMARISED_BACK),
    Row("each once", talked, "bo", lambda c: f.TalkLogged(1, c.now), Clause.SUMMARISED_BACK),
    Row("its summary is written", talked, "bo", lambda _: f.TalkSummarised(1)),
    Row("of a talk that was", talked, "bo", lambda _: f.TalkSummarised(2), Clause.SUMMARISED_BACK),
    # --- broken promises
    Row("the council is told of a broken promise", unacknowledged, CLERK, lambda _: TOLD),
    Row("once each", lambda: unacknowledged().does(CLERK, TOLD), CLERK, lambda _: TOLD, Clause.RECEIPT),
    Row("of none that was kept", lambda: answered().waits(72 * HOUR - MOMENT), CLERK, lambda _: TOLD, Clause.RECEIPT),
    Row("by the clock alone", unacknowledged, "bo", lambda _: TOLD, Clause.RECUSAL),
)
