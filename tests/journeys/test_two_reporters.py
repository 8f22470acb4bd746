"""N7 as a reporter sees it: with another report in the same case, and without, the same bytes at every moment (K1)."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings

from evenhand.casework import conversation, filing, keychanges, moving, portal, reported, talking, triage
from evenhand.casework.seats import PartySeat, Seat
from evenhand.casework.staging import Stage
from evenhand.casework.work import Work
from evenhand.doors.portal import where_it_stands
from evenhand.outbox import queue
from evenhand.people import communities
from evenhand.procedure import facts as f
from evenhand.procedure.facts import Party
from evenhand.shell import parts
from tests import cast
from tests.cast import REPORTER, Walk, dice
from tests.journeys.crawl import Answer, Seen, crawl, differences
from tests.reading import Moved, send

LEE = "lee@mail.example"
SECRET = "Kai's own sentence, which stands in no other line."
A_NUMBER = re.compile(rb"[0-9a-f]{32}")
"""Entries have random numbers, which differ in any two installations."""


@dataclass
class Lived:
    """What Lee saw and was mailed, by the name of the moment."""

    seen: dict[str, Seen] = field(default_factory=dict)
    mails: list[str] = field(default_factory=list)


@dataclass
class World:
    """One of two installations: in one of them Kai has reported the same remark before."""

    stage: Stage
    moved: Moved
    lee: Walk
    lived: Lived = field(default_factory=Lived)
    handle: Party = REPORTER

    def at(self, hours: float) -> None:
        """It is so many hours after the beginning."""
        self.lee.now = self.moved.now = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(hours=hours)

    def look(self, name: str) -> None:
        """Everything that Lee can reach."""
        client = Client(headers={"sec-fetch-site": "same-origin"})
        page = client.get("/lattice/portal/").content.decode()
        assert 303 == send(client, "", page, "phrase", phrase=self.lee.phrases["reporter-1"]).status_code
        found = crawl(client, ["/lattice/portal/line/", "/lattice/portal/", "/lattice/"])
        self.lived.seen[name] = {address: _masked(answer) for address, answer in found.items()}
        self.lived.mails += [one.mail.body for one in queue.waiting(self.stage.community) if one.mail.to == LEE]
        queue.drain()


def _masked(answer: Answer) -> Answer:
    return replace(answer, body=A_NUMBER.sub(b"~", answer.body))


@contextmanager
def a_world(stage: Stage, settings: Settings, folder: Path) -> Iterator[World]:
    """An installation with folders of its own, undone at its end."""
    settings.EVENHAND_WATCH = shutil.copytree(cast.WATCH[0], folder / "watch")
    settings.EVENHAND_DATA = folder
    moved = Moved()
    settings.EVENHAND_NOW = moved
    with transaction.atomic():
        communities.change(stage.community, is_published=True)
        fresh = stage.fresh()
        yield World(fresh, moved, Walk(fresh, draw=dice("lee")))
        transaction.set_rollback(True)


def live(world: World, *, with_kai: bool) -> Lived:
    """Three days: Lee's report joins Kai's or stands alone, and both are written to."""
    walk = world.lee
    world.at(0)
    kai = _kai_reports(world) if with_kai else ""
    world.at(1)
    walk.report("Mo called a patch a waste of paper.", who="Mo", address=LEE, left_out=(walk.member("eun"),))
    world.look("reported")
    world.at(3)
    for name in ("bo", "chidi"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    if with_kai:
        moving.join(walk.seat("bo"), walk.occasion, REPORTER, kai)
        walk.number, world.handle = kai, Party("reporter-2")
        _letter(world, f.LetterKind.ACKNOWLEDGEMENT, "Dear Kai. Bo", REPORTER)
    world.look("joined")
    world.at(5)
    _letter(world, f.LetterKind.ACKNOWLEDGEMENT, "Dear Lee, we have read what you wrote. Bo", world.handle)
    world.look("acknowledged")
    world.at(20)
    _contact(world, with_kai=with_kai)
    world.look("told who will be asked")
    world.at(30)
    portal.answer_contact(walk.party(), walk.occasion, 1, "Do ask.", objects=False)
    portal.write(walk.party(), walk.occasion, "And please soon.")
    if with_kai:
        _letter(world, f.LetterKind.MESSAGE, SECRET, REPORTER)
    world.look("answered")
    return world.lived


def _kai_reports(world: World) -> str:
    walk = world.lee
    reached = filing.Reached(f.Way.MAIL, walk.now, reported.Report(SECRET, who="Mo", address="kai@mail.example"))
    signed_in = world.stage.signed_in("bo", walk.occasion)
    number = filing.file_report(signed_in, reached, walk.occasion)
    with_number = replace(walk, number=number)
    for name in ("ada", "chidi", "dara"):
        keychanges.answer_conflict(with_number.seat(name), walk.occasion)
    return number


def _letter(world: World, kind: f.LetterKind, text: str, to: Party) -> None:
    via = f.Via.LINE if to == world.handle else f.Via.MAIL
    talking.write(world.lee.seat("bo"), world.lee.occasion, kind, to, talking.Letter(text, via, could_tell=False))


def _contact(world: World, *, with_kai: bool) -> None:
    walk = world.lee
    triage.triage(walk.seat("bo"), walk.occasion, severe=False)
    talking.propose_contact(walk.seat("bo"), walk.occasion, f.Role.REPORTED, "Ask Mo.")
    until = walk.now + timedelta(days=2)
    for to in (world.handle, REPORTER) if with_kai else (world.handle,):
        via = f.Via.LINE if to == world.handle else f.Via.MAIL
        letter = talking.Letter(f"Dear {to[:8]}, we want to ask Mo what was meant.", via, could_tell=False)
        talking.tell_of_contact(walk.seat("bo"), walk.occasion, to, 1, letter, until)


def both(stage: Stage, settings: Settings, folder: Path) -> tuple[Lived, Lived]:
    """Lee's days with Kai's report, and without."""
    with a_world(stage, settings, folder / "with") as world:
        joined = live(world, with_kai=True)
    with a_world(stage, settings, folder / "without") as world:
        alone = live(world, with_kai=False)
    return joined, alone


def test_a_reporter_cannot_tell_that_there_is_another_one(stage: Stage, settings: Settings, tmp_path: Path) -> None:
    joined, alone = both(stage, settings, tmp_path)

    for moment, seen in joined.seen.items():
        assert [] == differences(seen, alone.seen[moment]), moment
        assert not any(SECRET.encode() in answer.body for answer in seen.values())
    assert 5 == len(joined.seen)
    assert alone.mails == joined.mails
    assert len(joined.mails) > 2


def how_many_reports(patch: pytest.MonkeyPatch) -> None:
    readers = where_it_stands.readers

    def counting(seat: PartySeat) -> parts.Readers:
        return replace(readers(seat), also=f"{len(seat.state.reporters)}")

    patch.setattr(where_it_stands, "readers", counting)


def when_it_was_joined(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(conversation, "said_at", lambda happened, _: happened.at)


def which_handle(patch: pytest.MonkeyPatch) -> None:
    never = where_it_stands.never
    patch.setattr(where_it_stands, "never", lambda party: (*never(party), str(party.handle)))


def a_mail_at_the_joining(patch: pytest.MonkeyPatch) -> None:
    move = moving._move

    def telling(seat: Seat, source: Work, target: Work, party: Party, handle: Party) -> None:
        move(seat, source, target, party, handle)
        target.tell_party(handle)

    patch.setattr(moving, "_move", telling)


@pytest.mark.parametrize("leak", [how_many_reports, when_it_was_joined, which_handle, a_mail_at_the_joining])
def test_a_leak_that_is_planted_is_found(
    stage: Stage,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    leak: Callable[[pytest.MonkeyPatch], None],
) -> None:
    leak(monkeypatch)

    joined, alone = both(stage, settings, tmp_path)

    found = [one for moment, seen in joined.seen.items() for one in differences(seen, alone.seen[moment])]
    assert found or alone.mails != joined.mails
