"""Determination, proposal, positions (R4 to R7, D1, D3)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK, Party
from tests.procedure.rules.contacting import contacted, ready
from tests.procedure.rules.handling import asked, filed, no_contact
from tests.procedure.rules.row import Row, answered, triaged
from tests.procedure.story import (
    DAY,
    MOMENT,
    NO_ACTION,
    NOT_SEVERE,
    REPORTED,
    REPORTER,
    REPRIMAND,
    WITNESS,
    Story,
)

GONE = f.IdentityErased(REPORTER)
SETTLED = f.Measure(f.MeasureKind.NO_ACTION, ground=f.Ground.SETTLED_IN_PUBLIC)
CONSENT, OBJECT = f.Position.CONSENT, f.Position.OBJECT


def determined() -> Story:
    return triaged().determined()


def responsible() -> Story:
    return contacted().heard().determined(REPORTED)


def proposed() -> Story:
    return determined().proposed()


def consulted() -> Story:
    return Story().agreed_on().consulted()


def partly_enacted() -> Story:
    """Two reprimands agreed, one of them delivered."""
    case = contacted().heard().contacted(WITNESS, f.Role.WITNESS).heard(WITNESS).determined(REPORTED, WITNESS)
    case.proposed(REPRIMAND, replace(REPRIMAND, to=WITNESS)).consented().consulted().weighed()
    return case.does("ada", case.reprimand(), f.MeasureEnacted(1, 0))


def asked_reported() -> Story:
    case = contacted()
    return case.does("bo", case.question(REPORTED))


def unheard_by_choice(case: Story) -> f.Determined:
    return replace(case.determination(REPORTED), unheard=(REPORTED,))


def erased(*, heard: bool) -> Story:
    """The reporter is gone, who had been asked how they see it, or had not."""
    case = triaged().heard(REPORTER) if heard else triaged()
    return case.does(REPORTER, f.Withdrawn(REPORTER, f.Withdrawal.ERASURE)).waits(14 * DAY).does(CLERK, GONE)


def found_responsible_and_erased() -> Story:
    case = erased(heard=True)
    return case.does("bo", replace(case.determination(REPORTER), beyond_statement=True))


def no_contact_by_call() -> Story:
    return filed(f.Reach.NONE).does("bo", NOT_SEVERE)


ROWS = (
    Row(
        "a reporter who was erased unheard is not found responsible",
        lambda: erased(heard=False),
        "bo",
        lambda c: replace(c.determination(REPORTER), beyond_statement=True),
        Clause.WHO_IS_RESPONSIBLE,
    ),
    Row(
        "nor reprimanded where they had been heard",
        found_responsible_and_erased,
        "bo",
        lambda c: c.proposal(replace(REPRIMAND, to=REPORTER)),
        Clause.IDENTITY,
    ),
    Row(
        "nor in public",
        found_responsible_and_erased,
        "bo",
        lambda c: c.proposal(f.Measure(f.MeasureKind.PUBLIC_REPRIMAND, REPORTER, space="mailing-lists")),
        Clause.IDENTITY,
    ),
    Row("four parts are determined", triaged, "bo", lambda c: c.determination()),
    Row("not before triage", answered, "bo", lambda c: c.determination(), Clause.TRIAGE_FIRST),
    Row(
        "each version is the next",
        determined,
        "bo",
        lambda c: replace(c.determination(), version=1),
        Clause.WHAT_HAPPENED,
    ),
    Row("it may be determined anew", proposed, "bo", lambda c: c.determination()),
    Row("after consultation too", consulted, "bo", lambda c: c.determination()),
    Row("not while it is carried out", partly_enacted, "bo", lambda c: c.determination(), Clause.WHAT_HAPPENED),
    Row("not while an answer is awaited", asked, "bo", lambda c: c.determination(), Clause.ENOUGH_INFORMATION),
    Row("unless a reason is given", asked, "bo", lambda c: replace(c.determination(), despite_requests=True)),
    Row("or the time is over", lambda: asked().waits(7 * DAY), "bo", lambda c: c.determination()),
    Row(
        "and not a moment before",
        lambda: asked().waits(7 * DAY - MOMENT),
        "bo",
        lambda c: c.determination(),
        Clause.ENOUGH_INFORMATION,
    ),
    Row(
        "nobody is named by free text", triaged, "bo", lambda c: c.determination(Party("mo")), Clause.WHO_IS_RESPONSIBLE
    ),
    Row(
        "nobody is responsible for no violation",
        contacted,
        "bo",
        lambda c: c.determination(REPORTED, violation=f.Answer.NO),
        Clause.WHO_IS_RESPONSIBLE,
    ),
    Row(
        "who was not asked is not found responsible",
        contacted,
        "bo",
        lambda c: c.determination(REPORTED),
        Clause.WHAT_HAPPENED,
    ),
    Row(
        "nor who was only proposed as a contact", ready, "bo", lambda c: c.determination(REPORTED), Clause.WHAT_HAPPENED
    ),
    Row("unless a reason is written", contacted, "bo", unheard_by_choice),
    Row("who answered was heard", lambda: contacted().heard(), "bo", lambda c: c.determination(REPORTED)),
    Row(
        "who wrote was heard",
        lambda: contacted().waits(DAY).does(REPORTED, f.MessageReceived(REPORTED)),
        "bo",
        lambda c: c.determination(REPORTED),
    ),
    Row(
        "who had the time was heard", lambda: asked_reported().waits(7 * DAY), "bo", lambda c: c.determination(REPORTED)
    ),
    Row(
        "who was asked by a letter that came back was not",
        lambda: (case := asked_reported()).does("bo", f.LetterCameBack(case.entry(f.LetterSent))).waits(7 * DAY),
        "bo",
        lambda c: c.determination(REPORTED),
        Clause.WHAT_HAPPENED,
    ),
    Row(
        "whose invitation lapsed was tried",
        lambda: (case := ready()).does("bo", f.Invited(REPORTED, case.now + DAY, f.Via.MAIL)).waits(DAY),
        "bo",
        lambda c: c.determination(REPORTED),
    ),
    Row(
        "whose invitation lives was not yet",
        lambda: (case := ready()).does("bo", f.Invited(REPORTED, case.now + DAY, f.Via.MAIL)),
        "bo",
        lambda c: c.determination(REPORTED),
        Clause.WHAT_HAPPENED,
    ),
    Row(
        "who could not be reached was tried",
        lambda: (
            (case := ready())
            .does("bo", f.Invited(REPORTED, case.now + 14 * DAY, f.Via.MAIL))
            .waits(7 * DAY)
            .does("bo", f.NotReached(REPORTED))
        ),
        "bo",
        lambda c: c.determination(REPORTED),
    ),
    Row("a reporter is heard first", triaged, "bo", lambda c: c.determination(REPORTER), Clause.WHO_IS_RESPONSIBLE),
    Row(
        "a reporter is heard without exception",
        triaged,
        "bo",
        lambda c: replace(c.determination(REPORTER), unheard=(REPORTER,)),
        Clause.WHO_IS_RESPONSIBLE,
    ),
    Row(
        "so is a bystander who is not in yet",
        lambda: triaged().does("bo", f.ContactProposed(1, WITNESS, f.Role.WITNESS)),
        "bo",
        lambda c: replace(c.determination(WITNESS), unheard=(WITNESS,)),
        Clause.WHO_IS_RESPONSIBLE,
    ),
    Row(
        "then a reporter can be responsible",
        lambda: triaged().heard(REPORTER),
        "bo",
        lambda c: c.determination(REPORTER),
    ),
    Row("who cannot be written to cannot be asked", no_contact_by_call, "bo", lambda c: c.determination(REPORTER)),
    # --- proposals
    Row("a resolution is proposed", determined, "ada", lambda c: c.proposal(NO_ACTION)),
    Row("not before triage, nor proposed", answered, "ada", lambda c: c.proposal(NO_ACTION), Clause.TRIAGE_FIRST),
    Row("not before it is determined", triaged, "ada", lambda c: c.proposal(NO_ACTION), Clause.WHAT_HAPPENED),
    Row(
        "a version is the next", proposed, "ada", lambda c: replace(c.proposal(NO_ACTION), version=1), Clause.CONSENSUS
    ),
    Row(
        "it cites the newest determination",
        lambda: determined().determined(),
        "ada",
        lambda c: replace(c.proposal(NO_ACTION), determination=1),
        Clause.CONSENSUS,
    ),
    Row("another one may follow feedback", consulted, "ada", lambda c: c.proposal(SETTLED)),
    Row("none while it is carried out", partly_enacted, "ada", lambda c: c.proposal(REPRIMAND), Clause.CONSENSUS),
    Row("it has a measure", determined, "ada", lambda c: c.proposal(), Clause.RESPONSES),
    Row("each once", responsible, "ada", lambda c: c.proposal(REPRIMAND, REPRIMAND), Clause.RESPONSES),
    Row("no action stands alone", responsible, "ada", lambda c: c.proposal(SETTLED, REPRIMAND), Clause.NO_ACTION),
    Row(
        "it leaves the whole time",
        determined,
        "ada",
        lambda c: replace(c.proposal(NO_ACTION), positions_until=c.now + 3 * DAY - MOMENT),
        Clause.CONSENSUS,
    ),
    Row(
        "no action has a ground",
        determined,
        "ada",
        lambda c: c.proposal(f.Measure(f.MeasureKind.NO_ACTION)),
        Clause.NO_ACTION,
    ),
    Row("a violation is not no violation", responsible, "ada", lambda c: c.proposal(NO_ACTION), Clause.NO_ACTION),
    Row("but may be settled", responsible, "ada", lambda c: c.proposal(SETTLED)),
    Row("a reprimand is for somebody responsible", responsible, "ada", lambda c: c.proposal(REPRIMAND)),
    Row(
        "and for nobody else",
        lambda: contacted().determined(),
        "ada",
        lambda c: c.proposal(REPRIMAND),
        Clause.PRIVATE_REPRIMAND,
    ),
    Row(
        "and for somebody",
        responsible,
        "ada",
        lambda c: c.proposal(replace(REPRIMAND, to=None)),
        Clause.PRIVATE_REPRIMAND,
    ),
    Row(
        "who was contacted",
        lambda: (case := ready()).does("bo", unheard_by_choice(case)),
        "ada",
        lambda c: c.proposal(REPRIMAND),
        Clause.PRIVATE_REPRIMAND,
    ),
    Row(
        "and can be written to",
        lambda: no_contact_by_call().determined(REPORTER),
        "ada",
        lambda c: c.proposal(replace(REPRIMAND, to=REPORTER)),
        Clause.PRIVATE_REPRIMAND,
    ),
    Row(
        "be it in their own line",
        lambda: no_contact().does("bo", NOT_SEVERE).heard(REPORTER).determined(REPORTER),
        "ada",
        lambda c: c.proposal(replace(REPRIMAND, to=REPORTER)),
    ),
    # --- positions
    Row("a member takes a position", proposed, "bo", lambda c: c.position(OBJECT)),
    Row(
        "and changes it",
        lambda: (case := proposed()).does("bo", case.position(OBJECT)),
        "bo",
        lambda c: c.position(CONSENT),
    ),
    Row("on something", determined, "bo", lambda c: c.position(CONSENT), Clause.CONSENSUS),
    Row(
        "on the newest version",
        lambda: proposed().proposed(SETTLED),
        "bo",
        lambda _: f.PositionTaken(1, CONSENT),
        Clause.CONSENSUS,
    ),
    Row(
        "on what rests on the newest determination",
        lambda: proposed().determined(),
        "bo",
        lambda c: c.position(CONSENT),
        Clause.CONSENSUS,
    ),
    Row("until the first letter of consultation", consulted, "bo", lambda c: c.position(OBJECT), Clause.CONSENSUS),
    Row("and no party does", proposed, REPORTER, lambda c: c.position(OBJECT), Clause.RECUSAL),
    Row("nor the clerk", proposed, CLERK, lambda c: c.position(OBJECT), Clause.RECUSAL),
)
