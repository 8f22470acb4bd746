"""Reports a second through the public form, against a bare Django form behind the same server and database settings."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

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

SECONDS = 6.0
_TURNS = 4
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
            bare, ours = _both(bare_port, our_port, clients)
            named = f"{clients} client{'s' if clients > 1 else ''}"
            results += [
                Result(f"bare form, {named}", bare.per_second, "flows/s"),
                Result(f"intake, {named}", ours.per_second, "flows/s"),
                at_least(f"intake against bare form, {named}", ours.per_second / bare.per_second, "times", 1 / 3),
                at_most(f"intake's p95 against bare form's, {named}", ours.p95 / bare.p95, "times", 3),
            ]
    return results


def _both(bare_port: int, our_port: int, clients: int) -> tuple[Flows, Flows]:
    """Measure in turns, so that both see the same noise; take each one's better turn."""
    turns: list[tuple[Flows, Flows]] = []
    for _ in range(_TURNS):
        bare = _load(bare_port, "/report/", clients, "Received")
        turns.append((bare, _load(our_port, "/lattice/report/", clients, 'class="phrase')))
    return max((t[0] for t in turns), key=_rate), max((t[1] for t in turns), key=_rate)


def _rate(flows: Flows) -> float:
    return flows.per_second


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
