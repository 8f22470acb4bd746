"""A person asks for the data kept about them: in time, read by two, and nothing given that nobody has read (K1)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK
from tests.procedure.rules.row import Row, triaged
from tests.procedure.story import DAY, MOMENT, POLICY, REPORTED, REPORTER, STRANGER, Story

K1 = Clause.IDENTITY
REFUSED = f.AccessRefused(REPORTER)
BY_HAND = f.AccessRefused(REPORTED, by_hand=True)
EXTENDED = f.AccessExtended(REPORTER)
FOUND_NOBODY = f.AccessChecked(REPORTER, 1, "01", nobody_recognised=True)
FOUND_SOMEBODY = f.AccessChecked(REPORTER, 1, "01", nobody_recognised=False)
GIVEN = f.AccessGiven(REPORTER, 1, "01")
BACK = f.AccessTakenBack(REPORTER)
ASKER = f.Party("asking-1")


def now(case: Story, party: f.Party = REPORTER) -> f.AccessAsked:
    return f.AccessAsked(party, case.now)


def files(version: int = 1) -> f.AccessPrepared:
    return f.AccessPrepared(REPORTER, version, f"{version:02}")


def asked(case: Story | None = None) -> Story:
    case = triaged() if case is None else case
    return case.does(REPORTER, now(case))


def late() -> Story:
    return asked().waits(POLICY.access_within)


def without_more_time() -> Story:
    case = asked()
    case.policy = replace(case.policy, access_extension=None)
    return case


def extended() -> Story:
    return asked().does("bo", EXTENDED)


def prepared() -> Story:
    return asked().does("chidi", files())


def prepared_anew() -> Story:
    return checked().does("chidi", files(2))


def checked() -> Story:
    return prepared().does("bo", FOUND_NOBODY)


def with_fault() -> Story:
    return checked().does("dara", FOUND_SOMEBODY)


def who_checked_has_a_conflict() -> Story:
    return checked().does("bo", f.Recused(f.Member("bo"), f.RecusalCause.DECLARED))


def who_wrote_has_a_conflict() -> Story:
    return checked().does("chidi", f.Recused(f.Member("chidi"), f.RecusalCause.DECLARED))


def given() -> Story:
    return checked().does("bo", GIVEN)


def refused() -> Story:
    return asked().does("bo", REFUSED)


def named() -> Story:
    """A reported person of whom nobody has asked anything yet, and who asks."""
    case = triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    return case.does("chidi", now(case, REPORTED))


def erased() -> Story:
    """The reporter wanted to be erased, while their own request and the reported person's were under way."""
    case = named()
    case.does("dara", f.AccessPrepared(REPORTED, 1, "01"))
    case.does("bo", f.AccessChecked(REPORTED, 1, "01", nobody_recognised=True))
    case.does(REPORTER, now(case)).does("chidi", files()).does("bo", FOUND_NOBODY)
    case.does(REPORTER, f.Withdrawn(REPORTER, f.Withdrawal.ERASURE))
    return case.waits(case.policy.erasure_after).does(CLERK, f.IdentityErased(REPORTER))


def under_18() -> Story:
    return asked().does("chidi", f.MinorsNamed((REPORTER,)))


def taken_back() -> Story:
    return checked().does(REPORTER, BACK)


def by_an_asker() -> Story:
    case = triaged()
    return case.does("bo", now(case, ASKER))


def moved(_: Story) -> f.ReportMoved:
    return f.ReportMoved(REPORTER, "0" * 32)


