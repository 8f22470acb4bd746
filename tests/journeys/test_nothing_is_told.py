"""Whoever must not learn of a case, or of what goes on in it, sees the same bytes whether it goes on or not.

`test_report_about_the_chair` shows it for the chair over the days of N4. Here are the others whom the later chapters
know: each lives in two installations with the same seed and clock, and in one of them all that happens that these
chapters have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings

from evenhand.casework import (
    access,
    afterwards,
    closing,
    conflicts,
    joining,
    keychanges,
    looking,
    portal,
    recording,
    staging,
    talking,
)
from evenhand.casework.staging import Stage
from evenhand.clock.tick import tick
from evenhand.outbox.posting import Came
from evenhand.outbox.queue import Leaving
from evenhand.outbox.smtp import Server, written
from evenhand.people import communities, sessions
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from evenhand.procedure.next_steps import Act
from evenhand.shell.sessions import cookie_name
from evenhand.vault.keyring import COUNCIL
from tests.cast import REPORTER, START, Walk, dice
from tests.chapters import GUS
from tests.endings import reported_to_council
from tests.joiners import WEN, on_the_names
from tests.journeys.crawl import Known, Seen, addresses, crawl, differences, press

SERVER = Server("mail.invalid", 587, "conduct@lattice.example")
LOOKED_AT = START + timedelta(days=3)
ACTS = (
    Act.ANSWER_CONFLICT,
    Act.QUESTION_CONFLICT,
    Act.SHOW_NAMES,
    Act.LET_IN,
    Act.SEAT_ALTERNATES,
    Act.GRANT_LOOK,
    Act.CHECK_ACCESS,
    Act.REOPEN,
)


@dataclass(slots=True)
class Life:
    """One installation, as one person sees it: a walk through the case, their mail, and what they could reach."""

    walk: Walk
    clock: Callable[[datetime], None]
    mails: list[bytes] = field(default_factory=list)
    seen: Seen = field(default_factory=dict)

    def tick(self, address: str) -> None:
        """Let what waits leave; of the mail, keep what comes to this address."""

        def post(leaving: Leaving, now: datetime) -> Came:
            if leaving.mail.to == address:
                self.mails.append(written(SERVER, leaving, now).as_bytes().replace(leaving.uid.hex().encode(), b"~"))
            return Came.LEFT

        tick(Occasion(self.walk.now, dice(f"clock/{self.walk.now}")), post)

    def look(self, name: str, case: str, *, presses: bool) -> None:
        """Crawl everything as this person, and perhaps press every button that the case's pages would have."""
        self.walk.now = LOOKED_AT
        self.clock(LOOKED_AT)
        self.tick(f"{name}@lattice.example")
        player = self.walk.stage.player(name)
        client = Client(headers={"sec-fetch-site": "same-origin"}, raise_request_exception=False)
        client.cookies[cookie_name()] = sessions.begin(
            self.walk.community, player.member, player.keys, Occasion(LOOKED_AT, dice("session"))
        )
        words = {"act": ACTS, "about": (REPORTER, "1"), "room": ("names", "committee", "council")}
        known = Known("lattice", (case, player.member), words)
        begin = [one for one in addresses(known) if "/sign-out/" not in one]
        self.seen = crawl(client, begin)
        for one in begin if presses else ():
            if f"/{case}/" in one:
                self.seen[f"POST {one}"] = press(client, one, text=case, answer="none", how="leaves")


Part = Callable[[Walk], None]


def begun(walk: Walk) -> None:
    """Somebody reports. Ada and Jun were left out, Eun steps back, Bo stays."""
    walk.report(who="Mo", name="Nia", left_out=(walk.member("ada"), walk.member("jun")))
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion)
    keychanges.answer_conflict(walk.seat("eun"), walk.occasion)
    keychanges.recuse(walk.seat("eun"), walk.occasion)


def wen_joins(walk: Walk) -> None:
    """Wen joins the committee, whatever goes on."""
    walk.stage = staging.join(walk.stage, WEN, Occasion(walk.now, dice("wen")))


def wen_sees_the_names(walk: Walk) -> None:
    """Wen is shown the names, opens them, and has not answered."""
    joining.show_names(walk.seat("bo"), walk.occasion, walk.member("wen"))
    keychanges.open_room(on_the_names(walk), walk.occasion, "names")


def chidi_answers(walk: Walk) -> None:
    """Chidi has no conflict of interest."""
    keychanges.answer_conflict(walk.seat("chidi"), walk.occasion)


def noted(walk: Walk) -> None:
    """Somebody writes a note, and the reporter writes once more."""
    recording.write_note(walk.seat("bo"), walk.occasion, "A note.")
    portal.write(walk.party(), walk.occasion, "One thing more.")


def told_to_the_council(walk: Walk) -> None:
    """It is decided, and reported to the council without Jun."""
    reported_to_council(walk, ("chidi", "dara"), "chidi")


