"""Contacting anybody but the reporter (R3)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK, Party
from tests.procedure.rules.handling import filed, invited, joined, no_contact
from tests.procedure.rules.row import Row, answered, triaged
from tests.procedure.story import ADA, BO, CHIDI, DAY, MOMENT, REPORTED, REPORTER, SECOND_REPORTER, Story, a_report

PROPOSED = f.ContactProposed(1, REPORTED, f.Role.REPORTED)
SECONDED = f.ContactSeconded(1)


def proposed() -> Story:
    return triaged().does("bo", PROPOSED)


def taken_back() -> Story:
    """The reporter was told of a contact, and then it turned out to be a mistake."""
    return told().does("dara", f.ContactTakenBack(1))


def told() -> Story:
    case = proposed()
    return case.does("bo", case.notice())


def objected() -> Story:
    return told().does(REPORTER, f.ContactAnswered(1, REPORTER, objects=True)).does("chidi", SECONDED)


def heard_of_it() -> Story:
    case = objected().does("bo", f.ObjectionWeighed(1, go_on=True))
    return case.does("bo", case.letter(f.LetterKind.MESSAGE))


def unopposed() -> Story:
    return told().does(REPORTER, f.ContactAnswered(1, REPORTER, objects=False))


def ready() -> Story:
    return unopposed().does("chidi", SECONDED)


def contacted() -> Story:
    return triaged().contacted()


def no_contact_by_call() -> Story:
    return filed(f.Reach.NONE)


def lost_words(case: Story, party: Party = REPORTED) -> f.InvitedAnew:
    return f.InvitedAnew(party, case.now + 14 * DAY, f.Via.OTHER)


def anew(case: Story) -> Story:
    """Mo has lost their words, and a link for others is on its way."""
    return case.does("bo", lost_words(case))


def an_invitation(case: Story) -> f.Invited:
    return f.Invited(REPORTED, case.now + 14 * DAY, f.Via.MAIL)


ROWS = (
    Row("a contact is proposed", triaged, "bo", lambda _: PROPOSED),
    Row("not before triage", answered, "bo", lambda _: PROPOSED, Clause.TRIAGE_FIRST),
    Row("a contact is the next", proposed, "bo", lambda _: PROPOSED, Clause.CONTACTING_ANYONE),
    Row("each person once", proposed, "bo", lambda _: replace(PROPOSED, contact=2), Clause.CONTACTING_ANYONE),
    Row(
        "a reporter needs no proposal",
        triaged,
        "bo",
        lambda _: f.ContactProposed(1, SECOND_REPORTER, f.Role.REPORTER),
        Clause.CONTACTING_ANYONE,
    ),
    Row("a member can be whom it is about", triaged, "bo", lambda _: replace(PROPOSED, member=ADA)),
    Row("but does not propose it", triaged, "bo", lambda _: replace(PROPOSED, member=BO), Clause.INVOLVED_MEMBER),
    Row("what was a mistake is taken back", proposed, "dara", lambda _: f.ContactTakenBack(1)),
    Row("where it was proposed", triaged, "dara", lambda _: f.ContactTakenBack(1), Clause.CONTACTING_ANYONE),
    Row("and not made yet", contacted, "dara", lambda _: f.ContactTakenBack(1), Clause.CONTACTING_ANYONE),
    Row(
        "nor answered then",
        taken_back,
        REPORTER,
        lambda _: f.ContactAnswered(1, REPORTER, objects=True),
        Clause.CONTACTING_ANYONE,
    ),
    Row("nor carried on", taken_back, "dara", lambda _: f.ContactSeconded(1), Clause.CONTACTING_ANYONE),
    Row("nor made", taken_back, "bo", an_invitation, Clause.CONTACTING_ANYONE),
    Row("the reporter is told", proposed, "bo", lambda c: c.notice()),
    Row("of a contact that was proposed", triaged, "bo", lambda c: c.notice(), Clause.CONTACTING_ANYONE),
    Row("before it is made", contacted, "bo", lambda c: c.notice(), Clause.CONTACTING_ANYONE),
    Row(
        "with the whole time to object",
        proposed,
        "bo",
        lambda c: replace(c.notice(), until=c.now + 2 * DAY - MOMENT),
        Clause.CONTACTING_ANYONE,
    ),
    Row(
        "and nobody else is told beforehand",
        lambda: contacted().does("bo", f.ContactProposed(2, Party("witness-1"), f.Role.WITNESS)),
        "bo",
        lambda c: c.notice(2, REPORTED),
        Clause.CONTACTING_ANYONE,
    ),
    Row("the reporter may object", told, REPORTER, lambda _: f.ContactAnswered(1, REPORTER, objects=True)),
    Row("a member may note it", told, "bo", lambda _: f.ContactAnswered(1, REPORTER, objects=True)),
    Row(
        "once they were told",
        proposed,
        REPORTER,
        lambda _: f.ContactAnswered(1, REPORTER, objects=True),
        Clause.CONTACTING_ANYONE,
    ),
    Row(
        "of a contact that was proposed at all",
        triaged,
        REPORTER,
        lambda _: f.ContactAnswered(1, REPORTER, objects=True),
        Clause.CONTACTING_ANYONE,
    ),
    Row("an objection is weighed", objected, "bo", lambda _: f.ObjectionWeighed(1, go_on=True)),
    Row("where there is one", told, "bo", lambda _: f.ObjectionWeighed(1, go_on=True), Clause.CONTACTING_ANYONE),
    Row(
        "what was made of it is promised to who objected",
        lambda: objected().does("bo", f.ObjectionWeighed(1, go_on=True)),
        "bo",
        lambda _: f.MessageSettled(REPORTER),
        Clause.CONTACTING_ANYONE,
    ),
    Row(
        "and what they write once they have heard may need no reply",
        lambda: heard_of_it().waits(DAY).does(REPORTER, f.MessageReceived(REPORTER)),
        "bo",
        lambda _: f.MessageSettled(REPORTER),
    ),
    Row("to a contact", triaged, "bo", lambda _: f.ObjectionWeighed(1, go_on=True), Clause.CONTACTING_ANYONE),
    Row("a second member agrees", proposed, "chidi", lambda _: SECONDED),
    Row("not the one who proposed it", proposed, "bo", lambda _: SECONDED, Clause.CONTACTING_ANYONE),
    Row("to something", triaged, "chidi", lambda _: SECONDED, Clause.CONTACTING_ANYONE),
    Row("one is enough", ready, "ada", lambda _: SECONDED, Clause.CONTACTING_ANYONE),
    Row(
        "a second is needed again when the first is gone",
        lambda: ready().does("chidi", f.Recused(CHIDI, f.RecusalCause.DECLARED)),
        "ada",
        lambda _: SECONDED,
    ),
    # --- other words for somebody who lost theirs
    Row("who was invited gets a link for other words", contacted, "bo", lost_words),
    Row("and takes it", lambda: anew(contacted()), REPORTED, lambda _: f.InvitationTaken(REPORTED, "en")),
    Row(
        "not once it has ended",
        lambda: anew(contacted()).waits(14 * DAY),
        REPORTED,
        lambda _: f.InvitationTaken(REPORTED, "en"),
        Clause.CONTACTING_ANYONE,
    ),
    Row(
        "nor twice",
        lambda: anew(contacted()).does(REPORTED, f.InvitationTaken(REPORTED, "en")),
        REPORTED,
        lambda _: f.InvitationTaken(REPORTED, "en"),
        Clause.CONTACTING_ANYONE,
    ),
    Row("who has no words has none to replace", triaged, "bo", lost_words, Clause.CONTACTING_ANYONE),
    Row("a reporter reports again", contacted, "bo", lambda c: lost_words(c, REPORTER), Clause.IDENTITY),
    Row(
        "the link ends in time",
        contacted,
        "bo",
        lambda c: replace(lost_words(c), until=c.now + 14 * DAY + MOMENT),
        Clause.CONTACTING_ANYONE,
    ),
    # --- the invitation
    Row("then the person is invited", ready, "bo", an_invitation),
    Row("not unless it was proposed", triaged, "bo", an_invitation, Clause.CONTACTING_ANYONE),
    Row("nor before the reporter is told", proposed, "bo", an_invitation, Clause.CONTACTING_ANYONE),
    Row(
        "nor before their time is over",
        lambda: told().does("chidi", SECONDED),
        "bo",
        an_invitation,
        Clause.CONTACTING_ANYONE,
    ),
    Row(
        "nor a moment before",
        lambda: told().does("chidi", SECONDED).waits(2 * DAY - MOMENT),
        "bo",
        an_invitation,
        Clause.CONTACTING_ANYONE,
    ),
    Row("but then", lambda: told().does("chidi", SECONDED).waits(2 * DAY), "bo", an_invitation),
    Row("not without a second member", unopposed, "bo", an_invitation, Clause.CONTACTING_ANYONE),
    Row("not over an objection that nobody weighed", objected, "bo", an_invitation, Clause.CONTACTING_ANYONE),
    Row(
        "an objection is no veto",
        lambda: objected().does("bo", f.ObjectionWeighed(1, go_on=True)),
        "bo",
        an_invitation,
    ),
    Row(
        "but may convince",
        lambda: objected().does("bo", f.ObjectionWeighed(1, go_on=False)),
        "bo",
        an_invitation,
        Clause.CONTACTING_ANYONE,
    ),
    Row(
        "a second reporter is told as well",
        lambda: (case := ready()).does(CLERK, a_report(case.now, party=SECOND_REPORTER)),
        "bo",
        an_invitation,
        Clause.CONTACTING_ANYONE,
    ),
    Row(
        "an invitation ends",
        ready,
        "bo",
        lambda c: replace(an_invitation(c), until=c.now),
        Clause.CONTACTING_ANYONE,
    ),
    Row(
        "and in time",
        ready,
        "bo",
        lambda c: replace(an_invitation(c), until=c.now + 14 * DAY + MOMENT),
        Clause.CONTACTING_ANYONE,
    ),
    Row(
        "a reporter whose report reached a member is invited",
        filed,
        "bo",
        lambda c: replace(an_invitation(c), party=REPORTER),
    ),
    Row("and again", invited, "bo", lambda c: replace(an_invitation(c), party=REPORTER)),
    Row(
        "until they are in", joined, "bo", lambda c: replace(an_invitation(c), party=REPORTER), Clause.CONTACTING_ANYONE
    ),
    Row(
        "unless they want no contact",
        no_contact_by_call,
        "bo",
        lambda c: replace(an_invitation(c), party=REPORTER),
        Clause.PERSONAL,
    ),
    Row("an invitation is taken", invited, REPORTER, lambda _: f.InvitationTaken(REPORTER, "en")),
    Row("once", joined, REPORTER, lambda _: f.InvitationTaken(REPORTER, "en"), Clause.CONTACTING_ANYONE),
    Row(
        "while it lives",
        lambda: invited().waits(14 * DAY),
        REPORTER,
        lambda _: f.InvitationTaken(REPORTER, "en"),
        Clause.CONTACTING_ANYONE,
    ),
    Row("and by the invited alone", invited, "bo", lambda _: f.InvitationTaken(REPORTER, "en"), Clause.RECUSAL),
    Row("nobody acts in a line before", invited, REPORTER, lambda _: f.MessageReceived(REPORTER), Clause.RECUSAL),
    Row(
        "a lapsed invitation is renewed",
        lambda: (case := invited().waits(20 * DAY)).does("bo", f.Invited(REPORTER, case.now + DAY, f.Via.MAIL)),
        REPORTER,
        lambda _: f.InvitationTaken(REPORTER, "en"),
    ),
    Row("a phrase may stay unread", no_contact, "bo", lambda c: c.question()),
)
