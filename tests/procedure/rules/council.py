"""A deadlock turned over to the council, and who counts as affected (D2, D4)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK, Member, Party
from evenhand.procedure.policy import Fallback
from tests.procedure.rules.contacting import contacted
from tests.procedure.rules.row import Row, triaged
from tests.procedure.story import (
    ADA,
    BO,
    CHIDI,
    DARA,
    DAY,
    EUN,
    INES,
    JUN,
    KOFI,
    MOMENT,
    REPORTED,
    REPORTER,
    WITNESS,
    Story,
)

CONSENT, OBJECT = f.Position.CONSENT, f.Position.OBJECT
COUNCIL = (INES, JUN, KOFI)
SETTLED = f.Measure(f.MeasureKind.NO_ACTION, ground=f.Ground.SETTLED_IN_PUBLIC)


def disagreed() -> Story:
    """Four consent and Eun objects."""
    case = triaged().determined().proposed().consented(*(m for m in triaged().state.readers if m not in {ADA, EUN}))
    return case.does(EUN, case.position(OBJECT))


def unheard() -> Story:
    """Eun objects, and Bo has taken no position yet."""
    case = triaged().determined().proposed()
    return case.does(EUN, case.position(OBJECT))


def deadlocked() -> Story:
    """A week later."""
    return disagreed().waits(7 * DAY)


def without_council() -> Story:
    """Only Ada of the council is there, and she sits at the case."""
    case = deadlocked()
    case.team = replace(case.team, council=(ADA,))
    return case


def named_and_deadlocked() -> Story:
    """The same week, in which a message of the reporter has named Ines."""
    return deadlocked().does(CLERK, f.NamesLookedFor((INES,)))


def all_named() -> Story:
    """A message of the reporter has named all of the council, and nobody has looked."""
    return deadlocked().does(CLERK, f.NamesLookedFor(COUNCIL))


def in_its_place() -> Story:
    """It is on record that nobody of the council may decide, and somebody of the committee has proposed again."""
    return without_council().does("bo", f.TurnedOver(())).proposed(SETTLED)


def still_divided() -> Story:
    """Two of five consent, three object, and another week is over."""
    case = in_its_place()
    for member, position in ((BO, CONSENT), (CHIDI, OBJECT), (DARA, OBJECT), (EUN, OBJECT)):
        case.does(member, case.position(position))
    return case.waits(7 * DAY)


def grown_council() -> Story:
    """Kofi has joined the council since."""
    case = still_divided()
    case.team = replace(case.team, council=(ADA, KOFI))
    return case


def under_two_thirds() -> Story:
    """The same week under a manual that lets two thirds pass."""
    case = deadlocked()
    case.policy = replace(case.policy, fallback=Fallback.TWO_THIRDS)
    return case


def turned_over() -> Story:
    return deadlocked().does("ada", f.TurnedOver(COUNCIL))


def with_council() -> Story:
    """All of the council have answered the conflict question."""
    return turned_over().answered(*COUNCIL)


def too_few_since() -> Story:
    """All but Bo have stepped back since, so the council came in to read."""
    case = with_council()
    for member in (ADA, EUN, Member("chidi"), Member("dara")):
        case.does(member, f.Recused(member, f.RecusalCause.DECLARED))
    return case.does("bo", f.CouncilSeated(COUNCIL))


def decided() -> Story:
    """Ines has written the decision; Jun and Kofi are asked."""
    return with_council().proposed(by=INES)


def agreed_by_council() -> Story:
    return decided().does(JUN, decided().position(CONSENT)).does(KOFI, decided().position(OBJECT))


def left_by_council() -> Story:
    """All of the council have stepped back, so it is the committee's again."""
    case = turned_over()
    for member in COUNCIL:
        case.does(member, f.Recused(member, f.RecusalCause.DECLARED))
    return case


def witnessed() -> Story:
    return contacted().contacted(WITNESS, f.Role.WITNESS).heard().heard(WITNESS).determined(REPORTED).proposed(SETTLED)


def agreed_with_witness(*, counts: bool) -> Story:
    return witnessed().does("bo", f.AffectedDecided(WITNESS, counts)).consented()


def proposal(case: Story) -> f.Proposed:
    return case.proposal(SETTLED)


