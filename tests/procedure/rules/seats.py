"""Who may act at all (C1, C2, K4, D6)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK, Actor, Member, Party
from tests.procedure.rules.row import Row, answered, ready_to_close, triaged
from tests.procedure.story import (
    ADA,
    BO,
    CHIDI,
    COMMITTEE,
    DARA,
    EUN,
    INES,
    JUN,
    KOFI,
    NO_CONFLICT,
    NOT_SEVERE,
    POLICY,
    REPORTED,
    REPORTER,
    STRANGER,
    TEAM,
    Story,
    a_report,
)

NO_COUNCIL = replace(TEAM, council=())
GUS, HALA, IDA = (Member(name) for name in ("gus", "hala", "ida"))
DECLARED, NAMED, LEFT = f.RecusalCause.DECLARED, f.RecusalCause.NAMED, f.RecusalCause.LEFT


def opened() -> Story:
    return Story().opened()


def tried() -> Story:
    """The form is being tried; nobody reported anything."""
    return Story().opened(is_test=True)


def unnamed() -> Story:
    """Only the one required field was filled: nobody was named apart."""
    return Story().opened(report=a_report(Story().now, names_given=False))


NOT_INVOLVED, SHOWN = f.FoundNotInvolved(ADA), f.NamesShown(ADA)
K4, RECUSAL = Clause.INVOLVED_MEMBER, Clause.RECUSAL


def held_back() -> Story:
    return Story().opened((ADA, BO, CHIDI), held_back=(DARA,), left_out=(EUN,)).answered()


def names_the_council() -> Story:
    """The report names Ines, who sits on the council and not at the case."""
    return Story().opened((ADA, BO, CHIDI), named_elsewhere=(INES,)).answered()


def cleared() -> Story:
    return names_the_council().does("bo", f.FoundNotMeant(INES))


def two_left() -> Story:
    return Story().opened((BO, CHIDI)).answered()


def one_left() -> Story:
    return two_left().does("chidi", f.Recused(CHIDI, DECLARED))


def standing_by(*, alternates: bool = True) -> Story:
    """Two read a case of which nobody of the council may know, and three alternates stand by, one left out."""
    team = replace(NO_COUNCIL, order=(*TEAM.order, GUS, HALA, IDA), alternates=(GUS, HALA, IDA))
    case = Story(replace(POLICY, alternates=alternates), team)
    return case.opened((ADA, BO), left_out=(IDA,)).answered()


def stood_by(*, alternates: bool = True, gone: tuple[Member, ...] = ()) -> Story:
    """One of the two has stepped back; these alternates came in after that, and all but the last went again."""
    case = standing_by(alternates=alternates).does("ada", f.Recused(ADA, DECLARED))
    for came in gone:
        case.does("bo", f.AlternatesSeated((came,)))
        if came != gone[-1]:
            case.does(came, f.Recused(came, DECLARED))
    return case


def too_few_at_the_end() -> Story:
    case = Story(replace(POLICY, alternates=True), replace(TEAM, alternates=(GUS,))).ready_to_close()
    for member in (CHIDI, DARA, EUN, ADA):
        case.does(member, f.Recused(member, DECLARED))
    return case


def ada_named_and_alone() -> Story:
    case = standing_by().does("bo", f.Recused(BO, DECLARED))
    return case.does("ada", f.NamesWritten((ADA,)))


def only_an_involved_one_left() -> Story:
    case = Story(team=NO_COUNCIL).opened((BO,)).answered()
    return case.does("bo", f.NamesWritten((BO,)))


def ada_named() -> Story:
    return answered().does("bo", f.NamesWritten((ADA,)))


def by_mistake(*more: str, left_out: tuple[Member, ...] = ()) -> Story:
    """Ada was written down as involved and is out; these members have said that it was a mistake."""
    story = Story().opened(tuple(m for m in COMMITTEE if m not in left_out), left_out=left_out).answered()
    story.does("bo", f.NamesWritten((ADA,)))
    if ADA in story.state.readers:
        story.does("bo", f.Recused(ADA, NAMED))
    for member in more:
        story.does(member, f.FoundNotInvolved(ADA))
    return story


def a_party_by_mistake(*more: f.Fact) -> Story:
    case = triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.WITNESS, ADA))
    return case.does("bo", f.Recused(ADA, NAMED), *more)


def went_herself() -> Story:
    return ada_named().does("ada", f.Recused(ADA, DECLARED))


def first_word_gone() -> Story:
    return by_mistake("chidi").does("chidi", f.Recused(CHIDI, DECLARED))


def closed() -> Story:
    return Story().ready_to_close().does("bo", f.Closed())


def a_case(*readers: object, **fields: object) -> f.CaseOpened:
    return f.CaseOpened("9f" * 32, readers, **fields)  # type: ignore[arg-type]  # its own fields


ROWS = (
    Row("intake opens a case", Story, CLERK, lambda _: a_case(ADA, BO)),
    Row("a member opens a case for a report that reached them", Story, "bo", lambda _: a_case(ADA, BO)),
    Row("a party opens no case", Story, REPORTER, lambda _: a_case(ADA, BO), Clause.RECUSAL),
    Row("a case is opened once", opened, CLERK, lambda _: a_case(ADA, BO), Clause.TRIAGE_FIRST),
    Row("a case needs a reader", Story, CLERK, lambda _: a_case(), Clause.RECUSAL),
    Row("who is left out reads no case", Story, CLERK, lambda _: a_case(ADA, BO, left_out=(ADA,)), Clause.RECUSAL),
    Row("who is held back reads nothing", Story, CLERK, lambda _: a_case(ADA, BO, held_back=(ADA,)), Clause.RECUSAL),
    Row("one reader alone is too few", Story, CLERK, lambda _: a_case(BO), Clause.RECUSAL),
    Row("with one member left the council reads", Story, CLERK, lambda _: a_case(BO, INES, with_council=True)),
    Row("one reader is enough where no council is", lambda: Story(team=NO_COUNCIL), CLERK, lambda _: a_case(BO)),
    Row("the clerk tries the form", Story, CLERK, lambda _: a_case(ADA, BO, is_test=True)),
    Row("no member does, with a report", Story, "bo", lambda _: a_case(ADA, BO, is_test=True), Clause.RECUSAL),
    Row("nothing is handled in a test", tried, "bo", lambda _: f.NoteWritten(), Clause.TRIAGE_FIRST),
    Row("a test ends as it came", tried, CLERK, lambda _: f.Closed()),
    Row("nothing is added before a case is open", Story, "bo", lambda _: f.NoteWritten(), Clause.RECUSAL),
    Row("no report before a case is open", Story, CLERK, lambda c: a_report(c.now), Clause.RECUSAL),
    # --- keys and rooms
    Row("keys change to a new epoch", opened, "bo", lambda _: f.KeysChanged("case", 1, ("ab",))),
    Row("keys never leave nobody", opened, "bo", lambda _: f.KeysChanged("case", 1, ()), Clause.RECUSAL),
    Row(
        "an epoch never goes back",
        lambda: opened().does("bo", f.KeysChanged("case", 2, ("ab",))),
        "bo",
        lambda _: f.KeysChanged("case", 1, ("ab",)),
        Clause.RECUSAL,
    ),
    Row("the names are open before the conflict question", opened, "bo", lambda _: f.RoomOpened("names")),
    Row("no other room is", opened, "bo", lambda _: f.RoomOpened("committee"), Clause.CONFLICT_TOLD),
    Row("who has answered opens every room", answered, "bo", lambda _: f.RoomOpened("identity")),
    Row("where nobody was named apart somebody reads first", unnamed, "bo", lambda _: f.RoomOpened("committee")),
    Row(
        "a recused member opens no room",
        lambda: answered().does("dara", f.Recused(DARA, DECLARED)),
        "dara",
        lambda _: f.RoomOpened("names"),
        Clause.RECUSAL,
    ),
    Row("a stranger opens no room", answered, STRANGER, lambda _: f.RoomOpened("names"), Clause.RECUSAL),
    Row("the reader who reads first writes the names", unnamed, "bo", lambda _: f.NamesWritten((ADA,))),
    Row("intake writes the names that were typed", opened, CLERK, lambda _: f.NamesWritten()),
    Row("who has answered adds names", answered, "bo", lambda _: f.NamesWritten((ADA,))),
    Row("who has not answered adds no names", opened, "bo", lambda _: f.NamesWritten((ADA,)), Clause.CONFLICT_TOLD),
    Row("a name stands in the identity room", answered, REPORTER, lambda _: f.IdentityGiven(REPORTER)),
    Row(
        "a name belongs to somebody in the case",
        answered,
        "bo",
        lambda _: f.IdentityGiven(Party("nobody-1")),
        Clause.PERSONAL,
    ),
    Row("a member notes an address for a party", answered, "bo", lambda _: f.AddressGiven(REPORTER)),
    Row(
        "nobody gives another party's address",
        lambda: Story().triaged().contacted(),
        REPORTER,
        lambda _: f.AddressGiven(Party("reported-1")),
        Clause.RECUSAL,
    ),
    # --- the conflict question
    Row("a member answers the conflict question", opened, "bo", lambda _: NO_CONFLICT),
    Row("nobody answers it for a member", opened, CLERK, lambda _: NO_CONFLICT, Clause.RECUSAL),
    Row("it is answered once", answered, "bo", lambda _: NO_CONFLICT, Clause.CONFLICT_TOLD),
    Row("a conflict found later is declared", answered, "bo", lambda _: f.ConflictAnswered(f.ConflictAnswer.STAYS)),
    Row(
        "a declared conflict stays on record",
        lambda: opened().does("bo", f.ConflictAnswered(f.ConflictAnswer.STAYS)),
        "bo",
        lambda _: NO_CONFLICT,
        Clause.CONFLICT_TOLD,
    ),
    Row("nothing is decided before it", opened, "bo", lambda _: NOT_SEVERE, Clause.CONFLICT_TOLD),
    # --- recusal
    Row("a member steps back", answered, "bo", lambda _: f.Recused(BO, DECLARED)),
    Row("nobody steps back for another", answered, "bo", lambda _: f.Recused(ADA, DECLARED), Clause.RECUSAL),
    Row("who is not in the case cannot leave it", answered, CLERK, lambda _: f.Recused(INES, LEFT), Clause.RECUSAL),
    Row("a member named as involved is taken out", ada_named, "bo", lambda _: f.Recused(ADA, NAMED)),
    Row("who is not named is not taken out", answered, "bo", lambda _: f.Recused(ADA, NAMED), Clause.INVOLVED_MEMBER),
    Row("the roster takes out who left", answered, CLERK, lambda _: f.Recused(EUN, LEFT)),
    Row("no member says that another has left", answered, "bo", lambda _: f.Recused(EUN, LEFT), Clause.RECUSAL),
    Row(
        "a member takes out who is off the roster",
        lambda: Story(team=replace(TEAM, order=(ADA, BO))).opened().answered(),
        "bo",
        lambda _: f.Recused(EUN, LEFT),
    ),
    Row("the last reader leaves to the council", one_left, "bo", lambda _: f.Recused(BO, DECLARED)),
    Row(
        "the last reader of all stays",
        lambda: Story(team=NO_COUNCIL).opened((BO,)).answered(),
        "bo",
        lambda _: f.Recused(BO, DECLARED),
        Clause.RECUSAL,
    ),
    Row("an involved member may go", ada_named, "ada", lambda _: f.Recused(ADA, DECLARED)),
    Row("an involved member may do nothing else", ada_named, "ada", lambda _: f.NoteWritten(), Clause.INVOLVED_MEMBER),
    Row("an involved member lets nobody in", ada_named, "ada", lambda _: f.Admitted(INES), Clause.INVOLVED_MEMBER),
    Row("unless nobody else is left", only_an_involved_one_left, "bo", lambda _: f.Admitted(CHIDI)),
    # --- somebody was named by mistake
    Row("a member says that somebody was named by mistake", by_mistake, "bo", lambda _: NOT_INVOLVED),
    Row("a second one agrees", lambda: by_mistake("bo"), "chidi", lambda _: NOT_INVOLVED),
    Row("nobody agrees with themselves", lambda: by_mistake("bo"), "bo", lambda _: NOT_INVOLVED, K4),
    Row("who has gone since does not count as the first", first_word_gone, "bo", lambda _: NOT_INVOLVED),
    Row("of nobody who was not named", answered, "bo", lambda _: NOT_INVOLVED, K4),
    Row("nor twice of the same", lambda: by_mistake("bo", "chidi"), "dara", lambda _: NOT_INVOLVED, K4),
    Row("nor against the reporter's wish", lambda: by_mistake(left_out=(ADA,)), "bo", lambda _: NOT_INVOLVED, RECUSAL),
    Row("nor of a party", a_party_by_mistake, "bo", lambda _: NOT_INVOLVED, K4),
    Row(
        "once the contact is taken back it can be said",
        lambda: a_party_by_mistake(f.ContactTakenBack(1)),
        "bo",
        lambda _: NOT_INVOLVED,
    ),
    Row("nor while they still hold a key", ada_named, "bo", lambda _: NOT_INVOLVED, K4),
    Row("nor of who went of their own", went_herself, "bo", lambda _: NOT_INVOLVED, RECUSAL),
    Row("before it nobody lets them in", lambda: by_mistake("bo"), "chidi", lambda _: f.NamesShown(ADA), K4),
    Row("after it they are shown the names first", lambda: by_mistake("bo", "chidi"), "dara", lambda _: SHOWN),
    Row(
        "and are let in once they have answered",
        lambda: by_mistake("bo", "chidi").does("dara", SHOWN).does("ada", NO_CONFLICT),
        "dara",
        lambda _: f.Admitted(ADA),
    ),
    Row(
        "and not before",
        lambda: by_mistake("bo", "chidi").does("dara", SHOWN),
        "dara",
        lambda _: f.Admitted(ADA),
        Clause.ARCHIVE,
    ),
    # --- who comes in
    Row("a held-back member is let in", held_back, "bo", lambda _: f.Admitted(DARA)),
    Row("who of the council is named may not be meant", names_the_council, "bo", lambda _: f.FoundNotMeant(INES)),
    Row("and is not let in by that", names_the_council, "bo", lambda _: f.Admitted(INES), Clause.RECUSAL),
    Row("once", cleared, "bo", lambda _: f.FoundNotMeant(INES), Clause.RECUSAL),
    Row("nor somebody who is not named", names_the_council, "bo", lambda _: f.FoundNotMeant(JUN), Clause.RECUSAL),
    Row("a name in later words makes somebody wait", two_left, CLERK, lambda _: f.NamesLookedFor((INES,))),
    Row("also again, once they were looked at", cleared, CLERK, lambda _: f.NamesLookedFor((INES,))),
    Row("names are looked for in all", two_left, CLERK, lambda _: f.NamesLookedFor((), in_all=True)),
    Row("who reads loses no seat by it", two_left, CLERK, lambda _: f.NamesLookedFor((BO,)), Clause.RECUSAL),
    Row("who was left out needs no look", held_back, CLERK, lambda _: f.NamesLookedFor((EUN,)), Clause.RECUSAL),
    Row("no member says it", two_left, "bo", lambda _: f.NamesLookedFor((INES,)), Clause.RECUSAL),
    Row("who was never asked is not let in", two_left, "bo", lambda _: f.Admitted(DARA), Clause.ARCHIVE),
    Row("who was left out is never let in", held_back, "bo", lambda _: f.Admitted(EUN), Clause.RECUSAL),
    Row("who is in is not let in again", held_back, "bo", lambda _: f.Admitted(ADA), Clause.RECUSAL),
    Row("a stranger is not let in", held_back, "bo", lambda _: f.Admitted(STRANGER), Clause.ARCHIVE),
    Row("who stepped back is not let in", one_left, "bo", lambda _: f.Admitted(CHIDI), Clause.RECUSAL),
    Row(
        "who is involved is not let in",
        lambda: two_left().does("bo", f.NamesWritten((ADA,))),
        "bo",
        lambda _: f.Admitted(ADA),
        Clause.INVOLVED_MEMBER,
    ),
    Row("below the floor the council is seated", one_left, "bo", lambda _: f.CouncilSeated((INES, JUN))),
    Row("the clerk seats it too", one_left, CLERK, lambda _: f.CouncilSeated((INES, JUN))),
    Row("above the floor it is not", two_left, "bo", lambda _: f.CouncilSeated((INES, JUN)), Clause.RECUSAL),
    Row("nobody recused comes back so", one_left, "bo", lambda _: f.CouncilSeated((CHIDI,)), Clause.RECUSAL),
    Row("only the council is seated", one_left, "bo", lambda _: f.CouncilSeated((DARA,)), Clause.RECUSAL),
    # --- alternates, where the manual has them
    Row("below the floor an alternate comes in", stood_by, "bo", lambda _: f.AlternatesSeated((GUS,))),
    Row("the clerk calls one in too", stood_by, CLERK, lambda _: f.AlternatesSeated((HALA,))),
    Row("who is named calls one in and goes", ada_named_and_alone, "ada", lambda _: f.AlternatesSeated((GUS,))),
    Row("no more than are missing", stood_by, "bo", lambda _: f.AlternatesSeated((GUS, HALA)), Clause.RECUSAL),
    Row("nobody else as one", stood_by, "bo", lambda _: f.AlternatesSeated((DARA,)), Clause.RECUSAL),
    Row("calling nobody is nothing", stood_by, "bo", lambda _: f.AlternatesSeated(()), Clause.RECUSAL),
    Row("who was left out is passed over", stood_by, "bo", lambda _: f.AlternatesSeated((IDA,)), Clause.RECUSAL),
    Row("above the floor none comes in", standing_by, "bo", lambda _: f.AlternatesSeated((GUS,)), Clause.RECUSAL),
    Row(
        "nor where the manual has none",
        lambda: stood_by(alternates=False),
        "bo",
        lambda _: f.AlternatesSeated((GUS,)),
        Clause.RECUSAL,
    ),
    Row("the end waits for an alternate", too_few_at_the_end, "bo", lambda _: f.Closed(), Clause.RECUSAL),
    Row("the last reader leaves to an alternate", stood_by, "bo", lambda _: f.Recused(BO, DECLARED)),
    Row(
        "but not where the last is an alternate and nobody follows",
        lambda: stood_by(gone=(GUS, HALA)).does("bo", f.Recused(BO, DECLARED)),
        HALA,
        lambda _: f.Recused(HALA, DECLARED),
        Clause.RECUSAL,
    ),
    Row("seating nobody is nothing", one_left, "bo", lambda _: f.CouncilSeated(()), Clause.RECUSAL),
    # --- standings
    Row("a note is written by a member", answered, "bo", lambda _: f.NoteWritten()),
    Row("no party writes in the committee's room", answered, REPORTER, lambda _: f.NoteWritten(), Clause.RECUSAL),
    Row("a stranger has no line", answered, Party("x-1"), lambda _: f.MessageReceived(Party("x-1")), Clause.RECUSAL),
    Row(
        "a member gives no automatic receipt", answered, "bo", lambda _: f.ReceiptGiven(REPORTER, True), Clause.RECUSAL
    ),
    Row("intake gives the receipt", answered, CLERK, lambda _: f.ReceiptGiven(REPORTER, mailed=True)),
    Row("no member speaks as a party", answered, "bo", lambda _: f.MessageReceived(REPORTER), Clause.RECUSAL),
    Row("the clerk decides nothing", answered, CLERK, lambda _: NOT_SEVERE, Clause.RECUSAL),
    Row(
        "a council reader answers the conflict question",
        ready_to_close,
        "ines",
        lambda _: NO_CONFLICT,
    ),
    Row("and opens nothing before", ready_to_close, "ines", lambda _: f.RoomOpened("council"), Clause.CONFLICT_TOLD),
    Row(
        "and reads the report after",
        lambda: Story().ready_to_close().answered(INES),
        "ines",
        lambda _: f.RoomOpened("council"),
    ),
    Row("and does nothing in the case", ready_to_close, "ines", lambda _: f.NoteWritten(), Clause.RECUSAL),
    Row("and steps back alone", ready_to_close, "ines", lambda _: f.Recused(INES, DECLARED)),
    Row(
        "and takes nobody out",
        lambda: Story().ready_to_close().does("bo", f.NamesWritten((ADA,))),
        "ines",
        lambda _: f.Recused(ADA, NAMED),
        Clause.INVOLVED_MEMBER,
    ),
    Row("who was not told has no seat", ready_to_close, KOFI, lambda _: NO_CONFLICT, Clause.RECUSAL),
    # --- after the end
    Row("a party writes after the end", closed, REPORTER, lambda _: f.MessageReceived(REPORTER)),
    Row("and is answered", closed, "bo", lambda c: c.letter(f.LetterKind.MESSAGE)),
    Row("nothing is decided after the end", closed, "bo", lambda _: NOT_SEVERE, Clause.COUNCIL_REPORT),
    Row("no question after the end", closed, "bo", lambda c: c.question(), Clause.COUNCIL_REPORT),
    Row("a party acts only once they are in", triaged, Actor.party(REPORTER), lambda _: f.MessageReceived(REPORTER)),
)
