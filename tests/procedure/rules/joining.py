"""Who joined later: the names alone, the question, then everything (R9)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from tests.procedure.rules.row import Row
from tests.procedure.story import BO, CHIDI, DARA, FEN, INES, NO_CONFLICT, REPORTED, STRANGER, TEAM, Story, a_report

WITH_FEN = replace(TEAM, order=(*TEAM.order, FEN), committee=(*TEAM.committee, FEN))
UNSIGNED = replace(TEAM, order=(*TEAM.order, FEN))
SHOWN, ADMITTED = f.NamesShown(FEN), f.Admitted(FEN)
STEPS_BACK = f.Recused(FEN, f.RecusalCause.DECLARED)


def before() -> Story:
    return Story(team=WITH_FEN).opened().answered()


def shown() -> Story:
    return before().does("bo", SHOWN)


def answered() -> Story:
    return shown().does("fen", NO_CONFLICT)


def closed() -> Story:
    return Story(team=WITH_FEN).ready_to_close().does("bo", f.Closed())


def unnamed() -> Story:
    case = Story(team=WITH_FEN)
    return case.opened(report=a_report(case.now, names_given=False)).answered()


def without_fen(*, left_out: bool) -> Story:
    barred = {"left_out" if left_out else "held_back": (FEN,)}
    return Story(team=WITH_FEN).opened((BO, CHIDI, DARA), report=None, **barred).answered()


def named_after_all() -> Story:
    return shown().does("bo", f.NamesWritten((FEN,)))


ROWS = (
    Row("whoever joined later is shown the names", before, "bo", lambda _: SHOWN),
    Row("in a closed case too", closed, "bo", lambda _: SHOWN),
    Row("once", shown, "chidi", lambda _: SHOWN, Clause.ARCHIVE),
    Row("when there are any", unnamed, "bo", lambda _: SHOWN, Clause.CONFLICT_TOLD),
    Row("when a second member has signed for them", answered, "bo", lambda _: f.NamesShown(STRANGER), Clause.ARCHIVE),
    Row("and not before", lambda: Story(team=UNSIGNED).opened().answered(), "bo", lambda _: SHOWN, Clause.ARCHIVE),
    Row("not somebody of the council", before, "bo", lambda _: f.NamesShown(INES), Clause.ARCHIVE),
    Row("not who reads already", before, "bo", lambda _: f.NamesShown(CHIDI), Clause.RECUSAL),
    Row("not who was left out", lambda: without_fen(left_out=True), "bo", lambda _: SHOWN, Clause.RECUSAL),
    Row("not who is held back", lambda: without_fen(left_out=False), "bo", lambda _: SHOWN, Clause.RECUSAL),
    Row(
        "not who is named",
        lambda: before().does("bo", f.NamesWritten((FEN,))),
        "bo",
        lambda _: SHOWN,
        Clause.INVOLVED_MEMBER,
    ),
    Row(
        "not who is to be contacted as a party",
        lambda: Story(team=WITH_FEN).triaged().does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED, FEN)),
        "bo",
        lambda _: SHOWN,
        Clause.INVOLVED_MEMBER,
    ),
    Row("not who stepped back", lambda: shown().does("fen", STEPS_BACK), "bo", lambda _: SHOWN, Clause.RECUSAL),
    Row("not by the newcomer themselves", before, "fen", lambda _: SHOWN, Clause.RECUSAL),
    # --- with the names alone
    Row("they answer the question", shown, "fen", lambda _: NO_CONFLICT),
    Row("or tell of a conflict", answered, "fen", lambda _: f.ConflictAnswered(f.ConflictAnswer.STAYS)),
    Row("or step back", shown, "fen", lambda _: STEPS_BACK),
    Row("they open the names", shown, "fen", lambda _: f.RoomOpened("names")),
    Row("and nothing else", shown, "fen", lambda _: f.RoomOpened("committee"), Clause.CONFLICT_TOLD),
    Row("they write nothing", answered, "fen", lambda _: f.NoteWritten(), Clause.RECUSAL),
    Row("nor let themselves in", answered, "fen", lambda _: ADMITTED, Clause.RECUSAL),
    Row("they are taken out when they leave", shown, f.CLERK, lambda _: f.Recused(FEN, f.RecusalCause.LEFT)),
    Row("or turn out to be named", named_after_all, "bo", lambda _: f.Recused(FEN, f.RecusalCause.NAMED)),
    # --- then everything
    Row("whoever answered is let in", answered, "bo", lambda _: ADMITTED),
    Row("in a closed case too, and then", lambda: closed().does("bo", SHOWN), "fen", lambda _: NO_CONFLICT),
    Row("not before they answer", shown, "bo", lambda _: ADMITTED, Clause.ARCHIVE),
    Row("not without the names first", before, "bo", lambda _: ADMITTED, Clause.ARCHIVE),
    Row("not who turned out to be named", named_after_all, "bo", lambda _: ADMITTED, Clause.INVOLVED_MEMBER),
    Row("somebody of the council comes in another way", before, "bo", lambda _: f.Admitted(INES), Clause.ARCHIVE),
)