ROWS = (
    Row("who comes in to read goes on deciding", too_few_since, "ines", lambda c: c.proposal(SETTLED)),
    Row(
        "and nobody of the committee does beside them",
        too_few_since,
        "bo",
        lambda c: c.proposal(SETTLED),
        Clause.DEADLOCK,
    ),
    Row("not before one's own position", unheard, "bo", lambda _: f.TurnedOver(COUNCIL), Clause.CONSENSUS),
    Row(
        "but after the week without it as well", lambda: unheard().waits(7 * DAY), "bo", lambda _: f.TurnedOver(COUNCIL)
    ),
    Row("after a week it is turned over", deadlocked, "bo", lambda _: f.TurnedOver(COUNCIL)),
    Row(
        "not a moment earlier",
        lambda: disagreed().waits(7 * DAY - MOMENT),
        "bo",
        lambda _: f.TurnedOver(COUNCIL),
        Clause.DEADLOCK,
    ),
    Row(
        "not once the objection was taken back",
        lambda: deadlocked().does(EUN, deadlocked().position(f.Position.STAND_ASIDE)),
        "bo",
        lambda _: f.TurnedOver(COUNCIL),
        Clause.DEADLOCK,
    ),
    Row(
        "not before somebody looked who is named",
        named_and_deadlocked,
        "bo",
        lambda _: f.TurnedOver((JUN,)),
        Clause.RECUSAL,
    ),
    Row("not to nobody", deadlocked, "bo", lambda _: f.TurnedOver(()), Clause.RECUSAL),
    Row("not to whoever sits at the case", deadlocked, "bo", lambda _: f.TurnedOver((ADA, INES)), Clause.RECUSAL),
    Row("not where no council is left", without_council, "bo", lambda _: f.TurnedOver((ADA,)), Clause.RECUSAL),
    Row("but that nobody of it may decide is written down", without_council, "bo", lambda _: f.TurnedOver(())),
    Row("not before a look at all of it", all_named, "bo", lambda _: f.TurnedOver(()), Clause.RECUSAL),
    Row("and once", still_divided, "bo", lambda _: f.TurnedOver(()), Clause.DEADLOCK),
    Row("unless the council has grown", grown_council, "bo", lambda _: f.TurnedOver((KOFI,))),
    Row("not what may pass", under_two_thirds, "bo", lambda _: f.TurnedOver(COUNCIL), Clause.CONSENSUS),
    Row("only once", turned_over, "bo", lambda _: f.TurnedOver(COUNCIL), Clause.DEADLOCK),
    Row("the committee writes on", turned_over, "bo", lambda _: f.NoteWritten()),
    Row("the committee proposes no more", with_council, "bo", proposal, Clause.DEADLOCK),
    Row("the committee determines no more", with_council, "bo", lambda c: c.determination(), Clause.DEADLOCK),
    Row("the committee takes no position", decided, "bo", lambda c: c.position(CONSENT), Clause.DEADLOCK),
    Row("who sits in both bodies has one seat", decided, "ada", lambda c: c.position(CONSENT), Clause.DEADLOCK),
    Row("the conflict question comes first", turned_over, "ines", proposal, Clause.CONFLICT_TOLD),
    Row("one of the council writes the decision", with_council, "ines", proposal),
    Row("the others take a position on it", decided, "jun", lambda c: c.position(OBJECT)),
    Row("nobody takes one on what came before", with_council, "jun", lambda c: c.position(CONSENT), Clause.CONSENSUS),
    Row("the council triages nothing", with_council, "ines", lambda _: f.NoteWritten(), Clause.RECUSAL),
    Row("nothing is explained before it decided", decided, "bo", lambda c: c.consultation(), Clause.DEADLOCK),
    Row("the committee carries it out", agreed_by_council, "bo", lambda c: c.consultation()),
    Row("where none of the council is left the committee goes on", left_by_council, "bo", proposal),
    Row(
        "and not to a council that has stepped back",
        left_by_council,
        "bo",
        lambda _: f.TurnedOver(COUNCIL),
        Clause.DEADLOCK,
    ),
    Row("a witness can count as affected", witnessed, "bo", lambda _: f.AffectedDecided(WITNESS, counts=True)),
    Row(
        "a reporter always does",
        witnessed,
        "bo",
        lambda _: f.AffectedDecided(REPORTER, counts=False),
        Clause.CONSULTATION,
    ),
    Row(
        "the person concerned is told anyway",
        witnessed,
        "bo",
        lambda _: f.AffectedDecided(REPORTED, counts=True),
        Clause.CONSULTATION,
    ),
    Row(
        "nobody counts who is not in the case",
        witnessed,
        "bo",
        lambda _: f.AffectedDecided(Party("affected-9"), counts=True),
        Clause.CONSULTATION,
    ),
    Row(
        "nor is it decided after the end",
        lambda: Story().enacted(),
        "bo",
        lambda _: f.AffectedDecided(WITNESS, counts=True),
        Clause.CONSULTATION,
    ),
    Row(
        "who counts is asked",
        lambda: agreed_with_witness(counts=True),
        "bo",
        lambda c: c.consultation(WITNESS),
    ),
    Row(
        "who does not is not",
        lambda: agreed_with_witness(counts=False),
        "bo",
        lambda c: c.consultation(WITNESS),
        Clause.CONSULTATION,
    ),
)
