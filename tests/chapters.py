"""The later chapters of a case, each led from moment to moment: whoever looks at every page stops at each of them.

A chapter leads a walk to where its forms stand open, says who sees them, and goes on once that was looked at. What its
people write comes from whoever leads it, so that one test can look for exactly these words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from evenhand.casework import (
    access,
    afterwards,
    clockwork,
    closing,
    conflicts,
    council,
    deciding,
    founding,
    joining,
    keychanges,
    looking,
    staging,
    talking,
    triage,
)
from evenhand.casework.access import Told
from evenhand.casework.staging import Casting
from evenhand.people import communities
from evenhand.people import roster_facts as rf
from evenhand.procedure import facts as f
from evenhand.procedure.manual_file import builtin
from evenhand.vault.keyring import COMMITTEE, COUNCIL
from tests.cast import REPORTER, Walk, dice
from tests.endings import reported_to_council
from tests.joiners import joined, on_the_names, shown

Say = Callable[[], str]
Chapter = Callable[[Walk, Say], Iterator["Moment"]]

HANDLING = ("bo", "chidi", "dara", "eun")
NO_REVIEW = b'review_within = { is = "none"'
GUS = Casting("Gus Maier", (rf.ALTERNATE,))


@dataclass(frozen=True, slots=True)
class Moment:
    """Who has something to see and to fill in now: at the case itself, at other pages, in a line."""

    name: str
    at_desk: tuple[str, ...] = ()
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parties: tuple[str, ...] = ()


def stories(walk: Walk, say: Say, chapters: tuple[Chapter, ...] | None = None) -> Iterator[tuple[Walk, Moment]]:
    """Lead through one chapter after the other, each with a case of its own, and stop at every moment."""
    stage = walk.stage
    for chapter in chapters or CHAPTERS:
        own = replace(walk, stage=stage, draw=dice(chapter.__name__), phrases={}, tokens={}, number="")
        for moment in chapter(own, say):
            yield own, moment
        stage = own.stage


def asked_about_a_conflict(walk: Walk, say: Say) -> Iterator[Moment]:
    """One member asks another, who answers; somebody else is silent; somebody has to go (C1, C2)."""
    walk.report(say(), who=say())
    for name in ("ada", "bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    conflicts.question(walk.seat("chidi"), walk.occasion, walk.member("bo"), say())
    yield Moment("asked by another member", at_desk=("ada", "bo", "dara"))
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion, stays=True, text=say())
    conflicts.question(walk.seat("bo"), walk.occasion, walk.member("chidi"), say())
    walk.wait(hours=49)
    clockwork.refresh(walk.community, bytes.fromhex(walk.number), walk.occasion)
    yield Moment("silent for two days", at_desk=("ada",))
    conflicts.declare_hard(walk.seat("chidi"), walk.occasion, say())


def looked_at_by_the_council(walk: Walk, say: Say) -> Iterator[Moment]:
    """Declined once, then granted by two, taken, ended (R9)."""
    report, look = "council/report/{}/", "desk/look/{}/"
    ticked = (walk.member("ada"), walk.member("jun"))
    walk.report(say(), who=say(), name=say(), left_out=ticked)
    reported_to_council(walk, HANDLING, "bo")
    yield Moment("reported", pages={"ines": ("council/", f"council/after/{'0' * 32}/", report)})
    keychanges.answer_conflict(walk.seat("ines"), walk.occasion)
    keychanges.open_room(walk.seat("ines"), walk.occasion, COUNCIL)
    yield Moment("answered by the council", pages={"ines": (report,)})
    looking.ask(walk.seat("ines"), walk.occasion, say())
    for name in ("bo", "chidi"):  # why it is asked for stands there, and is read before it is answered
        keychanges.open_room(walk.seat(name), walk.occasion, COUNCIL)
    yield Moment("a look is asked for", at_desk=("bo",), pages={"ines": (report,)})
    looking.decline(walk.seat("bo"), walk.occasion, 1, say())
    looking.ask(walk.seat("ines"), walk.occasion, say())
    looking.grant(walk.seat("bo"), walk.occasion, 2, walk.now + timedelta(days=7))
    yield Moment("granted by one", at_desk=("bo", "chidi"), pages={"ines": (report,)})
    looking.agree(walk.seat("chidi"), walk.occasion, 2)
    yield Moment("granted", pages={"ines": (report, look)})
    looking.take(walk.seat("ines"), walk.occasion, 2)
    yield Moment("looking", at_desk=("bo",), pages={"ines": (look,)})
    walk.wait(days=7, hours=1)
    yield Moment("over", at_desk=("bo",), pages={"ines": (report, look)})
    looking.end(walk.seat("bo"), walk.occasion, 2)


def asked_for_their_data(walk: Walk, say: Say) -> Iterator[Moment]:
    """Put together, sent back by the second member, put together again, given; asked again, and refused (K1)."""
    walk.report(say(), who=say(), name=say(), address=f"{say()}@elsewhere.example")
    for name in ("bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
        for room in (COMMITTEE, f"line:{REPORTER}"):
            keychanges.open_room(walk.seat(name), walk.occasion, room)
    yield Moment("before anybody asked", at_desk=("bo",), parties=(REPORTER,))
    access.ask(walk.party(), walk.occasion, say())
    yield Moment("somebody asked for their data", at_desk=("bo",), parties=(REPORTER,))
    access.extend(walk.seat("bo"), walk.occasion, REPORTER, Told(say()))
    access.prepare(walk.seat("bo"), walk.occasion, REPORTER, say(), say())
    yield Moment("their data is put together", at_desk=("bo", "chidi"))
    access.check(walk.seat("chidi"), walk.occasion, REPORTER, say(), nobody_recognised=False)
    access.prepare(walk.seat("bo"), walk.occasion, REPORTER, say(), say())
    access.check(walk.seat("chidi"), walk.occasion, REPORTER, say(), nobody_recognised=True)
    yield Moment("their data was read by another", at_desk=("bo",))
    access.give(walk.seat("bo"), walk.occasion, REPORTER)
    yield Moment("their data is given", at_desk=("bo",), parties=(REPORTER,))
    access.record(walk.seat("bo"), walk.occasion, REPORTER, walk.now, say())
    access.refuse(walk.seat("bo"), walk.occasion, REPORTER, Told(say(), other_way=say()))
    who = access.record_asker(walk.seat("bo"), walk.occasion, walk.now, say())
    yield Moment("refused, another way, and asked by somebody else", at_desk=("bo",), parties=(REPORTER,))
    access.record_taken_back(walk.seat("bo"), walk.occasion, who, say())
    access.ask(walk.party(), walk.occasion, say())
    access.take_back(walk.party(), walk.occasion)


def taken_up_again(walk: Walk, say: Say) -> Iterator[Moment]:
    """Closed, asked about, declined, then open again; with a manual that knows a review (D6, V4)."""
    reviewed = builtin("numpy").replace(NO_REVIEW, b'review_within = { is = "90 days"')
    communities.adopt_manual(walk.community, reviewed)
    walk.stage = walk.stage.fresh()
    walk.report(say(), who=say(), left_out=(walk.member("ada"),))
    reported_to_council(walk, HANDLING, "bo")
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.CLOSING, REPORTER, talking.Letter(say()))
    closing.close(walk.seat("bo"), walk.occasion)
    yield Moment("closed", at_desk=("bo",), pages={"bo": ("desk/closed/",)}, parties=(REPORTER,))
    afterwards.answer_fairness(walk.party(), walk.occasion, f.Fairness.PARTLY, say())
    afterwards.ask_review(walk.party(), walk.occasion, say())
    yield Moment("a review is asked for", at_desk=("bo",), parties=(REPORTER,))
    walk.wait(days=31)
    clockwork.refresh(walk.community, bytes.fromhex(walk.number), walk.occasion)
    afterwards.ask_reopening(walk.seat("bo"), walk.occasion, say())
    yield Moment("asked to be taken up again", at_desk=("bo", "dara"))
    afterwards.decline_reopening(walk.seat("dara"), walk.occasion, say())
    afterwards.ask_reopening(walk.seat("bo"), walk.occasion, say())
    afterwards.reopen(walk.seat("dara"), walk.occasion)
    yield Moment("taken up again", at_desk=("bo",), parties=(REPORTER,))


def decided_by_the_council(walk: Walk, say: Say) -> Iterator[Moment]:
    """A contact taken back; a name looked at; a deadlock, turned over; the council determines and decides (R3, D2)."""
    report = "council/report/{}/"
    walk.report(f"{say()} Kofi", who=say(), left_out=(walk.member("ada"), walk.member("jun"), walk.member("eun")))
    for name in ("bo", "chidi", "dara"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
        for room in (COMMITTEE, f"line:{REPORTER}"):
            keychanges.open_room(walk.seat(name), walk.occasion, room)
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, what=say())
    talking.propose_contact(walk.seat("bo"), walk.occasion, f.Role.WITNESS, say())
    yield Moment("a contact is proposed, and somebody of the council is named", at_desk=("bo",))
    keychanges.clear(walk.seat("bo"), walk.occasion, walk.member("kofi"))
    talking.take_back_contact(walk.seat("chidi"), walk.occasion, 1, say())
    until = walk.occasion.now + timedelta(days=7)
    talking.ask(walk.seat("bo"), walk.occasion, REPORTER, talking.Letter(say()), until)
    yield Moment("a question is asked", at_desk=("bo",))
    talking.record_answer(walk.seat("bo"), walk.occasion, REPORTER, 1, say())
    no = f.Answer.NO
    found = deciding.Determination(f.Answer.YES, no, (), no, no, {"text": say()})
    deciding.determine(walk.seat("bo"), walk.occasion, found)
    measure = f.Measure(f.MeasureKind.NO_ACTION, ground=f.Ground.NO_VIOLATION)
    deciding.propose(walk.seat("bo"), walk.occasion, deciding.Proposal((measure,), {"text": say()}))
    deciding.take_position(walk.seat("chidi"), walk.occasion, 1, f.Position.OBJECT, say())
    walk.wait(days=7)
    yield Moment("an objection has stood for a week", at_desk=("bo",))
    council.turn_over(walk.seat("bo"), walk.occasion, say(), say())
    for name in ("ines", "kofi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
        keychanges.open_room(walk.seat(name), walk.occasion, COUNCIL)
    yield Moment("turned over", pages={"ines": ("council/", report)})
    own = deciding.Determination(f.Answer.YES, no, (), no, no, {"happened": say(), "violation": say()})
    deciding.determine(walk.seat("ines"), walk.occasion, own)
    decided = {name: say() for name in ("text", "reason", "path_back")}
    council.decide(walk.seat("ines"), walk.occasion, deciding.Proposal((measure,), decided))
    yield Moment("decided by one", at_desk=("bo",), pages={"kofi": (report,)})
    deciding.take_position(walk.seat("kofi"), walk.occasion, 2, f.Position.CONSENT, say())
    yield Moment("decided", at_desk=("bo",), pages={"ines": (report,)})


def joined_later(walk: Walk, say: Say) -> Iterator[Moment]:
    """Somebody joins, is shown the names, answers, and is let in (R9)."""
    walk.report(say(), who=say())
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    joined(walk)
    yield Moment("somebody joined", at_desk=("bo",), pages={"bo": ("desk/", "desk/newcomers/")})
    seat = shown(walk).member("wen")
    yield Moment("shown the names", pages={"wen": ("desk/", "desk/case/{}/", "desk/account/handover/")})
    keychanges.open_room(on_the_names(walk), walk.occasion, "names")
    keychanges.answer_conflict(on_the_names(walk), walk.occasion, stays=True, text=say())
    yield Moment("answered on the names", at_desk=("bo",), pages={"wen": ("desk/case/{}/",)})
    joining.let_in(walk.seat("bo"), walk.occasion, seat)
    yield Moment("let in", at_desk=("wen",), pages={"wen": ("desk/case/{}/earlier/5/",)})


def too_few_are_left(walk: Walk, say: Say) -> Iterator[Moment]:
    """The last but one leaves while nobody's keys are open; an alternate is called in (C2)."""
    walk.stage = staging.join(walk.stage, GUS, walk.occasion)
    others = tuple(p.member for p in walk.stage.players.values() if p.login not in {"ada", "bo", "gus"})
    walk.report(say(), who=say(), left_out=others)
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    founding.leave(walk.stage.signed_in("bo", walk.occasion), walk.member("ada"), walk.occasion)
    yield Moment("too few are left", at_desk=("bo",), pages={"bo": ("desk/account/handover/",)})
    keychanges.seat_alternates(walk.seat("bo"), walk.occasion)
    yield Moment("an alternate is called in", at_desk=("gus",), pages={"gus": ("desk/",)})


CHAPTERS: tuple[Chapter, ...] = (
    asked_about_a_conflict,
    looked_at_by_the_council,
    asked_for_their_data,
    taken_up_again,
    decided_by_the_council,
    joined_later,
    too_few_are_left,
)
"""In this order: somebody who joins or leaves in one of them is there, or gone, in those after it."""
