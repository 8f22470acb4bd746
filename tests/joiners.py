"""Somebody who joins the committee while cases are under way, for tests of what they then get (R9)."""

from evenhand.casework import joining, keychanges, staging
from evenhand.casework.seats import Seat
from evenhand.people import roster_facts as rf
from tests.cast import Walk

WEN = staging.Casting("Wen Li", (rf.COMMITTEE,))


def joined(walk: Walk) -> Walk:
    """Wen joins an hour later, admitted by the founder and signed for by a second member."""
    walk.wait(hours=1)
    walk.stage = staging.join(walk.stage, WEN, walk.occasion)
    return walk


def named_case(walk: Walk) -> Walk:
    """A report that names somebody, and a member who has answered for it."""
    walk.report(who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    return walk


def shown(walk: Walk) -> Walk:
    """Wen was shown the names of the case."""
    joining.show_names(walk.seat("bo"), walk.occasion, walk.member("wen"))
    return walk


def on_the_names(walk: Walk) -> Seat:
    """Wen's seat while they hold the names alone."""
    return joining.admit_newcomer(walk.stage.signed_in("wen", walk.occasion), walk.number)
