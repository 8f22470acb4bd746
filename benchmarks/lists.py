"""What a desk and a clock cost when a community has had many cases: nothing may grow with all cases ever."""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.bulk import NOW, Size, community_of
from benchmarks.results import Result, at_most
from evenhand.casework.staging import Stage
from evenhand.clock.tick import tick
from evenhand.outbox.posting import Came
from evenhand.outbox.queue import Leaving
from evenhand.people import sessions
from evenhand.people.occasion import Occasion
from evenhand.record import cases

MANY, FEW, HUNDRED = Size(10_000, 500), Size(600, 500), Size(100, 0)
TRIES = 15


def measure() -> list[Result]:
    """Desk list and case page with 10,000 cases against 600, 500 open in both; a tick with nothing due."""
    many, few = _pages(MANY), _pages(FEW)
    idle_many, idle_few = _ticks(Size(MANY.cases, 0)), _ticks(HUNDRED)
    return [
        Result("desk list, 10,000 cases (500 open)", many["list"] * 1000, "ms"),
        Result("desk list, 600 cases (500 open)", few["list"] * 1000, "ms"),
        at_most("desk list, 10,000 cases against 600", many["list"] / few["list"], "times", 1.5),
        at_most("desk list, queries more with 10,000 cases", many["list queries"] - few["list queries"], "queries", 0),
        Result("case page of 30 entries, 10,000 cases", many["case"] * 1000, "ms"),
        Result("case page of 30 entries, 600 cases", few["case"] * 1000, "ms"),
        at_most("case page, 10,000 cases against 600", many["case"] / few["case"], "times", 1.5),
        at_most("case page, queries more with 10,000 cases", many["case queries"] - few["case queries"], "queries", 0),
        Result("clock tick with nothing due, 10,000 cases", idle_many * 1000, "ms"),
        Result("clock tick with nothing due, 100 cases", idle_few * 1000, "ms"),
        at_most("clock tick, 10,000 cases against 100", idle_many / idle_few, "times", 1.5),
    ]


def _pages(size: Size) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, community_of(size, Path(folder)) as stage:
        client = bos_browser(stage)
        home = f"/{stage.community.slug}/desk/"
        number = cases.open_summaries(stage.community)[0].uid.hex()
        return {
            "list": best(lambda: get(client, home)),
            "list queries": queries(lambda: get(client, home)),
            "case": best(lambda: get(client, f"{home}case/{number}/")),
            "case queries": queries(lambda: get(client, f"{home}case/{number}/")),
        }


def bos_browser(stage: Stage) -> Client:
    """A browser in which Bo has signed in, an hour later."""
    settings.EVENHAND_NOW = lambda: NOW + timedelta(hours=1)
    settings.EVENHAND_DEMO = True
    bo = stage.player("bo")
    client = Client(headers={"sec-fetch-site": "same-origin"})
    cookie = sessions.begin(stage.community, bo.member, bo.keys, Occasion(NOW + timedelta(hours=1), os.urandom))
    client.cookies["evenhand"] = cookie
    return client


def _ticks(size: Size) -> float:
    with tempfile.TemporaryDirectory() as folder, community_of(size, Path(folder)) as stage:
        del stage
        moment = Occasion(NOW + timedelta(minutes=5), os.urandom)
        while tick(moment, _post).left:  # what the day owes anyway: its digest and its leaf
            pass
        return best(lambda: tick(moment, _post))


def _post(leaving: Leaving, now: datetime) -> Came:
    """Every mail leaves at once."""
    del leaving, now
    return Came.LEFT


def get(client: Client, address: str) -> None:
    """Ask for a page that is there."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise AssertionError(address, answer.status_code)


def best(once: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """The best of several tries: what else the machine did makes a try slower, never faster."""
    once()
    took = []
    for _ in range(TRIES):
        began = clock()
        once()
        took.append(clock() - began)
    return min(took)


def queries(once: Callable[[], object]) -> float:
    """How many statements it takes."""
    with CaptureQueriesContext(connection) as captured:
        once()
    return float(len(captured))
