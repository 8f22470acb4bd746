"""Faults 17 and 18: two members act at once, and somebody steps back while they have a page open."""

from __future__ import annotations

import mmap
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from evenhand.casework import deciding, keychanges, portal, recording, seats, talking, triage
from evenhand.casework.errors import ChangedError, RefusedError
from evenhand.casework.seats import NoSuchCaseError
from evenhand.casework.staging import Stage
from evenhand.procedure import facts as f
from evenhand.record import ledger, rooms
from tests.cast import REPORTER, Walk, dice
from tests.faults import picture
from tests.faults.arena import Arena, begun, done
from tests.faults.n1 import REPRIMAND, letter, walked
from tests.faults.picture import Picture

Sent = Callable[[], object]
Page = Callable[[Walk], Sent]


def by(name: str, act: Callable[..., object], *given: object, **more: object) -> Page:
    """A page that a member has open, and what happens when they send it."""
    return lambda walk: partial(act, walk.seat(name), walk.occasion, *given, **more)


def seen(name: str, act: Callable[..., object], *given: object, **more: object) -> Page:
    """The same, where the form says how much of the case it showed."""

    def page(walk: Walk) -> Sent:
        seat = walk.seat(name)
        return partial(act, seat, walk.occasion, *given, **more, seen=seat.file.seq)

    return page


def _reporter_writes(walk: Walk) -> Sent:
    return partial(portal.write, walk.party(), walk.occasion, "It goes on.")


def _names(walk: Walk) -> Sent:
    return partial(keychanges.write_names, walk.seat("bo"), walk.occasion, "Eun was there", [walk.member("eun")])


def _proposal(text: str) -> deciding.Proposal:
    return deciding.Proposal(REPRIMAND, {"text": text})


_FOUND = deciding.Determination(f.Answer.YES, f.Answer.NO, (), f.Answer.NO, f.Answer.NO, {"happened": "Not that."})
_LETTER = f.LetterKind.MESSAGE

