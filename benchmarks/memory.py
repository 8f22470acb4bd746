"""Memory of `evenhand serve`: the proportional set size of its whole process tree, at rest and after use."""

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

from benchmarks.database import throwaway
from benchmarks.results import Result, at_most
from evenhand.casework import staging
from evenhand.people.occasion import Occasion
from evenhand.procedure.manual_file import builtin
from tools.ports import free_port, wait_for

REST = 6.0
_PAGES = 60
"""So many that every process has answered: what it makes for its first page counts as well."""


def measure() -> list[Result]:
    """Start the server as an operator does, let it rest, and add up its processes; then once more after pages."""
    with tempfile.TemporaryDirectory() as folder:
        with throwaway(Path(folder)) as key:
            occasion = Occasion(datetime.now(UTC), os.urandom)
            staging.set_up(occasion)
            staging.stage(staging.LATTICE, builtin("numpy"), occasion)
        port = free_port()
        environment = {
            "EVENHAND_SECRET": key.hex(),
            "EVENHAND_DATA": folder,
            "EVENHAND_DEMO": "1",
            "EVENHAND_BIND": f"127.0.0.1:{port}",
            "DJANGO_SETTINGS_MODULE": "evenhand.config.settings",
        }
        server = subprocess.Popen([sys.executable, "-m", "evenhand", "serve"], env=os.environ | environment)
        try:
            wait_for(port)
            at_rest = _used(server.pid)
            for _ in range(_PAGES):
                with urlopen(f"http://127.0.0.1:{port}/lattice/report/") as page:
                    page.read()
            after = _used(server.pid)
        finally:
            server.terminate()
            server.wait(timeout=60)
    return [
        at_most("memory of evenhand serve at rest", at_rest, "MB", 150),
        Result("memory of evenhand serve once all its processes have answered", after, "MB"),
    ]


def _used(pid: int) -> float:
    """Megabytes of a process and of all that it started, after a while without work."""
    time.sleep(REST)
    return sum(_proportional(one) for one in _tree(pid)) / 1024


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _tree(int(child)))]


def _proportional(pid: int) -> int:
    """Kilobytes, shared pages counted by their share."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
