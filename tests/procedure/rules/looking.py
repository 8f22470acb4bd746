"""A look at one case, asked for by the council and granted for a time (R9)."""

from datetime import datetime

from evenhand.procedure import facts as f
from evenhand.procedure.clauses import Clause
from tests.procedure.rules.row import Row, ready_to_close
from tests.procedure.story import BO, DAY, INES, JUN, MONDAY, REPORTED, Story

ASKED, AGREED, DECLINED, TAKEN, ENDED = (
    kind(1) for kind in (f.LookAsked, f.LookAgreed, f.LookDeclined, f.LookTaken, f.LookEnded)
)


def until(days: int = 7) -> datetime:
    return MONDAY + days * DAY


def granted_until(days: int = 7) -> f.LookGranted:
    return f.LookGranted(1, until(days))


def reported() -> Story:
    """Closed, and reported to two of the council, who have answered the conflict question."""
    return ready_to_close().does("bo", f.Closed()).answered(INES, JUN)


def asked() -> Story:
    return reported().does("ines", ASKED)


def granted() -> Story:
    return asked().does("bo", granted_until())


def agreed() -> Story:
    return granted().does("chidi", AGREED)


def taken() -> Story:
    return agreed().does("ines", TAKEN)


def past() -> Story:
    return taken().waits(7 * DAY)


def named(case: Story) -> Story:
    """Whoever asked turns out to be the one who has to be spoken with."""
    return case.does("bo", f.ContactProposed(1, REPORTED, f.Role.REPORTED, INES))


def open_and_asked() -> Story:
    return ready_to_close().answered(INES).does("ines", ASKED)


ROWS = (
    Row("who reads the report asks for the rest", reported, "ines", lambda _: ASKED),
    Row("in an open case too", lambda: ready_to_close().answered(INES), "ines", lambda _: ASKED),
    Row("once they answered the question", ready_to_close, "ines", lambda _: ASKED, Clause.CONFLICT_TOLD),
    Row("nobody else of the council", reported, "kofi", lambda _: ASKED, Clause.RECUSAL),
    Row("no member of the case", reported, "bo", lambda _: ASKED, Clause.ARCHIVE),
    Row("one look at a time", asked, "ines", lambda _: f.LookAsked(2), Clause.ARCHIVE),
    Row("two people each their own", asked, "jun", lambda _: f.LookAsked(2)),
    Row("numbered one after the other", reported, "ines", lambda _: f.LookAsked(2), Clause.ARCHIVE),
    Row("again once it was declined", lambda: asked().does("bo", DECLINED), "ines", lambda _: f.LookAsked(2)),
    Row(
        "not who turns out to be named",
        lambda: named(ready_to_close().answered(INES)),
        "ines",
        lambda _: ASKED,
        Clause.INVOLVED_MEMBER,
    ),
    # --- granted by two, for a time
    Row("a member grants it until a date", asked, "bo", lambda _: granted_until()),
    Row("within the manual's longest", asked, "bo", lambda _: granted_until(14)),
    Row("no longer", asked, "bo", lambda _: granted_until(15), Clause.ARCHIVE),
    Row("nor to a date that has passed", asked, "bo", lambda _: granted_until(0), Clause.ARCHIVE),
    Row("what nobody asked for is not granted", reported, "bo", lambda _: granted_until(), Clause.ARCHIVE),
    Row("nor a second time", granted, "chidi", lambda _: granted_until(), Clause.ARCHIVE),
    Row(
        "but anew where the date has passed before", lambda: granted().waits(8 * DAY), "bo", lambda _: granted_until(9)
    ),
    Row("nobody grants themselves a look", asked, "ines", lambda _: granted_until(), Clause.RECUSAL),
    Row(
        "nor to who turns out to be named",
        lambda: named(open_and_asked()),
        "bo",
        lambda _: granted_until(),
        Clause.INVOLVED_MEMBER,
    ),
    Row("another agrees", granted, "chidi", lambda _: AGREED),
    Row("not the one who granted it", granted, "bo", lambda _: AGREED, Clause.ARCHIVE),
    Row("not before somebody granted it", asked, "bo", lambda _: AGREED, Clause.ARCHIVE),
    Row("not after its date", lambda: granted().waits(7 * DAY), "chidi", lambda _: AGREED, Clause.ARCHIVE),
    Row(
        "not for who turns out to be named",
        lambda: named(open_and_asked().does("chidi", granted_until())),
        "bo",
        lambda _: AGREED,
        Clause.INVOLVED_MEMBER,
    ),
    Row(
        "what somebody granted who stepped back is nobody's word",
        lambda: granted().does("bo", f.Recused(BO, f.RecusalCause.DECLARED)),
        "chidi",
        lambda _: AGREED,
        Clause.ARCHIVE,
    ),
    Row("it can be declined", asked, "chidi", lambda _: DECLINED),
    Row("after one granted it as well", granted, "bo", lambda _: DECLINED),
    Row("not after two have", agreed, "chidi", lambda _: DECLINED, Clause.ARCHIVE),
    Row("nor what nobody asked for", reported, "chidi", lambda _: DECLINED, Clause.ARCHIVE),
    # --- while it lasts
    Row("they open the case", agreed, "ines", lambda _: TAKEN),
    Row("once", taken, "ines", lambda _: TAKEN, Clause.ARCHIVE),
    Row("nobody else by their look", agreed, "jun", lambda _: TAKEN, Clause.ARCHIVE),
    Row("not before it is granted", granted, "ines", lambda _: TAKEN, Clause.ARCHIVE),
    Row("not a moment after its time", lambda: agreed().waits(7 * DAY), "ines", lambda _: TAKEN, Clause.ARCHIVE),
    Row(
        "they write nothing",
        lambda: open_and_asked().does("bo", granted_until()).does("chidi", AGREED),
        "ines",
        lambda _: f.NoteWritten(),
        Clause.RECUSAL,
    ),
    # --- its end
    Row("the keys are changed after its time", past, "bo", lambda _: ENDED),
    Row("or before", taken, "bo", lambda _: ENDED),
    Row("what is not granted has no keys to change", granted, "bo", lambda _: ENDED, Clause.ARCHIVE),
    Row("not by the one who looks", taken, "ines", lambda _: ENDED, Clause.RECUSAL),
    Row(
        "who stepped back looks no more",
        lambda: taken().does("ines", f.Recused(INES, f.RecusalCause.DECLARED)),
        "ines",
        lambda _: f.LookAsked(2),
        Clause.RECUSAL,
    ),
)