def ines_reads_the_report(walk: Walk) -> None:
    """Ines has no conflict of interest, and asks for no look."""
    keychanges.answer_conflict(walk.seat("ines"), walk.occasion)
    keychanges.open_room(walk.seat("ines"), walk.occasion, COUNCIL)


def asked_about(walk: Walk) -> None:
    """A member is asked about a conflict of interest; the reporter gets the data kept about them."""
    conflicts.question(walk.seat("chidi"), walk.occasion, walk.member("bo"), "Is it so?")
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion, stays=True, text="Years ago.")
    access.ask(walk.party(), walk.occasion, "All of it.")
    access.prepare(walk.seat("bo"), walk.occasion, REPORTER, "We keep this.", "And keep that back.")
    access.check(walk.seat("chidi"), walk.occasion, REPORTER, "", nobody_recognised=True)
    access.give(walk.seat("bo"), walk.occasion, REPORTER)


def looked_at(walk: Walk) -> None:
    """Kofi of the council is granted a look at it, and takes it."""
    keychanges.answer_conflict(walk.seat("kofi"), walk.occasion)
    looking.ask(walk.seat("kofi"), walk.occasion, "A complaint.")
    looking.grant(walk.seat("bo"), walk.occasion, 1, walk.now + timedelta(days=7))
    looking.agree(walk.seat("chidi"), walk.occasion, 1)
    looking.take(walk.seat("kofi"), walk.occasion, 1)


def ended_and_taken_up_again(walk: Walk) -> None:
    """It is closed, and taken up again by two."""
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.CLOSING, REPORTER, talking.Letter("It is over."))
    closing.close(walk.seat("bo"), walk.occasion)
    afterwards.ask_reopening(walk.seat("bo"), walk.occasion, "She is made to pay.")
    afterwards.reopen(walk.seat("dara"), walk.occasion)


BUSY: tuple[Part, ...] = (told_to_the_council, asked_about, looked_at, ended_and_taken_up_again)
ANSWERING = "a member who has not answered"
"""Whoever presses this button is in, and reads all of it."""
VIEWERS: dict[str, tuple[str, tuple[Part, ...], tuple[Part, ...]]] = {
    # who looks, what they know of, and what goes on beyond that
    "the chair, who was left out": ("ada", (), (begun, *BUSY)),
    "a council member who was left out": ("jun", (), (begun, *BUSY)),
    "an alternate who is not seated": ("gus", (), (begun, *BUSY)),
    "a newcomer to whom nothing was shown": ("wen", (), (begun, *BUSY)),
    "a newcomer who has not answered": ("wen", (begun, wen_sees_the_names), BUSY),
    ANSWERING: ("dara", (begun, chidi_answers), (asked_about, noted)),
    "a member who stepped back": ("eun", (begun,), BUSY),
    "a council member without a look": ("ines", (begun, told_to_the_council, ines_reads_the_report), BUSY[1:]),
}


@contextmanager
def installation(stage: Stage, settings: Settings) -> Iterator[Life]:
    """One of the two, undone at its end: Gus stands by in both, and there is a case that others than he read."""

    def clock(now: datetime) -> None:
        settings.EVENHAND_NOW = lambda: now

    with transaction.atomic():
        communities.change(stage.community, is_published=True)
        own = staging.join(stage.fresh(), GUS, Occasion(START - timedelta(days=1), dice("gus")))
        ordinary = Walk(own, START - timedelta(hours=4), dice("ordinary"))
        ordinary.report("A quarrel about a release.", who="Somebody")
        keychanges.answer_conflict(ordinary.seat("bo"), ordinary.occasion)
        yield Life(Walk(own, START, dice("the case")), clock)
        transaction.set_rollback(True)


def lived(stage: Stage, settings: Settings, viewer: str) -> tuple[Life, Life]:
    """The life in which everything goes on, and the quiet one."""
    who, known, more = VIEWERS[viewer]
    number, lives = "", list[Life]()
    for parts in ((*known, *more), known):
        with installation(stage, settings) as life:
            for part in (*parts[:1], wen_joins, *parts[1:]):
                part(life.walk)
            number = number or life.walk.number
            life.look(who, number, presses=viewer != ANSWERING)
            lives.append(life)
    return lives[0], lives[1]


IN_EVERY_RUN = "a newcomer who has not answered"


@pytest.mark.parametrize(
    "viewer", [one if one == IN_EVERY_RUN else pytest.param(one, marks=pytest.mark.faults) for one in VIEWERS]
)
def test_nothing_of_it_is_told_to(stage: Stage, settings: Settings, viewer: str) -> None:
    busy, calm = lived(stage, settings, viewer)

    assert [] == differences(busy.seen, calm.seen)
    assert len(busy.seen) > 150
    assert [] == [address for address, answer in busy.seen.items() if answer.status >= 500]
    assert sorted(calm.mails) == sorted(busy.mails)
