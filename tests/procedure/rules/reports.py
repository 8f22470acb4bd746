"""Reports and cases: joined, moved, linked, brought in, only asked, translated (T1, C1, C2, K3, V7)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK
from tests.procedure.rules.row import Row, answered, triaged
from tests.procedure.story import (
    ADA,
    BO,
    COMMITTEE,
    DAY,
    EUN,
    HOUR,
    MOMENT,
    REPORTED,
    REPORTER,
    SECOND_REPORTER,
    SEVERE,
    Story,
    a_report,
    brought,
)

OTHER_CASE = "ab" * 16
GOES = f.ReportMoved(REPORTER, OTHER_CASE)


def filed() -> Story:
    """A report that reached a member by mail an hour ago."""
    case = Story()
    report = a_report(case.now, way=f.Way.MAIL, reached_at=case.now - HOUR, reach=f.Reach.MAIL)
    return case.opened(report=report).answered()


def worked_on() -> Story:
    return filed().does("bo", f.BroughtIn(REPORTER))


def asked(purpose: f.Purpose = f.Purpose.ADVICE) -> Story:
    case = Story()
    return case.opened(report=a_report(case.now, purpose=purpose)).answered()


def told_for_the_record() -> Story:
    return asked(f.Purpose.RECORD)


def looked() -> Story:
    return told_for_the_record().does("bo", f.LookedForDanger(in_danger=False))


def given_advice() -> Story:
    case = asked()
    return case.does("bo", case.letter(f.LetterKind.ACKNOWLEDGEMENT))


def acknowledged_for_the_record() -> Story:
    case = told_for_the_record()
    return case.does("bo", case.letter(f.LetterKind.ACKNOWLEDGEMENT))


def made_a_report() -> Story:
    return given_advice().does("bo", f.Closed()).does(REPORTER, f.ReportMade(REPORTER))


def determined() -> Story:
    return triaged().determined()


def two_reports() -> Story:
    case = triaged()
    return case.does("bo", brought(case)).answered(*(m for m in COMMITTEE if m not in case.state.conflict_answers))


def linked() -> Story:
    return triaged().does("bo", f.CasesLinked(OTHER_CASE))


def translated() -> Story:
    return triaged().does("bo", f.Translated("e-1", "es", 1, ADA))


def questioned() -> Story:
    case = triaged()
    return case.does("bo", case.question())


def withdrawn() -> Story:
    return triaged().does(REPORTER, f.Withdrawn(REPORTER, f.Withdrawal.PATTERN))


def moved_on() -> Story:
    return triaged().does("bo", GOES)


def with_a_contact() -> Story:
    return triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))


def told_of_a_contact() -> Story:
    """Both reporters were told who will be asked, and have their time to object."""
    case = two_reports().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    return case.does("bo", *(replace(case.notice(), to=party) for party in (REPORTER, SECOND_REPORTER)))


def talked() -> Story:
    case = triaged()
    return case.does("bo", f.TalkLogged(1, case.now))


ROWS = (
    # --- a report joins
    Row("a report joins another case", triaged, "bo", brought),
    Row("the clerk joins none", triaged, CLERK, brought, Clause.RECUSAL),
    Row("it joins once", two_reports, "bo", brought, Clause.RECEIPT),
    Row("none joins where advice was asked", asked, "bo", brought, Clause.ADVICE),
    Row("none joins what is determined", determined, "bo", brought, Clause.WHAT_HAPPENED),
    Row("none joins without its names", triaged, "bo", lambda c: brought(c, names_given=False), Clause.CONFLICT_TOLD),
    Row("who was left out there joins none", triaged, "bo", lambda c: brought(c, left_out=(BO,)), Clause.RECUSAL),
    Row(
        "a member who has not answered brings a report only into a case that they open",
        lambda: Story().does("bo", f.CaseOpened("9f" * 32, COMMITTEE)),
        "bo",
        lambda c: brought(c, party=REPORTER),
    ),
    # --- a report goes
    Row("a report moves to another case", triaged, "bo", lambda _: GOES),
    Row("one of two splits off", two_reports, "bo", lambda _: f.ReportMoved(SECOND_REPORTER, OTHER_CASE)),
    Row(
        "nobody goes who is not there",
        triaged,
        "bo",
        lambda _: replace(GOES, party=SECOND_REPORTER),
        Clause.TRIAGE_FIRST,
    ),
    Row("who is barred there moves none", triaged, "bo", lambda _: replace(GOES, barred=(BO,)), Clause.RECUSAL),
    Row("what was only asked moves nowhere", asked, "bo", lambda _: GOES, Clause.ADVICE),
    Row("who has withdrawn is left where they are", withdrawn, "bo", lambda _: GOES, Clause.IDENTITY),
    Row("what moved on is erased where it was", moved_on, CLERK, lambda _: f.IdentityErased(REPORTER)),
    Row("what is determined stays", determined, "bo", lambda _: GOES, Clause.WHAT_HAPPENED),
    Row(
        "the severe path is reviewed where it was used",
        lambda: Story().triaged(SEVERE),
        "bo",
        lambda _: GOES,
        Clause.SIGN_OFF,
    ),
    Row("a question is answered first", questioned, "bo", lambda _: GOES, Clause.ENOUGH_INFORMATION),
    Row(
        "who may still object to a contact is heard where they were told of it",
        told_of_a_contact,
        "bo",
        lambda _: f.ReportMoved(SECOND_REPORTER, OTHER_CASE),
        Clause.CONTACTING_ANYONE,
    ),
    Row(
        "an objection is weighed where it was made",
        lambda: told_of_a_contact().does(SECOND_REPORTER, f.ContactAnswered(1, SECOND_REPORTER, objects=True)),
        "bo",
        lambda _: f.ReportMoved(SECOND_REPORTER, OTHER_CASE),
        Clause.CONTACTING_ANYONE,
    ),
    Row(
        "who does not object goes",
        lambda: told_of_a_contact().does(SECOND_REPORTER, f.ContactAnswered(1, SECOND_REPORTER, objects=False)),
        "bo",
        lambda _: f.ReportMoved(SECOND_REPORTER, OTHER_CASE),
    ),
    Row(
        "so does who was told of a contact that was taken back",
        lambda: told_of_a_contact().does("bo", f.ContactTakenBack(1)),
        "bo",
        lambda _: f.ReportMoved(SECOND_REPORTER, OTHER_CASE),
    ),
    Row("nobody else is left behind", with_a_contact, "bo", lambda _: GOES, Clause.CONTACTING_ANYONE),
    Row("no summary is left behind", talked, "bo", lambda _: GOES, Clause.SUMMARISED_BACK),
    Row(
        "words are carried to their reporter's line",
        two_reports,
        "bo",
        lambda c: f.WordsCarried(SECOND_REPORTER, f.Carried.REPORT, "e-0", c.now),
    ),
    Row(
        "no words are carried to nobody's",
        triaged,
        "bo",
        lambda c: f.WordsCarried(SECOND_REPORTER, f.Carried.REPORT, "e-0", c.now),
        Clause.PERSONAL,
    ),
    # --- two cases
    Row("two cases are linked", triaged, "bo", lambda _: f.CasesLinked(OTHER_CASE)),
    Row("they are linked once", linked, "bo", lambda _: f.CasesLinked(OTHER_CASE), Clause.DISCRIMINATION),
    # --- a case that began elsewhere
    Row(
        "it is brought in with what was said", filed, "bo", lambda c: f.BroughtIn(REPORTER, c.now - MOMENT, c.now + DAY)
    ),
    Row("a web report began here", answered, "bo", lambda _: f.BroughtIn(REPORTER), Clause.TRIAGE_FIRST),
    Row("it is brought in once", worked_on, "bo", lambda _: f.BroughtIn(REPORTER), Clause.TRIAGE_FIRST),
    Row(
        "nobody answered before the report came",
        filed,
        "bo",
        lambda c: f.BroughtIn(REPORTER, answered_at=c.now - DAY),
        Clause.RECEIPT,
    ),
    Row(
        "nobody promised a day before the report came",
        filed,
        "bo",
        lambda c: f.BroughtIn(REPORTER, promised_until=c.now - DAY),
        Clause.UPDATE,
    ),
    # --- advice, and the record
    Row("who asked for advice makes it a report", asked, REPORTER, lambda _: f.ReportMade(REPORTER)),
    Row(
        "also when the answer has ended it",
        lambda: given_advice().does("bo", f.Closed()),
        REPORTER,
        lambda _: f.ReportMade(REPORTER),
    ),
    Row("nobody makes it for them", asked, "bo", lambda _: f.ReportMade(REPORTER), Clause.RECUSAL),
    Row("a report is one already", made_a_report, REPORTER, lambda _: f.ReportMade(REPORTER), Clause.ADVICE),
    Row("nothing is triaged where advice was asked", asked, "bo", lambda _: SEVERE, Clause.ADVICE),
    Row("nothing is determined there", asked, "bo", lambda c: c.determination(), Clause.ADVICE),
    Row(
        "nobody is contacted there",
        asked,
        "bo",
        lambda _: f.ContactProposed(1, REPORTED, f.Role.REPORTED),
        Clause.ADVICE,
    ),
    Row("no date is promised there", asked, "bo", lambda c: c.update(), Clause.ADVICE),
    Row("an answer is due before it ends", asked, "bo", lambda _: f.Closed(), Clause.ADVICE),
    Row("an answer ends it", given_advice, "bo", lambda _: f.Closed()),
    Row("the record is looked at for danger", told_for_the_record, "bo", lambda _: f.LookedForDanger(in_danger=True)),
    Row("it is looked at once", looked, "bo", lambda _: f.LookedForDanger(in_danger=True), Clause.ADVICE),
    Row("a report is triaged instead", answered, "bo", lambda _: f.LookedForDanger(in_danger=True), Clause.ADVICE),
    Row("the record does not end unlooked at", acknowledged_for_the_record, "bo", lambda _: f.Closed(), Clause.ADVICE),
    # --- translations
    Row("a text is translated", triaged, "bo", lambda _: f.Translated("e-1", "es", 1, EUN)),
    Row("a translation is corrected", translated, "bo", lambda _: f.Translated("e-1", "es", 2, EUN)),
    Row(
        "a correction has the next number",
        translated,
        "bo",
        lambda _: f.Translated("e-1", "es", 1, EUN),
        Clause.MISUNDERSTANDINGS,
    ),
    Row(
        "a translation has an original",
        triaged,
        "bo",
        lambda _: f.Translated("", "es", 1, EUN),
        Clause.MISUNDERSTANDINGS,
    ),
)
