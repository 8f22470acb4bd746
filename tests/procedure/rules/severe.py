"""Triage and the severe path by hand (T1, S1 to S7)."""

from dataclasses import replace

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from tests.procedure.rules.row import Row, answered, triaged
from tests.procedure.story import BO, CHIDI, DARA, EUN, NOT_SEVERE, REPORTED, SEVERE, Story

BY_HAND = f.HandledByHand(("chat",), ("list",), reporter_told=True, originator_told=True)
ANEW = replace(SEVERE, anew=True)
UPHELD, REFUSED = f.SignedOff(f.SignOff.UPHELD), f.SignedOff(f.SignOff.REFUSED)


def severe() -> Story:
    return answered().does("eun", SEVERE)


def handled() -> Story:
    return severe().does("eun", BY_HAND)


def written_by_another() -> Story:
    return severe().does("bo", BY_HAND)


def two_members() -> Story:
    return Story().opened((BO, EUN)).answered().does("eun", SEVERE).does("bo", BY_HAND)


def reviewed() -> Story:
    return handled().does("bo", REFUSED).does("ada", REFUSED)


def one_more_joins() -> Story:
    """Of two members one acted and the other reviewed it; then a third comes in."""
    case = Story().opened((BO, EUN), held_back=(DARA, CHIDI)).answered().does("eun", SEVERE, BY_HAND).does("bo", UPHELD)
    return case.does("bo", f.Admitted(DARA), f.Admitted(CHIDI)).answered(DARA, CHIDI)


def told() -> Story:
    case = reviewed()
    return case.does("bo", case.letter(f.LetterKind.RECONNECTION))


def reconnected() -> Story:
    return told().does("bo", f.Reconnected())


def another() -> Story:
    """After the first was reviewed and undone there is a second one, upon which Dara acts."""
    return reconnected().does("dara", ANEW, BY_HAND)