ROWS = (
    Row("a reporter asks for the data kept about them", triaged, REPORTER, now),
    Row("a member writes it down for them", triaged, "bo", now),
    Row("with the day on which it came", triaged, "bo", lambda case: f.AccessAsked(REPORTER, case.now - 9 * DAY)),
    Row("which is not tomorrow", triaged, "bo", lambda case: f.AccessAsked(REPORTER, case.now + MOMENT), K1),
    Row("nobody asks in another's line", triaged, REPORTED, now, Clause.RECUSAL),
    Row("who is only named may ask", lambda: named().does("bo", BY_HAND), "bo", lambda case: now(case, REPORTED)),
    Row("who is not there may not", triaged, "bo", lambda case: now(case, REPORTED), Clause.PERSONAL),
    Row("one request at a time", asked, "bo", now, K1),
    Row("asked again after it was given", given, REPORTER, now),
    Row("asked again after it was refused", refused, REPORTER, now),
    Row("it can be put off", asked, "bo", lambda _: EXTENDED),
    Row("once", extended, "bo", lambda _: EXTENDED, K1),
    Row("where the law knows that", without_more_time, "bo", lambda _: EXTENDED, K1),
    Row("and not when it is late", late, "bo", lambda _: EXTENDED, K1),
    Row("nor where nobody asked", triaged, "bo", lambda _: EXTENDED, K1),
    Row("who has no page is told another way", named, "bo", lambda _: f.AccessExtended(REPORTED), K1),
    Row("and can be", named, "bo", lambda _: f.AccessExtended(REPORTED, by_hand=True)),
    Row("files are put together", asked, "bo", lambda _: files()),
    Row("for who asked", triaged, "bo", lambda _: files(), K1),
    Row("in their order", asked, "bo", lambda _: files(2), K1),
    Row("another member reads them", prepared, "bo", lambda _: FOUND_NOBODY),
    Row("another", prepared, "chidi", lambda _: FOUND_NOBODY, K1),
    Row("exactly these", prepared_anew, "bo", lambda _: FOUND_NOBODY, K1),
    Row("when there are some", asked, "bo", lambda _: f.AccessChecked(REPORTER, 0, "", nobody_recognised=True), K1),
    Row("where somebody asked", triaged, "bo", lambda _: FOUND_NOBODY, K1),
    Row("what was read is given", checked, "bo", lambda _: GIVEN),
    Row("what nobody has read is not", prepared, "bo", lambda _: GIVEN, K1),
    Row("nor where nothing was put together", asked, "bo", lambda _: f.AccessGiven(REPORTER, 0, ""), K1),
    Row("nor what was changed since", prepared_anew, "bo", lambda _: GIVEN, K1),
    Row("nor other files", checked, "bo", lambda _: f.AccessGiven(REPORTER, 1, "02"), K1),
    Row("nor what one of two found fault with", with_fault, "bo", lambda _: GIVEN, K1),
    Row("nor on the word of who had a conflict", who_checked_has_a_conflict, "dara", lambda _: GIVEN, K1),
    Row("nor what such a member wrote", who_wrote_has_a_conflict, "dara", lambda _: GIVEN, K1),
    Row("nor twice", given, "bo", lambda _: GIVEN, K1),
    Row("it can be refused", asked, "bo", lambda _: REFUSED),
    Row("once", refused, "bo", lambda _: REFUSED, K1),
    Row("to who has no page, another way", named, "bo", lambda _: f.AccessRefused(REPORTED), K1),
    Row("and that is written down", named, "bo", lambda _: BY_HAND),
    Row("who is under 18 is not told by one alone", under_18, "chidi", lambda _: REFUSED, Clause.CONTACTING_ANYONE),
    Row("nothing goes to who was erased", erased, "bo", lambda _: GIVEN, K1),
    Row("nor can be asked for them", erased, "bo", now, K1),
    Row(
        "nor to anybody what was put together before",
        erased,
        "bo",
        lambda _: f.AccessGiven(REPORTED, 1, "01", by_hand=True),
        K1,
    ),
    Row("it is put together anew", erased, "bo", lambda _: f.AccessPrepared(REPORTED, 2, "02")),
    Row("they take it back", asked, REPORTER, lambda _: BACK),
    Row("also when files wait to be given", checked, REPORTER, lambda _: BACK),
    Row("which are not given then", taken_back, "bo", lambda _: GIVEN, K1),
    Row("once", taken_back, REPORTER, lambda _: BACK, K1),
    Row("and can ask again", taken_back, REPORTER, now),
    Row("no member does it for who has a page", asked, "bo", lambda _: BACK, K1),
    Row("but for who has none", named, "bo", lambda _: f.AccessTakenBack(REPORTED)),
    Row("and a report goes elsewhere then", taken_back, "bo", moved),
    Row("who is no party asks", triaged, "bo", lambda case: now(case, ASKER)),
    Row("one after the other", triaged, "bo", lambda case: now(case, f.Party("asking-2")), Clause.PERSONAL),
    Row("a second one", by_an_asker, "bo", lambda case: now(case, f.Party("asking-2"))),
    Row("not twice at a time", by_an_asker, "bo", lambda case: now(case, ASKER), K1),
    Row("is answered another way", by_an_asker, "bo", lambda _: f.AccessRefused(ASKER), K1),
    Row("which is written down", by_an_asker, "bo", lambda _: f.AccessRefused(ASKER, by_hand=True)),
    Row("takes it back another way", by_an_asker, "bo", lambda _: f.AccessTakenBack(ASKER)),
    Row("and has no page to do it", by_an_asker, ASKER, lambda _: f.AccessTakenBack(ASKER), Clause.RECUSAL),
    Row("a stranger does none of it", asked, STRANGER, lambda _: files(), Clause.RECUSAL),
    Row("nor does a report go elsewhere meanwhile", asked, "bo", moved, K1),
)
