"""Conflicts of interest, hard and soft, and asking another member about one (C1, C2)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from evenhand.procedure.facts import CLERK, Member
from evenhand.procedure.policy import Policy
from tests.procedure.rules.row import Row, triaged
from tests.procedure.story import (
    ADA,
    BO,
    CHIDI,
    DARA,
    EUN,
    HOUR,
    INES,
    NO_CONFLICT,
    NOT_SEVERE,
    POLICY,
    REPORTER,
    STRANGER,
    TEAM,
    Story,
)

HARD_ANSWER = f.ConflictAnswered(f.ConflictAnswer.HARD)
STAYS = f.ConflictAnswered(f.ConflictAnswer.STAYS)
HARD, DECLARED, SILENT = f.RecusalCause.HARD, f.RecusalCause.DECLARED, f.RecusalCause.SILENT
SILENCE_COSTS = replace(POLICY, silence_takes_out=True)
NOBODY_STAYS = replace(POLICY, soft_conflict_stays=False)


def opened() -> Story:
    return Story().opened()


def hard() -> Story:
    return triaged().does("bo", HARD_ANSWER)


def only_a_hard_one_left() -> Story:
    return Story(team=replace(TEAM, council=())).opened((BO,)).answered().does("bo", HARD_ANSWER)


def asked() -> Story:
    return triaged().does("chidi", f.ConflictQuestioned(BO))


def silent() -> Story:
    return asked().waits(POLICY.questioned_within)


def told_of_it(policy: Policy = POLICY) -> Story:
    case = Story(policy).triaged().does("chidi", f.ConflictQuestioned(BO)).waits(POLICY.questioned_within)
    return case.does(CLERK, told())


def strict() -> Story:
    return told_of_it(SILENCE_COSTS)


def told(by: Member = ADA, of: Member = BO) -> f.ChairToldOfSilence:
    return f.ChairToldOfSilence(of, by)


ROWS = (
    # --- hard and soft
    Row("a hard conflict is declared, and no word about why", opened, "bo", lambda _: HARD_ANSWER),
    Row("one that is found later as well", triaged, "bo", lambda _: HARD_ANSWER),
    Row("a soft one that turns out to be hard", lambda: opened().does("bo", STAYS), "bo", lambda _: HARD_ANSWER),
    Row("with a soft one a member stays", opened, "bo", lambda _: STAYS),
    Row(
        "unless by the manual nobody does",
        lambda: Story(NOBODY_STAYS).opened(),
        "bo",
        lambda _: STAYS,
        Clause.RECUSAL,
    ),
    Row("with a hard one nobody stays", hard, "bo", lambda _: STAYS, Clause.RECUSAL),
    Row("and it is not taken back", hard, "bo", lambda _: NO_CONFLICT, Clause.RECUSAL),
    Row("nor is anything done in the case", hard, "bo", lambda _: f.NoteWritten(), Clause.RECUSAL),
    Row("nor decided", lambda: opened().does("bo", HARD_ANSWER), "bo", lambda _: NOT_SEVERE, Clause.RECUSAL),
    Row("only stepping back is left", hard, "bo", lambda _: f.Recused(BO, DECLARED)),
    Row("another takes out who does not", hard, "chidi", lambda _: f.Recused(BO, HARD)),
    Row(
        "whoever declared no such conflict is not taken out",
        hard,
        "chidi",
        lambda _: f.Recused(DARA, HARD),
        Clause.RECUSAL,
    ),
    Row("nor by somebody who has no seat", hard, "ines", lambda _: f.Recused(BO, HARD), Clause.RECUSAL),
    Row(
        "the last who can read cannot leave it to nobody",
        only_a_hard_one_left,
        "bo",
        lambda _: f.Recused(BO, DECLARED),
        Clause.RECUSAL,
    ),
    Row("and lets somebody in first", only_a_hard_one_left, "bo", lambda _: f.Admitted(CHIDI)),
    Row(
        "one of the council declares one too",
        lambda: Story().ready_to_close(),
        "ines",
        lambda _: HARD_ANSWER,
    ),
    Row(
        "and reads nothing of what was reported",
        lambda: Story().ready_to_close().does("ines", HARD_ANSWER),
        "ines",
        lambda _: STAYS,
        Clause.RECUSAL,
    ),
    # --- asked by another member
    Row("a member asks whether another has a conflict", triaged, "chidi", lambda _: f.ConflictQuestioned(BO)),
    Row("nobody asks themselves", triaged, "bo", lambda _: f.ConflictQuestioned(BO), Clause.CONFLICT_TOLD),
    Row("nobody hears of the case by it", triaged, "bo", lambda _: f.ConflictQuestioned(INES), Clause.RECUSAL),
    Row("nor somebody who is not here at all", triaged, "bo", lambda _: f.ConflictQuestioned(STRANGER), Clause.RECUSAL),
    Row(
        "nor who was left out",
        lambda: Story().opened((ADA, BO), left_out=(EUN,)).answered(),
        "bo",
        lambda _: f.ConflictQuestioned(EUN),
        Clause.RECUSAL,
    ),
    Row(
        "nor who waits to be looked at",
        lambda: Story().opened((ADA, BO), held_back=(EUN,)).answered(),
        "bo",
        lambda _: f.ConflictQuestioned(EUN),
        Clause.RECUSAL,
    ),
    Row(
        "who has not answered for themselves is waited for",
        lambda: opened().answered(CHIDI),
        "chidi",
        lambda _: f.ConflictQuestioned(BO),
        Clause.CONFLICT_TOLD,
    ),
    Row(
        "who asks has answered",
        lambda: opened().answered(BO),
        "chidi",
        lambda _: f.ConflictQuestioned(BO),
        Clause.CONFLICT_TOLD,
    ),
    Row("nobody is asked twice at once", asked, "dara", lambda _: f.ConflictQuestioned(BO), Clause.CONFLICT_TOLD),
    Row(
        "but again, once they have answered",
        lambda: asked().does("bo", NO_CONFLICT),
        "dara",
        lambda _: f.ConflictQuestioned(BO),
    ),
    Row("two are asked side by side", asked, "bo", lambda _: f.ConflictQuestioned(CHIDI)),
    Row("who has to go is not asked", hard, "chidi", lambda _: f.ConflictQuestioned(BO), Clause.RECUSAL),
    Row("no party asks", triaged, REPORTER, lambda _: f.ConflictQuestioned(BO), Clause.RECUSAL),
    Row("who was asked says that there is none", asked, "bo", lambda _: NO_CONFLICT),
    Row("or declares one and stays", asked, "bo", lambda _: STAYS),
    Row("or one with which nobody stays", asked, "bo", lambda _: HARD_ANSWER),
    Row("or steps back", asked, "bo", lambda _: f.Recused(BO, DECLARED)),
    Row(
        "what was declared before stands",
        lambda: triaged().does("bo", STAYS).does("chidi", f.ConflictQuestioned(BO)),
        "bo",
        lambda _: NO_CONFLICT,
        Clause.CONFLICT_TOLD,
    ),
    Row(
        "and is said again",
        lambda: triaged().does("bo", STAYS).does("chidi", f.ConflictQuestioned(BO)),
        "bo",
        lambda _: STAYS,
    ),
    Row("nobody answers for another", asked, "chidi", lambda _: NO_CONFLICT, Clause.CONFLICT_TOLD),
    Row("until then they act as before", asked, "bo", lambda _: f.NoteWritten()),
    # --- silence
    Row("the chair is told once the date has passed", silent, CLERK, lambda _: told()),
    Row(
        "and not before",
        lambda: asked().waits(POLICY.questioned_within - HOUR),
        CLERK,
        lambda _: told(),
        Clause.CONFLICT_TOLD,
    ),
    Row(
        "of a question that stands",
        lambda: silent().does("bo", NO_CONFLICT),
        CLERK,
        lambda _: told(),
        Clause.CONFLICT_TOLD,
    ),
    Row("once", lambda: silent().does(CLERK, told()), CLERK, lambda _: told(), Clause.CONFLICT_TOLD),
    Row("nobody is told of themselves", silent, CLERK, lambda _: told(BO), Clause.RECUSAL),
    Row("nor anybody outside", silent, CLERK, lambda _: told(INES), Clause.RECUSAL),
    Row("no member says so", silent, "ada", lambda _: told(), Clause.RECUSAL),
    Row("nobody loses their seat by silence", told_of_it, "ada", lambda _: f.Recused(BO, SILENT), Clause.RECUSAL),
    Row("unless the manual says so, and then the chair decides", strict, "ada", lambda _: f.Recused(BO, SILENT)),
    Row("and nobody else", strict, "chidi", lambda _: f.Recused(BO, SILENT), Clause.RECUSAL),
    Row("nor who was never asked", strict, "ada", lambda _: f.Recused(CHIDI, SILENT), Clause.RECUSAL),
    Row(
        "nor before the date",
        lambda: Story(SILENCE_COSTS).triaged().does("chidi", f.ConflictQuestioned(BO)),
        "ada",
        lambda _: f.Recused(BO, SILENT),
        Clause.RECUSAL,
    ),
    Row("and whoever is silent acts as before", silent, "bo", lambda _: f.NoteWritten()),
)
