"""All checks, in the order in which they are cheap: `make test`, `make check` and CI are this."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.postgres import cluster

_BIN = Path(sys.executable).parent
_ROOM = 4 * 1024**3
_MANAGE = ("python", "-m", "evenhand", "manage")

TYPES = ("mypy", "--no-error-summary")
"""More than a minute on one core: it runs beside the first tests, and says what it found after them."""

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("imports", ("lint-imports", "--no-cache")),
    ("templates", ("djade", "--check", "--target-version", "5.2")),
    ("system", (*_MANAGE, "check", "--fail-level", "WARNING", "--database", "default")),
    ("migrations", (*_MANAGE, "makemigrations", "--check", "--dry-run")),
)


def main() -> int:
    """Run every step, go on after a failure, and name the failed ones at the end."""
    with _fast_folder() as folder:
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
        return _check(os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "TMPDIR": folder} | compiled)


@contextmanager
def _fast_folder() -> Iterator[str]:
    """A folder for temporary files, in memory where there is room: what is durable is not what most tests are about."""
    memory = Path("/dev/shm")  # noqa: S108 - where Linux keeps files in memory
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    with tempfile.TemporaryDirectory(prefix="evenhand-check-", dir=memory if has_room else None) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's own user passes through it
        tempfile.tempdir = folder
        yield folder


def _check(environment: dict[str, str]) -> int:
    failed = [name for name, command in STEPS if not _passes(name, _with_templates(command), environment)]
    with _beside("types", TYPES, environment) as types:
        if not _pytest("tests on SQLite", ["-m", "not faults"], environment):
            failed.append("tests on SQLite")
        if not types():
            failed.append("types")
    with cluster() as url:
        if not _pytest(
            "tests on PostgreSQL", ["-m", "not faults and not once"], environment | {"EVENHAND_DATABASE_URL": url}
        ):
            failed.append("tests on PostgreSQL")
    if failed:
        print(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


@contextmanager
def _beside(name: str, command: Sequence[str], environment: dict[str, str]) -> Iterator[Callable[[], bool]]:
    """Run this meanwhile; what is given waits for it, prints what it said, and tells whether it passed."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([str(_BIN / command[0]), *command[1:]], env=environment, stdout=said, stderr=said)

        def passes() -> bool:
            passed = process.wait() == 0
            said.seek(0)
            print(f"── {name}\n{said.read().decode()}   {'passed' if passed else 'FAILED'}", flush=True)
            return passed

        try:
            yield passes
        finally:
            process.kill()
            process.wait()


def _with_templates(command: Sequence[str]) -> list[str]:
    templates = [str(path) for path in sorted(Path("evenhand").rglob("*.html"))]
    return [*command, *templates] if command[0] == "djade" else list(command)


def _pytest(name: str, chosen: Sequence[str], environment: dict[str, str]) -> bool:
    command = ["pytest", "-n", "2", "--dist", "worksteal", "--hypothesis-profile", "ci", *chosen, *sys.argv[1:]]
    return _passes(name, command, environment)


def _passes(name: str, command: Sequence[str], environment: dict[str, str]) -> bool:
    print(f"── {name}", flush=True)
    begun = time.monotonic()
    passed = subprocess.run([str(_BIN / command[0]), *command[1:]], check=False, env=environment).returncode == 0
    if command[0] != "pytest":  # whose closing line says it, and stays the last one
        print(f"   {'passed' if passed else 'FAILED'} in {time.monotonic() - begun:.1f} s", flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())
