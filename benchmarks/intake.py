"""Reports a second through the public form, against a bare Django form behind the same server and database settings."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.database import throwaway
from benchmarks.load import Flows
from benchmarks.results import Result, at_least, at_most
from evenhand.casework import staging
from evenhand.config import serving
from evenhand.config.environment import Environment
from evenhand.people import communities
from evenhand.people.occasion import Occasion
from evenhand.procedure.manual_file import builtin
from tools.ports import free_port, wait_for

SECONDS = 2.0
_TURNS = 13
_PATIENCE = 20.0


def measure() -> list[Result]:
    """GET the form, POST it: durable, sealed to five members; with 1 and with 8 clients, each after a warm-up."""
    results: list[Result] = []
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as other,
        _bare(Path(one)) as bare_port,
        _evenhand(Path(other)) as our_port,
    ):
        for clients in (1, 8):
            turns = _turns(bare_port, our_port, clients)
            named = f"{clients} client{'s' if clients > 1 else ''}"
            rates = [ours.per_second / bare.per_second for bare, ours in turns]
            late = [ours.p95 / bare.p95 for bare, ours in turns]
            results += [
                Result(f"bare form, {named}", median(bare.per_second for bare, _ in turns), "flows/s"),
                Result(f"intake, {named}", median(ours.per_second for _, ours in turns), "flows/s"),
                at_least(f"intake against bare form, {named}", median(rates), "times", 1 / 3),
                at_most(f"intake's p95 against bare form's, {named}", median(late), "times", 3),
            ]
    return results


def _turns(bare_port: int, our_port: int, clients: int) -> list[tuple[Flows, Flows]]:
    """Measure by turns, short ones: a machine that is faster or slower for a while is so for both of a pair.

    What counts is the pair in the middle. The best turn of each, which was taken before, compared the luck of two.
    """
    return [
        (
            _load(bare_port, "/report/", clients, "Received"),
            _load(our_port, "/lattice/report/", clients, 'class="phrase'),
        )
        for _ in range(_TURNS)
    ]


def _load(port: int, path: str, clients: int, received: str) -> Flows:
    command = [sys.executable, "-m", "benchmarks.load", str(port), path, str(clients), str(SECONDS), received]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    rate, p95 = (float(part) for part in done.stdout.split())
    return Flows(rate, p95)


@contextmanager
def _evenhand(folder: Path) -> Iterator[int]:
    with throwaway(folder) as key:
        occasion = Occasion(datetime.now(UTC), os.urandom)
        staging.set_up(occasion)
        stage = staging.stage(staging.LATTICE, builtin("numpy"), occasion)
        communities.change(stage.community, is_published=True)
    environment = {
        "EVENHAND_SECRET": key.hex(),
        "EVENHAND_DATA": str(folder),
        "EVENHAND_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "evenhand.config.settings",
    }
    with _gunicorn("evenhand.config.wsgi:application", environment, "/lattice/report/") as port:
        yield port


@contextmanager
def _bare(folder: Path) -> Iterator[int]:
    environment = {"EVENHAND_DATABASE_URL": f"sqlite://{folder}/bare.sqlite3"}
    make = [sys.executable, "-c", "from benchmarks.bare import site; site.make_table()"]
    subprocess.run(make, check=True, env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": ""})
    with _gunicorn("benchmarks.bare.site:application", environment, "/report/") as port:
        yield port


@contextmanager
def _gunicorn(application: str, environment: Mapping[str, str], path: str) -> Iterator[int]:
    """The server as `evenhand serve` runs it, with as many processes and threads where nobody says otherwise."""
    port, usual = free_port(), Environment({})
    command = serving.gunicorn(
        application,
        f"127.0.0.1:{port}",
        workers=usual.number("EVENHAND_WORKERS"),
        threads=usual.number("EVENHAND_THREADS"),
    )
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    server = subprocess.Popen(command, env=inherited | dict(environment))
    try:
        wait_for(port)
        _load(port, path, 2, "<")  # a warm-up
        yield port
    finally:
        server.terminate()
        server.wait(timeout=_PATIENCE)
