"""The later chapters act by act, each after what it needs, so that a process can die in each of their acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from evenhand.casework import (
    access,
    afterwards,
    closing,
    conflicts,
    founding,
    joining,
    keychanges,
    looking,
    staging,
    talking,
)
from evenhand.casework.access import Told
from evenhand.casework.staging import Casting
from evenhand.people import roster_facts as rf
from evenhand.procedure import facts as f
from tests.cast import REPORTER, Walk
from tests.endings import reported_to_council
from tests.faults.n1 import N1, OWN_DATA, TRIAGED, Act, answer
from tests.joiners import joined, named_case, on_the_names, shown

HANDLING = ("bo", "chidi", "dara", "eun")
GUS = Casting("Gus Maier", (rf.ALTERNATE,))


@dataclass(frozen=True, slots=True)
class Chapter:
    """What went before, and the acts that are struck, in their order."""

    before: tuple[Act, ...]
    acts: tuple[Act, ...]

    @property
    def whole(self) -> tuple[Act, ...]:
        """All of it."""
        return (*self.before, *self.acts)


def _begin(walk: Walk) -> None:
    """A report about somebody, left to four of the five, reported to the council in the end."""
    walk.report(who="Mo", name="Nia", left_out=(walk.member("ada"), walk.member("jun")))
    reported_to_council(walk, HANDLING, "bo")


def _closed(walk: Walk) -> None:
    _begin(walk)
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.CLOSING, REPORTER, talking.Letter("It is over."))
    closing.close(walk.seat("bo"), walk.occasion)


def _someone_joins(walk: Walk) -> None:
    joined(named_case(walk))


def _alternate_stands_by(walk: Walk) -> None:
    walk.stage = staging.join(walk.stage, GUS, walk.occasion)
    walk.report(who="Mo")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    for name in ("ada", "chidi", "dara"):
        keychanges.recuse(walk.seat(name), walk.occasion)


def _last_but_one_leaves(walk: Walk) -> None:
    """While nobody's keys are open by whom an alternate could come in."""
    _alternate_stands_by(walk)
    founding.leave(walk.stage.signed_in("bo", walk.occasion), walk.member("eun"), walk.occasion)


CONFLICTS = Chapter(
    (Act("report", lambda w: w.report(who="Mo")), *(answer(name) for name in ("ada", "bo", "chidi"))),
    (
        Act("asked by another", lambda w: conflicts.question(w.seat("chidi"), w.occasion, w.member("bo"), "Is it so?")),
        Act(
            "question answered",
            lambda w: keychanges.answer_conflict(w.seat("bo"), w.occasion, stays=True, text="Years ago."),
        ),
        Act("hard conflict", lambda w: conflicts.declare_hard(w.seat("chidi"), w.occasion, "Close to me.")),
    ),
)
LOOKS = Chapter(
    (
        Act("reported to the council", _begin),
        Act("answered", lambda w: keychanges.answer_conflict(w.seat("ines"), w.occasion)),
    ),
    (
        Act("look asked", lambda w: looking.ask(w.seat("ines"), w.occasion, "A complaint.")),
        Act("look declined", lambda w: looking.decline(w.seat("bo"), w.occasion, 1, "Not for this.")),
        Act("look asked again", lambda w: looking.ask(w.seat("ines"), w.occasion, "An appeal.")),
        Act("look granted", lambda w: looking.grant(w.seat("bo"), w.occasion, 2, w.now + timedelta(days=7))),
        Act("look agreed", lambda w: looking.agree(w.seat("chidi"), w.occasion, 2)),
        Act("look taken", lambda w: looking.take(w.seat("ines"), w.occasion, 2)),
        Act("look ended", lambda w: looking.end(w.seat("dara"), w.occasion, 2), hours=200),
    ),
)
NEWCOMERS = Chapter(
    (Act("somebody joins", _someone_joins),),
    (
        Act("names shown", shown),
        Act("newcomer opens the names", lambda w: keychanges.open_room(on_the_names(w), w.occasion, "names")),
        Act("newcomer answers", lambda w: keychanges.answer_conflict(on_the_names(w), w.occasion)),
        Act("newcomer let in", lambda w: joining.let_in(w.seat("bo"), w.occasion, w.member("wen"))),
    ),
)
CALLED_IN = Chapter(
    (Act("the last but one leaves", _last_but_one_leaves),),
    (Act("an alternate is called in", lambda w: keychanges.seat_alternates(w.seat("bo"), w.occasion)),),
)
ALTERNATES = Chapter(
    (Act("an alternate stands by", _alternate_stands_by),),
    (Act("stepping back calls an alternate in", lambda w: keychanges.recuse(w.seat("eun"), w.occasion)),),
)
REOPENING = Chapter(
    (Act("closed", _closed),),
    (
        Act("fairness answered", lambda w: afterwards.answer_fairness(w.party(), w.occasion, f.Fairness.PARTLY, "So.")),
        Act("reopening asked", lambda w: afterwards.ask_reopening(w.seat("bo"), w.occasion, "She is made to pay.")),
        Act("reopening declined", lambda w: afterwards.decline_reopening(w.seat("dara"), w.occasion, "Another case.")),
        Act("reopening asked again", lambda w: afterwards.ask_reopening(w.seat("bo"), w.occasion, "It goes on.")),
        Act("reopened", lambda w: afterwards.reopen(w.seat("dara"), w.occasion)),
    ),
)
DATA = Chapter(
    N1[:TRIAGED],
    (
        *OWN_DATA,
        Act(
            "own data asked for by mail", lambda w: access.record(w.seat("bo"), w.occasion, REPORTER, w.now, "A mail.")
        ),
        Act("own data takes longer", lambda w: access.extend(w.seat("bo"), w.occasion, REPORTER, Told("Longer."))),
        Act("own data refused", lambda w: access.refuse(w.seat("bo"), w.occasion, REPORTER, Told("Not this time."))),
        Act("own data asked for once more", lambda w: access.ask(w.party(), w.occasion)),
        Act("own data no longer wanted", lambda w: access.take_back(w.party(), w.occasion)),
        Act("data asked for by a stranger", lambda w: access.record_asker(w.seat("bo"), w.occasion, w.now, "A mail.")),
    ),
)

LATER: Mapping[str, Chapter] = {
    "conflicts": CONFLICTS,
    "looks": LOOKS,
    "newcomers": NEWCOMERS,
    "alternates": ALTERNATES,
    "called in": CALLED_IN,
    "reopening": REOPENING,
    "data": DATA,
}
