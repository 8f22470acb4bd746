"""`evenhand demo`: a fictional community on this machine, made anew or taken up again, and served."""

from __future__ import annotations

import argparse
import fcntl
import os
import secrets
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from evenhand.doors.cli import throwaway

READY = "ready"
KEPT_HOURS = 12
"""After so many hours everything in it would be late, so it is made anew."""


def main(arguments: Sequence[str]) -> int:
    """Prepare the demo, say who is who, and serve it."""
    parser = argparse.ArgumentParser(prog="evenhand demo")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--folder", type=Path, default=Path(".demo"))
    parser.add_argument("--prepare-only", action="store_true", help="make it and end, for scripts")
    options = parser.parse_args(arguments)
    folder = options.folder.resolve()
    address = f"http://127.0.0.1:{options.port}"
    print(_prepared(folder, address, datetime.now(UTC)), flush=True)
    if options.prepare_only:
        return 0
    from evenhand.config.serving import serve  # noqa: PLC0415 - as above

    print("\nCtrl-C ends it.", flush=True)
    return serve(["--bind", f"127.0.0.1:{options.port}"])


def _prepared(folder: Path, address: str, now: datetime) -> str:
    """Make the demo in this folder, or take it up as it was left, if that was today and by this very Evenhand."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two starts at once: the second takes what the first has made
        if not _is_ready(folder, now):
            _empty(folder)
            (folder / "secret").write_text(secrets.token_hex(32), "ascii")
        _settle(folder)
        from evenhand.doors.cli import demo  # noqa: PLC0415 - only now there are settings

        if not _is_ready(folder, now):
            throwaway.migrate()
            demo.prepare(folder, address, now, os.urandom)
            (folder / READY).write_text(_version(), "ascii")
        return demo.described(demo.at_address(folder, address), now)


def _settle(folder: Path) -> None:
    secret = (folder / "secret").read_text("ascii")
    look = os.environ.get("EVENHAND_LOOK", "0")  # the pictures of every page want that one too
    throwaway.settle(folder, EVENHAND_SECRET=secret, EVENHAND_DEMO="1", EVENHAND_WORKERS="1", EVENHAND_LOOK=look)


def _is_ready(folder: Path, now: datetime) -> bool:
    ready = folder / READY
    if not ready.is_file() or ready.read_text("ascii") != _version():
        return False
    return now.timestamp() - ready.stat().st_mtime < KEPT_HOURS * 3600


def _version() -> str:
    """A hash of everything that makes the demo what it is."""
    package = Path(__file__).resolve().parent.parent
    found = sha256()
    for path in sorted((*package.rglob("*.py"), *package.rglob("*.toml"))):
        found.update(path.read_bytes())
    return found.hexdigest()


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "lock":
            path.unlink()
