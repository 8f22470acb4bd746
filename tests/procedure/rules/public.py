"""Speaking in public (D3, D3c, D3e, D7), and help before anything heavier (V7)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from tests.procedure.rules.row import Row, triaged
from tests.procedure.story import (
    ADA,
    BO,
    DAY,
    EUN,
    IN_PUBLIC,
    INES,
    LISTS,
    REMINDER,
    REPORTED,
    REPORTER,
    REPRIMAND,
    TEAM,
    PublicStory,
    Story,
)

ENACTED = f.MeasureEnacted(1, 0)
OTHER = f.Measure(f.MeasureKind.OTHER)
OTHER_TEXT = "cd" * 32


def heard() -> PublicStory:
    case = PublicStory()
    case.triaged().contacted().heard().determined(REPORTED)
    return case


def unheard() -> PublicStory:
    case = PublicStory()
    case.triaged().contacted()
    case.does("bo", replace(case.determination(REPORTED), unheard=(REPORTED,)))
    return case


def misunderstood() -> Story:
    case = triaged().contacted().heard()
    return case.does("bo", replace(case.determination(REPORTED), misunderstanding=True))


def reminder() -> PublicStory:
    return PublicStory().to_be_said()


def reminder_agreed() -> PublicStory:
    case = PublicStory()
    case.agreed_on(REMINDER)
    return case


def reminder_checked() -> PublicStory:
    return reminder().drafted().checked()


def checked_too_early() -> PublicStory:
    return reminder_agreed().drafted().checked()


def reminder_said() -> PublicStory:
    return reminder_checked().said()


def reminder_made() -> PublicStory:
    case = reminder_checked()
    case.does("ada", case.make())
    return case


def withdrawn() -> PublicStory:
    case = reminder_said()
    case.does("ada", f.StatementWithdrawn(1))
    return case


def reprimand() -> PublicStory:
    return PublicStory().to_be_said(IN_PUBLIC)


def drafted() -> PublicStory:
    return reprimand().drafted()


def checked() -> PublicStory:
    return drafted().checked()


def found_fault() -> PublicStory:
    return drafted().checked(nobody_recognised=False)


def no_longer_heard() -> PublicStory:
    """The only question came back after the determination: nobody was asked."""
    case = PublicStory()
    case.triaged().contacted()
    case.does("bo", case.question(REPORTED)).waits(7 * DAY)
    question = case.entry(f.LetterSent)
    case.determined(REPORTED).proposed(IN_PUBLIC).consented().consulted().weighed()
    case.does(f.CLERK, f.LetterCameBack(question))
    return case.drafted()


def about_who_was_erased(*, checked: bool = False) -> PublicStory:
    """A public reprimand of a reporter, who asked to be erased before it was determined."""
    case = PublicStory()
    case.triaged().heard(REPORTER).does(REPORTER, f.Withdrawn(REPORTER, f.Withdrawal.ERASURE))
    case.does("bo", replace(case.determination(REPORTER), beyond_statement=True))
    case.proposed(replace(IN_PUBLIC, to=REPORTER)).consented().consulted().weighed()
    if checked:
        case.drafted().checked()
    case.waits(14 * DAY).does(f.CLERK, f.IdentityErased(REPORTER))
    return case


def changed_since() -> PublicStory:
    case = checked()
    case.does("ada", case.draft(digest=OTHER_TEXT))
    return case


def with_the_law(case: PublicStory) -> PublicStory:
    case.policy = replace(case.policy, legal_review=True)
    return case


def without_ada() -> PublicStory:
    """The checker turns out to have a conflict of interest, and steps back."""
    case = checked()
    case.does("bo", f.Recused(BO, f.RecusalCause.DECLARED))
    return case


def writer_gone() -> PublicStory:
    case = checked()
    case.does("ada", f.Recused(ADA, f.RecusalCause.DECLARED))
    return case


def council_seated() -> PublicStory:
    """Fewer are left than the floor, so the council reads as well."""
    case = PublicStory()
    case.opened().answered()
    return with_the_council(case)


def with_the_council(case: PublicStory) -> PublicStory:
    case.policy = replace(case.policy, floor=5)
    case.does("eun", f.Recused(EUN, f.RecusalCause.DECLARED))
    case.does("bo", f.CouncilSeated((INES,))).does("ines", f.ConflictAnswered(f.ConflictAnswer.NONE))
    return case


def closed() -> PublicStory:
    case = reminder_said()
    case.does("bo", f.CouncilReported(1, (INES,)), case.letter(f.LetterKind.CLOSING), f.Closed())
    return case


ROWS = (
    Row(
        "nothing is written for the public about who was erased",
        about_who_was_erased,
        "ada",
        lambda c: c.draft(),
        Clause.IDENTITY,
    ),
    Row(
        "nor said",
        lambda: about_who_was_erased(checked=True),
        "ada",
        lambda c: c.make(space=LISTS),
        Clause.IDENTITY,
    ),
    Row("it lapses", about_who_was_erased, "bo", lambda _: f.MeasureEnacted(1, 0, lapsed=True)),
    # what is proposed
    Row("a public reminder names nobody", heard, "bo", lambda c: c.proposal(REMINDER)),
    Row(
        "so it is to nobody", heard, "bo", lambda c: c.proposal(replace(REMINDER, to=REPORTED)), Clause.PUBLIC_REMINDER
    ),
    Row("a public reprimand goes to who was found responsible", heard, "bo", lambda c: c.proposal(IN_PUBLIC)),
    Row(
        "and to nobody else",
        heard,
        "bo",
        lambda c: c.proposal(replace(IN_PUBLIC, to=REPORTER)),
        Clause.PUBLIC_REPRIMAND,
    ),
    Row("nor unheard", unheard, "bo", lambda c: c.proposal(IN_PUBLIC), Clause.PUBLIC_REPRIMAND),
    Row(
        "and says where it happened",
        heard,
        "bo",
        lambda c: c.proposal(replace(IN_PUBLIC, space="")),
        Clause.PUBLIC_REPRIMAND,
    ),
    Row("another response in words", heard, "bo", lambda c: c.proposal(OTHER)),
    Row("or to who was found responsible", heard, "bo", lambda c: c.proposal(replace(OTHER, to=REPORTED))),
    Row("it can last", heard, "bo", lambda c: c.proposal(replace(OTHER, lasts=True))),
    Row("a reprimand cannot", heard, "bo", lambda c: c.proposal(replace(REPRIMAND, lasts=True)), Clause.RESPONSES),
    Row("not to another", heard, "bo", lambda c: c.proposal(replace(OTHER, to=REPORTER)), Clause.RESPONSES),
    Row(
        "it is carried out by anybody", lambda: Story().agreed_on(OTHER).consulted().weighed(), "bo", lambda _: ENACTED
    ),
    Row("after a misunderstanding help comes first", misunderstood, "bo", lambda c: c.proposal(OTHER)),
    Row("before a sanction", misunderstood, "bo", lambda c: c.proposal(REPRIMAND), Clause.MISUNDERSTANDINGS),
    Row(
        "unless it is written down why not",
        misunderstood,
        "bo",
        lambda c: replace(c.proposal(REPRIMAND), despite_misunderstanding=True),
    ),
    # who writes
    Row("the chair speaks of a case", triaged, "ada", lambda _: f.StatementDrafted(1, "ab")),
    Row("a member does not", triaged, "bo", lambda _: f.StatementDrafted(1, "ab"), Clause.PUBLIC_VOICE),
    Row("the acting chair does", lambda: triaged().away(ada=DAY), "bo", lambda _: f.StatementDrafted(1, "ab")),
    Row("and a council member who sits there", council_seated, "ines", lambda c: c.draft(None)),
    Row(
        "who delivers no reprimand",
        lambda: with_the_council(reprimand()),
        "ines",
        lambda c: c.draft(),
        Clause.PUBLIC_REPRIMAND,
    ),
    Row("a text for what was agreed", reminder_agreed, "ada", lambda c: c.draft()),
    Row("by nobody else", reminder_agreed, "chidi", lambda c: c.draft(), Clause.PUBLIC_VOICE),
    Row("not before it is agreed", heard, "ada", lambda c: c.draft(proposal=1), Clause.CONSENSUS),
    Row(
        "nor for what is not said in public",
        lambda: PublicStory().to_be_said(OTHER),
        "ada",
        lambda c: c.draft(),
        Clause.PUBLIC_VOICE,
    ),
    Row("nor once it was said", reminder_said, "ada", lambda c: c.draft(), Clause.PUBLIC_REMINDER),
    Row("a reminder names nobody", reminder, "ada", lambda c: c.draft(names_somebody=True), Clause.PUBLIC_REMINDER),
    Row(
        "nor does a plain statement",
        triaged,
        "ada",
        lambda _: f.StatementDrafted(1, "ab", names_somebody=True),
        Clause.PUBLIC_VOICE,
    ),
    Row("a reprimand may, for a reason", reprimand, "ada", lambda c: c.draft(names_somebody=True)),
    Row("texts follow each other", triaged, "ada", lambda _: f.StatementDrafted(2, "ab"), Clause.PUBLIC_VOICE),
    Row("a correction of what stands", reminder_said, "ada", lambda c: c.draft(None, corrects=1)),
    Row("and of nothing else", drafted, "ada", lambda c: c.draft(None, corrects=1), Clause.PUBLIC_VOICE),
    Row("also after the end", closed, "ada", lambda c: c.draft(None, corrects=1)),
    # who checks
    Row("a second member checks", drafted, "bo", lambda c: c.check()),
    Row("not the writer", drafted, "ada", lambda c: c.check(), Clause.PUBLIC_REPRIMAND),
    Row(
        "nor who says it, as acting chair for the writer",
        lambda: drafted().away(ada=DAY),
        "bo",
        lambda c: c.check(),
        Clause.PUBLIC_REPRIMAND,
    ),
    Row("another does", lambda: drafted().away(ada=DAY), "chidi", lambda c: c.check()),
    Row(
        "nor of a reminder, where nobody else can say it",
        lambda: PublicStory(team=replace(TEAM, council=(INES,))).to_be_said().drafted().away(ada=DAY),
        "bo",
        lambda c: c.check(),
        Clause.PUBLIC_REMINDER,
    ),
    Row(
        "where one of the council can say it as well, either of them checks",
        lambda: reminder().drafted().away(ada=DAY),
        "bo",
        lambda c: c.check(),
    ),
    Row("on the exact words", drafted, "bo", lambda c: c.check(digest=OTHER_TEXT), Clause.PUBLIC_VOICE),
    Row(
        "of a text that there is",
        reprimand,
        "bo",
        lambda _: f.StatementChecked(1, "ab", True, True, True),
        Clause.PUBLIC_VOICE,
    ),
    Row("before it is said", reminder_said, "bo", lambda c: c.check(), Clause.PUBLIC_VOICE),
    Row("heard is what the record shows", no_longer_heard, "bo", lambda c: c.check(), Clause.PUBLIC_REPRIMAND),
    Row("somebody who knows the law reads it", drafted, "bo", lambda _: f.StatementReviewed(1, "ab" * 32)),
    Row("word for word", drafted, "bo", lambda _: f.StatementReviewed(1, OTHER_TEXT), Clause.PUBLIC_VOICE),
    # what is said, by whom, where
    Row("what was checked is said", checked, "ada", lambda c: c.make(space=LISTS)),
    Row("by nobody else", checked, "dara", lambda c: c.make(space=LISTS), Clause.PUBLIC_VOICE),
    Row("not unchecked", drafted, "ada", lambda c: c.make(space=LISTS), Clause.PUBLIC_REPRIMAND),
    Row(
        "nor what a check found fault with", found_fault, "ada", lambda c: c.make(space=LISTS), Clause.PUBLIC_REPRIMAND
    ),
    Row(
        "nor what its speaker checked",
        lambda: checked().away(ada=DAY),
        "bo",
        lambda c: c.make(space=LISTS),
        Clause.PUBLIC_REPRIMAND,
    ),
    Row(
        "nor what somebody with a conflict checked",
        without_ada,
        "ada",
        lambda c: c.make(space=LISTS),
        Clause.PUBLIC_REPRIMAND,
    ),
    Row("or wrote", writer_gone, "bo", lambda c: c.make(space=LISTS), Clause.PUBLIC_REPRIMAND),
    Row(
        "a changed text asks for a new check",
        changed_since,
        "ada",
        lambda c: c.make(OTHER_TEXT, space=LISTS),
        Clause.PUBLIC_REPRIMAND,
    ),
    Row(
        "and the old one is past",
        changed_since,
        "ada",
        lambda c: replace(c.make(space=LISTS), statement=1),
        Clause.PUBLIC_VOICE,
    ),
    Row("not before it may be carried out", checked_too_early, "ada", lambda c: c.make(), Clause.CONSULTATION),
    Row("nor twice", reminder_said, "ada", lambda c: c.make(), Clause.RESPONSES),
    Row("nor once more before it is noted", reminder_made, "ada", lambda c: c.make(), Clause.PUBLIC_VOICE),
    Row("where it happened", checked, "ada", lambda c: c.make(space="chat"), Clause.PUBLIC_REPRIMAND),
    Row("or elsewhere for a reason", checked, "ada", lambda c: c.make(space="chat", elsewhere=True)),
    Row(
        "in a space that there is", checked, "ada", lambda c: c.make(space="attic", elsewhere=True), Clause.PUBLIC_VOICE
    ),
    Row("a reminder stands on the page", reminder_checked, "ada", lambda c: c.make()),
    Row(
        "and nowhere only else",
        reminder_checked,
        "ada",
        lambda c: c.make(space=LISTS, on_page=False),
        Clause.PUBLIC_VOICE,
    ),
    Row(
        "the law was asked where that is wanted",
        lambda: with_the_law(checked()),
        "ada",
        lambda c: c.make(space=LISTS),
        Clause.PUBLIC_REPRIMAND,
    ),
    Row("it is carried out once it was said", reminder_made, "ada", lambda _: ENACTED),
    Row("and not before", reminder_checked, "ada", lambda _: ENACTED, Clause.PUBLIC_REMINDER),
    Row("a statement is taken back", reminder_said, "ada", lambda _: f.StatementWithdrawn(1)),
    Row("by nobody else", reminder_said, "bo", lambda _: f.StatementWithdrawn(1), Clause.PUBLIC_VOICE),
    Row("once", withdrawn, "ada", lambda _: f.StatementWithdrawn(1), Clause.PUBLIC_VOICE),
)
