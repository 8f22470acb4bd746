"""Fault tests that take too long for every change: all on SQLite, then on PostgreSQL what depends on the database."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.postgres import cluster

_BIN = Path(sys.executable).parent
_ON_POSTGRESQL = (
    "tests/faults/test_killed.py",
    "tests/faults/test_killed_in_scenes.py",
    "tests/faults/test_outbox.py",
    "tests/faults/test_together.py",
)


def main(chosen: Sequence[str]) -> int:
    """Run both, go on after a failure, and say how long each took."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    passed = [_passes("SQLite", chosen, environment)]
    with cluster() as url:
        passed.append(_passes("PostgreSQL", chosen or _ON_POSTGRESQL, environment | {"EVENHAND_DATABASE_URL": url}))
    return 0 if all(passed) else 1


def _passes(name: str, chosen: Sequence[str], environment: Mapping[str, str]) -> bool:
    print(f"── faults on {name}", flush=True)
    begun = time.monotonic()
    command = [str(_BIN / "pytest"), "-m", "faults", "-n", "0", "--durations=0", "--durations-min=5", *chosen]
    passed = subprocess.run(command, check=False, env=environment).returncode == 0
    print(f"   {'passed' if passed else 'FAILED'} in {(time.monotonic() - begun) / 60:.0f} min", flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