ROWS = (
    Row("one member alone decides that it is not severe", answered, "bo", lambda _: NOT_SEVERE),
    Row("and that it is", answered, "bo", lambda _: SEVERE),
    Row("it can be raised later", triaged, "bo", lambda _: SEVERE),
    Row("only the sign-off lowers it", severe, "bo", lambda _: NOT_SEVERE, Clause.SIGN_OFF),
    Row("which it does once the others found that it was none", reviewed, "bo", lambda _: NOT_SEVERE),
    Row(
        "not while one of them still has to sign",
        lambda: handled().does("bo", REFUSED),
        "bo",
        lambda _: NOT_SEVERE,
        Clause.SIGN_OFF,
    ),
    Row("another breach is acted on by itself", reconnected, "dara", lambda _: ANEW),
    Row("once nobody is disconnected by the first", reviewed, "dara", lambda _: ANEW, Clause.SIGN_OFF),
    Row("and the first was reviewed", handled, "dara", lambda _: ANEW, Clause.SIGN_OFF),
    Row("it is severe", reconnected, "dara", lambda _: replace(NOT_SEVERE, anew=True), Clause.SIGN_OFF),
    Row("what was done about it is written down", lambda: reconnected().does("dara", ANEW), "dara", lambda _: BY_HAND),
    Row("and reviewed by others than who acted", another, "dara", lambda _: UPHELD, Clause.SIGN_OFF),
    Row("also by who acted on the first", another, "eun", lambda _: UPHELD),
    Row("nobody is reconnected before that", another, "bo", lambda _: f.Reconnected(), Clause.SIGN_OFF),
    Row(
        "what was found to be none can become one",
        lambda: reconnected().does("bo", NOT_SEVERE),
        "dara",
        lambda _: SEVERE,
    ),
    Row(
        "and not while somebody is disconnected",
        lambda: reviewed().does("bo", NOT_SEVERE),
        "dara",
        lambda _: SEVERE,
        Clause.SIGN_OFF,
    ),
    Row(
        "a severe breach has a kind",
        answered,
        "bo",
        lambda _: f.Triaged(severe=True, kind=None, in_danger=False, ongoing=False),
        Clause.SEVERE_MEANS,
    ),
    Row("what was done by hand is written down", severe, "eun", lambda _: BY_HAND),
    Row("nothing was done by hand in a regular case", triaged, "eun", lambda _: BY_HAND, Clause.TRIAGE_FIRST),
    Row("its writer corrects it", handled, "eun", lambda _: BY_HAND),
    Row("nobody else does", handled, "bo", lambda _: BY_HAND, Clause.SIGN_OFF),
    Row(
        "unless its writer is gone",
        lambda: handled().does("eun", f.Recused(EUN, f.RecusalCause.DECLARED)),
        "bo",
        lambda _: BY_HAND,
    ),
    Row(
        "nobody does once the review began",
        lambda: handled().does("bo", UPHELD),
        "eun",
        lambda _: BY_HAND,
        Clause.SIGN_OFF,
    ),
    Row(
        "a space is disconnected or not yet",
        severe,
        "eun",
        lambda _: f.HandledByHand(("chat",), ("chat",), reporter_told=True, originator_told=True),
        Clause.DISCONNECT,
    ),
    Row("others sign it off", handled, "bo", lambda _: UPHELD),
    Row("the one who acted does not", handled, "eun", lambda _: UPHELD, Clause.SIGN_OFF),
    Row(
        "nor who decided it, where another wrote it down", written_by_another, "eun", lambda _: UPHELD, Clause.SIGN_OFF
    ),
    Row("nor who wrote it down for another", written_by_another, "bo", lambda _: UPHELD, Clause.SIGN_OFF),
    Row("whoever wrote it down for another signs where nobody else is left", two_members, "bo", lambda _: UPHELD),
    Row("who decided it does not even then", two_members, "eun", lambda _: UPHELD, Clause.SIGN_OFF),
    Row("nor do they correct what another wrote", written_by_another, "eun", lambda _: BY_HAND, Clause.SIGN_OFF),
    Row(
        "a signature is changed while the review lasts",
        lambda: handled().does("bo", REFUSED),
        "bo",
        lambda _: UPHELD,
    ),
    Row("and not after", reviewed, "bo", lambda _: UPHELD, Clause.SIGN_OFF),
    Row("who joins later opens no review that was done", one_more_joins, "dara", lambda _: UPHELD, Clause.SIGN_OFF),
    Row(
        "unless the one who reviewed it had a conflict",
        lambda: one_more_joins().does("bo", f.Recused(BO, f.RecusalCause.DECLARED)),
        "dara",
        lambda _: UPHELD,
    ),
    Row("nothing is signed before it is written", severe, "bo", lambda _: UPHELD, Clause.DISCONNECT),
    Row("nothing is signed in a regular case", triaged, "bo", lambda _: UPHELD, Clause.DISCONNECT),
    Row("the reporter is told after the review", reviewed, "bo", lambda c: c.letter(f.LetterKind.RECONNECTION)),
    Row("and not before it", handled, "bo", lambda c: c.letter(f.LetterKind.RECONNECTION), Clause.SIGN_OFF),
    Row("nor in a regular case", triaged, "bo", lambda c: c.letter(f.LetterKind.RECONNECTION), Clause.SIGN_OFF),
    Row("then the person is reconnected", told, "bo", lambda _: f.Reconnected()),
    Row("not before the reporter is told", reviewed, "bo", lambda _: f.Reconnected(), Clause.SIGN_OFF),
    Row("not before the review", handled, "bo", lambda _: f.Reconnected(), Clause.SIGN_OFF),
    Row("not twice", lambda: told().does("bo", f.Reconnected()), "bo", lambda _: f.Reconnected(), Clause.SIGN_OFF),
    Row("nobody is reconnected who was not disconnected", severe, "bo", lambda _: f.Reconnected(), Clause.SIGN_OFF),
    Row(
        "the person hears why after",
        lambda: told().does("bo", f.Reconnected()).contacted(),
        "bo",
        lambda c: c.letter(f.LetterKind.RECONNECTION, REPORTED),
    ),
)