PAGES: dict[str, Page] = {
    "Dara consents": by("dara", deciding.take_position, 1, f.Position.CONSENT),
    "Eun objects": by("eun", deciding.take_position, 1, f.Position.OBJECT, "Too hard."),
    "Chidi notes": by("chidi", recording.write_note, "I was not there."),
    "Bo determines anew": by("bo", deciding.determine, _FOUND, 2),
    "Ada proposes anew": by("ada", deciding.propose, _proposal("A softer one."), 2),
    "Dara proposes anew": by("dara", deciding.propose, _proposal("A harder one."), 2),
    "Dara steps back": by("dara", keychanges.recuse, "A friend."),
    "the reporter writes": _reporter_writes,
    "Bo answers the reporter": seen("bo", talking.write, _LETTER, REPORTER, letter("We are at it.")),
    "Chidi answers the reporter": seen("chidi", talking.write, _LETTER, REPORTER, letter("Nearly done.")),
    "Ada finds danger": seen("ada", triage.triage, severe=False, what="A threat.", in_danger=True),
    "Bo names Eun": _names,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What two people got, and what is there afterwards."""

    answers: tuple[str, str]
    picture: Picture


def answered(send: Sent) -> str:
    """What somebody gets who sends a form."""
    try:
        send()
    except RefusedError as refused:
        return f"refused: {refused.clause}: {refused.reason}"
    except ChangedError as changed:
        return f"changed: {[type(h.fact).__name__ for h in changed.since]}"
    return "done"


def side(walk: Walk, number: int) -> Walk:
    """The same case as one of two people has it before them."""
    return Walk(walk.stage, walk.now, dice(f"side {number}"), walk.number, walk.phrases, walk.tokens)


def one_after_the_other(walk: Walk, first: Page, second: Page, *, turned: bool) -> Outcome:
    """Both pages are open; one is sent, then the other. Nothing stays."""
    with transaction.atomic():
        sends = [first(side(walk, 1)), second(side(walk, 2))]
        if turned:
            late, early = answered(sends[1]), answered(sends[0])
            answers = (early, late)
        else:
            answers = (answered(sends[0]), answered(sends[1]))
        found = Outcome(answers, picture.taken(walk.stage))
        transaction.set_rollback(True)
    return found


def at_once(walk: Walk, first: Page, second: Page) -> Outcome:
    """Both pages are open in processes of their own, which send at the same moment."""
    ready, go = os.pipe(), os.pipe()

    def one(page: Page, number: int) -> str:
        send = page(side(walk, number))
        os.write(ready[1], b".")
        os.read(go[0], 1)
        return answered(send)

    children = [begun(partial(one, page, number)) for number, page in ((1, first), (2, second))]
    os.close(ready[1])  # so that a child which died is not waited for
    for _ in children:
        os.read(ready[0], 1)
    os.write(go[1], b"!!")
    ended = [child.wait() for child in children]
    for end in (ready[0], *go):
        os.close(end)
    assert all(one.acknowledged for one in ended), [one.story for one in ended]
    found = done(lambda: picture.taken(walk.stage))
    assert isinstance(found, Picture)
    return Outcome((str(ended[0].answer), str(ended[1].answer)), found)


EVERY_CHANGE = ("Eun objects", "Ada proposes anew", "Dara proposes anew", "Dara steps back", "Bo names Eun")
"""Pages whose pairs are tried at every change; `make faults` takes them all."""


def test_of_two_who_act_at_once_each_comes_after_the_other(committed_stage: Stage, tmp_path: Path) -> None:
    assert {"done", "refused", "changed"} >= _together(committed_stage, tmp_path, EVERY_CHANGE)


@pytest.mark.faults
def test_of_any_two_who_act_at_once_each_comes_after_the_other(committed_stage: Stage, tmp_path: Path) -> None:
    assert {"done", "refused", "changed"} == _together(committed_stage, tmp_path, PAGES)


def _together(stage: Stage, folder: Path, pages: Iterable[str]) -> set[str]:
    """Send each pair of pages at once; answer which kinds of answers there were."""
    walk = walked(Walk(stage), "position, dara")
    pairs = list(combinations_with_replacement(pages, 2))
    orders = {pair: done(partial(_both_orders, walk, pair)) for pair in pairs}
    arena = Arena(folder)
    state = arena.keep()
    lost: set[str] = set()

    for pair in pairs:
        with arena.trial(state):
            outcome = at_once(walk, *(PAGES[name] for name in pair))
        possible: Any = orders[pair]
        assert outcome in possible, (
            f"{pair}: {outcome.answers}, but one after the other {[o.answers for o in possible]}"
        )
        lost |= {answer.partition(":")[0] for answer in outcome.answers}

    return lost


def _both_orders(walk: Walk, pair: tuple[str, str]) -> list[Outcome]:
    first, second = (PAGES[name] for name in pair)
    return [one_after_the_other(walk, first, second, turned=turned) for turned in (False, True)]


def races(stage: Stage, count: int) -> None:
    """Race Dara, who reads and writes in an open page, against Bo, who takes her out of the case."""
    gone = mmap.mmap(-1, 1)
    for number in range(count):
        walk = Walk(stage, draw=dice(f"race {number}")).report(f"Report {number} on a review.")
        for name in ("bo", "dara"):
            keychanges.answer_conflict(walk.seat(name), walk.occasion)
        gone[0] = 0
        ready, going = os.pipe(), os.pipe()
        child = begun(partial(_dara_works, walk, gone, ready[1], going[0]))
        os.close(ready[1])  # so that a child which died is not waited for
        os.read(ready[0], 1)
        os.write(going[1], b"!")
        time.sleep(number % 20 / 2000)  # another place in her work each time; nothing depends on it
        keychanges.write_names(walk.seat("bo"), walk.occasion, "Dara was there.", [walk.member("dara")])
        gone[0] = 1
        recording.write_note(walk.seat("bo"), walk.occasion, "Without Dara.")
        ended = child.wait()
        for end in (ready[0], *going):
            os.close(end)
        assert ended.acknowledged, ended.story
        assert ended.answer == [], f"race {number}"
        _require_that_dara_is_out(walk)


def _dara_works(walk: Walk, gone: mmap.mmap, ready: int, going: int) -> list[str]:
    """Read and write as fast as can be, and name everything that was accepted after she was out."""
    mine = Walk(walk.stage, walk.now, dice(f"dara {walk.number}"), walk.number)
    open_page = mine.seat("dara")
    requests: dict[str, Callable[[], object]] = {
        "a fresh page": lambda: _reads(mine.seat("dara")),
        "a form of the open page": lambda: recording.write_note(open_page, mine.occasion, "A thought."),
        "a form of a fresh page": lambda: recording.write_note(mine.seat("dara"), mine.occasion, "A thought."),
    }
    os.write(ready, b".")
    os.read(going, 1)
    accepted: list[str] = []
    while True:
        was_gone = gone[0] == 1
        for name, request in requests.items():
            try:
                request()
            except (NoSuchCaseError, RefusedError):
                continue
            if was_gone:
                accepted.append(name)
        if was_gone:
            return accepted


def _reads(seat: seats.Seat) -> dict[bytes, bytes]:
    return rooms.read(seat.file, seat.keys, seat.file.entries)


def _require_that_dara_is_out(walk: Walk) -> None:
    """What the record says, and what her own key opens of it without any door."""
    file = ledger.load(walk.community, bytes.fromhex(walk.number))
    out = next(r.seq for r in file.entries if isinstance(r.happened.fact, f.Recused))
    after = [r for r in file.entries if r.seq > out]
    keys = rooms.open_keys(file, walk.stage.player("dara").keys.box)
    assert walk.member("dara") not in {r.happened.by.who for r in after}
    assert any(r.has_words for r in after)
    assert {} == rooms.read(file, keys, file.entries)


def test_nobody_who_was_taken_out_reads_or_writes_from_an_open_page(committed_stage: Stage) -> None:
    races(committed_stage, 60)


@pytest.mark.faults
def test_nobody_who_was_taken_out_reads_or_writes_in_a_thousand_races(committed_stage: Stage) -> None:
    races(committed_stage, 1000)
