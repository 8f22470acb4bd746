"""From agreement to the last letter (D3a, D3d, D4 to D6)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK, Party
from tests.procedure.rules.contacting import contacted
from tests.procedure.rules.deciding import partly_enacted, proposed
from tests.procedure.rules.handling import filed
from tests.procedure.rules.row import Row, ready_to_close, triaged
from tests.procedure.story import (
    ADA,
    AFFECTED,
    BO,
    CHIDI,
    DARA,
    DAY,
    EUN,
    INES,
    JUN,
    KOFI,
    MOMENT,
    NOT_SEVERE,
    REPORTED,
    REPORTER,
    REPRIMAND,
    SECOND_REPORTER,
    SEVERE,
    WITNESS,
    Story,
    a_report,
)

ENACTED = f.MeasureEnacted(1, 0)
LAPSED, SECOND_LAPSED = f.MeasureEnacted(1, 0, lapsed=True), f.MeasureEnacted(1, 1, lapsed=True)
ERASE = f.Withdrawn(REPORTER, f.Withdrawal.ERASURE)
FINE, SILENT = f.Feedback.ACCEPTS, f.Feedback.SILENT
CLOSING = f.LetterKind.CLOSING
LASTING = f.Measure(f.MeasureKind.OTHER, lasts=True)
D6 = Clause.COUNCIL_REPORT


def agreed() -> Story:
    return Story().agreed_on()


def told() -> Story:
    case = agreed()
    return case.does("bo", case.consultation())


def consulted() -> Story:
    return agreed().consulted()


def weighed() -> Story:
    return consulted().weighed()


def enacted() -> Story:
    return Story().enacted()


def reprimand_agreed() -> Story:
    return Story().agreed_on(REPRIMAND).consulted()


def reprimand_weighed() -> Story:
    return reprimand_agreed().weighed()


def reprimand_answered() -> Story:
    return reprimand_weighed().does(REPORTED, f.FeedbackGiven(REPORTED, 1, f.Feedback.DOES_NOT_ACCEPT))


def two_reprimands() -> Story:
    """Agreed, explained and noted: one for the reported person, one for a reporter who asked to be erased."""
    case = Story().triaged().contacted().heard().heard(REPORTER).does(REPORTER, ERASE)
    case.does("bo", replace(case.determination(REPORTED, REPORTER), beyond_statement=True))
    case.proposed(REPRIMAND, replace(REPRIMAND, to=REPORTER)).consented().consulted().weighed()
    return case.does("ada", case.reprimand(), ENACTED)


def one_is_erased() -> Story:
    return two_reprimands().waits(14 * DAY).does(CLERK, f.IdentityErased(REPORTER))


def of_somebody_by_mail() -> Story:
    """A reprimand for a reporter without a page."""
    case = filed().does("bo", NOT_SEVERE)
    case.does("bo", replace(case.question(), via=f.Via.MAIL)).waits(7 * DAY).determined(REPORTER)
    case.proposed(replace(REPRIMAND, to=REPORTER)).consented().does("bo", case.consultation(via=f.Via.MAIL))
    return case.does("bo", f.FeedbackGiven(REPORTER, 1, FINE))


def who_then_wants_no_contact() -> Story:
    return of_somebody_by_mail().does("bo", f.Withdrawn(REPORTER, f.Withdrawal.NO_CONTACT)).weighed()


def who_then_was_not_reached() -> Story:
    return of_somebody_by_mail().waits(7 * DAY).does("bo", f.NotReached(REPORTER)).weighed()


def only_the_reporter_told() -> Story:
    case = Story().agreed_on(REPRIMAND)
    case.does("bo", case.consultation())
    return case.does(REPORTER, f.FeedbackGiven(REPORTER, 1, FINE))


def reprimand_sent() -> Story:
    case = reprimand_weighed()
    return case.does("ada", case.reprimand())


def by_mail() -> Story:
    """A mailed report, agreed on: the reporter has no line."""
    case = filed()
    case.does("bo", case.letter(f.LetterKind.ACKNOWLEDGEMENT, via=f.Via.MAIL), NOT_SEVERE)
    return case.determined().proposed().consented()


def not_reached() -> Story:
    return by_mail().waits(7 * DAY).does("bo", f.NotReached(REPORTER))


def with_witness() -> Story:
    case = triaged().contacted(WITNESS, f.Role.WITNESS)
    return case.determined().proposed().consented()


def to_last() -> Story:
    """A response that lasts is agreed on, explained and weighed, and not carried out yet."""
    return Story().agreed_on(LASTING).consulted().weighed()


def lasting() -> Story:
    return to_last().does("bo", ENACTED)


def told_all_but_the_core_team() -> Story:
    case = lasting()
    return case.does("bo", f.CouncilReported(1), case.letter(CLOSING))


def severe_until_the_end(*outcomes: f.SignOff) -> Story:
    """Everything is done but what the severe path left: somebody is still disconnected."""
    case = Story().opened().answered()
    case.does("bo", case.letter(f.LetterKind.ACKNOWLEDGEMENT))
    case.does("eun", SEVERE, f.HandledByHand(("chat",), (), reporter_told=True, originator_told=True))
    for member, outcome in zip((BO, DARA), outcomes, strict=False):
        case.does(member, f.SignedOff(outcome))
    case.determined().proposed().consented().consulted().weighed()
    return case.does("bo", ENACTED, f.CouncilReported(1), case.letter(CLOSING))


def told_of_the_reconnection() -> Story:
    case = severe_until_the_end(f.SignOff.UPHELD, f.SignOff.IN_PART)
    return case.does("bo", case.letter(f.LetterKind.RECONNECTION))


def then(case: Story, by: str, fact: f.Fact) -> Story:
    return case.does(by, fact)


def by_hand_unwritten() -> Story:
    return ready_to_close().does("eun", SEVERE)


def second_report(case: Story) -> f.ReportReceived:
    return a_report(case.now, party=SECOND_REPORTER)


def affected_found_late(*more: f.Fact) -> Story:
    """After the feedback was noted somebody affected becomes known, who is not contacted yet."""
    return weighed().does("bo", f.ContactProposed(1, AFFECTED, f.Role.AFFECTED), *more)


def council_came_in_late() -> Story:
    """All but one stepped back at the end, so somebody of the council was let in and has not looked yet."""
    case = ready_to_close()
    for member in (CHIDI, DARA, EUN, ADA):
        case.does(member, f.Recused(member, f.RecusalCause.DECLARED))
    return case.does("bo", f.CouncilSeated((KOFI,)))


ROWS = (
    Row("the agreed resolution is explained", agreed, "bo", lambda c: c.consultation()),
    Row("not before it is agreed", proposed, "bo", lambda c: c.consultation(), Clause.CONSENSUS),
    Row("nor before anything is proposed", triaged, "bo", lambda c: c.consultation(), Clause.CONSENSUS),
    Row("in its exact version", agreed, "bo", lambda c: replace(c.consultation(), refers=2), Clause.CONSULTATION),
    Row("by its hash", agreed, "bo", lambda c: replace(c.consultation(), digest=""), Clause.CONSULTATION),
    Row("with a date", agreed, "bo", lambda c: replace(c.consultation(), until=None), Clause.CONSULTATION),
    Row(
        "and the whole time to answer",
        agreed,
        "bo",
        lambda c: replace(c.consultation(), until=c.now + 7 * DAY - MOMENT),
        Clause.FEEDBACK,
    ),
    Row("a witness is not consulted", with_witness, "bo", lambda c: c.consultation(WITNESS), Clause.CONSULTATION),
    Row("who has no line is told by mail", by_mail, "bo", lambda c: c.consultation(via=f.Via.MAIL)),
    Row(
        "an unopened line tells nobody",
        lambda: (case := by_mail()).does("bo", f.Invited(REPORTER, case.now + DAY, f.Via.MAIL)),
        "bo",
        lambda c: c.consultation(),
        Clause.CONSULTATION,
    ),
    # --- somebody affected who is not contacted yet
    Row(
        "an affected person who is known is told too", affected_found_late, "bo", lambda _: ENACTED, Clause.CONSULTATION
    ),
    Row("before it is noted again", affected_found_late, "bo", lambda c: c.weighing(), Clause.CONSULTATION),
    Row("unless the contact is not made", lambda: affected_found_late(f.ContactTakenBack(1)), "bo", lambda _: ENACTED),
    Row(
        "nor does anybody wait for a witness who is not contacted yet",
        lambda: weighed().does("bo", f.ContactProposed(1, WITNESS, f.Role.WITNESS)),
        "bo",
        lambda _: ENACTED,
    ),
    # --- feedback
    Row("who was told says how they see it", told, REPORTER, lambda _: f.FeedbackGiven(REPORTER, 1, FINE)),
    Row("a member notes it", told, "bo", lambda _: f.FeedbackGiven(REPORTER, 1, FINE)),
    Row(
        "not before they were told", agreed, REPORTER, lambda _: f.FeedbackGiven(REPORTER, 1, FINE), Clause.CONSULTATION
    ),
    Row("not of an older version", told, REPORTER, lambda _: f.FeedbackGiven(REPORTER, 2, FINE), Clause.FEEDBACK),
    Row("silence is nobody's answer", told, REPORTER, lambda _: f.FeedbackGiven(REPORTER, 1, SILENT), Clause.FEEDBACK),
    Row(
        "nor is it given for nobody", told, "bo", lambda _: f.FeedbackGiven(Party("x-1"), 1, FINE), Clause.CONSULTATION
    ),
    Row(
        "not after it was carried out", enacted, REPORTER, lambda _: f.FeedbackGiven(REPORTER, 1, FINE), Clause.FEEDBACK
    ),
    Row(
        "but while a part of it is still to be carried out",
        two_reprimands,
        REPORTED,
        lambda _: f.FeedbackGiven(REPORTED, 1, f.Feedback.IN_PART),
    ),
    Row("feedback is noted and weighed", consulted, "bo", lambda c: c.weighing()),
    Row("not before agreement", proposed, "bo", lambda c: c.weighing(), Clause.CONSENSUS),
    Row("not before all are told", agreed, "bo", lambda c: c.weighing(), Clause.CONSULTATION),
    Row("not while an answer is waited for", told, "bo", lambda c: c.weighing(), Clause.FEEDBACK),
    Row(
        "nor a moment before the date",
        lambda: told().waits(7 * DAY - MOMENT),
        "bo",
        lambda c: c.weighing(),
        Clause.FEEDBACK,
    ),
    Row("but at the date", lambda: told().waits(7 * DAY), "bo", lambda c: c.weighing()),
    Row("who could not be reached is not waited for", not_reached, "bo", lambda c: c.weighing()),
    Row("all of it is noted", consulted, "bo", lambda _: f.FeedbackWeighed(1, ()), Clause.FEEDBACK),
    # --- enacting
    Row("then it is carried out", weighed, "bo", lambda _: ENACTED),
    Row("not before feedback is noted", consulted, "bo", lambda _: ENACTED, Clause.FEEDBACK),
    Row("nor waited for", told, "bo", lambda _: ENACTED, Clause.FEEDBACK),
    Row("nor before they are told", agreed, "bo", lambda _: ENACTED, Clause.CONSULTATION),
    Row("nor agreed", proposed, "bo", lambda _: ENACTED, Clause.CONSENSUS),
    Row("nor over a newer determination", lambda: weighed().determined(), "bo", lambda _: ENACTED, Clause.CONSENSUS),
    Row(
        "nor when an answer came after the weighing",
        lambda: weighed().does(REPORTER, f.FeedbackGiven(REPORTER, 1, f.Feedback.IN_PART)),
        "bo",
        lambda _: ENACTED,
        Clause.FEEDBACK,
    ),
    Row(
        "nor when a reporter came after the weighing",
        lambda: (case := weighed()).does(CLERK, second_report(case)),
        "bo",
        lambda _: ENACTED,
        Clause.CONSULTATION,
    ),
    Row(
        "nor before the reported person is told",
        only_the_reporter_told,
        "ada",
        lambda c: c.weighing(),
        Clause.CONSULTATION,
    ),
    Row("though their answer is no gate", reprimand_answered, "ada", lambda c: c.reprimand()),
    Row("only a measure that is there", weighed, "bo", lambda _: f.MeasureEnacted(1, 1), Clause.RESPONSES),
    Row("each once", partly_enacted, "ada", lambda _: ENACTED, Clause.RESPONSES),
    # --- the reprimand
    Row("the chair delivers a reprimand", reprimand_weighed, "ada", lambda c: c.reprimand()),
    Row("nobody else does", reprimand_weighed, "bo", lambda c: c.reprimand(), Clause.PRIVATE_REPRIMAND),
    Row(
        "but the deputy while the chair is away",
        lambda: reprimand_weighed().away(ada=DAY),
        "bo",
        lambda c: c.reprimand(),
    ),
    Row(
        "and while the chair is recused",
        lambda: reprimand_weighed().does("ada", f.Recused(ADA, f.RecusalCause.DECLARED)),
        "bo",
        lambda c: c.reprimand(),
    ),
    Row("not before feedback is noted too", reprimand_agreed, "ada", lambda c: c.reprimand(), Clause.FEEDBACK),
    Row(
        "to whom it was agreed", reprimand_weighed, "ada", lambda c: c.reprimand(to=REPORTER), Clause.PRIVATE_REPRIMAND
    ),
    Row("what was agreed", reprimand_weighed, "ada", lambda c: c.reprimand(1), Clause.PRIVATE_REPRIMAND),
    Row(
        "a letter says which",
        reprimand_weighed,
        "ada",
        lambda c: replace(c.reprimand(), refers=None),
        Clause.PRIVATE_REPRIMAND,
    ),
    Row("none where none was proposed", contacted, "ada", lambda c: c.reprimand(), Clause.PRIVATE_REPRIMAND),
    Row("it is delivered by its letter", reprimand_sent, "ada", lambda _: ENACTED),
    Row("and not without one", reprimand_weighed, "ada", lambda _: ENACTED, Clause.PRIVATE_REPRIMAND),
    Row("nor by another", reprimand_sent, "bo", lambda _: ENACTED, Clause.PRIVATE_REPRIMAND),
    Row("what nothing can deliver any more lapses", one_is_erased, "bo", lambda _: SECOND_LAPSED),
    Row("and not while it can", two_reprimands, "bo", lambda _: SECOND_LAPSED, Clause.PRIVATE_REPRIMAND),
    Row(
        "until that is written down the case does not end",
        one_is_erased,
        "bo",
        lambda _: f.Closed(),
        Clause.CONSULTATION,
    ),
    Row(
        "with a report of it",
        lambda: one_is_erased().does("bo", SECOND_LAPSED),
        "bo",
        lambda _: f.CouncilReported(1, (INES,)),
    ),
    Row("who wants no contact and has no page gets none", who_then_wants_no_contact, "bo", lambda _: LAPSED),
    Row("nor who could not be reached", who_then_was_not_reached, "bo", lambda _: LAPSED),
    Row(
        "though it may still be tried another way",
        who_then_was_not_reached,
        "ada",
        lambda c: c.reprimand(to=REPORTER, via=f.Via.OTHER),
    ),
    Row(
        "nobody lets one lapse that reaches them", reprimand_weighed, "ada", lambda _: LAPSED, Clause.PRIVATE_REPRIMAND
    ),
    Row("nor no action", weighed, "bo", lambda _: LAPSED, Clause.PRIVATE_REPRIMAND),
    Row("nor before feedback is noted", consulted, "bo", lambda _: LAPSED, Clause.FEEDBACK),
    # --- report, last letters, end
    Row("the council has its report", enacted, "bo", lambda _: f.CouncilReported(1, (INES,))),
    Row(
        "once somebody has looked who of it is named",
        lambda: enacted().does(CLERK, f.NamesLookedFor((JUN,))),
        "bo",
        lambda _: f.CouncilReported(1, (INES,)),
        Clause.RECUSAL,
    ),
    Row("when it is complete", weighed, "bo", lambda _: f.CouncilReported(1), Clause.COUNCIL_REPORT),
    Row("on what was carried out", enacted, "bo", lambda _: f.CouncilReported(2), Clause.COUNCIL_REPORT),
    Row("once", ready_to_close, "bo", lambda _: f.CouncilReported(1), Clause.COUNCIL_REPORT),
    Row(
        "without whoever was left out",
        lambda: enacted().does("ada", f.Recused(ADA, f.RecusalCause.DECLARED)),
        "bo",
        lambda _: f.CouncilReported(1, (ADA, INES)),
        Clause.RECUSAL,
    ),
    # --- the core team
    Row("the core team is told what lasts", lasting, "bo", lambda _: f.CoreTeamTold(1)),
    Row("once", lambda: lasting().does("bo", f.CoreTeamTold(1)), "bo", lambda _: f.CoreTeamTold(1), D6),
    Row("what holds, not what may come", to_last, "bo", lambda _: f.CoreTeamTold(1), D6),
    Row("of this resolution", lasting, "bo", lambda _: f.CoreTeamTold(2), D6),
    Row("not that it has ended while it lasts", lasting, "bo", lambda _: f.CoreTeamTold(1, ended=True), D6),
    Row("nothing of what is done once", enacted, "bo", lambda _: f.CoreTeamTold(1), D6),
    Row("nothing while nothing was proposed", triaged, "bo", lambda _: f.CoreTeamTold(0), D6),
    Row("nothing ends without it", told_all_but_the_core_team, "bo", lambda _: f.Closed(), D6),
    Row("and with it", lambda: told_all_but_the_core_team().does("bo", f.CoreTeamTold(1)), "bo", lambda _: f.Closed()),
    # --- the end
    Row("a last letter says how it ended", enacted, "bo", lambda c: c.letter(CLOSING)),
    Row("after it ended", weighed, "bo", lambda c: c.letter(CLOSING), Clause.COUNCIL_REPORT),
    Row("one each", ready_to_close, "bo", lambda c: c.letter(CLOSING), Clause.COUNCIL_REPORT),
    Row("then the case is closed", ready_to_close, "bo", lambda _: f.Closed()),
    Row("not before it is carried out", weighed, "bo", lambda _: f.Closed(), Clause.CONSULTATION),
    Row("not before the council has its report", enacted, "bo", lambda _: f.Closed(), Clause.COUNCIL_REPORT),
    Row(
        "not before the last letter",
        lambda: enacted().does("bo", f.CouncilReported(1)),
        "bo",
        lambda _: f.Closed(),
        Clause.COUNCIL_REPORT,
    ),
    Row(
        "not while a summary is owed",
        lambda: then(case := ready_to_close(), "bo", f.TalkLogged(1, case.now)),
        "bo",
        lambda _: f.Closed(),
        Clause.SUMMARISED_BACK,
    ),
    Row(
        "not while a newcomer waits",
        lambda: then(ready_to_close(), "bo", f.NewcomerMarked(REPORTER)),
        "bo",
        lambda _: f.Closed(),
        Clause.NEWCOMERS,
    ),
    Row(
        "not while somebody waits for a reply",
        lambda: then(ready_to_close(), REPORTER, f.MessageReceived(REPORTER)),
        "bo",
        lambda _: f.Closed(),
        Clause.PERSONAL,
    ),
    Row(
        "not before a second reporter had a reply",
        lambda: (case := ready_to_close()).does(CLERK, second_report(case)),
        "bo",
        lambda _: f.Closed(),
        Clause.RECEIPT,
    ),
    Row(
        "not while an involved member is in",
        lambda: then(ready_to_close(), "bo", f.NamesWritten((DARA,))),
        "bo",
        lambda _: f.Closed(),
        Clause.INVOLVED_MEMBER,
    ),
    Row(
        "not while a member is held back",
        lambda: (
            Story()
            .opened((ADA, BO), held_back=(DARA,))
            .answered()
            .does("bo", NOT_SEVERE)
            .determined()
            .proposed()
            .consented()
            .consulted()
            .weighed()
            .does("bo", ENACTED)
        ),
        "bo",
        lambda _: f.Closed(),
        Clause.RECUSAL,
    ),
    Row(
        "not before somebody looked who of the council is meant",
        lambda: (
            Story()
            .opened((ADA, BO), named_elsewhere=(INES,))
            .answered()
            .does("bo", NOT_SEVERE)
            .determined()
            .proposed()
            .consented()
            .consulted()
            .weighed()
            .does("bo", ENACTED)
        ),
        "bo",
        lambda _: f.Closed(),
        Clause.RECUSAL,
    ),
    Row(
        "not while the council has to be let in",
        lambda: (
            Story()
            .opened((ADA, BO))
            .answered()
            .does("bo", NOT_SEVERE)
            .determined()
            .proposed()
            .consented()
            .consulted()
            .weighed()
            .does("bo", ENACTED)
            .does("ada", f.Recused(ADA, f.RecusalCause.DECLARED))
        ),
        "bo",
        lambda _: f.Closed(),
        Clause.RECUSAL,
    ),
    Row(
        "not before what was done by hand is written", by_hand_unwritten, "bo", lambda _: f.Closed(), Clause.DISCONNECT
    ),
    Row("not before the sign-off", severe_until_the_end, "bo", lambda _: f.Closed(), Clause.SIGN_OFF),
    Row(
        "not before the reporter hears of the reconnection",
        lambda: severe_until_the_end(f.SignOff.UPHELD, f.SignOff.UPHELD),
        "bo",
        lambda _: f.Closed(),
        Clause.SIGN_OFF,
    ),
    Row("not while somebody is disconnected", told_of_the_reconnection, "bo", lambda _: f.Closed(), Clause.SIGN_OFF),
    Row("but then", lambda: then(told_of_the_reconnection(), "bo", f.Reconnected()), "bo", lambda _: f.Closed()),
    Row(
        "a member who never answered holds nothing up",
        council_came_in_late,
        "bo",
        lambda _: f.Closed(),
    ),
    Row("the clerk closes nothing", ready_to_close, CLERK, lambda _: f.Closed(), Clause.RECUSAL),
)
