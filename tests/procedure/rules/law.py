"""What the law asks: disclosures, and people who are under 18 (K1, R3)."""

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from tests.procedure.rules.row import Row, triaged
from tests.procedure.story import MOMENT, MONDAY, NOT_SEVERE, REPORTED, REPORTER, Story, a_report


def to_a_court(case: Story, number: int = 1) -> f.Disclosed:
    return f.Disclosed(number, f.DisclosedTo.COURT, f.DisclosureGround.ORDER, case.now, told_first=False)


def tomorrow(case: Story) -> f.Disclosed:
    return f.Disclosed(1, f.DisclosedTo.POLICE, f.DisclosureGround.DANGER, case.now + MOMENT, told_first=True)


def disclosed() -> Story:
    case = triaged()
    return case.does("chidi", to_a_court(case))


def looked_at() -> Story:
    return disclosed().does("bo", LOOKED)


def said() -> Story:
    return Story().opened(report=a_report(MONDAY, minor=True)).answered()


def nobody_named() -> Story:
    """A report says that somebody is under 18, and R3's steps to contact another person are behind us."""
    case = said().does("bo", NOT_SEVERE).does("chidi", f.ContactProposed(1, REPORTED, f.Role.REPORTED))
    case.does("chidi", case.notice()).does("dara", f.ContactSeconded(1))
    return case.waits(case.policy.objection_within)


def to_be_invited(*under_18: f.Party) -> Story:
    """Who is under 18 was written down by Chidi."""
    return nobody_named().does("chidi", f.MinorsNamed(under_18))


def reporter_named() -> Story:
    return triaged().does("chidi", f.MinorsNamed((REPORTER,)))


def agreed() -> Story:
    return reporter_named().does("bo", AGREED)


def who_agreed_has_left() -> Story:
    return agreed().does("bo", f.Recused(f.Member("bo"), f.RecusalCause.DECLARED))


def letter(case: Story) -> f.LetterSent:
    return case.letter(f.LetterKind.MESSAGE)


def invitation(case: Story) -> f.Invited:
    return f.Invited(REPORTED, case.now + case.policy.invitation_lives, f.Via.MAIL)


LOOKED = f.DisclosureSeconded(1, stands=True)
AGREED = f.MinorContactAgreed(REPORTER)
NOBODY = f.MinorsNamed()

ROWS = (
    Row("what was told outside is written down", triaged, "bo", to_a_court),
    Row("after the end too", lambda: Story().ready_to_close().does("bo", f.Closed()), "bo", to_a_court),
    Row("once it has happened", triaged, "bo", tomorrow, Clause.IDENTITY),
    Row("each once", disclosed, "bo", to_a_court, Clause.IDENTITY),
    Row("and then the next", disclosed, "bo", lambda case: to_a_court(case, 2)),
    Row("by a member", triaged, REPORTER, to_a_court, Clause.RECUSAL),
    Row("a second member looks at it", disclosed, "bo", lambda _: LOOKED),
    Row("nobody looks at their own", disclosed, "chidi", lambda _: LOOKED, Clause.IDENTITY),
    Row("one is enough", looked_at, "dara", lambda _: LOOKED, Clause.IDENTITY),
    Row("there is something to look at", triaged, "bo", lambda _: LOOKED, Clause.IDENTITY),
    Row("who is under 18 is written down", said, "bo", lambda _: f.MinorsNamed((REPORTER,))),
    Row("nobody is an answer", said, "bo", lambda _: NOBODY),
    Row("without a word of it in the report too", triaged, "bo", lambda _: f.MinorsNamed((REPORTER,))),
    Row("it can be corrected", reporter_named, "bo", lambda _: NOBODY),
    Row(
        "the same stands already", reporter_named, "bo", lambda _: f.MinorsNamed((REPORTER,)), Clause.CONTACTING_ANYONE
    ),
    Row("of somebody who is here", said, "bo", lambda _: f.MinorsNamed((REPORTED,)), Clause.PERSONAL),
    Row(
        "or is to be contacted",
        lambda: triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED)),
        "bo",
        lambda _: f.MinorsNamed((REPORTED,)),
    ),
    Row("who reported is answered before it is said who is meant", said, "bo", letter),
    Row(
        "nobody else is invited before",
        nobody_named,
        "bo",
        invitation,
        Clause.CONTACTING_ANYONE,
    ),
    Row("who is not under 18 is invited as ever", to_be_invited, "bo", invitation),
    Row("who is, is not invited", lambda: to_be_invited(REPORTED), "bo", invitation, Clause.CONTACTING_ANYONE),
    Row(
        "before another member agrees",
        lambda: to_be_invited(REPORTED).does("bo", f.MinorContactAgreed(REPORTED)),
        "bo",
        invitation,
    ),
    Row("no letter goes to them", reporter_named, "bo", letter, Clause.CONTACTING_ANYONE),
    Row("another member agrees", reporter_named, "bo", lambda _: AGREED),
    Row("and then a letter goes", agreed, "bo", letter),
    Row("as long as that member sits here", who_agreed_has_left, "dara", letter, Clause.CONTACTING_ANYONE),
    Row("and another may agree", who_agreed_has_left, "dara", lambda _: AGREED),
    Row("nobody agrees with themselves", reporter_named, "chidi", lambda _: AGREED, Clause.CONTACTING_ANYONE),
    Row("one is enough to agree", agreed, "dara", lambda _: AGREED, Clause.CONTACTING_ANYONE),
    Row(
        "the end waits for it, while somebody is still to be written to",
        lambda: Story().enacted().does("chidi", f.MinorsNamed((REPORTER,))),
        "bo",
        lambda _: f.Closed(),
        Clause.CONTACTING_ANYONE,
    ),
    Row(
        "and for who it is, where advice was asked",
        lambda: Story().opened(report=a_report(MONDAY, minor=True, purpose=f.Purpose.ADVICE)).answered(),
        "bo",
        lambda _: f.Closed(),
        Clause.CONTACTING_ANYONE,
    ),
    Row("about somebody who is under 18", triaged, "bo", lambda _: AGREED, Clause.CONTACTING_ANYONE),
)
