"""Two installations with the same seed and the same clock: in one of them somebody reports the chair, in the other not.

Both begin as copies of one founded community with an ordinary case in which Ada sits. What happens in an installation
is undone at its end. N4 itself is the scenario file, step by step.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings

from evenhand.casework import keychanges, triage
from evenhand.casework.staging import Stage
from evenhand.clock.tick import tick
from evenhand.doors.cli.performing import Performance
from evenhand.doors.cli.scene import Scene, Step, read_scene
from evenhand.doors.cli.verbs import VERBS
from evenhand.outbox.posting import Came
from evenhand.outbox.queue import Leaving
from evenhand.outbox.smtp import Server, written
from evenhand.people import communities, sessions
from evenhand.people.occasion import Occasion
from evenhand.procedure.facts import Member
from evenhand.procedure.next_steps import Act
from evenhand.shell.sessions import cookie_name
from tests import cast
from tests.cast import Walk
from tests.journeys.crawl import Known, Seen, addresses, crawl, press

N4 = Path(__file__).parents[1] / "manual" / "n4_report_about_the_chair.toml"
BEGIN = datetime(2026, 2, 26, 9, 0, tzinfo=UTC)
SERVER = Server("mail.invalid", 587, "conduct@lattice.example")
A_LINK = re.compile(r"/lattice/portal/invitation/[\w-]+/")
ADA, AT_HOME = "ada@lattice.example", "ada.private@mail.example"
EVERY = timedelta(hours=6)


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Installation:
    """One of the two, as Ada sees it: what she was mailed, and each crawl by the name of its moment."""

    stage: Stage
    clock: Clock
    client: Client
    scene: Scene
    play: Performance
    ticks_at: datetime = BEGIN
    mails: list[bytes] = field(default_factory=list)
    letters_home: list[str] = field(default_factory=list)
    link_opens: dict[str, int] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The number of the case about her, where there is one."""
        return self.play.cases.get("", "")

    def post(self, leaving: Leaving, now: datetime) -> Came:
        """Her mailboxes; everybody else's mail is none of her business."""
        if leaving.mail.to == ADA:
            self.mails.append(written(SERVER, leaving, now).as_bytes().replace(leaving.uid.hex().encode(), b"~"))
        elif leaving.mail.to == AT_HOME:
            self.letters_home.append(leaving.mail.body)
        return Came.LEFT

    def until(self, moment: datetime) -> None:
        """Let the time pass, with the clock ticking at hours that are the same in both installations."""
        while self.ticks_at <= moment:
            self.clock.now = self.ticks_at
            self.ticks_at += EVERY
            self._tick()
        self.clock.now = moment

    def _tick(self) -> None:
        tick(Occasion(self.clock.now, cast.dice(f"clock/{self.clock.now}")), self.post)

    def do(self, step: Step) -> None:
        """Play one step of the scenario."""
        self.play.now = step.at
        if not step.refused:
            for who in step.who:
                VERBS[step.does].act(self.play, who, step)

    def _sit_down(self) -> None:
        """Begin a session of Ada's; signing in itself is walked by others, and costs a second each time."""
        ada = self.stage.player("ada")
        occasion = Occasion(self.clock.now, cast.dice(f"session/{self.clock.now}"))
        self.client.cookies[cookie_name()] = sessions.begin(self.stage.community, ada.member, ada.keys, occasion)

    def look(self, moment: str, known: Known) -> None:
        """Crawl everything as Ada, the case's own address too, and press every button that its pages would have."""
        case = known.ids[0]
        self._tick()
        self._sit_down()
        searches = [f"/lattice/{door}/?lang=es&q={case}" for door in ("desk", "council", "office")]
        begin = [one for one in (*addresses(known), *searches) if "/sign-out/" not in one]
        found = crawl(self.client, begin)
        buttons = [one for one in begin if f"/{case}/" in one and "/reporter-1/" not in one]
        found |= {f"POST {one}": press(self.client, one, text=case, answer="none") for one in buttons}
        self.seen[moment] = found
        for letter in self.letters_home[:1]:  # what comes after the invitation is a sentence that says nothing
            self.link_opens[moment] = Client().get(A_LINK.findall(letter)[0]).status_code


@contextmanager
def installation(stage: Stage, settings: Settings, folder: Path) -> Iterator[Installation]:
    """An installation with folders of its own, undone at its end."""
    settings.EVENHAND_WATCH = shutil.copytree(cast.WATCH[0], folder / "watch")
    settings.EVENHAND_DATA = folder
    clock = Clock()
    settings.EVENHAND_NOW = clock
    client = Client(headers={"sec-fetch-site": "same-origin"}, raise_request_exception=False)
    with transaction.atomic():
        communities.change(stage.community, is_published=True)
        fresh = stage.fresh()
        _ordinary_case(fresh)
        scene = read_scene(N4, VERBS)
        yield Installation(fresh, clock, client, scene, Performance(fresh, scene.calendar, BEGIN, cast.dice("n4")))
        transaction.set_rollback(True)


def _ordinary_case(stage: Stage) -> None:
    """A case in which Ada sits, so that her lists are not empty."""
    walk = Walk(stage, BEGIN, cast.dice("ordinary")).report(who="Somebody on the mailing list")
    walk.wait(hours=1)
    for name in ("ada", "bo"):
        keychanges.answer_conflict(walk.seat(name), walk.occasion)
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, what="A quarrel about a release.")


def unanswered_report(installed: Installation) -> None:
    """A second report about her, to which nobody ever answers: everything in it is late, and she must not learn it."""
    ada = Member(installed.stage.player("ada").member)
    walk = Walk(installed.stage, installed.clock.now, cast.dice("unanswered"))
    walk.report("She did it again.", left_out=(ada,), address="second@mail.example")


def live(installed: Installation, moments: Mapping[str, datetime], known: Known, *, with_case: bool) -> None:
    """Live through the days of N4 until the last of these moments; without the case only the rota is set."""
    happen: list[tuple[datetime, Callable[[], None]]] = [
        (step.at, partial(installed.do, step)) for step in installed.scene.steps if with_case or step.does == "set-rota"
    ]
    if with_case:
        happen.append((BEGIN + timedelta(days=1), partial(unanswered_report, installed)))
    happen += [(at, partial(installed.look, name, known)) for name, at in moments.items()]
    for at, act in sorted(happen, key=lambda one: one[0]):
        if at <= max(moments.values()):
            installed.until(at)
            act()


def known_of(stage: Stage, case: str, *others: str) -> Known:
    """What Ada's crawl tries: the case's number, its entries, her own id, some acts, every room."""
    ada = stage.player("ada").member
    rooms = ("names", "committee", "council", "identity", "line.reporter-1", "line.reported-1")
    acts = (Act.ANSWER_CONFLICT, Act.RECUSE, Act.TRIAGE, Act.ADMIT, Act.INVITE, Act.DELIVER_REPRIMAND)
    words = {"act": acts, "about": ("reporter-1",), "room": rooms, "entry": others[:2]}
    return Known("lattice", (case, *others[:1], ada), words)


def numbers_of_the_case(stage: Stage, settings: Settings, folder: Path) -> tuple[str, ...]:
    """The number that the case has wherever it is reported, and those of its entries: the same seed."""
    with installation(stage, settings, folder) as installed:
        for step in installed.scene.steps[:2]:
            installed.do(step)
        return installed.number, *(one.entry.hex() for one in installed.play.file("").entries)
